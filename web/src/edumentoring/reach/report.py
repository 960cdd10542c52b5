"""Where people came from: each link with how many signed up by it, and how far they are."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant, Programme
from edumentoring.reach.begun import begun_by_code
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
    started: int
    sent: int
    confirmed: int
    introduced: int
    link: Link | None = None
    is_retired: bool = False


def source_report(programme: Programme) -> list[Row]:
    """Every campaign link, then personal invitations as one row, then those without a link.

    Personal links are counted together: who invited whom is shown to nobody.
    """
    counted, begun = _counted(programme), _begun(programme)
    rows = [
        _row(link.label, counted.get(link.pk), begun[link.pk], link)
        for link in programme.links.campaign().order_by("retired_at", "-made_at", "-pk")
    ]
    apart = {None, *(row.link.pk for row in rows if row.link)}
    personal = [counts for pk, counts in counted.items() if pk not in apart]
    begun_personal = sum(count for pk, count in begun.items() if pk not in apart)
    if personal or begun_personal:
        rows.append(_row(_("Personal invitations"), _together(personal), begun_personal))
    return [*rows, _row(_("No link"), counted.get(None), begun[None])]


def _begun(programme: Programme) -> Counter[int | None]:
    """Sign-ups begun and not sent, by link; a code that counts nobody is as good as none."""
    codes = begun_by_code(programme)
    links = programme.links.current().filter(code__in={code.lower() for code in codes})
    known: dict[str, int] = dict(links.values_list("code", "pk"))
    found: Counter[int | None] = Counter()
    for code, count in codes.items():
        found[known.get(code.lower())] += count
    return found


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


def _row(label: str, counts: dict[str, int] | None, begun: int, link: Link | None = None) -> Row:
    found = counts or dict.fromkeys(COUNTS, 0)
    retired = bool(link and link.retired_at)
    return Row(label=label, link=link, is_retired=retired, started=begun + found["sent"], **found)
