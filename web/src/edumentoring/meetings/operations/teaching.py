"""What is taught each week: kept all together or not at all, changed, taken away, brought back."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.meetings.models import Taught
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import Programme


@transaction.atomic
def keep_taught(
    programme: Programme, rows: Sequence[dict[str, Any]], *, by: User
) -> tuple[uuid.UUID, int]:
    """Keep these rows, each with the fields of `taught.COLUMNS`, together; gives their batch, and
    how many are new. What is there already stays, so a second press keeps nothing twice."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    there = Taught.objects.kept().filter(programme=programme)
    known = set(there.values_list("week", "title", "whom"))
    batch = uuid.uuid4()
    made = [
        Taught(programme=programme, batch=batch, **row)
        for row in rows
        if (row["week"], row["title"], row["whom"]) not in known
    ]
    Taught.objects.bulk_create(made)
    if made:
        _note(programme, by, "keep_taught", f"Added {counted(len(made), 'line')} of what is taught")
    return batch, len(made)


@transaction.atomic
def change_taught(taught: Taught, changes: dict[str, Any], *, version: int, by: User) -> Taught:
    """Change one line; Stale where somebody else did so meanwhile."""
    found = Taught.objects.select_for_update().select_related("programme").get(pk=taught.pk)
    if found.version != version:
        raise Stale(_("Somebody changed this line a moment ago. Read it, then save yours."))
    for name, value in changes.items():
        setattr(found, name, value)
    found.version += 1
    try:
        with transaction.atomic():
            found.save(update_fields=[*changes, "version"])
    except IntegrityError:
        raise Refused(
            _("That week has this title already. Change the title or the week.")
        ) from None
    _note(found.programme, by, "change_taught", "Changed a line of what is taught")
    return found


@transaction.atomic
def remove_taught(taught: Taught, *, by: User) -> None:
    """Take one line away; it can be brought back."""
    if Taught.objects.kept().filter(pk=taught.pk).update(removed_at=timezone.now()):
        _note(taught.programme, by, "remove_taught", "Took away a line of what is taught")


@transaction.atomic
def remove_batch(programme: Programme, batch: uuid.UUID, *, by: User) -> int:
    """Undo a paste: what was kept together goes together. Says how many lines."""
    gone = Taught.objects.kept().filter(programme=programme, batch=batch)
    count = gone.update(removed_at=timezone.now())
    if count:
        _note(
            programme, by, "remove_taught", f"Took away {counted(count, 'line')} of what is taught"
        )
    return count


@transaction.atomic
def bring_back_taught(taught: Taught, *, by: User) -> None:
    """Undo a removal, unless the same stands there by now."""
    same = Taught.objects.kept().filter(
        programme=taught.programme_id, week=taught.week, title=taught.title, whom=taught.whom
    )
    if taught.removed_at is None or same.exists():
        return
    Taught.objects.filter(pk=taught.pk).update(removed_at=None)
    _note(taught.programme, by, "bring_back_taught", "Brought back a line of what is taught")


def _note(programme: Programme, by: User, action: str, summary: str) -> None:
    record(action, programme, by=by, programme_id=programme.pk, summary=summary)
