"""Sign-ups that proved their e-mail: in at once, or on the waiting list until there is room.

Everything here locks the programme's row before it counts, so that two callers cannot both
give the last place away.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes import apart, letters
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.opening import places_left
from edumentoring.programmes.operations.changing import change_each
from edumentoring.programmes.operations.locking import record_person
from edumentoring.programmes.operations.running import lock_programme, refuse_unless_running

Room = dict[str, int | None]
_SETTLED = {
    Participant.State.IN: "joined",
    Participant.State.QUEUED: "joined the waiting list",
    Participant.State.PAUSED: "joined and rests",
}


@transaction.atomic
def settle_sign_up(
    participant: Participant, *, by: User | None = None, at: datetime | None = None
) -> Participant:
    """Their e-mail is proved: they take part, or join the waiting list where a role is full.

    Whoever has waited longer comes first: a place that became free a moment ago goes to the
    list. Somebody who asks for both roles waits until both have room. Settling twice changes
    nothing. Returns the participant as it is now; raises Refused in an archived programme.
    """
    programme = lock_programme(participant.programme)
    if programme.archived_at:
        raise Refused(_("%s has ended, so nobody can join it now.") % programme)
    _let_in_locked(programme)
    current = _lock_one(participant)
    current.confirmed_at = current.confirmed_at or at or timezone.now()
    if current.state == Participant.State.SIGNED_UP:
        resting = apart.resting([current.pk])
        current.state = _where_to(current, places_left(programme), resting)
        words = _SETTLED[Participant.State(current.state)]
        record_person("settle_sign_up", current, by, f"{current} {words}")
        current.version += 1
    current.save(update_fields=["state", "confirmed_at", "version"])
    return current


@dataclass(frozen=True)
class TakenIn:
    """What became of those a coordinator took in; `together` undoes the sign-ups among them."""

    together: UUID
    settled: int
    came: int
    waiting: int


@transaction.atomic
def take_in(programme: Programme, people: Iterable[Participant], *, by: User) -> TakenIn:
    """Settle the sign-ups of several before they prove their e-mail, by the rules of one.

    The waiting list goes first, then whoever signed up first; those beyond a limit join the
    list. Whoever is on it already keeps their place there. Raises Refused in an archived
    programme.
    """
    keys = [each.pk for each in people]
    programme = lock_programme(programme)
    if programme.archived_at:
        raise Refused(_("%s has ended, so nobody can join it now.") % programme)
    asked = programme.participants.filter(pk__in=keys)
    queued = set(asked.queued().values_list("pk", flat=True))
    let = {each.pk for each in _let_in_locked(programme, by=by)} & queued
    room, states = places_left(programme), {}
    new = asked.filter(state=Participant.State.SIGNED_UP).order_by("signed_up_at", "pk")
    resting = apart.resting(keys)
    for each in new.select_for_update(of=("self",)):
        states[each.pk] = state = _where_to(each, room, resting)
        if state == Participant.State.IN:
            _take(each, room)
    together, _count = change_each({pk: {"state": state} for pk, state in states.items()}, by=by)
    came = sum(state == Participant.State.IN for state in states.values()) + len(let)
    waiting = len(states) + len(queued) - came
    return TakenIn(together, settled=len(states), came=came, waiting=waiting)


@transaction.atomic
def let_in(programme: Programme, *, by: User | None = None) -> list[Participant]:
    """Let people in from the waiting list, in order, while there is room; each gets a letter.

    Nobody is let in while the programme rests. Run by the clock as well.
    """
    return _let_in_locked(lock_programme(programme), by=by)


@transaction.atomic
def let_one_in(participant: Participant, *, by: User) -> Participant:
    """Let this person in before the others. Raises Refused where their role has no room."""
    programme = lock_programme(participant.programme)
    refuse_unless_running(programme)
    current = _lock_one(participant)
    if current.state != Participant.State.QUEUED:
        return current
    apart.refuse_if_resting([current], by=by)
    if not _fits(current, places_left(programme)):
        raise Refused(
            _("There is no room for %s yet. Raise the limit first, on the page Who it is for.")
            % current
        )
    return _give_place(current, by=by)


def let_in_everywhere() -> int:
    """Every programme with people on its waiting list. Run by the clock; says how many came in."""
    waited_for = Programme.objects.running().filter(participants__state=Participant.State.QUEUED)
    return sum(len(let_in(programme)) for programme in waited_for.distinct())


def _lock_one(participant: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",)).with_person().get(pk=participant.pk)


def _let_in_locked(programme: Programme, *, by: User | None = None) -> list[Participant]:
    if programme.archived_at or programme.paused_at:
        return []
    room, came = places_left(programme), []
    queued = list(programme.participants.queued().with_person())
    resting = apart.resting([each.pk for each in queued])
    for participant in queued:
        if all(left == 0 for left in room.values()):
            break
        if participant.pk not in resting and _fits(participant, room):
            came.append(_give_place(_lock_one(participant), by=by))
            _take(participant, room)
    return came


def _roles(participant: Participant) -> Mapping[str, bool]:
    return {"mentee": participant.is_mentee, "mentor": participant.is_mentor}


def _fits(participant: Participant, room: Room) -> bool:
    return not any(taken and room[role] == 0 for role, taken in _roles(participant).items())


def _where_to(participant: Participant, room: Room, resting: Collection[int]) -> Participant.State:
    """In, or on the waiting list where one of their roles is full. Whoever rests until somebody
    has spoken with them goes on resting, however they came."""
    if participant.pk in resting:
        return Participant.State.PAUSED
    return Participant.State.IN if _fits(participant, room) else Participant.State.QUEUED


def _take(participant: Participant, room: Room) -> None:
    for role, taken in _roles(participant).items():
        left = room[role]
        if taken and left is not None:
            room[role] = left - 1


def _give_place(participant: Participant, *, by: User | None) -> Participant:
    participant.state = Participant.State.IN
    participant.version += 1
    participant.save(update_fields=["state", "version"])
    record_person("let_in", participant, by, f"{participant} came in from the waiting list")
    letters.a_place_is_yours(participant)
    return participant
