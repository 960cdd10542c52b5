"""The lock of a conversation, and the line of history each change leaves."""

from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Stale
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.queries.models import Query

State = Query.State


def locked(query: Query) -> Query:
    """The conversation, locked, with its people."""
    return Query.objects.select_for_update(of=("self",)).with_people().get(pk=query.pk)


def refuse_stale(query: Query, version: int | None) -> None:
    """Raises Stale when something came in since the page was opened."""
    if version is not None and version != query.version:
        raise Stale(
            _("Something happened here while you were writing. Look at it, then send again.")
        )


def move(query: Query, state: str) -> None:
    """On to another state; whoever looked before has to look again."""
    query.state = state
    query.version += 1
    query.touched_at = timezone.now()
    query.save(update_fields=["state", "version", "touched_at"])


def note_history(action: str, query: Query, by: User | None, summary: str) -> None:
    """One line without names or words of it."""
    record(action, query, by=by, summary=f"{summary} a query", programme_id=query.programme_id)
