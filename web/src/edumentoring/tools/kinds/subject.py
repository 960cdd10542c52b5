"""Subject and curriculum: what I know well, what to learn next, challenge, and the arts."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SUBJECT as GROUP
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Resource, Shape, Step, Tool

STEPS = (
    Step(
        key="sure",
        title=_("What I know well"),
        hint=_("Topics I could teach tomorrow, and answer odd questions about."),
        boxes=(Box(key="sure", label=_("I am sure of"), rows=2),),
    ),
    Step(
        key="next",
        title=_("What I need to learn"),
        hint=_(
            "Look at what you teach in the next half term. Be honest: only you see it at first."
        ),
        boxes=(
            Box(key="unsure", label=_("I am less sure of")),
            Box(key="wrong", label=_("Where pupils go wrong, and do I know why?"), rows=2),
        ),
        prompts=(
            _("Which question do you hope that nobody asks?"),
            _("Which words do you use that you could not explain?"),
            _("What comes before this topic, and what does it lead to?"),
        ),
        examples=in_each_phase(
            early=_("How counting grows: what comes between saying numbers and knowing how many."),
            primary=_("Why we turn a fraction over. I know the rule, but not the reason."),
            secondary=_("I read history, so the new geography unit on rivers is thin."),
            further=_("The wiring rules changed. I learnt the trade on the old ones."),
        ),
    ),
    Step(
        key="core",
        title=_("The heart of a unit"),
        hint=_("If they forget all but three things, which three should stay?"),
        boxes=(
            Box(key="core", label=_("Three things to keep")),
            Box(key="explain", label=_("My best way to show the hardest one"), rows=2),
        ),
    ),
    Step(
        key="challenge",
        title=_("Challenge for all"),
        hint=_("Hard things with help, in place of easy things without."),
        boxes=(Box(key="challenge", label=_("Where I could ask for more")),),
        prompts=(
            _("What would an expert notice here? Can pupils learn to see it?"),
            _("Which text, sum or task have I made too easy?"),
            _("What help can I take away, step by step?"),
            _("Do those who finish first get deeper work, or just more?"),
        ),
    ),
    Step(
        key="arts",
        title=_("Room for the arts"),
        hint=_("Making, moving, drawing, singing, acting: for their own sake, and to think with."),
        boxes=(Box(key="arts", label=_("One idea for my class"), rows=2),),
        prompts=(
            _("Draw it from life before you name its parts."),
            _("Act out both sides before you argue."),
            _("Which artist, maker or musician near you could your pupils meet?"),
            _("Where do pupils get to make a choice that is truly theirs?"),
        ),
    ),
    Step(
        key="plan",
        title=_("What I learn first, and how"),
        hint=_("A colleague, a book, a course, a subject association, a problem to solve."),
        boxes=(
            Box(key="plan", label=_("I will"), action=True, most=300, rows=2),
            Box(key=LOOK_AGAIN, label=_("By when"), shape=Shape.DAY),
        ),
    ),
)

CHALLENGE = (
    Resource(
        name="Low Threshold High Ceiling tasks",
        by="NRICH, University of Cambridge",
        words=_("Sums that all can begin and few can end. The idea works in other subjects."),
        url="https://nrich.maths.org/8769",
    ),
    Resource(
        name="Special Educational Needs in Mainstream Schools",
        by="Education Endowment Foundation",
        words=_("Five things that help every pupil to reach a hard goal."),
        url="https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/send",
    ),
    Resource(
        name="Great Ideas",
        by="The Bell Foundation",
        words=_("Ways into hard texts and talk for those who are new to English."),
        url="https://www.bell-foundation.org.uk/resources/great-ideas/",
    ),
)
ARTS = (
    Resource(
        name="Rehearsal room approaches",
        by="Royal Shakespeare Company",
        words=_("Get pupils on their feet, in any text that has voices in it."),
        url=(
            "https://www.rsc.org.uk/learn/schools-and-teachers/teacher-resources/"
            "rehearsal-room-approaches-to-shakespeare"
        ),
    ),
    Resource(
        name="Model Music Curriculum",
        by="Department for Education",
        words=_("What to sing, play and listen to, year by year."),
        url="https://www.gov.uk/government/publications/teaching-music-in-schools",
    ),
)

SUBJECT = Tool(
    key="subject",
    title=_("My subject and curriculum"),
    summary=_("What you know well, what to learn next, where to ask for more, room for the arts."),
    about=_("Which subject or area?"),
    group=GROUP,
    minutes=30,
    words=(
        _("Nobody knows all of a subject. Good teachers know what to learn next."),
        _("Do you want somebody from your subject? Look who offers help, or ask a coordinator."),
    ),
    finds_colleagues=True,
    steps=STEPS,
    parts=(
        Part(
            title=_("Learn from others in your subject"),
            points=(
                _("Do the task yourself before pupils do. Note where you had to think."),
                _("Mark three pieces of work with a colleague. Talk about where you differ."),
                _("Ask for the lesson that somebody else is proud of."),
                _("Teach your mentor the hardest part in five minutes."),
            ),
        ),
        Part(title=_("Challenge for all: to use tomorrow"), resources=CHALLENGE),
        Part(title=_("The arts: to use tomorrow"), resources=ARTS),
    ),
    sources=(sources.THOSE_WHO_UNDERSTAND, sources.GALLIMAUFRY, sources.DURHAM_COMMISSION),
)
