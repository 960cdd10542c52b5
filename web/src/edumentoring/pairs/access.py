"""Fetch a pair, a letter or an introduction and check the right to it in one step."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.common.models import Letter
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.reply import code_in
from edumentoring.programmes.models import Coordinator, Participant


def pair_for(seat: Coordinator, code: UUID) -> Pair:
    """A pair of the programme at this desk; one that was taken back is gone."""
    try:
        pairs = Pair.objects.with_people().exclude(state=Pair.State.WITHDRAWN)
        return pairs.get(programme=seat.programme, code=code)
    except Pair.DoesNotExist:
        raise Http404 from None


def round_for(seat: Coordinator, number: int) -> int:
    """The number of a round that was published here, taken back or not."""
    if not Pair.objects.filter(programme=seat.programme, round_number=number).exists():
        raise Http404
    return number


def letter_for(seat: Coordinator, code: UUID) -> Letter:
    """A letter of the programme at this desk."""
    try:
        return Letter.objects.get(programme_id=seat.programme_id, code=code)
    except Letter.DoesNotExist:
        raise Http404 from None


def introduction_in(token: str) -> Introduction | None:
    """The introduction a letter's link names: whoever has the link may answer. None if expired."""
    code = code_in(token)
    return Introduction.objects.with_people().filter(code=code).first() if code else None


def introduction_of(request: HttpRequest, code: UUID) -> Introduction:
    """An introduction of the person signed in."""
    try:
        mine = Introduction.objects.with_people()
        return mine.get(code=code, participant__user=request.user.pk)
    except Introduction.DoesNotExist:
        raise Http404 from None


def places_of(user: Any) -> list[Participant]:
    """Where this person takes part, oldest first; what they have left comes last."""
    mine = Participant.objects.with_person().filter(user=user, programme__archived_at=None)
    return sorted(
        mine.order_by("signed_up_at"), key=lambda one: one.state == Participant.State.LEFT
    )
