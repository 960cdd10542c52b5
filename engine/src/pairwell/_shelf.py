"""Mentors with a place, laid out so that a scan can leave many of them out at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers
from pairwell._sheet import BITS, TABLES, Encoded, Side
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


class Shelf(NamedTuple):
    """Mentors with a place, in bins that score alike by all tables, the cheapest of a bin first.

    bin_at: each bin is a stretch of mentors. bin_codes: its code in each table. place: who each
    mentor is, by id order. cheap: the most points that each mentor's price surely takes away.
    rules: kinds of bits that count, the heaviest first. masks: words x mentors. turn: by these
    kinds, where in a mentee's worths a mentor's stretch starts: one for each value an open question
    has with a mentor (`values`), times answered or not. stride: how long a stretch is.
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
        self.shelf = Shelf(
            bin_at=np.append(0, np.cumsum(np.bincount(self.which))).astype(np.int64),
            bin_codes=np.ascontiguousarray(bins.T).astype(np.uint32),
            place=offering,
            cheap=np.zeros(len(offering), np.int64),
            rules=np.array(rules, np.int64),
            masks=np.ascontiguousarray(self.mentors.masks.T),
            turn=turn,
            values=values,
            stride=stride,
        )

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

    def at(self, prices: Integers, cost: Cost) -> tuple[Shelf, Side, Integers]:
        """Put the cheapest of each bin first. Returns the shelf, its mentors and their prices."""
        mine = prices[self.offering]
        order = np.lexsort((mine, self.which))
        shelf = self.shelf._replace(
            place=self.offering[order],
            cheap=mine[order] // cost.step * cost.unit,
            masks=np.ascontiguousarray(self.shelf.masks[:, order]),
            turn=np.ascontiguousarray(self.shelf.turn[:, order]),
        )
        return shelf, self.mentors.take(order), mine[order]
