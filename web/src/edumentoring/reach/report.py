"""Where people came from: each link with how many signed up by it, and how far they are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant, Programme
from edumentoring.reach.models import Link

# Somebody was introduced once they heard of a person, whatever became of it.
COUNTS = {
    "sent": Q(),
    "confirmed": ~Q(state=Participant.State.SIGNED_UP),
    "introduced": Q(introduced_at__isnull=False),
}


@dataclass(frozen=True)
class Row:
    """One link, or a way without one, and its counts."""

    label: str
    sent: int
    confirmed: int
    introduced: int
    link: Link | None = None
    is_retired: bool = False


def source_report(programme: Programme) -> list[Row]:
    """Every campaign link, then personal invitations as one row, then those without a link.

    Personal links are counted together: who invited whom is shown to nobody.
    """
    counted = _counted(programme)
    rows = [
        _row(link.label, counted.get(link.pk), link)
        for link in programme.links.campaign().order_by("retired_at", "-made_at", "-pk")
    ]
    campaigns = {row.link.pk for row in rows if row.link}
    personal = [counts for pk, counts in counted.items() if pk and pk not in campaigns]
    if personal:
        rows.append(_row(_("Personal invitations"), _together(personal)))
    return [*rows, _row(_("No link"), counted.get(None))]


def _counted(programme: Programme) -> dict[int | None, dict[str, int]]:
    """Counts by link in one query; people from a sheet came by no form and are left out."""
    came = programme.participants.filter(Q(arrival__isnull=False) | Q(confirmed_at__isnull=False))
    rows: Any = (
        came.order_by()
        .values("arrival__link")
        .annotate(**{name: Count("pk", filter=which) for name, which in COUNTS.items() if which})
        .annotate(sent=Count("pk"))
    )
    return {row["arrival__link"]: {name: row[name] for name in COUNTS} for row in rows}


def _together(many: list[dict[str, int]]) -> dict[str, int]:
    return {name: sum(one[name] for one in many) for name in COUNTS}


def _row(label: str, counts: dict[str, int] | None, link: Link | None = None) -> Row:
    found = counts or dict.fromkeys(COUNTS, 0)
    retired = bool(link and link.retired_at)
    return Row(label=label, link=link, is_retired=retired, **found)
