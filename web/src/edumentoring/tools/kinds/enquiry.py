"""The enquiry cycle: a question about pupils, what is there, what to try, what came of it."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SUBJECT
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

ENQUIRY = Tool(
    key="enquiry",
    title=_("Enquiry cycle"),
    summary=_("Ask one question about your pupils’ learning. Try something. See what it changed."),
    about=_("Which class is it about?"),
    group=SUBJECT,
    minutes=30,
    words=(
        _("Start from the pupils: what do they need, and so what do I need to learn?"),
        _("Take half a term. Share it, so that you can both write in it as you go."),
    ),
    steps=(
        Step(
            key="question",
            title=_("The question"),
            hint=_("Small, about learning, and one you do not know the answer to."),
            boxes=(
                Box(key="pupils", label=_("What I notice about pupils’ learning"), rows=2),
                Box(key="question", label=_("If I …, will my pupils …?"), rows=2),
            ),
            examples=in_each_phase(
                early=_("If I add real tools to the role play, will the quiet children talk more?"),
                primary=_("If we say each sentence aloud first, will the children write in full?"),
                secondary=_(
                    "If I check three answers before the task, will fewer pupils get stuck?"
                ),
                further=_("If we plan the job on paper first, will there be less waste?"),
            ),
        ),
        Step(
            key="evidence",
            title=_("What is known"),
            hint=_("In your own class, and from others. Two sources are enough."),
            boxes=(
                Box(key="baseline", label=_("What I see now: work, answers, counts"), rows=2),
                Box(
                    key="known",
                    label=_("What research or colleagues say"),
                    hint=_("Write where it comes from."),
                    rows=2,
                ),
            ),
            prompts=(
                _("Look at five pieces of work, not thirty."),
                _("Count one thing for ten minutes."),
                _("Ask three pupils how they begin."),
            ),
        ),
        Step(
            key="try",
            title=_("Try it"),
            hint=_("One change, one class, a few weeks. Keep all else as it is."),
            boxes=(
                Box(key="change", label=_("What I will do"), action=True, most=300, rows=2),
                Box(key="watch", label=_("What I will look at, and how often"), rows=2),
                Box(key=LOOK_AGAIN, label=_("We look at it on"), shape=Shape.DAY),
            ),
        ),
        Step(
            key="review",
            title=_("Look back"),
            hint=_("What changed, for whom, and for whom not?"),
            boxes=(
                Box(key="saw", label=_("What I saw")),
                Box(key="means", label=_("What I make of it, and how sure I am"), rows=2),
                Box(
                    key="next",
                    label=_("What next"),
                    shape=Shape.ONE,
                    options=(
                        ("keep", _("Keep it")),
                        ("change", _("Change it and try again")),
                        ("stop", _("Stop: it is not worth the effort")),
                    ),
                ),
            ),
            prompts=(
                _("What else could have caused it?"),
                _("Which pupil surprised you?"),
                _("What would change your mind?"),
            ),
        ),
    ),
    parts=(
        Part(
            title=_("A fair test for one class"),
            points=(
                _("Look before you start, or you cannot see a change."),
                _("Write down what would count as “it works” before you begin."),
                _("One class proves little. It can still tell you what to do on Monday."),
                _("No pupils’ names. Ask your school before you show work to others."),
            ),
        ),
    ),
    sources=(sources.BEST_EVIDENCE, sources.SPIRAL_OF_INQUIRY, sources.EFFECTIVE_DEVELOPMENT),
)
