"""How the programme grows: mentors at work in each term, and where they are now.

Editors see these figures and no participants, so a number below ten is not given, and cannot be
worked out from the others either.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Programme
from edumentoring.programmes.vocabulary import REGIONS

FEWEST = 10
TERMS = 6


@dataclass(frozen=True)
class Term:
    """One term, from its first day to the first day of the next."""

    name: str
    begins: date
    ends: date


@dataclass(frozen=True)
class Figure:
    """A number and what it counts; None where it is too small to be given."""

    label: str
    amount: int | None


def terms_until(today: date, count: int = TERMS) -> list[Term]:
    """The last few terms, the one of today last."""
    names = {9: _("Autumn %s"), 4: _("Summer %s"), 1: _("Spring %s")}
    begins = [date(today.year + 1, 1, 1)]
    for year in range(today.year, today.year - count, -1):
        begins += [date(year, month, 1) for month in (9, 4, 1)]
    spans = zip(begins[1:], begins, strict=False)
    found = [
        Term(names[first.month] % first.year, first, after)
        for first, after in spans
        if first <= today
    ]
    return found[:count][::-1]


def mentors_by_term(programme: Programme, today: date | None = None) -> list[Figure]:
    """Mentors who were in a pair in each of the last terms, each counted once."""
    return [
        Figure(term.name, _given(len(_mentors_in(programme, term))))
        for term in terms_until(today or programme.today())
    ]


def mentors_by_area(programme: Programme, today: date | None = None) -> list[Figure]:
    """The mentors of this term by where they work, the most first; small areas together."""
    term = terms_until(today or programme.today())[-1]
    people = programme.participants.filter(pk__in=_mentors_in(programme, term))
    names = {one.id: str(one.label) for one in REGIONS}
    found = Counter(people.values_list("region", flat=True))
    counts = Counter({names.get(region, _("Not said")): n for region, n in found.items()})
    shown, together = _apart(counts)
    figures = [Figure(area, n) for area, n in shown]
    return [*figures, Figure(_("Other areas together"), _given(together))] if together else figures


def _apart(counts: Counter[str]) -> tuple[list[tuple[str, int]], int]:
    """Areas that may be named, and the sum of the rest.

    Where the rest is one area alone or fewer than ten people, the next one joins it: else it
    could be worked out from the whole.
    """
    shown = [(area, n) for area, n in counts.most_common() if n >= FEWEST]
    hidden = [n for n in counts.values() if n < FEWEST]
    while hidden and shown and (len(hidden) == 1 or sum(hidden) < FEWEST):
        hidden.append(shown.pop()[1])
    return shown, sum(hidden)


def _given(amount: int) -> int | None:
    return amount if amount == 0 or amount >= FEWEST else None


def _mentors_in(programme: Programme, term: Term) -> set[int]:
    zone = ZoneInfo(programme.time_zone)
    begins, ends = (datetime.combine(day, time(), zone) for day in (term.begins, term.ends))
    pairs = Pair.objects.filter(programme=programme, agreed_at__lt=ends)
    going = pairs.filter(Q(ended_at=None) | Q(ended_at__gte=begins))
    return set(going.values_list("mentor_id", flat=True))
