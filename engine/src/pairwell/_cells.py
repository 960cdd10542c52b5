"""The plain way to score pairs, in NumPy: rows and columns are places of mentees and of mentors,
in arrays that broadcast: two of one length are pairs, and `crossed` ones every row with every
column.

What the compiled `_kernel.py` finds for a pair is what this finds, to the byte. It is the way where
Numba is not installed, and the kernel's independent twin where it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers
from pairwell._score import OPEN, Flags, Levels
from pairwell._sheet import (
    ALLOWED,
    ASKED_ALIKE,
    BITS,
    BLOCKED,
    EXCLUDED,
    IF_INSISTED,
    IN_PERSON,
    INSISTS,
    MUST_ALIKE,
    MUST_ASKED,
    ONLINE,
    ORDER,
    TABLES,
    Encoded,
)

CELLS = 4_000_000
PAIRS = 200_000
"""How many pairs are looked at in one go: of rows with columns, and listed ones."""


def crossed(rows: Integers, columns: Integers) -> tuple[Integers, Integers]:
    """Set every row against every column."""
    return rows[:, None], columns[None, :]


def shared(case: Encoded, kind: int, rows: Integers, columns: Integers) -> NDArray[np.int64]:
    """Count the bits of one kind that every pair shares."""
    count = np.zeros(np.broadcast_shapes(rows.shape, columns.shape), np.int64)
    for word in range(case.sheet.bits_from[kind], case.sheet.bits_to[kind]):
        ours, theirs = case.mentees.masks[rows, word], case.mentors.masks[columns, word]
        count += np.bitwise_count(ours & theirs)
    return count


def table_cells(
    case: Encoded, cells: Levels, table: int, rows: Integers, columns: Integers
) -> Levels:
    """Look a table up for every pair."""
    start, width = int(case.sheet.table_at[table]), int(case.sheet.table_width[table])
    ours = start + case.mentees.codes[rows, table].astype(np.int64) * width
    found: Levels = cells[ours + case.mentors.codes[columns, table]]
    return found


def chords(case: Encoded, rows: Integers, columns: Integers) -> Integers:
    """Return squared distances on the grid."""
    apart = case.mentees.grid[rows] - case.mentors.grid[columns]
    total: Integers = (apart**2).sum(axis=-1)
    return total


def near_cells(case: Encoded, rows: Integers, columns: Integers) -> Levels:
    """Score distance by kilometres, else by region."""
    level = case.sheet.regions[case.mentees.region[rows], case.mentors.region[columns]]
    known = case.mentees.placed[rows] & case.mentors.placed[columns]
    bands = np.searchsorted(case.sheet.km_chords, chords(case, rows, columns))
    return np.where(known, case.sheet.km_levels[bands], level).astype(np.uint8)


def bit_cells(case: Encoded, kind: int, rows: Integers, columns: Integers) -> Levels:
    """Look up what the bits that are shared are worth."""
    which = case.mentees.luts[rows, kind]
    level: Levels = case.sheet.lut[which, shared(case, kind, rows, columns)].astype(np.uint8)
    if BITS[kind] == "traits":
        level[shared(case, ASKED_ALIKE, rows, columns) == 0] = OPEN
    return level


def levels_of(case: Encoded, rule: int, rows: Integers, columns: Integers) -> Levels:
    """Return the levels of one rule, OPEN where it is open."""
    if rule < len(TABLES):
        return table_cells(case, case.sheet.levels, rule, rows, columns)
    if ORDER[rule] == "distance":
        level = near_cells(case, rows, columns)
    else:
        level = bit_cells(case, rule - len(TABLES), rows, columns)
    known = case.mentees.by[rows, rule] & case.mentors.by[columns, rule]
    return np.where(known, level, np.uint8(OPEN))


def allowed(case: Encoded, rows: Integers, columns: Integers) -> Flags:
    """Flag what the musts allow, those about single people left out."""
    ours, theirs, musts = case.mentees, case.mentors, case.sheet.musts
    stopped = ours.off[rows] | theirs.off[columns]
    insists = ours.insists[rows] | theirs.insists[columns]
    for name, must in (("school", musts.own_school), ("trust", musts.own_trust)):
        code, other = getattr(ours, name)[rows], getattr(theirs, name)[columns]
        same = (code >= 0) & (code == other)
        stopped |= same & (insists & INSISTS[f"not_my_{name}"] > 0)
        if must != ALLOWED:
            stopped |= same if must == EXCLUDED else ~same
    for table, bit in enumerate(case.sheet.insist.tolist()):
        stops = table_cells(case, case.sheet.stops, table, rows, columns)
        stopped |= stops & BLOCKED > 0
        stopped |= (stops & IF_INSISTED > 0) & (insists & bit > 0)
    asked = (insists & INSISTS["shared_availability"] > 0) | bool(musts.shared_availability)
    stopped |= asked & never_free_together(case, rows, columns)
    if musts.contact_mode:
        stopped |= no_way_to_meet(case, rows, columns)
    if musts.same_traits:
        alike = shared(case, MUST_ALIKE, rows, columns)
        stopped |= shared(case, MUST_ASKED, rows, columns) > alike
    open_to: Flags = ~stopped
    return open_to


def never_free_together(case: Encoded, rows: Integers, columns: Integers) -> Flags:
    """Flag pairs that both said when they are free, at no same time."""
    said = case.mentees.slots[rows] & case.mentors.slots[columns]
    never: Flags = said & (shared(case, BITS.index("availability"), rows, columns) == 0)
    return never


def no_way_to_meet(case: Encoded, rows: Integers, columns: Integers) -> Flags:
    """Flag pairs that cannot meet online, nor in person within what both would travel."""
    ours, theirs = case.mentees, case.mentors
    way, other = ours.contact[rows], theirs.contact[columns]
    both = (way > 0) & (other > 0)
    ways = way & other
    known = ours.placed[rows] & theirs.placed[columns]
    limit = np.minimum(ours.reach[rows], theirs.reach[columns])
    far = known & (chords(case, rows, columns) > limit)
    none: Flags = both & (ways & ONLINE == 0) & ((ways & IN_PERSON == 0) | far)
    return none


def points_of(case: Encoded, rows: Integers, columns: Integers) -> Integers:
    """Add all rules up, open questions filled."""
    total = np.zeros(np.broadcast_shapes(rows.shape, columns.shape), np.int64)
    for rule, weight in enumerate(case.sheet.weights.tolist()):
        if weight:
            level = levels_of(case, rule, rows, columns)
            own = case.mentees.neutral[rows, rule]
            neutral = np.where(own != OPEN, own, case.mentors.neutral[columns, rule])
            total += weight * np.where(level != OPEN, level, neutral).astype(np.int64)
    return total


class Apart(NamedTuple):
    """Single pairs to leave out: row i's columns are columns[starts[i]:starts[i + 1]], sorted."""

    starts: Integers
    columns: Integers

    @classmethod
    def of(cls, pairs: Integers, rows: int) -> Apart:
        """Take (row, column) pairs."""
        pairs = np.unique(pairs.reshape(-1, 2), axis=0)
        starts = np.searchsorted(pairs[:, 0], np.arange(rows + 1))
        return cls(starts.astype(np.int64), np.ascontiguousarray(pairs[:, 1]).astype(np.int64))

    def holds(self, rows: Integers, columns: Integers) -> Flags:
        """Flag which pairs are to be left out."""
        counts = np.diff(self.starts)
        width = max(int(columns.max(initial=0)), int(self.columns.max(initial=0))) + 1
        listed = np.repeat(np.arange(len(counts)), counts) * width + self.columns
        return np.isin(rows * width + columns, listed)

    def close(self, open_to: Flags, rows: Integers, columns: Integers) -> None:
        """Take these pairs out of a block. columns: each once."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        which = self.columns[np.repeat(self.starts[rows], counts) + within]
        order = np.argsort(columns)
        place = np.minimum(np.searchsorted(columns, which, sorter=order), len(columns) - 1)
        known = columns[order[place]] == which
        open_to[np.repeat(np.arange(len(rows)), counts)[known], order[place[known]]] = False


def score_pairs(case: Encoded, pairs: Integers, fast: Any) -> tuple[Integers, Flags]:
    """Return points of listed pairs, wishes granted included, and what the musts allow."""
    rows, columns = (np.ascontiguousarray(pairs[:, side]) for side in (0, 1))
    points, open_to = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), bool)
    if fast is not None:
        fast.score_pairs(case.mentees, case.mentors, case.sheet, rows, columns, points, open_to)
    else:
        for start in range(0, len(pairs), PAIRS):
            part = slice(start, start + PAIRS)
            points[part] = points_of(case, rows[part], columns[part])
            open_to[part] = allowed(case, rows[part], columns[part])
    apart = set(map(tuple, case.apart.tolist()))
    granted = dict(zip(map(tuple, case.granted.tolist()), case.granted_level.tolist(), strict=True))
    weight = int(case.sheet.weights[ORDER.index("wishes")])
    for place, pair in enumerate(map(tuple, pairs.tolist())):
        points[place] += weight * granted.get(pair, 0)
        open_to[place] &= pair not in apart
    return points, open_to
