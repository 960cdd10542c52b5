"""This room's step of setting a programme up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Coordinator, Question
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.programmes.set_up import Step
from edumentoring.questionnaire.asked import current, length_in_words


def step(seat: Coordinator) -> Step:
    """The questions: whether they are ours, and how long they take."""
    asked = current(seat.programme)
    own = [each for each in asked if each.key not in STANDARD_BY_KEY or each.version > 1]
    whose = _("Standard questions, with changes of yours.") if own else _("Standard questions.")
    return Step(
        key="questions",
        place=30,
        words=_("Questions"),
        standing=" ".join([whose, _how_long(seat, asked)]),
        url=reverse("questionnaire:questions", args=[seat.programme.slug]),
        seen="questions" in seat.programme.set_up or bool(own),
    )


def _how_long(seat: Coordinator, asked: list[Question]) -> str:
    """What was measured where it was, which stands last, else the mentee's."""
    mentee, _mentor, *measured = length_in_words(seat.programme, asked)
    return measured[0] if measured else mentee
