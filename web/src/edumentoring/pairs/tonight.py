"""What this room has for the coordinator to do."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.pairs import board
from edumentoring.pairs.models import Pair, PlannedEnd, Wish
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
    yield from _stuck(seat, address)
    yield from _needs(seat, address)
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
    if resting := counts["paused"]:
        yield Line(
            text=ngettext("%d pair takes a break", "%d pairs take a break", resting) % resting,
            detail=_(
                "Nothing is sent to them. They come back by themselves, or end it when ready."
            ),
            url=f"{address}?group=paused",
            button=_("See who"),
            urgency=Urgency.WATCH,
            count=resting,
        )
    if waiting := counts["waiting"]:
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


def _stuck(seat: Coordinator, address: str) -> Iterable[Line]:
    """Ends and hand-overs that a coordinator pressed and that could not be done."""
    planned = PlannedEnd.objects.in_trouble().filter(pair__programme=seat.programme)
    if stuck := planned.count():
        yield Line(
            text=ngettext(
                "%d end or hand-over could not be done",
                "%d ends or hand-overs could not be done",
                stuck,
            )
            % stuck,
            detail=_("Nothing was changed or sent."),
            url=address,
            button=_("See why"),
            urgency=Urgency.WRONG,
            count=stuck,
            power="publish",
        )


def _needs(seat: Coordinator, address: str) -> Iterable[Line]:
    """Pairs in which somebody asked for something, and those that have gone quiet."""
    asked = Wish.objects.open().filter(pair__programme=seat.programme).count()
    if asked:
        yield Line(
            text=ngettext(
                "%d person asked for a word or another match",
                "%d people asked for a word or another match",
                asked,
            )
            % asked,
            detail=_("You see that they ask, and not why."),
            url=f"{address}#needs-title",
            button=_("See who"),
            urgency=Urgency.REVIEW,
            count=asked,
            power="publish",
        )
    quiet = Pair.objects.filter(programme=seat.programme).quiet().count()
    if quiet:
        yield Line(
            text=ngettext("%d pair is quiet", "%d pairs are quiet", quiet) % quiet,
            detail=_("We asked them once whether they have spoken, and will not ask again."),
            url=f"{address}?group=quiet",
            button=_("See who"),
            urgency=Urgency.TIDY,
            count=quiet,
        )
    overdue = Pair.objects.filter(programme=seat.programme).overdue().count()
    if overdue:
        yield Line(
            text=ngettext(
                "%d pair rests though its pause is over",
                "%d pairs rest though their pause is over",
                overdue,
            )
            % overdue,
            url=f"{address}?group=paused",
            button=_("See who"),
            urgency=Urgency.TIDY,
            count=overdue,
        )
