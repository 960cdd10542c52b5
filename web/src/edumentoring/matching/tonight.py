"""This room's lines on the programme's page of what to do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.matching.models import BoardState, Round
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def lines(seat: Coordinator) -> Iterator[Line]:
    """The open round's next step, and a published one that can still be taken back."""
    rounds = Round.objects.filter(programme=seat.programme)
    held = rounds.filter(held_until__gt=timezone.now(), state=Round.State.PUBLISHED).first()
    if held:
        yield Line(
            text=_("%s is published. Its letters still wait, so you can take it back.") % held,
            url=reverse("matching:publish", args=[seat.programme.slug, held.number]),
            button=_("Look once more"),
            urgency=Urgency.RUNS_OUT,
            power="publish",
        )
    for round_ in rounds.open():
        yield of_round(round_)


def of_round(round_: Round) -> Line:
    """What the open round waits for."""
    url = round_.get_absolute_url()
    if round_.state == Round.State.DRAFT:
        return Line(
            text=_("%s has no proposal yet.") % round_,
            url=url,
            button=_("Choose what matters"),
            urgency=Urgency.NEXT,
            detail=round_.trouble,
            power="match",
        )
    if round_.state == Round.State.PROPOSING:
        return Line(
            text=_("%s is being worked out.") % round_,
            url=url,
            button=_("See how far it is"),
            urgency=Urgency.WATCH,
        )
    pairs = BoardState.objects.filter(round=round_, number=round_.at).values_list("pairs")
    count = len(pairs[0][0]) if pairs else 0
    return Line(
        text=ngettext(
            "%(count)s pair of %(round)s waits for your look.",
            "%(count)s pairs of %(round)s wait for your look.",
            count,
        )
        % {"count": number_format(count, force_grouping=True), "round": round_},
        url=url,
        button=_("Review the pairs"),
        urgency=Urgency.REVIEW,
        count=count,
    )
