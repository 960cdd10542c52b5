"""Prices foretold from a few people, so that a first look at everybody looks in the right place.

What a mentor costs follows from what people want and offer: where few teach physics, everybody who
does is dear. So a few of both sides are matched first; a line is laid through their prices by what
they answered, and says what the others should cost. It only tells where to look: nothing that is
proven rests on it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers
from pairwell._sheet import Side

if TYPE_CHECKING:
    from pairwell._scale import Run

FIRST_BIT = np.uint64(20)
"""From where on people's marks choose them. The hashes that settle ties begin at the other end."""

RARE = 400
"""An answer given by fewer than one in so many tells nothing by itself."""

PULL = 1.0
"""The penalty of the ridge regression (Hoerl and Kennard, 1970): what few have in common weighs
little."""

Reals = NDArray[np.float64]


class Foretold(NamedTuple):
    """What everybody should cost, and by how much that was off, on average, where it is known."""

    prices: Reals
    off_by: float


def few_of(run: Run, share: int) -> Run:
    """Return the same run for one in so many of both sides: the same ones in whatever order people
    came in."""
    mentees, mentors = (
        (side.mark >> FIRST_BIT) % np.uint64(share) == 0
        for side in (run.case.mentees, run.case.mentors)
    )
    few = copy.copy(run)
    few.wanted = np.where(mentees, run.wanted, 0)
    few.room = np.where(mentors, run.room, 0)
    few.unit_places = np.where(mentees[run.unit_row], run.unit_places, 0)
    few.folder = None
    return few


def foretell(side: Side, places: Integers, few: Integers, prices: Integers) -> Foretold:
    """Lay a line through the prices of a few and read off everybody's.

    places: what each person offers or wants. few: who they are. prices: theirs, in points.
    """
    table = np.column_stack([each[few] for each in answers(side, places, few)]).astype(np.float64)
    middle, mean = table.mean(axis=0), prices.mean()
    table -= middle
    squares = table.T @ table + PULL * np.eye(len(middle))
    weights = np.linalg.solve(squares, table.T @ (prices - mean))
    found = np.full(len(places), mean - middle @ weights)
    for weight, each in zip(weights, answers(side, places, few), strict=True):
        found += weight * each
    return Foretold(found, float(np.std(found[few] - prices)))


def answers(side: Side, places: Integers, few: Integers) -> Iterator[NDArray[np.number]]:
    """Give back what people answered as columns of numbers, one at a time: all of them at once
    would take more room than the people do."""
    least = len(few) // RARE + 1
    for codes in (*side.codes.T, side.region, places):
        given, counts = np.unique(codes[few], return_counts=True)
        for code in given[counts >= least]:
            yield (codes == code).astype(np.int8)
    for word in side.masks.T:
        for bit in range(64):
            has = (word >> np.uint64(bit) & np.uint64(1)).astype(np.int8)
            if has[few].sum() >= least:
                yield has
    yield from side.by.T.astype(np.int8)
    yield from side.neutral.T
    for axis in side.grid.T:
        share = axis / max(int(np.abs(axis).max()), 1)
        yield share
        yield share**2
