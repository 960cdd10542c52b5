"""The one door through which a pair changes its state."""

from typing import Any

from django.db import transaction

from edumentoring.pairs import changes
from edumentoring.pairs.models import Pair
from edumentoring.pairs.states import refuse_unless_allowed
from edumentoring.people.models import User
from edumentoring.people.operations import record


def locked(pair: Pair) -> Pair:
    """The pair as it is now, held until the end of the transaction."""
    return Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)


@transaction.atomic
def move(
    pair: Pair, after: str, *, by: User | None, action: str, summary: str, **fields: Any
) -> Pair:
    """Bring a locked pair to another state, with `fields` besides; history and followers know.

    Refused, with the cure, where `states.STEPS` has no such arrow. `summary` is history that
    coordinators read: never what one of the two wrote.
    """
    set_state(pair, after, **fields)
    record(action, pair, by=by, programme_id=pair.programme_id, summary=summary)
    return pair


@transaction.atomic
def set_state(pair: Pair, after: str, **fields: Any) -> Pair:
    """The same for a caller whose own history tells of it."""
    refuse_unless_allowed(pair, after)
    before, pair.state = pair.state, after
    for name, value in fields.items():
        setattr(pair, name, value)
    pair.save(update_fields=["state", *fields])
    changes.tell(pair, before, after)
    return pair
