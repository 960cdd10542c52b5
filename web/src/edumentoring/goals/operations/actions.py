"""Small things somebody said they would do."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.goals.models import Action, Goal, Seen
from edumentoring.goals.operations.keeping import (
    keep_once,
    latest,
    one_line,
    save_changes,
    still_together,
)
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant

SAY_WHAT = gettext_lazy("Write what there is to do, in one line.")


@transaction.atomic
def add_action(
    side: Side,
    *,
    text: str,
    due_on: date | None = None,
    goal: Goal | None = None,
    source: str = "",
    whose: Participant | None = None,
    seen: str = Seen.PAIR,
    link: str = "",
    code: UUID | None = None,
) -> Action:
    """One thing to do. `whose` is who will do it: the one who says so, where nobody is named.

    For the other of the two it is a suggestion, which is there once they take it up. `seen` is
    who may read it; under a private goal nobody else can. `source` says where it came up, in a
    few words ("lesson feedback"). `code` is the form's, so that a second press makes no second.
    """
    still_together(side)
    is_suggestion = whose is not None and whose.pk == side.other.pk
    goal = _goal_for(side, goal, is_suggestion=is_suggestion)
    if goal and not goal.is_shared:
        seen = Seen.ME
    action = keep_once(
        Action,
        code,
        {"pair_id": side.pair.pk, "who_id": side.other.pk if is_suggestion else side.me.pk},
        text=one_line(text, SAY_WHAT)[:300],
        link=link,
        due_on=due_on,
        goal=goal,
        source=source[:80],
        state=Action.State.SUGGESTED if is_suggestion else Action.State.OPEN,
        suggested_by=side.me if is_suggestion else None,
        seen=Seen.PAIR if is_suggestion else seen,
    )
    _note(side, action)
    return action


def _goal_for(side: Side, goal: Goal | None, *, is_suggestion: bool) -> Goal | None:
    """The goal as it stands, if it is one of this pair that who adds to it may read. What the
    other shall do is never hung under a goal they cannot read."""
    if goal is None:
        return None
    found = Goal.objects.visible_to(side.me).filter(pk=goal.pk, pair=side.pair).first()
    if found is None:
        raise Refused(_("That goal is not here any more. Choose another, or none."))
    return None if is_suggestion and not found.is_shared else found


def _note(side: Side, action: Action) -> None:
    """What both can read is a sign that the pair is alive; what is private is nobody's sign."""
    if action.is_shared:
        note_sign(side.pair)


@transaction.atomic
def change_action(
    side: Side,
    action: Action,
    *,
    version: int,
    text: str,
    due_on: date | None,
    seen: str,
    link: str = "",
    came_of_it: str = "",
    remind: bool = False,
) -> Action:
    """Word it anew, move its day, share it or keep it to oneself, say what came of it."""
    still_together(side)
    row = latest(action, version)
    is_private = row.goal is not None and not row.goal.is_shared
    _change(
        side,
        row,
        text=one_line(text, SAY_WHAT)[:300],
        due_on=due_on,
        seen=Seen.ME if is_private else seen,
        link=link,
        came_of_it=came_of_it,
        remind=remind and due_on is not None,
    )
    return row


# --- Done, and not done after all -----------------------------------------------------------------


@transaction.atomic
def finish_action(side: Side, action: Action, *, at: datetime | None = None) -> Action:
    """It is done. A second press changes nothing."""
    still_together(side)
    row = latest(action)
    if row.state == Action.State.OPEN:
        _change(side, row, state=Action.State.DONE, done_at=at or timezone.now())
        _note(side, row)
    return row


@transaction.atomic
def reopen_action(side: Side, action: Action) -> Action:
    """It is not done after all."""
    still_together(side)
    row = latest(action)
    if row.state == Action.State.DONE:
        _change(side, row, state=Action.State.OPEN, done_at=None)
    return row


# --- Suggestions ----------------------------------------------------------------------------------


@transaction.atomic
def take_up_action(side: Side, action: Action) -> Action:
    """What the other suggested is one's own from now on."""
    still_together(side)
    row = latest(action)
    if row.state == Action.State.SUGGESTED:
        _change(side, row, state=Action.State.OPEN)
        note_sign(side.pair)
    return row


@transaction.atomic
def let_go_action(side: Side, action: Action) -> Action:
    """Not this one. Nobody is told, and no word is needed."""
    still_together(side)
    row = latest(action)
    if row.state == Action.State.SUGGESTED:
        _change(side, row, state=Action.State.LET_GO)
    return row


@transaction.atomic
def put_back_action(side: Side, action: Action) -> Action:
    """Undo either: the suggestion waits again. What was made private since stays private."""
    still_together(side)
    row = latest(action)
    is_answered = row.state in {Action.State.OPEN, Action.State.LET_GO}
    if row.suggested_by_id and row.is_shared and is_answered:
        _change(side, row, state=Action.State.SUGGESTED, remind=False)
    return row


# --- Removing -------------------------------------------------------------------------------------


@transaction.atomic
def remove_action(side: Side, action: Action) -> Action:
    """Take it away, or take back what one suggested. It can be brought back for a month."""
    still_together(side)
    row = latest(action)
    _change(side, row, removed_at=row.removed_at or timezone.now())
    return row


@transaction.atomic
def restore_action(side: Side, action: Action) -> Action:
    """Bring it back."""
    still_together(side)
    row = latest(action)
    _change(side, row, removed_at=None)
    return row


# --- Reminders, for those who asked ---------------------------------------------------------------


@transaction.atomic
def remind_me(side: Side, action: Action, *, wanted: bool) -> Action:
    """One line in the gentle letter before the day, or none. Only who asked is ever reminded."""
    still_together(side)
    row = latest(action)
    if wanted and row.due_on is None:
        raise Refused(_("Choose a day first. Then we know when to remind you."))
    _change(side, row, remind=wanted)
    return row


def _change(side: Side, row: Action, **changes: Any) -> None:
    """Write the changes; what waits in the next letter is what is true afterwards."""
    if row.remind:
        nudges.take_back(_key(row))
    save_changes(row, **changes)
    is_open = row.state == Action.State.OPEN and row.removed_at is None
    if row.remind and row.due_on and is_open:
        nudges.offer(
            row.who,
            kind="action",
            key=_key(row),
            line=_("You asked us to remind you of something you want to do by %s.")
            % in_words(row.due_on, "l j F"),
            url=row.get_absolute_url(),
            due_at=datetime.combine(row.due_on, time(9), tzinfo=side.zone),
        )


def _key(action: Action) -> str:
    """The day stands in it, so that one who moves the day is told anew."""
    return f"action:{action.pk}:{action.due_on}"
