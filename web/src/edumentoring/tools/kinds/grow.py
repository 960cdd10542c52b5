"""GROW: goal, reality, options, will."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import THINK
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

GROW = Tool(
    key="grow",
    title=_("GROW: from a wish to a next step"),
    summary=_("Goal, reality, options, will. A talk in four steps for any question."),
    about=_("What is it about?"),
    group=THINK,
    minutes=25,
    words=(
        _("One of you asks, the other thinks aloud. Whoever has the question finds the answer."),
        _("Go back a step whenever you need to."),
    ),
    steps=(
        Step(
            key="goal",
            title=_("Goal"),
            hint=_("What do you want from this talk, and in the end?"),
            boxes=(Box(key="goal", label=_("I want"), rows=2),),
            prompts=(
                _("What would be different if this went well?"),
                _("How would you notice first?"),
                _("What is in your own hands?"),
            ),
            examples=in_each_phase(
                early=_("A calm start, so that each child finds something to do by nine."),
                primary=_("To leave at half past four on three days, with the books done."),
                secondary=_("Year 10 try the hard question before they ask for help."),
                further=_("To talk with my line manager about hours without getting upset."),
            ),
        ),
        Step(
            key="reality",
            title=_("Reality"),
            hint=_("What happens now? Facts first, feelings too, blame not at all."),
            boxes=(
                Box(key="reality", label=_("What happens now"), finds="questions"),
                Box(key="tried", label=_("What I have tried, and what came of it"), rows=2),
            ),
            prompts=(
                _("When did it last happen? Tell me what you saw."),
                _("When does it not happen? What is different then?"),
                _("On a scale from 1 to 10, where is it now? Why not lower?"),
            ),
        ),
        Step(
            key="options",
            title=_("Options"),
            hint=_("Three at least, a silly one too. Judge none of them yet."),
            boxes=(Box(key="options", label=_("What I could do"), rows=4),),
            prompts=(
                _("And what else?"),
                _("What would you tell a friend to try?"),
                _("What if time were no matter?"),
                _("Who has solved this near you?"),
            ),
        ),
        Step(
            key="will",
            title=_("Will"),
            hint=_("One thing, a day, and who can help."),
            boxes=(
                Box(key="will", label=_("I will"), action=True, most=300, rows=2),
                Box(key="help", label=_("What could get in the way, and what helps"), rows=2),
                Box(key=LOOK_AGAIN, label=_("By when"), shape=Shape.DAY),
            ),
            prompts=(
                _("How sure are you that you will do it, from 1 to 10? What would add one?"),
                _("What is the very first minute of it?"),
            ),
        ),
        Step(
            key="myself",
            title=_("A note to myself"),
            hint=_("What did I learn about the question, or about me?"),
            boxes=(Box(key="myself", label=_("For your own eyes"), only_me=True, rows=2),),
        ),
    ),
    parts=(
        Part(
            title=_("For the one who asks"),
            points=(
                _("Ask one question at a time, then wait."),
                _("Use their words when you sum up."),
                _("Keep your own answer until they ask for it."),
            ),
        ),
    ),
    sources=(sources.COACHING_FOR_PERFORMANCE,),
)
