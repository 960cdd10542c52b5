"""Pairs to numbers: weight-free integer layers for all pairs at once, and what they add up to.

Rows are mentees, columns are mentors. A layer holds 0 to 100 for each pair, or OPEN where
either side left the question open. New weights are then one weighted sum of layers.

Everything is whole numbers. Inner products run as floating-point matrix multiplication, which is
exact here whatever the BLAS does, because every sum stays under 2**24, or 2**53 in float64.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._model import BadInput, Integers, Person, Weights

Levels = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint32]
Marks = NDArray[np.float32]

OPEN = 255
EXACT = 1 << 24
COUNTED = 1 << 20  # how many levels are looked at in one go, which bounds the memory
SHADE = 1
"""An open question counts a shade less than the median, so that an answer wins the tie."""

NO_PAIRS = np.zeros((0, 2), np.int64)


class Grid(NamedTuple):
    """Something about every pair: mentees of one kind share a row, and single pairs may differ.

    rows: kinds x mentors. kind: which row each mentee has. singles: pairs that differ, as (mentee,
    mentor), by mentee. values: what these have instead.
    """

    rows: NDArray[Any]
    kind: Integers
    singles: Integers = NO_PAIRS
    values: NDArray[Any] = NO_PAIRS[:, 0]

    def of(self, start: int, end: int) -> NDArray[Any]:
        """Return what mentees from start to end have with every mentor."""
        found = self.rows[self.kind[start:end]]
        if len(self.singles):
            first, last = np.searchsorted(self.singles[:, 0], (start, end))
            mentee, mentor = self.singles[first:last].T
            found[mentee - start, mentor] = self.values[first:last]
        return found

    def whole(self) -> NDArray[Any]:
        """Return what everybody has with everybody."""
        return self.of(0, len(self.kind))


# --- building blocks ------------------------------------------------------------------------


def flags(values: Iterable[bool], count: int) -> Flags:
    """Make a vector of flags."""
    return np.fromiter(values, bool, count)


def kinds[P: Person](
    people: Sequence[P], what: Callable[[P], Hashable]
) -> tuple[list[P], Integers]:
    """Return one person of each kind, and everybody's kind. what: what tells kinds apart."""
    number: dict[Hashable, int] = {}
    kind = [number.setdefault(what(person), len(number)) for person in people]
    _, first = np.unique(np.array(kind, np.int64), return_index=True)
    return [people[place] for place in first], np.array(kind, np.int64)


def places(people: Sequence[Person]) -> tuple[NDArray[np.float64], Flags]:
    """Return grid positions, and whose are known."""
    found = [plain.position(person) for person in people]
    grid = np.array([each or (0, 0, 0) for each in found], np.float64).reshape(len(people), 3)
    return grid, flags((each is not None for each in found), len(people))


def chords(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return squared distances between places on the grid: a*a + b*b - 2*a*b, as one product.

    Places are whole and up to 2**24, so every sum on the way is whole and under 2**53: exact.
    """
    squares = [np.square(side).sum(axis=1, keepdims=True) for side in (ours, theirs)]
    ones = [np.ones_like(each) for each in squares]
    left = np.concatenate([-2 * ours, squares[0], ones[0]], axis=1)
    found: NDArray[np.float64] = left @ np.concatenate([theirs, ones[1], squares[1]], axis=1).T
    return found


def vocabulary(lists: Iterable[Iterable[str]]) -> dict[str, int]:
    """Number every id that occurs."""
    words = sorted({word for one in lists for word in one})
    return {word: number for number, word in enumerate(words)}


class Spelt(NamedTuple):
    """Lists of words in numbers, one after the other: whose each is, and which word."""

    owner: Integers
    word: Integers
    lists: int


def spelt(lists: Sequence[Collection[str]], words: Mapping[str, int]) -> Spelt:
    """Put lists in numbers. Words that are not in the vocabulary are left out."""
    word = np.array([words.get(word, -1) for given in lists for word in given], np.int64)
    owner = np.repeat(np.arange(len(lists)), list(map(len, lists)))
    known = word >= 0
    return Spelt(owner[known], word[known], len(lists))


def one_hot(lists: Sequence[Collection[str]], words: Mapping[str, int]) -> Marks:
    """Mark who has what: people x words."""
    given = spelt(lists, words)
    marks = np.zeros((given.lists, max(len(words), 1)), np.float32)
    marks[given.owner, given.word] = 1
    return marks


def best_of(levels: Levels, given: Spelt) -> Levels:
    """Return the best of each list, 0 for an empty one. levels: words x whatever they are for."""
    best = np.zeros((given.lists, levels.shape[1]), np.uint8)
    some, first = np.unique(given.owner, return_index=True)
    step = max(COUNTED // max(len(given.word), 1), 1)
    for start in range(0, levels.shape[1], step) if len(some) else ():
        part = levels[given.word, start : start + step]
        best[some, start : start + step] = np.maximum.reduceat(part, first, axis=0)
    return best


def product(left: Marks, right: Marks) -> Marks:
    """Multiply whole-number matrices exactly. Refuses what could pass 2**24."""
    reach = float(left.max(initial=0)) * float(right.sum(axis=1).max(initial=0))
    if reach >= EXACT:
        raise BadInput("Too many answers in one question to add up exactly; shorten the lists.")
    return left @ right.T


def share(part: Marks, whole: Marks) -> Marks:
    """Divide whole numbers under 2**24, rounding down.

    A quotient that is not whole lies further below the next whole number than float32 rounds.
    """
    found: Marks = np.floor(part / whole)
    return found


def stepped(values: NDArray[Any], limits: Sequence[int], levels: Sequence[int]) -> Levels:
    """Return the level of each value: the first, and one further for each limit it passes."""
    found = np.full(values.shape, levels[0], np.uint8)
    for limit, change in zip(limits, np.diff(np.array(levels, np.uint8)), strict=True):
        found += (values > limit) * change  # a change for the worse goes once round the 256
    return found


def opened(level: NDArray[Any], by_mentee: Flags, by_mentor: Flags) -> Levels:
    """Set OPEN, which is above every level, where either side has not answered."""
    out = level.astype(np.uint8)
    np.maximum(out, np.where(by_mentee, 0, OPEN).astype(np.uint8)[:, None], out=out)
    return np.maximum(out, np.where(by_mentor, 0, OPEN).astype(np.uint8), out=out)


def gave(people: Sequence[Person], name: str) -> Flags:
    """Flag who answered a question with a list."""
    return flags((bool(getattr(person, name)) for person in people), len(people))


def ranks(people: Sequence[Person]) -> tuple[Integers, Flags]:
    """Return career stages as numbers, and who gave one."""
    known = flags((each.stage_rank is not None for each in people), len(people))
    return np.array([each.stage_rank or 0 for each in people], np.int64), known


# --- open questions and points --------------------------------------------------------------


def fill_layer(levels: Levels, by_mentee: Flags, by_mentor: Flags, eligible: Flags) -> Levels:
    """Fill one layer. The medians are the lower ones, over pairs that are not open."""
    open_cells = levels == OPEN
    if not open_cells.any():
        return levels
    if open_cells.all():
        return np.zeros_like(levels)  # a question nobody was asked costs no sorting
    known = np.where(eligible, levels, np.uint8(OPEN))
    by_level = counts_of_levels(known)
    rows = np.where(by_mentee, middle_of(by_level), OPEN)
    filled = np.where(open_cells, shaded(rows)[:, None], levels)
    unsaid = np.flatnonzero(rows == OPEN)
    if len(unsaid):
        middle = middle_of(by_level.sum(axis=0, keepdims=True))[0]
        columns = np.where(by_mentor, lower_median(known.T), OPEN)
        columns[columns == OPEN] = 0 if middle == OPEN else middle
        filled[unsaid] = np.where(open_cells[unsaid], shaded(columns), levels[unsaid])
    return filled


def shaded(levels: Levels) -> Levels:
    """Take a shade off."""
    return np.where(levels > SHADE, levels - np.uint8(SHADE), np.uint8(0))


def counts_of_levels(levels: Levels) -> NDArray[np.int32]:
    """Count how often each level occurs in each row. Levels are few: no row is sorted."""
    found = np.zeros((levels.shape[0], OPEN + 1), np.int32)
    step = max(COUNTED // max(levels.shape[1], 1), 1)
    for start in range(0, levels.shape[0], step):
        rows = np.ascontiguousarray(levels[start : start + step])
        shifted = rows + (np.arange(len(rows)) * (OPEN + 1))[:, None]
        counts = np.bincount(shifted.ravel(), minlength=len(rows) * (OPEN + 1))
        found[start : start + step] = counts.reshape(len(rows), OPEN + 1)
    return found


def lower_median(levels: Levels) -> Levels:
    """Return each row's lower median of what is not OPEN; OPEN for a row without any."""
    if (levels == OPEN).all():
        return np.full(levels.shape[0], OPEN, np.uint8)
    return middle_of(counts_of_levels(levels))


def middle_of(counts: NDArray[np.signedinteger]) -> Levels:
    """Return the same from how often each level occurs."""
    up_to = counts.cumsum(axis=1)
    place = np.maximum(up_to[:, OPEN - 1] - 1, 0) // 2
    return (up_to > place[:, None]).argmax(axis=1).astype(np.uint8)


def weight_of(rule: str, weights: Weights) -> int:
    """Return how much a layer counts. Free text counts at most as much as everything else."""
    value: int = getattr(weights, plain.WEIGHED_AS.get(rule, rule))
    if rule == "text":
        others: int = sum(getattr(weights, each.name) for each in fields(weights)) - value
        return min(value, others)
    return value


@lru_cache(maxsize=64)
def weight_by_rule(weights: Weights) -> dict[str, int]:
    """Return how much each layer counts: asked of every pair, and the same for all."""
    return {rule: weight_of(rule, weights) for rule in plain.SCORING}


def points(
    filled: Mapping[str, Levels], weights: Weights, shape: tuple[int, int]
) -> NDArray[np.int64]:
    """Add the layers up by weight: whole points for every pair."""
    total = np.zeros(shape, np.int32)
    for rule, levels in filled.items():
        if (weight := weight_of(rule, weights)) and levels.any():
            total += levels.astype(np.int32) * np.int32(weight)
    return total.astype(np.int64)
