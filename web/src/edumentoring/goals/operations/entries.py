"""What is written about a goal on the way: what shows it, and what changed."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.goals.models import Entry, Goal, Seen
from edumentoring.goals.operations.keeping import keep_once, latest, save_changes, still_together
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side


@transaction.atomic
def add_entry(
    side: Side,
    goal: Goal,
    *,
    kind: str,
    text: str = "",
    link: str = "",
    state: str = "",
    seen: str = Seen.ME,
    code: UUID | None = None,
) -> Entry:
    """What shows progress, in words or as a link; or a review, which also says how it stands.

    Under a private goal it is private, whatever was chosen.
    """
    still_together(side)
    row = latest(goal)
    if not (text.strip() or link or state):
        raise Refused(_("Write a line, or give a link."))
    entry = keep_once(
        Entry,
        code,
        {"goal_id": row.pk},
        kind=kind,
        text=text.strip(),
        link=link,
        state=state,
        seen=seen if row.is_shared else Seen.ME,
    )
    if state and state != row.state:
        save_changes(row, state=state, state_at=timezone.now())
    if entry.seen == Seen.PAIR:
        note_sign(side.pair)
    return entry


@transaction.atomic
def remove_entry(side: Side, entry: Entry) -> Entry:
    """Take it away; it can be brought back for a month."""
    still_together(side)
    row = latest(entry)
    save_changes(row, removed_at=row.removed_at or timezone.now())
    return row


@transaction.atomic
def restore_entry(side: Side, entry: Entry) -> Entry:
    """Bring it back."""
    still_together(side)
    row = latest(entry)
    save_changes(row, removed_at=None)
    return row
