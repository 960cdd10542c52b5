"""Whose a conversation is, and how it stands."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.queries import letters
from edumentoring.queries.models import ANSWERS, Message, Query
from edumentoring.queries.operations.thread import (
    State,
    locked,
    move,
    note_history,
    refuse_stale,
)

QUIET = timedelta(days=14)
_DONE = {
    State.OPEN: "Opened again",
    State.WAITING: "Waits for them about",
    State.ANSWERED: "Called answered",
    State.CLOSED: "Closed",
}


@transaction.atomic
def give_to(query: Query, owner: User | None, *, by: User, version: int | None = None) -> Query:
    """Say who looks after it, or nobody. The owner must be able to answer here."""
    current = locked(query)
    if current.owner == owner:
        return current
    refuse_stale(current, version)
    if owner is not None and not _may_answer(current.programme, owner):
        raise Refused(_("%s cannot answer here. Choose an owner or a coordinator.") % owner)
    current.owner = owner
    current.save(update_fields=["owner"])
    move(current, State.OPEN if current.state == State.NEW and owner else current.state)
    note_history("give_query", current, by, f"Gave {owner}" if owner else "Gave nobody")
    return current


def _may_answer(programme: Programme, user: User) -> bool:
    seat = programme.coordinators.filter(user=user).first()
    return seat is not None and seat.may(ANSWERS)


@transaction.atomic
def settle(query: Query, state: str, *, by: User, version: int | None = None) -> Query:
    """Close it, open it again, or say that it waits. Writes to nobody."""
    if state not in _DONE:
        raise Refused(_("Choose how it stands."))
    current = locked(query)
    if current.state == state:
        return current
    refuse_stale(current, version)
    move(current, state)
    note_history("settle_query", current, by, _DONE[State(state)])
    return current


@transaction.atomic
def mark_as_real(query: Query, *, by: User) -> Query:
    """It was a person after all: they hear that it arrived."""
    current = locked(query)
    if not current.is_junk:
        return current
    current.is_junk = False
    current.save(update_fields=["is_junk"])
    move(current, State.NEW)
    first = current.messages.filter(kind=Message.Kind.ASKED).first()
    if first and current.email:
        letters.received(current, first)
    note_history("mark_query_real", current, by, "Called no junk:")
    return current


def close_answered() -> int:
    """Close what was answered and left alone for 14 days; drop what a machine sent 30 days ago."""
    quiet = timezone.now() - QUIET
    answered = Query.objects.filter(
        state=State.ANSWERED,
        touched_at__lt=quiet,
        programme__in=Programme.objects.running(),
    )
    month = timezone.now() - timedelta(days=30)
    Query.objects.filter(is_junk=True, asked_at__lt=month).delete()
    return answered.update(state=State.CLOSED)
