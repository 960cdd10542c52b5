"""What a partner plans: offered to the desk, agreed to by publishing, or sent back with a word."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.schools.models import Organisation
from edumentoring.training import hosts
from edumentoring.training.models import Event
from edumentoring.training.operations.booking import locked_event
from edumentoring.training.operations.planning import change_event, plan, publish

# A desk that has not answered so many will not answer more.
MOST_WAITING = 10
# What a partner may change by themselves once people see it: the rest was agreed to.
FREE_ONCE_SEEN = ("starts_at", "ends_at", "where", "link", "places")
State = Event.State


@transaction.atomic
def offer(
    programme: Programme,
    values: Mapping[str, Any],
    *,
    held_by: Organisation,
    by: User,
    at_once: bool = False,
    form_key: uuid.UUID | None = None,
) -> Event:
    """Plan an event for an organisation. It waits for the desk's yes unless `at_once`.

    The same form sent twice offers once.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    known = Event.objects.filter(form_key=form_key, programme=programme) if form_key else None
    if known and (found := known.first()):
        return found
    if not at_once:
        _refuse_too_many(programme, held_by)
    made = plan(programme, {**values, "held_by": held_by}, by=by, form_key=form_key)
    _wait_or_publish(made, by=by, at_once=at_once)
    return made


@transaction.atomic
def change_held(
    event: Event, values: Mapping[str, Any], *, version: int, by: User, at_once: bool = False
) -> tuple[Event, int]:
    """The partner changes it. One that was sent back waits for a yes again.

    Once people see it only what they plan by is changed, and those with a place hear of it.
    """
    current = locked_event(event)
    if current.is_over:
        raise Refused(_("This event is over. It cannot be changed any more."))
    if current.state == State.PUBLISHED and not at_once:
        values = {name: value for name, value in values.items() if name in FREE_ONCE_SEEN}
    changed, told = change_event(current, values, version=version, by=by)
    if changed.state in (State.DRAFT, State.OFFERED):
        _wait_or_publish(changed, by=by, at_once=at_once)
    return changed, told


def _wait_or_publish(event: Event, *, by: User, at_once: bool) -> None:
    is_new = event.state == State.DRAFT
    event.state, event.answer_word = State.OFFERED, ""
    event.save(update_fields=["state", "answer_word"])
    if at_once:
        publish(event, by=by)
        event.refresh_from_db()
    elif is_new:
        _note("offer_event", event, by, f"Offered {event.title}, for {event.held_by}")


def _refuse_too_many(programme: Programme, held_by: Organisation) -> None:
    waiting = Event.objects.offered().filter(programme=programme, held_by=held_by).count()
    if waiting >= MOST_WAITING:
        raise Refused(
            _("%d of your events wait for a yes. Plan the next one when the coordinators answered.")
            % waiting
        )


@transaction.atomic
def send_back(event: Event, word: str, *, by: User) -> Event:
    """Not like this: the partner reads why, and may change it and send it again."""
    current = locked_event(event)
    said = " ".join(word.split())[:300]
    if current.state != State.OFFERED:
        raise Refused(_("This event does not wait for an answer any more. Look at how it stands."))
    if not said:
        raise Refused(_("Say in a line what should be different, so that they can change it."))
    current.state, current.answer_word = State.DRAFT, said
    current.version += 1
    current.save(update_fields=["state", "answer_word", "version"])
    hosts.tell(current, hosts.News.SENT_BACK, by)
    _note("send_back_event", current, by, f"Sent {current.title} back to {current.held_by}")
    return current


def _note(action: str, event: Event, by: User, summary: str) -> None:
    record(action, event, by=by, summary=summary, programme_id=event.programme_id)
