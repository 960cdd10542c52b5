"""This room's line on a coordinator's first page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.verification.queue import GROUPS
from edumentoring.verification.use import Use, use_of


def lines(seat: Coordinator) -> Iterable[Line]:
    """People somebody vouched for, whom a coordinator must look at."""
    if use_of(seat.programme) == Use.NOT_USED:
        return
    waiting = GROUPS[0].which(seat.programme).count()
    if waiting:
        yield Line(
            text=ngettext(
                "%d person was vouched for and waits for your look",
                "%d people were vouched for and wait for your look",
                waiting,
            )
            % waiting,
            detail=_("You decide whether a colleague’s word is enough."),
            url=reverse("verification:unverified", args=[seat.programme.slug]),
            button=_("Look at them"),
            urgency=Urgency.REVIEW,
            count=waiting,
            power="people",
        )
