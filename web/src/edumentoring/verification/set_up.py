"""This room's step in setting a programme up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.set_up import Step
from edumentoring.verification.use import MEANINGS, use_of


def step(seat: Coordinator) -> Step:
    """Whether people are asked to show where they work: offered until an owner says otherwise."""
    programme = seat.programme
    return Step(
        key="verification",
        place=45,
        words=_("Who works in a school"),
        standing=MEANINGS[use_of(programme)],
        url=reverse("verification:unverified", args=[programme.slug]),
        seen="verification" in programme.rules,
    )
