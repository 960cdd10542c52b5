"""A person's own career plan and their practice for interviews, whatever their pairs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.goals.models import PlanItem, Practice
from edumentoring.goals.operations.keeping import keep_once, latest, one_line, save_changes
from edumentoring.goals.questions import QUESTIONS
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User

SAY_WHAT = gettext_lazy("Write it in one line, such as “Lead a parents’ evening”.")
Kind, Stage = PlanItem.Kind, PlanItem.Stage


@transaction.atomic
def add_plan_item(
    user: User,
    *,
    kind: str,
    text: str,
    on: date | None = None,
    notes: str = "",
    shared_in: Pair | None = None,
    code: UUID | None = None,
) -> PlanItem:
    """One line of the plan. Nobody else can read it unless `shared_in` names a pair."""
    return keep_once(
        PlanItem,
        code,
        {"owner_id": user.pk},
        kind=kind,
        text=one_line(text, SAY_WHAT)[:300],
        notes=notes,
        on=on,
        stage=Stage.LOOKING if kind == Kind.APPLICATION else Stage.OPEN,
        shared_in=_own_pair(user, shared_in),
    )


def _own_pair(user: User, pair: Pair | None) -> Pair | None:
    """Only a pair of theirs that goes on can be shared with."""
    if pair is None:
        return None
    if user.pk not in {pair.mentor.user_id, pair.mentee.user_id} or not pair.is_together:
        raise Refused(_("Choose somebody you are a pair with now, or keep it to yourself."))
    return pair


@transaction.atomic
def change_plan_item(user: User, item: PlanItem, *, version: int, **changes: Any) -> PlanItem:
    """Word it anew (`text`, `notes`, `on`), say how far it is (`stage`), share it (`shared_in`)."""
    row = latest(item, version)
    if "text" in changes:
        changes["text"] = one_line(changes["text"], SAY_WHAT)[:300]
    if "shared_in" in changes:
        changes["shared_in"] = _own_pair(user, changes["shared_in"])
    if "stage" in changes:
        changes["closed_at"] = _closed_at(row, changes["stage"])
    save_changes(row, **changes)
    return row


def _closed_at(row: PlanItem, stage: str) -> Any:
    """When it came to its end: kept where it had, none where it goes on."""
    return (row.closed_at or timezone.now()) if stage in PlanItem.CLOSED else None


@transaction.atomic
def close_plan_item(item: PlanItem) -> PlanItem:
    """A step or an experience is done."""
    row = latest(item)
    if row.kind != Kind.APPLICATION:
        save_changes(row, stage=Stage.DONE, closed_at=row.closed_at or timezone.now())
    return row


@transaction.atomic
def reopen_plan_item(item: PlanItem) -> PlanItem:
    """It is not done after all."""
    row = latest(item)
    if row.kind != Kind.APPLICATION:
        save_changes(row, stage=Stage.OPEN, closed_at=None)
    return row


@transaction.atomic
def remove_plan_item(item: PlanItem) -> PlanItem:
    """Take it away; it can be brought back for a month."""
    row = latest(item)
    save_changes(row, removed_at=row.removed_at or timezone.now())
    return row


@transaction.atomic
def restore_plan_item(item: PlanItem) -> PlanItem:
    """Bring it back."""
    row = latest(item)
    save_changes(row, removed_at=None)
    return row


# --- Interview practice ---------------------------------------------------------------------------


@transaction.atomic
def change_practice(
    user: User,
    question: str,
    *,
    version: int,
    text: str,
    shared_in: Pair | None = None,
    practised_on: date | None = None,
) -> Practice:
    """What somebody wrote for a question of ours, and whom they want to practise it with.

    `version` 0 is for a question nothing was written for. Stale where it was saved since.
    """
    if question not in QUESTIONS:
        raise ValueError(f"There is no such question: {question!r}")
    row, is_new = Practice.objects.get_or_create(owner=user, question=question)
    if not is_new:
        row = latest(row, version)
    changes: dict[str, Any] = {"text": text.strip(), "shared_in": _own_pair(user, shared_in)}
    if practised_on:
        changes["practised_on"] = practised_on
    if save_changes(row, **changes):
        Practice.objects.filter(pk=row.pk).update(changed_at=timezone.now())
    return row
