"""Fetch what somebody looks back on and check the right to it in one step."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest

from edumentoring.pairs import keys
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.programmes.models import Participant
from edumentoring.rhythm.models import Moment, Stage
from edumentoring.rhythm.nudging import PURPOSE


def reviewing_side(request: HttpRequest, code: UUID, stage: str) -> tuple[Side, Stage]:
    """The signed-in person's side of a pair, to look back half-way or at the end."""
    return own_side(request, code), _one_of(Stage, stage)


def writing_stage(request: HttpRequest, code: UUID, stage: str) -> tuple[Side, Stage]:
    """The same where the pair goes on: after its end nothing is written (404)."""
    return writing_side(request, code), _one_of(Stage, stage)


def asked_side(request: HttpRequest, code: UUID, moment: str) -> tuple[Side, Moment]:
    """The signed-in person's side of a pair that goes on, for the two short questions."""
    return writing_side(request, code), _one_of(Moment, moment)


def side_in(moment: str, token: str) -> Side | None:
    """Whose questions a letter's link is about; None where it is not ours, or too old."""
    found = keys.read_key(f"{PURPOSE}.{moment}", token)
    if moment not in Moment.values or found is None:
        return None
    code, pk = found
    either = Q(mentor=pk) & ~Q(mentor__state=LEFT) | Q(mentee=pk) & ~Q(mentee__state=LEFT)
    pair = Pair.objects.with_people().filter(either, code=code).first()
    if pair is None or pair.programme.archived_at:
        return None
    return side_of(pair, pair.mentor if pair.mentor_id == pk else pair.mentee)


LEFT = Participant.State.LEFT


def _one_of[C: (Stage, Moment)](choices: type[C], value: str) -> C:
    try:
        return choices(value)
    except ValueError:
        raise Http404 from None


def day_in(value: str) -> date:
    """A day in an address, such as 2026-05-04."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Http404 from None
