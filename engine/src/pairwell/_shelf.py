"""Mentors with a place, laid out so that a scan can leave many of them out at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._areas import Areas, areas_of, flags_of
from pairwell._model import Integers
from pairwell._score import Flags
from pairwell._sheet import BITS, ORDER, TABLES, Encoded, Side
from pairwell._solve import TIE_BITS

NO_KNEE = -(2**40)
NOTHING = -(2**62)
COUNTED_BITS = range(len(TABLES), len(TABLES) + BITS.index("traits"))
"""Rules that look up nothing but how many bits two people share."""


class Cost(NamedTuple):
    """How a pair's points become one whole number: points // unit x step - hash.

    knee: points below which a pair loses three more for each it falls short.
    """

    unit: int
    step: int
    hashes: int
    knee: int = NO_KNEE

    def values(self, points: Integers, tie: Integers) -> Integers:
        """Fold points and hashes."""
        short = points - 3 * np.maximum(self.knee - points, 0)
        keys: Integers = short // self.unit * self.step - (tie * self.hashes >> TIE_BITS)
        return keys


LANES = 64
"""Mentors a compiled scan looks at in one go: one bit of a word each."""


class Shelf(NamedTuple):
    """Mentors with a place, in bins that score alike by all tables, the cheapest of a bin first.

    bin_at: each bin is a stretch of mentors. bin_codes: its code in each table. place: who each
    mentor is, by id order. cheap: the most points that each mentor's price surely takes away.
    rules: kinds of bits that count, the heaviest first. masks: words x mentors. turn: by these
    kinds, where in a mentee's worths a mentor's stretch starts: one for each value an open question
    has with a mentor (`values`), times answered or not. stride: how long a stretch is.

    For 64 mentors at a time. part_at: by such words, parts of them that lie in one bin: part_bin,
    and part_from, the first mentor, with one more where the last part ends. slices: for each bit
    that counts, a bit for every mentor; slice_bit: which it is; slice_at: by kinds. answered: kinds
    x words, who answered. valued: kinds x values x words, who has which of the values.

    spot: mentors x 8, what a closer look asks of each, side by side: the grid, whether they are on
    it and whether distance counts for them (2 and 1), their mark, their price, who they are, and
    how near they are where that is left open.

    areas, area: where mentors are, and in which of these areas each is. inside: areas x words, who
    is there.
    """

    bin_at: Integers
    bin_codes: NDArray[np.uint32]
    place: Integers
    cheap: Integers
    rules: Integers
    masks: NDArray[np.uint64]
    turn: NDArray[np.uint32]
    values: Integers
    stride: Integers
    part_at: Integers
    part_bin: Integers
    part_from: Integers
    slices: NDArray[np.uint64]
    slice_bit: Integers
    slice_at: Integers
    answered: NDArray[np.uint64]
    valued: NDArray[np.uint64]
    spot: Integers
    areas: Areas
    area: NDArray[np.int16]
    inside: NDArray[np.uint64]


class Shelves:
    """Mentors with a place, laid out for a scan: once, and then anew at each prices."""

    def __init__(self, case: Encoded, offering: Integers) -> None:
        self.case, weights = case, case.sheet.weights
        codes = case.mentors.codes[offering] * (weights[: len(TABLES)] > 0)
        bins, self.which = np.unique(codes, axis=0, return_inverse=True)
        self.which, self.offering = self.which.ravel(), offering
        self.mentors = case.mentors.take(offering)
        counting = [rule for rule in COUNTED_BITS if weights[rule]]
        rules = sorted(counting, key=lambda rule: -int(weights[rule]))
        turn, values, stride = self.turns(rules)
        areas, self.area = areas_of(self.mentors)
        bin_at = np.append(0, np.cumsum(np.bincount(self.which))).astype(np.int64)
        part_at, part_bin, part_from = parts_of(bin_at)
        slice_bit, slice_at = self.counted(rules)
        none = np.zeros((0, 0), np.uint64)
        self.shelf = Shelf(
            bin_at=bin_at,
            bin_codes=np.ascontiguousarray(bins.T).astype(np.uint32),
            place=offering,
            cheap=np.zeros(len(offering), np.int64),
            rules=np.array(rules, np.int64),
            masks=np.ascontiguousarray(self.mentors.masks.T),
            turn=turn,
            values=values,
            stride=stride,
            part_at=part_at,
            part_bin=part_bin,
            part_from=part_from,
            slices=none,
            slice_bit=slice_bit,
            slice_at=slice_at,
            answered=none,
            valued=none[None],
            spot=np.zeros((0, 8), np.int64),
            areas=areas,
            area=self.area,
            inside=none,
        )

    def counted(self, rules: list[int]) -> tuple[Integers, Integers]:
        """List the bits that any mentor has, by kinds, as numbers among all bits of all words."""
        bits: list[int] = []
        ends = [0]
        for rule in rules:
            kind = rule - len(TABLES)
            for word in range(self.case.sheet.bits_from[kind], self.case.sheet.bits_to[kind]):
                any_of = int(np.bitwise_or.reduce(self.mentors.masks[:, word]))
                bits += [LANES * word + bit for bit in range(LANES) if any_of >> bit & 1]
            ends.append(len(bits))
        return np.array(bits, np.int64), np.array(ends, np.int64)

    def turns(self, rules: list[int]) -> tuple[NDArray[np.uint32], Integers, Integers]:
        """Number, by kind of bits, what an open question can be worth with a mentor."""
        neutral = [np.unique(self.mentors.neutral[:, rule], return_inverse=True) for rule in rules]
        most = max((len(different) for different, _ in neutral), default=1)
        values = np.zeros((len(rules), most), np.int64)
        stride = np.array([self.longest(rule - len(TABLES)) + 1 for rule in rules], np.int64)
        turn = np.zeros((len(rules), len(self.offering)), np.uint32)
        for place, (rule, (different, which)) in enumerate(zip(rules, neutral, strict=True)):
            values[place] = np.resize(different, most)
            turn[place] = (2 * which + ~self.mentors.by[:, rule]) * stride[place]
        return turn, values, stride

    def longest(self, kind: int) -> int:
        """Return a number of shared bits that no pair passes."""
        words = slice(self.case.sheet.bits_from[kind], self.case.sheet.bits_to[kind])
        sides = (self.case.mentees, self.mentors)
        return min(
            int(np.bitwise_count(side.masks[:, words]).sum(axis=1).max(initial=0)) for side in sides
        )

    def at(self, prices: Integers, cost: Cost) -> tuple[Shelf, Side]:
        """Put the cheapest of each bin first. Returns the shelf and its mentors."""
        mine = prices[self.offering]
        order = np.lexsort((mine, self.which))
        mentors = self.mentors.take(order)
        masks = np.ascontiguousarray(self.shelf.masks[:, order])
        turn = np.ascontiguousarray(self.shelf.turn[:, order])
        word, bit = np.divmod(self.shelf.slice_bit, LANES)
        which, unsaid = np.divmod(turn // self.shelf.stride[:, None], 2)
        area = self.area[order]
        valued = which[:, None] == np.arange(self.shelf.values.shape[1])[None, :, None]
        shelf = self.shelf._replace(
            place=self.offering[order],
            cheap=mine[order] // cost.step * cost.unit,
            masks=masks,
            turn=turn,
            slices=in_words(masks[word] >> bit.astype(np.uint64)[:, None] & 1 > 0),
            answered=in_words(unsaid == 0),
            valued=in_words(valued),
            spot=spots(mentors, mine[order], self.offering[order]),
            area=area,
            inside=in_words(area == np.arange(len(self.shelf.areas.flags))[:, None]),
        )
        return shelf, mentors


def spots(mentors: Side, prices: Integers, place: Integers) -> Integers:
    """Put side by side what a closer look asks of each mentor."""
    rule = ORDER.index("distance")
    near = mentors.neutral[:, rule].astype(np.int64)
    mark = mentors.mark.view(np.int64)
    return np.column_stack([mentors.grid, flags_of(mentors), mark, prices, place, near])


def parts_of(bin_at: Integers) -> tuple[Integers, Integers, Integers]:
    """Cut bins where words of mentors end. Returns parts by word, and of each its bin and start."""
    count = int(bin_at[-1])
    part_from = np.unique(np.concatenate([bin_at[:-1], np.arange(0, count, LANES)]))
    part_bin = np.searchsorted(bin_at, part_from, side="right") - 1
    words = -(-count // LANES)
    part_at = np.searchsorted(part_from, np.arange(words + 1) * LANES)
    return part_at, part_bin, np.append(part_from, count)


def in_words(flags: Flags) -> NDArray[np.uint64]:
    """Pack the last axis, 64 flags to a word, the first one lowest."""
    packed = np.packbits(flags, axis=-1, bitorder="little")
    short = [(0, 0)] * (packed.ndim - 1) + [(0, -packed.shape[-1] % 8)]
    return np.ascontiguousarray(np.pad(packed, short)).view("<u8").astype(np.uint64, copy=False)
