"""Some mentees against any mentors, scored from the people themselves by plain NumPy, in tiles.

Mentors come a strip at a time. What each rule and each must says of them is worked out for every
kind of mentee (`_layers.py`, `_musts.py`), and added up pair by pair in tiles that stay in a
processor's cache. Nothing here shares code with `_encode.py`, `_scan.py` and `_kernel.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._assign import Hashes, pair_ties
from pairwell._crowd import LISTS
from pairwell._layers import LAYERS
from pairwell._match import id_hashes
from pairwell._model import Integers, Mentee, Mentor, Person, Rules, Weights
from pairwell._musts import may_stop, ready_musts
from pairwell._score import OPEN, Flags, Grid, Levels, weight_of
from pairwell._sheet import ORDER
from pairwell._solve import TIE_BITS

if TYPE_CHECKING:
    from pairwell._scale import Run
    from pairwell._scan import Cost

KEPT = 10_000
"""How many people of a side are made once and kept: as many mentees as are ever checked wholly."""

MARKS = 1 << 24
"""Mentees made ready in one go, times words to mark them by."""

STRIP = 1 << 21
"""Pairs of all the mentees with a strip of mentors, which bounds the memory."""

FEW = 64
"""Mentors of the first strip: where only the nearest pairs are asked for, it says what is near."""

TILE = 1 << 17
"""Pairs added up in one go."""


class Remade:
    """People of both sides, made from their columns. Where they are few, they are made once."""

    def __init__(self, run: Run) -> None:
        self.crowds = {Mentor: run.mentors, Mentee: run.mentees}
        self.kept: dict[type[Person], list[Any]] = {
            kind: list(crowd.people()) for kind, crowd in self.crowds.items() if len(crowd) <= KEPT
        }

    def of(self, kind: type[Person], places: Integers) -> list[Any]:
        """Return the people at some places."""
        if kind in self.kept:
            return [self.kept[kind][place] for place in places.tolist()]
        different, which = np.unique(places, return_inverse=True)
        made = list(self.crowds[kind].people(different.tolist()))
        return [made[each] for each in which.tolist()]


def in_parts(run: Run, mentees: Integers, most: int = KEPT) -> Iterator[Integers]:
    """Return some mentees at a time, fewer where there are many words to mark who gave them."""
    lists = run.mentees.lists
    words = max(len(lists[name].words) for name in LISTS if name not in {"blocked", "wishes"})
    step = max(min(most, MARKS // max(words, 1)), 1)
    for start in range(0, len(mentees), step):
        yield mentees[start : start + step]


def weighed(rules: Rules) -> list[tuple[int, str, int]]:
    """List the rules that count: their place in ORDER, name and weight."""
    weights = Weights.of(rules.weights)
    counting = [(place, rule, weight_of(rule, weights)) for place, rule in enumerate(ORDER)]
    return [each for each in counting if each[2]]


class Reference:
    """Some mentees, made ready by `_layers.py` and `_musts.py` for any mentors."""

    def __init__(self, mentees: Sequence[Mentee], rules: Rules) -> None:
        self.rules = [
            (place, rule, weight, LAYERS[rule](mentees, rules))
            for place, rule, weight in weighed(rules)
        ]
        self.musts = [stops for _, stops in ready_musts(mentees, rules.musts)]
        self.mark = id_hashes(mentees)

    def against(self, mentors: Sequence[Mentor]) -> Strip:
        """Set them against some mentors."""
        layers = {}
        for place, rule, weight, layer in self.rules:
            by_mentor, levels = layer.against(mentors)
            layers[rule] = Scored(place, weight, layer.by_mentee, by_mentor, levels)
        stops = [grid for grid in (must(mentors) for must in self.musts) if may_stop(grid)]
        return Strip(layers, stops, (self.mark, id_hashes(mentors)))


class Scored(NamedTuple):
    """A rule that counts: its place in ORDER, its weight, who answered, and levels."""

    place: int
    weight: int
    by_mentee: Flags
    by_mentor: Flags
    levels: Grid


class Strip(NamedTuple):
    """Some mentees with some mentors: the rules that count, the musts, and the hashes of both."""

    layers: dict[str, Scored]
    stops: list[Grid]
    marks: tuple[Hashes, Hashes]

    def points(self, part: Part, rows: Levels, columns: Levels) -> NDArray[np.int32]:
        """Add all layers up. rows, columns: what open questions are worth, by ORDER."""
        total = np.zeros((part.end - part.start, len(self.marks[1])), np.int32)
        for place, weight, _, _, levels in self.layers.values():
            level = filled(levels.of(*part), rows[:, place], columns[:, place])
            total += np.multiply(level, weight, dtype=np.int32)
        return total

    def stopped(self, part: Part) -> Flags:
        """Flag the pairs that any must stops."""
        found = np.zeros((part.end - part.start, len(self.marks[1])), bool)
        for stops in self.stops:
            found |= stops.of(*part)
        return found

    def known(self, rule: str) -> Levels:
        """Return levels where a pair is eligible; elsewhere OPEN, which is above all levels."""
        everybody = Part(0, len(self.marks[0]))
        stopped = self.stopped(everybody) * np.uint8(OPEN)
        levels: Levels = self.layers[rule].levels.of(*everybody)
        return np.maximum(levels, stopped)


def filled(level: Levels, own: Levels, other: Levels) -> Levels:
    """Put in what open questions are worth: what the mentee says, or the mentor where that is OPEN.

    OPEN is the last of 256, so one more than a worth takes it round to that worth. Choosing pair by
    pair takes ten times as long.
    """
    more = np.empty_like(level)
    more[:] = own[:, None]
    more[own == OPEN] = other
    more += 1
    more *= level == OPEN
    return level + more


class Part(NamedTuple):
    """Mentees from start to end."""

    start: int
    end: int


class Tile(NamedTuple):
    """Some mentees with some mentors, scored. part: which of the mentees checked these are.

    open_to: who may be matched. most: what each pair is worth before its hash is taken off.
    marks: the hashes of both.
    """

    part: Part
    columns: Integers
    open_to: Flags
    most: Integers
    marks: tuple[Hashes, Hashes]

    def worth(self, cost: Cost, row: Integers, column: Integers) -> Integers:
        """Return what some of these pairs are worth."""
        tie = pair_ties(row, column, *self.marks)
        worth: Integers = self.most[row, column] - (tie * cost.hashes >> TIE_BITS)
        return worth


class Listed:
    """Some pairs of the mentees checked, to be found tile by tile. rows: sorted."""

    def __init__(self, pairs: Integers, rows: Integers) -> None:
        kept = pairs[np.isin(pairs[:, 0], rows)]
        kept = kept[np.argsort(kept[:, 0], kind="stable")]
        self.row, self.mentor = np.searchsorted(rows, kept[:, 0]), kept[:, 1]

    def inside(self, part: Part, columns: Integers) -> tuple[Integers, Integers]:
        """Return rows, from the part's first, and columns, by sorted mentors."""
        first, last = np.searchsorted(self.row, part)
        mentor = self.mentor[first:last]
        column = np.minimum(np.searchsorted(columns, mentor), len(columns) - 1)
        here = columns[column] == mentor
        return self.row[first:last][here] - part.start, column[here]


class Tiles:
    """Some mentees, by sorted rows, against every mentor with a place, tile by tile."""

    def __init__(self, run: Run, people: Remade, cost: Cost, rows: Integers) -> None:
        self.run, self.people, self.cost, self.rows = run, people, cost, rows
        asked = run.asked
        self.previous, self.overrides, self.forbidden, self.held = (
            Listed(pairs, rows)
            for pairs in (asked.previous, asked.overrides, asked.forbidden, run.held)
        )

    def __iter__(self) -> Iterator[Tile]:
        """Score them."""
        offering = np.flatnonzero(self.run.room > 0)
        if not len(self.rows) or not len(offering):
            return
        reference = Reference(self.people.of(Mentee, self.rows), self.run.rules)
        width = max(min(STRIP // len(self.rows), KEPT), 1)
        strips = range(FEW, len(offering), width)
        for start, end in pairwise([0, *strips, len(offering)]):
            columns = offering[start:end]
            strip = reference.against(self.people.of(Mentor, columns))
            height = max(TILE // len(columns), 1)
            for first in range(0, len(self.rows), height):
                part = Part(first, min(first + height, len(self.rows)))
                yield self.tile(strip, part, columns)

    def tile(self, strip: Strip, part: Part, columns: Integers) -> Tile:
        """Score one tile."""
        run, cost = self.run, self.cost
        rows = run.case.mentees.neutral[self.rows[part.start : part.end]]
        points = strip.points(part, rows, run.case.mentors.neutral[columns])
        points[self.previous.inside(part, columns)] += run.bonus
        if points.min() < cost.knee:
            points -= 3 * np.maximum(cost.knee - points, 0)
        open_to = ~strip.stopped(part)
        open_to[self.overrides.inside(part, columns)] = True
        open_to[self.forbidden.inside(part, columns)] = False
        open_to[self.held.inside(part, columns)] = False
        most = np.multiply(points // cost.unit, cost.step, dtype=np.int64)
        marks = strip.marks[0][part.start : part.end], strip.marks[1]
        return Tile(part, columns, open_to, most, marks)
