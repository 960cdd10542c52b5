"""What an open question is worth in a crowd: the same median as `_score.py` takes, in blocks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell._assign import mix
from pairwell._cells import CELLS, Apart, allowed, crossed, levels_of
from pairwell._model import Integers
from pairwell._scan import in_threads
from pairwell._score import OPEN, SHADE, Levels
from pairwell._sheet import ORDER, Encoded

EVERYBODY = 2000
SAMPLE = 500
"""Medians are over everybody of a side of up to EVERYBODY, else over SAMPLE of them."""

TALLY_ROWS = 2000
COUNTED = 101
"""Levels go from 0 to 100."""

Tile = tuple[Integers, Integers]


def sample_of(mark: NDArray[np.uint64]) -> Integers:
    """Choose the people medians are taken over: everybody, or those with the lowest hashes."""
    if len(mark) <= EVERYBODY:
        return np.arange(len(mark))
    chosen: Integers = np.sort(np.argsort(mix(mark), kind="stable")[:SAMPLE])
    return chosen


def fill(case: Encoded, *, fast: Any, threads: int = 1) -> None:
    """Work out the neutral levels of everybody, into `neutral`.

    As `_score.fill_layer`: the lower median of a person's eligible pairs, else of all, a shade
    less; over a sample of the other side where it is large.
    """
    wanted = [rule for rule in range(len(ORDER)) if may_be_open(case, rule)]
    if not wanted:
        return
    apart = Apart.of(case.apart, len(case.mentees.off))
    samples = sample_of(case.mentees.mark), sample_of(case.mentors.mark)
    rows, columns = (
        medians_of_side(fast, case, apart, (side, samples[1 - side]), wanted, threads=threads)
        for side in (0, 1)
    )
    of_all = medians_of_all(fast, case, apart, samples, wanted)
    for place, rule in enumerate(wanted):
        asked = ORDER[rule] != "wishes"  # that one is open only where neither has answered
        own = np.where(case.mentees.by[:, rule] & asked, rows[:, place], OPEN)
        other = np.where(case.mentors.by[:, rule] & asked, columns[:, place], OPEN)
        other = np.where(other == OPEN, of_all[place], other)
        case.mentees.neutral[:, rule] = np.where(own == OPEN, OPEN, np.maximum(own, SHADE) - SHADE)
        case.mentors.neutral[:, rule] = np.maximum(other, SHADE) - SHADE


def medians_of_side(
    fast: Any,
    case: Encoded,
    apart: Apart,
    tile: tuple[int, Integers],
    wanted: list[int],
    *,
    threads: int,
) -> Levels:
    """Return each person's medians. tile: which side, and the sample of the other."""
    side, sample = tile
    count = len((case.mentees, case.mentors)[side].off)
    blocks = [
        np.arange(start, min(start + TALLY_ROWS, count)) for start in range(0, count, TALLY_ROWS)
    ]

    def medians(block: Integers) -> Levels:
        return median_of(tally(fast, case, apart, (block, sample), wanted, by_row=side == 0))

    none = np.zeros((0, len(wanted)), np.uint8)
    return np.concatenate([none, *in_threads(medians, blocks, threads)])


def medians_of_all(
    fast: Any, case: Encoded, apart: Apart, samples: tuple[Integers, Integers], wanted: list[int]
) -> Levels:
    """Return the medians over all pairs of both samples; 0 where there are none."""
    whole = np.zeros((len(wanted), COUNTED), np.int64)
    for start in range(0, len(samples[0]), TALLY_ROWS):
        block = samples[0][start : start + TALLY_ROWS]
        counts = tally(fast, case, apart, (block, samples[1]), wanted, by_row=True)
        whole += counts.sum(axis=0, dtype=np.int64)
    if (wish := ORDER.index("wishes")) in wanted:
        correct_wishes(case, apart, samples, whole[wanted.index(wish)])
    middle = median_of(whole)
    return np.where(middle == OPEN, 0, middle).astype(np.uint8)


def may_be_open(case: Encoded, rule: int) -> bool:
    """Say whether a rule that counts is open for any pair."""
    if not case.sheet.weights[rule]:
        return False
    if ORDER[rule] in {"distance", "traits", "identity"}:
        return True
    return not (case.mentees.by[:, rule].all() and case.mentors.by[:, rule].all())


def median_of(counts: NDArray[Any]) -> Levels:
    """Return the lower medians of counted levels; OPEN where there are none."""
    total = counts.sum(axis=-1, dtype=np.int64)
    place = np.maximum(total - 1, 0) // 2
    below = np.cumsum(counts, axis=-1, dtype=np.int64) <= place[..., None]
    middle = below.sum(axis=-1)
    return np.where(total == 0, OPEN, middle).astype(np.uint8)


def tally(
    fast: Any, case: Encoded, apart: Apart, tile: Tile, wanted: list[int], *, by_row: bool
) -> NDArray[np.int32]:
    """Count the levels of the rules wanted, for each of some people, over a sample of the others.

    tile: (people, sample). by_row: whether the people are mentees. Returns people x rules x levels.
    """
    counts = np.zeros((len(tile[0]), len(wanted), COUNTED), np.int32)
    if fast is not None:
        room = np.empty(len(tile[1]) + 1, np.int64)
        fast.tally(*case[:3], apart, *tile, np.array(wanted, np.int64), by_row, counts, room)
        return counts
    step = max(CELLS // max(len(tile[1]), 1), 1)
    for start in range(0, len(tile[0]), step):
        part = slice(start, start + step)
        plain_tally(case, apart, (tile[0][part], tile[1]), wanted, counts[part], by_row=by_row)
    return counts


def plain_tally(
    case: Encoded,
    apart: Apart,
    tile: Tile,
    wanted: list[int],
    counts: NDArray[np.int32],
    *,
    by_row: bool,
) -> None:
    """Count levels, in NumPy."""
    rows, columns = tile if by_row else tile[::-1]
    cells = crossed(rows, columns)
    open_to = allowed(case, *cells)
    apart.close(open_to, rows, columns)
    for place, rule in enumerate(wanted):
        level = levels_of(case, rule, *cells)
        who, other = np.nonzero(open_to & (level != OPEN))
        cell = (who if by_row else other) * COUNTED + level[who, other]
        counts[:, place] = np.bincount(cell, minlength=len(counts) * COUNTED).reshape(-1, COUNTED)


def correct_wishes(
    case: Encoded, apart: Apart, samples: tuple[Integers, Integers], counts: Integers
) -> None:
    """Count wishes that are granted where the tables, which know no single person, have none."""
    inside = np.isin(case.granted[:, 0], samples[0]) & np.isin(case.granted[:, 1], samples[1])
    pairs, level = case.granted[inside], case.granted_level[inside]
    for (row, column), earned in zip(pairs.tolist(), level.tolist(), strict=True):
        stop = apart.columns[apart.starts[row] : apart.starts[row + 1]]
        if column not in stop and allowed(case, np.array([row]), np.array([column]))[0]:
            counts[0] -= 1
            counts[earned] += 1
