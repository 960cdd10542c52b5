"""Supply and demand by two things at once, say subject and age, among those the others leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from urllib.parse import urlencode

from edumentoring.programmes.models import Programme
from edumentoring.reach.coverage import (
    NOT_SAID,
    SIDES,
    Coverage,
    Row,
    Somebody,
    label_in,
    labels,
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a first side, perhaps a second, and what is left by others."""

    side: str
    across: str
    only: Mapping[str, str]

    def at(self, **other: str) -> str:
        """The query of the same page with these parts changed."""
        parts = {"by": self.side, "and": self.across, **self.only} | other
        return "?" + urlencode({key: value for key, value in parts.items() if value})


def asked_in(query: Mapping[str, str]) -> Asked:
    """What an address asks for; what it cannot mean is left out."""
    side = query.get("by", "")
    side = side if side in SIDES else "subject"
    across = query.get("and", "")
    across = across if across in SIDES and across != side else ""
    only = {key: query[key] for key in SIDES if key not in {side, across} and query.get(key)}
    return Asked(side, across, only)


def narrowed(coverage: Coverage, only: Mapping[str, str]) -> Coverage:
    """Those alone who are under all of these."""

    def is_left(each: Somebody) -> bool:
        return all(each.is_under(side, value) for side, value in only.items())

    return replace(
        coverage,
        waiting=[each for each in coverage.waiting if is_left(each)],
        with_room=[each for each in coverage.with_room if is_left(each)],
    )


@dataclass(frozen=True)
class Crossing:
    """A table of two sides: the words over its columns, and a line of cells for each row."""

    heads: list[str]
    lines: list[tuple[str, list[Row]]]
    most: int


def crossing_of(programme: Programme, coverage: Coverage, side: str, across: str) -> Crossing:
    """Everybody under both; where most are missing comes first, down and across."""
    waiting = _counted(coverage.waiting, side, across)
    room = _counted(coverage.with_room, side, across)
    down, over = labels(programme, side), labels(programme, across)
    cells = {
        each: Row(id=each[1], label=label_in(over, each[1]), waiting=waiting[each], room=room[each])
        for each in {*waiting, *room}
    }
    rows = _by_need(cells, 0, down)
    columns = _by_need(cells, 1, over)
    nobody = {value: Row(id=value, label=words, waiting=0, room=0) for value, words in columns}
    return Crossing(
        heads=[words for _value, words in columns],
        lines=[
            (words, [cells.get((row, value), nobody[value]) for value, _words in columns])
            for row, words in rows
        ],
        most=max((max(cell.waiting, cell.room) for cell in cells.values()), default=1) or 1,
    )


def _counted(people: Iterable[Somebody], side: str, across: str) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for each in people:
        both = product(each.under[side] or (NOT_SAID,), each.under[across] or (NOT_SAID,))
        for values in both:
            counted[values] += each.places
    return counted


def _by_need(
    cells: Mapping[tuple[str, str], Row], at: int, words: Mapping[str, str]
) -> list[tuple[str, str]]:
    missing: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for values, cell in cells.items():
        missing[values[at]] += cell.missing
        waiting[values[at]] += cell.waiting
    named = [(value, label_in(words, value)) for value in waiting]
    return sorted(named, key=lambda one: (-missing[one[0]], -waiting[one[0]], one[1].casefold()))


def choices_of(programme: Programme, coverage: Coverage, side: str) -> list[tuple[str, str]]:
    """The values of a side that somebody is under, by their words."""
    words = labels(programme, side)
    people = (*coverage.waiting, *coverage.with_room)
    found = {value for each in people for value in each.under[side]}
    named = ((value, label_in(words, value)) for value in found)
    return sorted(named, key=lambda one: one[1].casefold())
