"""Forms that two who supervise each other fill in together."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle.models import Supervision, TalkSheet
from edumentoring.circle.operations.supervising import going_on
from edumentoring.common.refused import Stale
from edumentoring.people.models import User
from edumentoring.tools.forms import Filled
from edumentoring.tools.shapes import Tool

# What was removed can be brought back until then.
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def begin_sheet(supervision: Supervision, tool: Tool, *, by: User) -> TalkSheet:
    """A form for the two. An empty one is taken up again: a second press makes no second form."""
    found = going_on(supervision)
    empty = found.sheets.kept().filter(tool_key=tool.key, version=1).first()
    return empty or TalkSheet.objects.create(supervision=found, tool_key=tool.key, begun_by=by)


@transaction.atomic
def save_sheet(sheet: TalkSheet, filled: Filled) -> TalkSheet:
    """Keep what was written. Raises Stale where the other, or another tab, saved since; the same
    tab is never too late."""
    going_on(sheet.supervision)
    locked = TalkSheet.objects.select_for_update().get(pk=sheet.pk)
    is_own_tab = bool(filled.tab) and filled.tab == locked.saved_tab
    if locked.version != filled.version and not is_own_tab:
        raise Stale(_("Somebody saved this form while you were writing."))
    said = {key: words for key, words in filled.answers.items() if key not in _only_mine(locked)}
    if (locked.title, locked.answers, locked.look_again_on) == (
        filled.title,
        said,
        filled.look_again_on,
    ):
        return locked  # pressed again, with nothing new
    locked.title, locked.answers, locked.look_again_on = filled.title, said, filled.look_again_on
    locked.version, locked.saved_at = locked.version + 1, timezone.now()
    locked.saved_tab = filled.tab
    locked.save()
    return locked


def _only_mine(sheet: TalkSheet) -> frozenset[str]:
    """Boxes for one pair of eyes: there are none here, so nothing is kept in them."""
    return sheet.tool.only_mine


@transaction.atomic
def remove_sheet(sheet: TalkSheet) -> None:
    """Out of sight for both. It can be had back for 30 days; then it is gone for good."""
    going_on(sheet.supervision)
    TalkSheet.objects.kept().filter(pk=sheet.pk).update(removed_at=timezone.now())


@transaction.atomic
def restore_sheet(sheet: TalkSheet) -> None:
    """Have back what was removed."""
    going_on(sheet.supervision)
    TalkSheet.objects.filter(pk=sheet.pk).update(removed_at=None)


def drop_removed_sheets() -> int:
    """Let go for good of what was removed a month ago. Says how much it was."""
    before = timezone.now() - KEPT_FOR
    return TalkSheet.objects.filter(removed_at__lt=before).delete()[0]
