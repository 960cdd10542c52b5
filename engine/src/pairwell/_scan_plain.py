"""The scan in NumPy, where Numba is not installed: the bounds of `_kernel.py`, and plain scores.

One mentee after the other is set against all mentors at once, rule by rule, each time only those
that can still reach the floor. Who is left is scored by `_cells.py`, for several mentees together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pairwell._assign import pair_ties
from pairwell._cells import Apart, allowed, points_of
from pairwell._model import Integers
from pairwell._score import OPEN, Flags
from pairwell._sheet import ORDER, TABLES, Encoded, Side
from pairwell._shelf import NOTHING, Cost, Shelf

ROWS = 64
"""Mentees whose pairs are scored together."""

FIRST = 4
"""Without a floor, this many times as many pairs as are kept are scored to find one."""

LAST = ("distance", "traits")
"""Rules whose points no table of a mentee's holds."""

Worths = tuple[Integers, int]
"""Points by code or by count, and the most of them."""


class Held(NamedTuple):
    """Mentors that may reach a mentee's floor: their places on the shelf; the most points a pair
    can have, price taken off, but for `rest`. enough: no floor is needed, few are left."""

    places: Integers
    got: Integers
    rest: int
    enough: bool


class Plain:
    """A scan at some prices. shelf, mentors: in the order of the shelf. prices: by id order."""

    def __init__(
        self,
        case: Encoded,
        shelf: Shelf,
        mentors: Side,
        *,
        apart: Apart,
        cost: Cost,
        prices: Integers,
    ) -> None:
        self.case, self.shelf, self.cost, self.prices = case, shelf, cost, prices
        self.bin = np.repeat(np.arange(len(shelf.bin_at) - 1), np.diff(shelf.bin_at))
        self.ceiling = np.where(mentors.neutral == OPEN, 0, mentors.neutral).max(axis=0).tolist()
        self.weights = case.sheet.weights.tolist()
        self.known: dict[tuple[int, ...], Worths] = {}
        rows = np.repeat(np.arange(len(apart.starts) - 1), np.diff(apart.starts))
        self.stopped = rows * len(prices) + apart.columns

    def scan(
        self,
        rows: Integers,
        floors: Integers,
        keys: Integers,
        columns: Integers,
        counts: Integers,
    ) -> None:
        """Find each row's best pairs: the highest keys above its floor, the best first."""
        for start in range(0, len(rows), ROWS):
            part = slice(start, start + ROWS)
            some, floor = rows[part], floors[part].copy()
            held = [
                self.held(int(row), int(low), keys.shape[1])
                for row, low in zip(some, floor, strict=True)
            ]
            self.raise_floors(some, floor, held, keys.shape[1])
            left = [
                one.places[one.got + one.rest >= self.least(int(low))]
                for one, low in zip(held, floor, strict=True)
            ]
            at = np.repeat(np.arange(len(some)), [len(each) for each in left])
            who = self.shelf.place[np.concatenate(left)]
            key, open_to = self.keys(some[at], who)
            open_to &= key >= floor[at]
            best = best_of(at[open_to], who[open_to], key[open_to], keys.shape[1])
            counts[part] = np.bincount(best.at, minlength=len(some))
            keys[part][best.at, best.rank] = best.key
            columns[part][best.at, best.rank] = best.who

    def raise_floors(self, rows: Integers, floors: Integers, held: list[Held], most: int) -> None:
        """Give mentees with no floor to speak of one that `most` pairs of theirs reach."""
        places = np.array([place for place, one in enumerate(held) if not one.enough], np.int64)
        if not len(places):
            return
        first = [
            held[place].places[np.argpartition(-held[place].got, FIRST * most)[: FIRST * most]]
            for place in places.tolist()
        ]
        who = self.shelf.place[np.stack(first)]
        key, open_to = self.keys(np.repeat(rows[places], FIRST * most), who.ravel())
        key[~open_to] = NOTHING
        reached = np.partition(key.reshape(who.shape), -most, axis=1)[:, -most]
        floors[places] = np.maximum(floors[places], reached)

    def keys(self, rows: Integers, columns: Integers) -> tuple[Integers, Flags]:
        """Return the keys of listed pairs, prices taken off, and which may be."""
        case = self.case
        tie = pair_ties(rows, columns, case.mentees.mark, case.mentors.mark)
        key = self.cost.values(points_of(case, rows, columns), tie) - self.prices[columns]
        open_to = allowed(case, rows, columns)
        if len(self.stopped):
            wanted = rows * len(self.prices) + columns
            place = np.minimum(np.searchsorted(self.stopped, wanted), len(self.stopped) - 1)
            open_to &= self.stopped[place] != wanted
        return key, open_to

    def least(self, floor: int) -> int:
        """Return points, the shelf's cheapest prices taken off, below which no pair reaches it."""
        return max(floor, NOTHING // 2) // self.cost.step * self.cost.unit

    def held(self, row: int, floor: int, most: int) -> Held:
        """Leave out mentors who cannot reach a floor, rule by rule."""
        mentees, shelf = self.case.mentees, self.shelf
        if mentees.off[row]:
            none = np.zeros(0, np.int64)
            return Held(none, none, 0, enough=True)
        bits = [self.bits(row, place) for place in range(len(shelf.rules))]
        rest = self.rest(row)
        tail = rest + sum(most_of for _, most_of in bits)
        got = self.base(row)[self.bin] - shelf.cheap
        least = self.least(floor)
        places = np.flatnonzero(got + tail >= least)
        few = 2 * FIRST * most
        at_once = len(places) > max(few, len(got) * 3 // 4)  # it has no floor to speak of
        got = got[places]
        for place, (worths, most_of) in enumerate(bits):
            tail -= most_of
            got = got + worths[self.counted(row, place, places)]
            if not at_once:
                keep = got + tail >= least
                places, got = places[keep], got[keep]
        return Held(places, got, rest, len(places) <= few)

    def counted(self, row: int, place: int, places: Integers) -> Integers:
        """Return where the count of shared bits stands among a mentee's worths."""
        sheet = self.case.sheet
        found: Integers = self.shelf.turn[place][places].astype(np.int64)
        kind = self.shelf.rules[place] - len(TABLES)
        for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
            found += np.bitwise_count(
                self.shelf.masks[word][places] & self.case.mentees.masks[row, word]
            )
        return found

    def base(self, row: int) -> Integers:
        """Return the most points that tables give a mentee in each bin."""
        total = np.zeros(len(self.shelf.bin_at) - 1, np.int64)
        for table in range(len(TABLES)):
            if self.weights[table]:
                total += self.table(row, table)[0][self.shelf.bin_codes[table]]
        return total

    def table(self, row: int, table: int) -> Worths:
        """Return the most that each code of a table can be worth to a mentee."""
        mentees, sheet = self.case.mentees, self.case.sheet
        code, own = int(mentees.codes[row, table]), int(mentees.neutral[row, table])
        name = (table, code, own)
        if name not in self.known:
            start = sheet.table_at[table] + code * sheet.table_width[table]
            level = sheet.levels[start : start + sheet.table_width[table]].astype(np.int64)
            level[level == OPEN] = self.ceiling[table] if own == OPEN else own
            self.known[name] = level * self.weights[table], 0
        return self.known[name]

    def bits(self, row: int, place: int) -> Worths:
        """Return what counts of shared bits are worth to a mentee: for each value an open question
        has with a mentor, first where the mentor answered and then where not."""
        mentees, sheet, shelf = self.case.mentees, self.case.sheet, self.shelf
        rule = int(shelf.rules[place])
        kind, stride = rule - len(TABLES), int(shelf.stride[place])
        own, asked = int(mentees.neutral[row, rule]), bool(mentees.by[row, rule])
        words = mentees.masks[row, sheet.bits_from[kind] : sheet.bits_to[kind]]
        full = min(int(np.bitwise_count(words).sum()), stride - 1)
        name = (rule, int(mentees.luts[row, kind]), own, asked, full)
        if name not in self.known:
            shut = shelf.values[place] if own == OPEN else np.full_like(shelf.values[place], own)
            worths = np.repeat(shut, 2 * stride).reshape(-1, 2, stride)
            if asked:
                worths[:, 0] = 0
                worths[:, 0, : full + 1] = sheet.lut[mentees.luts[row, kind], : full + 1]
            worths *= self.weights[rule]
            self.known[name] = worths.ravel(), int(worths.max(initial=0))
        return self.known[name]

    def rest(self, row: int) -> int:
        """Return the most points that what is left to add can give a mentee."""
        total = 0
        for rule in map(ORDER.index, LAST):
            own = int(self.case.mentees.neutral[row, rule])
            most = self.ceiling[rule]
            if self.case.mentees.by[row, rule]:
                most = max(100, most if own == OPEN else own)
            total += most * self.weights[rule]
        return total


class Best(NamedTuple):
    """Pairs kept: of which mentee of a block, how manieth, who, and the key."""

    at: Integers
    rank: Integers
    who: Integers
    key: Integers


def best_of(at: Integers, who: Integers, key: Integers, most: int) -> Best:
    """Keep each mentee's `most` pairs by key and then by column."""
    order = np.lexsort((who, -key, at))
    at, who, key = at[order], who[order], key[order]
    rank = np.arange(len(at)) - np.searchsorted(at, at)
    kept = rank < most
    return Best(at[kept], rank[kept], who[kept], key[kept])
