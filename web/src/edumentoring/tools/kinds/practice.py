"""The planner for deliberate practice: a goal, what good is, rounds with feedback, and again."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import LESSON
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

STEPS = (
    Step(
        key="goal",
        title=_("One small thing to get better at"),
        hint=_("Cut it down until it fits into one minute of a lesson."),
        boxes=(
            Box(
                key="goal",
                label=_("I want to be able to"),
                action=True,
                finds="practice",
                most=300,
                rows=2,
            ),
        ),
        examples=in_each_phase(
            early=_("Name what a child is doing before I ask a question."),
            primary=_("Bring the class back to me within ten seconds."),
            secondary=_("Ask the question first, wait, and only then say a name."),
            further=_("Show the task with one worked model before they start."),
        ),
    ),
    Step(
        key="good",
        title=_("What good looks like"),
        hint=_("Three short lines that both of you could tick from the back of the room."),
        boxes=(
            Box(key="good", label=_("You can tell, because"), takes="good"),
            Box(
                key="model",
                takes="example",
                label=_("An example to copy"),
                hint=_("Watch somebody, look at a film, or let your mentor show it."),
                rows=2,
            ),
        ),
    ),
    Step(
        key="rounds",
        title=_("Rehearse"),
        hint=_("Short rounds. After each, one thing to mend, and at once again."),
        boxes=(
            Box(
                key="first",
                label=_("First round: what happened, what to mend"),
                takes="round-1",
                rows=2,
            ),
            Box(key="second", label=_("Second round"), takes="round-2", rows=2),
            Box(
                key="third",
                takes="round-3",
                label=_("Third round, made harder"),
                hint=_("A late pupil, a wrong answer, less time."),
                rows=2,
            ),
        ),
        prompts=(
            _("Do it aloud and on your feet. Talking about it is not practice."),
            _("One thing to mend in each round. Say it in five words."),
            _("Stop when it feels easy. Then make it harder."),
        ),
    ),
    Step(
        key="log",
        title=_("In real lessons"),
        hint=_("One line each time you tried it: the day, the class, how it went."),
        boxes=(Box(key="log", label=_("My log"), rows=5),),
        examples=in_each_phase(
            early=_("Monday, water tray: named it twice, forgot once. They talked for longer."),
            primary=_("Tuesday after lunch: twelve seconds. I was still talking at five."),
            secondary=_("Thursday, Year 8: named first twice. By the end I waited each time."),
            further=_("Evening group: the model took four minutes. Nobody asked how to start."),
        ),
    ),
    Step(
        key="next",
        title=_("Again, or the next thing"),
        hint=_("Look at your three lines. Which can you tick without thinking?"),
        boxes=(
            Box(key="next", label=_("What we saw, and what comes next"), rows=2),
            Box(key=LOOK_AGAIN, label=_("Look again on"), shape=Shape.DAY),
        ),
    ),
    Step(
        key="myself",
        title=_("A note to myself"),
        hint=_("How did it feel to practise? What helps you to keep at it?"),
        boxes=(Box(key="myself", label=_("For your own eyes"), only_me=True, rows=2),),
    ),
)

PRACTICE = Tool(
    key="practice",
    title=_("Deliberate practice"),
    summary=_("Choose one small skill. Rehearse it in short rounds until it comes easily."),
    about=_("What do you practise?"),
    group=LESSON,
    minutes=15,
    words=(
        _("Skill grows when we practise one small part, get feedback, and try again at once."),
        _("Do it away from pupils first. Then try it in one lesson, and look back."),
    ),
    steps=STEPS,
    parts=(
        Part(
            title=_("What makes practice work"),
            points=(
                _("The goal is small and clear."),
                _("It is a little too hard, but not much."),
                _("You put your whole mind to it, for a short time."),
                _("Feedback comes at once, and you use it at once."),
                _("You hold a clear picture of what good looks like."),
            ),
        ),
    ),
    sources=sources.PRACTICE,
)
