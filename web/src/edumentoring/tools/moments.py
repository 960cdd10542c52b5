"""What the tools put on the line of a pair's time: what was shared."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from edumentoring.goals.models import Goal
from edumentoring.goals.timeline import Moment
from edumentoring.pairs.sides import Side
from edumentoring.tools.models import Sheet

MOST = 60


def moments(side: Side, goal: Goal | None) -> Iterable[Moment]:
    """Sheets that were shared in this pair. They belong to no one goal. One question asked."""
    if goal is not None:
        return
    sheets = Sheet.objects.visible_to(side.me).shared().filter(pair=side.pair)
    for sheet in sheets.select_related("writer__user")[:MOST]:
        if sheet.shared_at is not None:
            yield Moment(
                at=sheet.shared_at,
                title=sheet.tool.title,
                words="\n".join(line for line in (sheet.title, _step_of(sheet)) if line),
                whose=sheet.writer.user.first_name,
                icon="people",
                url=sheet.get_absolute_url(),
            )


def _step_of(sheet: Sheet) -> str:
    """Its action step, unless its writer kept that box to themselves."""
    box = sheet.tool.action_box
    words = sheet.answers.get(box.key) if box else ""
    return _("Next: %s") % words if words else ""
