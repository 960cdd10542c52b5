"""From research to the classroom: what it says, for whom, and what it means on Monday."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SUBJECT
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

RESEARCH = Tool(
    key="research",
    title=_("From research to my classroom"),
    summary=_("Take one thing you read or learnt in training. Fit it to your own school."),
    about=_("What did you read or hear?"),
    group=SUBJECT,
    minutes=30,
    words=(
        _("What worked in one place may need another shape in yours."),
        _("Keep what makes it work. Change only what has to fit your pupils."),
    ),
    steps=(
        Step(
            key="says",
            title=_("What it says"),
            hint=_("In two lines, in your own words. And where you have it from."),
            boxes=(
                Box(key="source", label=_("Who wrote it, when, and where to find it"), rows=2),
                Box(key="says", label=_("What it says"), rows=2),
            ),
        ),
        Step(
            key="trust",
            title=_("How far I trust it"),
            hint=_("Who was in the study? Were they like my pupils?"),
            boxes=(
                Box(
                    key="strength",
                    label=_("It rests on"),
                    shape=Shape.ONE,
                    options=(
                        ("many", _("Many studies, put together")),
                        ("some", _("One or two good studies")),
                        ("practice", _("What good teachers tell")),
                        ("unsure", _("I do not know yet")),
                    ),
                ),
                Box(key="limits", label=_("What it does not tell me"), rows=2),
            ),
            prompts=(
                _("Which ages and subjects was it tried with?"),
                _("What was it compared with?"),
                _("Who gains if I believe it?"),
            ),
        ),
        Step(
            key="core",
            title=_("What makes it work"),
            hint=_("Name the parts that must stay. The rest you may change."),
            boxes=(
                Box(key="core", label=_("This must stay"), rows=2),
                Box(key="fit", label=_("This I change for my school"), rows=2),
            ),
            examples=in_each_phase(
                early=_(
                    "Stays: adult and child take turns to talk. Changes: outdoors, not a table."
                ),
                primary=_(
                    "Stays: recall without notes. Changes: pictures for those who read little."
                ),
                secondary=_(
                    "Stays: one worked example beside one to try. Changes: our exam board."
                ),
                further=_(
                    "Stays: feedback that leads to a second try. Changes: done at the bench."
                ),
            ),
        ),
        Step(
            key="poor",
            title=_("Pupils who have less"),
            hint=_("Think of those who gain least at present. Does this help them, too?"),
            boxes=(Box(key="poor", label=_("Who could be left out, and what I do about it")),),
            prompts=(
                _("Does it need things, quiet or help at home that some do not have?"),
                _("Which words or knowledge does it take for granted?"),
                _("What will I do for those with special needs, and for those new to English?"),
                _("How will I know how they fare, without counting on averages?"),
            ),
        ),
        Step(
            key="check",
            title=_("How I will know"),
            hint=_("Find out while there is time to change course."),
            boxes=(
                Box(key="check", label=_("The question that shows who has understood"), rows=2),
                Box(key="then", label=_("If fewer than most get it, I will"), rows=2),
            ),
            prompts=(
                _("Can every pupil answer at once: boards, cards, a show of hands with eyes shut?"),
                _("Which wrong answer do you expect? What does it tell you?"),
                _("When in the lesson is the last moment to change course?"),
            ),
        ),
        Step(
            key="monday",
            title=_("What I do first"),
            hint=_("One class, one lesson."),
            boxes=(
                Box(key="monday", label=_("I will"), action=True, most=300, rows=2),
                Box(key=LOOK_AGAIN, label=_("We look at it on"), shape=Shape.DAY),
            ),
        ),
    ),
    parts=(
        Part(
            title=_("Where to look"),
            points=(
                _("The Education Endowment Foundation sums up studies for schools, free to read."),
                _("Your subject association writes about research in your subject."),
                _("A colleague with a library card at a university can often find a paper."),
                _("Ask your mentor: what did you change your mind about, and why?"),
            ),
        ),
    ),
    sources=(
        sources.PUTTING_EVIDENCE_TO_WORK,
        sources.INSIDE_THE_BLACK_BOX,
        sources.EMBEDDED,
        sources.EFFECTIVE_DEVELOPMENT,
    ),
)
