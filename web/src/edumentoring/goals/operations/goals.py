"""What somebody wants to get better at: their own to write, share, rest and reach."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.goals.models import Goal, Seen
from edumentoring.goals.operations.keeping import (
    keep_once,
    latest,
    one_line,
    save_changes,
    still_together,
)
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side

SAY_WHAT = gettext_lazy("Write what the goal is, in one line.")


@transaction.atomic
def add_goal(
    side: Side,
    *,
    what: str,
    why: str = "",
    how_known: str = "",
    by_when: date | None = None,
    seen: str = Seen.ME,
    code: UUID | None = None,
) -> Goal:
    """A goal of one's own, the mentor's as well as the mentee's."""
    still_together(side)
    goal = keep_once(
        Goal,
        code,
        {"pair_id": side.pair.pk, "owner_id": side.me.pk},
        what=one_line(what, SAY_WHAT)[:300],
        why=why,
        how_known=how_known,
        by_when=by_when,
        seen=seen,
    )
    _note(side, goal)
    return goal


@transaction.atomic
def suggest_goal(
    side: Side,
    *,
    what: str,
    why: str = "",
    how_known: str = "",
    by_when: date | None = None,
    code: UUID | None = None,
) -> Goal:
    """A mentor's suggestion. It is the mentee's goal once they take it up, and not before."""
    still_together(side)
    if not side.is_mentor:
        raise Refused(_("Only a mentor suggests goals. You can write one of your own."))
    goal = keep_once(
        Goal,
        code,
        {"pair_id": side.pair.pk, "owner_id": side.other.pk},
        what=one_line(what, SAY_WHAT)[:300],
        why=why,
        how_known=how_known,
        by_when=by_when,
        seen=Seen.PAIR,
        state=Goal.State.SUGGESTED,
        suggested_by=side.me,
    )
    _note(side, goal)
    return goal


def _note(side: Side, goal: Goal) -> None:
    if goal.is_shared:
        note_sign(side.pair)


@transaction.atomic
def change_goal(side: Side, goal: Goal, *, version: int, **changes: Any) -> Goal:
    """Word it anew (`what`, `why`, `how_known`, `by_when`), share it or not (`seen`), or say how
    it stands (`state`)."""
    still_together(side)
    row = latest(goal, version)
    if "what" in changes:
        changes["what"] = one_line(changes["what"], SAY_WHAT)[:300]
    if changes.get("state", row.state) != row.state:
        changes["state_at"] = timezone.now()
    if save_changes(row, **changes) and not row.is_shared:
        _part_from_others(row)
    _note(side, row)
    return row


def _part_from_others(goal: Goal) -> None:
    """What the other said they would do for a goal that is private now stays theirs, without
    leading back to it."""
    goal.actions.exclude(who=goal.owner).update(goal=None)


@transaction.atomic
def take_up_goal(side: Side, goal: Goal) -> Goal:
    """What the mentor suggested is the mentee's own from now on, to word as they like."""
    still_together(side)
    row = latest(goal)
    if row.state == Goal.State.SUGGESTED:
        save_changes(row, state=Goal.State.BEGUN, state_at=timezone.now())
        note_sign(side.pair)
    return row


@transaction.atomic
def let_go_goal(side: Side, goal: Goal) -> Goal:
    """Not this one. Nobody is told, and no word is needed."""
    still_together(side)
    row = latest(goal)
    if row.state == Goal.State.SUGGESTED:
        save_changes(row, state=Goal.State.LET_GO, state_at=timezone.now())
    return row


@transaction.atomic
def put_back_goal(side: Side, goal: Goal) -> Goal:
    """Undo either: the suggestion waits again. What was made private since stays private."""
    still_together(side)
    row = latest(goal)
    is_answered = row.state in {Goal.State.BEGUN, Goal.State.LET_GO}
    if row.suggested_by_id and row.is_shared and is_answered:
        save_changes(row, state=Goal.State.SUGGESTED, state_at=timezone.now())
    return row


@transaction.atomic
def remove_goal(side: Side, goal: Goal) -> Goal:
    """Take it away with what was written about it; its actions stay. It can be brought back for
    a month."""
    still_together(side)
    row = latest(goal)
    save_changes(row, removed_at=row.removed_at or timezone.now())
    return row


@transaction.atomic
def restore_goal(side: Side, goal: Goal) -> Goal:
    """Bring it back."""
    still_together(side)
    row = latest(goal)
    save_changes(row, removed_at=None)
    return row
