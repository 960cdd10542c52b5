"""What every change here needs: one record for each form, one line of text, and the last word."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Skill
from edumentoring.pairs.sides import Side

# What was removed can be brought back until then; afterwards its words are gone.
KEPT_FOR = timedelta(days=30)


def keep_once[M: models.Model](
    model: type[M], code: UUID | None, own: dict[str, Any], **fields: Any
) -> M:
    """A new record, or the one that this form has made before.

    The form carries the `code`, so that a second press and Back make no second record. `own`
    says whose it is: a code that is somebody else's thing makes a new one under another code.
    """
    manager = model._default_manager  # noqa: SLF001
    wanted = {**own, **fields}
    found, is_new = manager.get_or_create(code=code or uuid4(), defaults=wanted)
    if is_new or all(getattr(found, name) == value for name, value in own.items()):
        return found
    return manager.create(code=uuid4(), **wanted)


def one_line(text: str, refusal: str | Promise) -> str:
    """The text on one line; nothing at all is refused."""
    line = " ".join(text.split())
    if not line:
        raise Refused(refusal)
    return line


def still_together(side: Side) -> None:
    """Refuse once the pair has ended: its pages can be read, and no more."""
    if not side.may_write:
        raise Refused(
            _("You and %s are no longer a pair, so nothing can be changed here.") % side.other_name
        )


def latest[M: models.Model](thing: M, version: int | None = None) -> M:
    """The same row under lock. Stale if another tab saved it since this form was opened."""
    row = type(thing)._default_manager.select_for_update().get(pk=thing.pk)  # noqa: SLF001
    if version is not None and version != row.version:  # type: ignore[attr-defined]
        raise Stale(
            _("You changed this in another window since you opened it here. Yours is below.")
        )
    return row


def save_changes(row: models.Model, **changes: Any) -> bool:
    """Write what is new, and count the version up; says whether anything was."""
    new = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not new:
        return False
    for name, value in new.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
        new["version"] = row.version
    row.save(update_fields=list(new))
    return True


@transaction.atomic
def drop_removed() -> int:
    """Let go for good of what was removed, or not taken up, a month ago. Says how much it was."""
    before = timezone.now() - KEPT_FOR
    gone = 0
    for model in (Entry, Action, Goal, PlanItem, Skill):
        found = model._default_manager.filter(removed_at__lt=before)  # noqa: SLF001
        gone += found.delete()[1].get(model._meta.label, 0)  # noqa: SLF001
    gone += Action.objects.filter(state=Action.State.LET_GO, made_at__lt=before).delete()[0]
    gone += Goal.objects.filter(state=Goal.State.LET_GO, state_at__lt=before).delete()[0]
    return gone
