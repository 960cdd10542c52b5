"""The history: what was done, by whom, and when."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from edumentoring.people.models import Event, User


def counted(amount: int, one: str, many: str = "") -> str:
    """For a line of history: "1 pair", "1,200 pairs"; `many` where it is not `one` with an s."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def record(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    summary: str,
    programme_id: int | None = None,
    **detail: Any,
) -> Event:
    """Add one line of history about `subject`. `by` is None for what the service did itself."""
    event = line(action, subject, by=by, summary=summary, programme_id=programme_id, **detail)
    event.save()
    return event


def record_all(lines: Iterable[Event]) -> None:
    """Add many lines at once."""
    Event.objects.bulk_create(lines)


def line(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    summary: str,
    programme_id: int | None = None,
    **detail: Any,
) -> Event:
    """A line of history, not yet kept: for `record_all`."""
    return Event(
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001
        subject_id=str(subject.pk),
        by=by,
        summary=summary[:300],
        programme_id=programme_id,
        detail=detail,
    )
