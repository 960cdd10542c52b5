"""Fetch a round at this desk; strangers meet a 404."""

from uuid import UUID

from django.http import Http404

from edumentoring.matching.models import BoardState, Round
from edumentoring.programmes.models import Coordinator, Participant


def round_for(seat: Coordinator, number: int) -> Round:
    """One round of the programme at this desk."""
    try:
        found = Round.objects.get(programme=seat.programme, number=number)
    except Round.DoesNotExist:
        raise Http404 from None
    found.programme = seat.programme
    return found


def state_for(round_: Round, number: int | None = None) -> BoardState:
    """The board as it stands, or one of its earlier states."""
    wanted = round_.at if number is None else number
    states = BoardState.objects.select_related("snapshot", "by").defer("snapshot__people")
    try:
        state = states.get(round=round_, number=wanted)
    except BoardState.DoesNotExist:
        raise Http404 from None
    state.round = round_
    return state


def person_for(round_: Round, code: UUID) -> Participant:
    """One participant of the round's programme, by their code."""
    try:
        return Participant.objects.with_person().get(programme=round_.programme_id, code=code)
    except Participant.DoesNotExist:
        raise Http404 from None
