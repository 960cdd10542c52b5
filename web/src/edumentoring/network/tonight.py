"""This room's line on a coordinator's first page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.network.looking_after import reported
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def lines(seat: Coordinator) -> Iterable[Line]:
    """What people asked the coordinators to look at."""
    waiting = reported(seat.programme).count()
    if waiting:
        yield Line(
            text=ngettext(
                "%d report from the network waits for you",
                "%d reports from the network wait for you",
                waiting,
            )
            % waiting,
            detail=_("Somebody asked you to look at a question or an answer."),
            url=reverse("network:desk", args=[seat.programme.slug]),
            button=_("Look at them"),
            urgency=Urgency.REVIEW,
            count=waiting,
            power="people",
        )
