"""What this room has for the coordinator to do."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.pairs import board
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def lines(seat: Coordinator) -> Iterable[Line]:
    """Letters that still can be taken back, letters in trouble, and pairs gone quiet."""
    address = reverse("pairs:introductions", args=[seat.programme.slug])
    counts = board.counts(seat.programme)
    troubled = board.letters_to_decide(seat.programme).count()
    if held := counts["held"]:
        yield Line(
            text=ngettext(
                "%d introduction waits. You can still take it back",
                "%d introductions wait. You can still take them back",
                held,
            )
            % held,
            url=f"{address}?group=held",
            button=_("See them"),
            urgency=Urgency.RUNS_OUT,
            count=held,
        )
    if troubled:
        yield Line(
            text=ngettext(
                "%d letter did not arrive, or may not have",
                "%d letters did not arrive, or may not have",
                troubled,
            )
            % troubled,
            detail=_("We do not send anything twice by ourselves. You decide."),
            url=f"{address}#letters",
            button=_("Decide"),
            urgency=Urgency.WRONG,
            count=troubled,
            power="publish",
        )
    if silent := counts["silent"]:
        yield Line(
            text=ngettext(
                "%d pair has been silent for two weeks",
                "%d pairs have been silent for two weeks",
                silent,
            )
            % silent,
            url=f"{address}?group=silent",
            button=_("See who"),
            urgency=Urgency.TIDY,
            count=silent,
        )
    if waiting := counts["sent"] + counts["one"]:
        yield Line(
            text=ngettext(
                "%d introduction is out, waiting for answers",
                "%d introductions are out, waiting for answers",
                waiting,
            )
            % waiting,
            url=address,
            button=_("See how it goes"),
            urgency=Urgency.WATCH,
            count=waiting,
        )
