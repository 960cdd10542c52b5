"""A critical friend: somebody you trust who asks what you have not asked yourself."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import THINK
from edumentoring.tools.shapes import Box, Part, Step, Tool

CRITICAL_FRIEND = Tool(
    key="critical-friend",
    title=_("Critical friend"),
    summary=_("Show a piece of work or a plan to a friend who asks hard questions kindly."),
    about=_("What do you bring?"),
    group=THINK,
    minutes=25,
    words=(
        _("A critical friend wants you to do well, and tells you what they see."),
        _("You set the question. They listen, ask, and only then say what they think."),
    ),
    steps=(
        Step(
            key="bring",
            title=_("What I bring"),
            hint=_("A plan, a lesson, a letter, a piece of work. And what I hope for."),
            boxes=(
                Box(key="bring", label=_("What it is, and what I want it to do"), rows=2),
                Box(key="ask", label=_("What I would like you to look at"), rows=2),
            ),
        ),
        Step(
            key="clear",
            title=_("Questions to understand"),
            hint=_("Facts only. No advice that is dressed up as a question."),
            boxes=(Box(key="clear", label=_("What we cleared up"), finds="questions"),),
            prompts=(
                _("Who is it for?"),
                _("What came before this?"),
                _("What did you leave out, and why?"),
            ),
        ),
        Step(
            key="good",
            title=_("What is strong"),
            hint=_("What should stay as it is? Say where you see it."),
            boxes=(Box(key="good", label=_("Keep this")),),
        ),
        Step(
            key="push",
            title=_("Questions that push"),
            hint=_("Look at it through other eyes: a pupil, a parent, a new colleague."),
            boxes=(Box(key="push", label=_("What if …?")),),
            prompts=(
                _("What would somebody who disagrees say first?"),
                _("What are you taking for granted?"),
                _("Who does this not work for?"),
                _("What would you do with half the time?"),
                _("If it fails, what will have been the cause?"),
            ),
        ),
        Step(
            key="think",
            title=_("What I take from it"),
            hint=_("You need not defend anything, or agree."),
            boxes=(
                Box(key="take", label=_("I will change this, and keep that"), rows=2),
                Box(key="myself", label=_("A note to myself"), only_me=True, rows=2),
            ),
        ),
    ),
    parts=(
        Part(
            title=_("To support"),
            points=(
                _("I can see how much care went into this."),
                _("Tell me about the part you like best."),
                _("What has already got better since last time?"),
                _("This line is clear. Do more of that."),
                _("You have solved harder things. How did you go about it?"),
                _("What would make this feel lighter?"),
            ),
        ),
        Part(
            title=_("To challenge"),
            points=(
                _("What makes you think so? What did you see?"),
                _("May I say something that you may not like to hear?"),
                _("I see it in another way. Shall I tell you how?"),
                _("You said this matters most. Where does your week show it?"),
                _("What would you say if a pupil gave you that reason?"),
                _("Is that true, or is it a habit?"),
                _("What are we not talking about?"),
                _("Who could show us that we are wrong?"),
            ),
        ),
        Part(
            title=_("What you promise each other"),
            points=(
                _("What is said here stays here. Only a worry about safety goes further."),
                _("We talk about the work, not about the person."),
                _("Either of us may stop, or ask for support only, today."),
                _("Friends first: we ask how you are before we begin."),
            ),
        ),
    ),
    sources=(sources.CRITICAL_FRIEND_LENS, sources.CRITICAL_FRIENDSHIP),
)
