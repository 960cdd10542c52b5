"""Blocks of pairs: what an open question is worth, and each mentee's best pairs.

Two ways that find the same to the byte: plain NumPy here, which looks at every pair, and the
compiled `_kernel.py`, which leaves out pairs whose bound shows that they cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._assign import mix, pair_ties
from pairwell._encode import (
    ASKED_ALIKE,
    BITS,
    BLOCKED,
    IF_INSISTED,
    IN_PERSON,
    MUST_ALIKE,
    MUST_ASKED,
    ONLINE,
    ORDER,
    TABLES,
    Encoded,
)
from pairwell._model import Integers
from pairwell._score import OPEN, SHADE, Flags, Levels
from pairwell._solve import TIE_BITS

EVERYBODY = 2000
SAMPLE = 500
"""Medians are over everybody of a side of up to EVERYBODY, else over SAMPLE of them."""

TALLY_ROWS = 2000
CELLS = 4_000_000
"""How many pairs the plain way looks at in one go."""

NO_KNEE = -(2**40)
NOTHING = -(2**62)


def kernel() -> Any:
    """Return the compiled scan, or None where Numba is not installed."""
    try:
        from pairwell import _kernel
    except ImportError:
        return None
    return _kernel


# --- plain ----------------------------------------------------------------------------------


def shared(case: Encoded, kind: int, rows: Integers, columns: Integers) -> NDArray[np.int64]:
    """Count the bits of one kind that every pair shares."""
    count = np.zeros((len(rows), len(columns)), np.int64)
    for word in range(case.sheet.bits_from[kind], case.sheet.bits_to[kind]):
        ours, theirs = case.mentees.masks[rows, word], case.mentors.masks[columns, word]
        count += np.bitwise_count(ours[:, None] & theirs[None, :])
    return count


def table_cells(
    case: Encoded, cells: Levels, table: int, rows: Integers, columns: Integers
) -> Levels:
    """Look a table up for every pair."""
    start, width = int(case.sheet.table_at[table]), int(case.sheet.table_width[table])
    ours = start + case.mentees.codes[rows, table].astype(np.int64) * width
    found: Levels = cells[ours[:, None] + case.mentors.codes[columns, table][None, :]]
    return found


def chords(case: Encoded, rows: Integers, columns: Integers) -> Integers:
    """Return squared distances on the grid."""
    apart = case.mentees.grid[rows][:, None, :] - case.mentors.grid[columns][None, :, :]
    total: Integers = (apart**2).sum(axis=2)
    return total


def levels_of(case: Encoded, rule: int, rows: Integers, columns: Integers) -> Levels:
    """Return the levels of one rule, OPEN where it is open."""
    if rule < len(TABLES):
        return table_cells(case, case.sheet.levels, rule, rows, columns)
    if ORDER[rule] == "distance":
        level = case.sheet.regions[
            np.ix_(case.mentees.region[rows], case.mentors.region[columns])
        ].copy()
        known = case.mentees.placed[rows][:, None] & case.mentors.placed[columns][None, :]
        bands = np.searchsorted(case.sheet.km_chords, chords(case, rows, columns))
        level[known] = case.sheet.km_levels[bands][known]
    else:
        kind = rule - len(TABLES)
        lut_rows = case.mentees.luts[rows, kind]
        level = case.sheet.lut[lut_rows[:, None], shared(case, kind, rows, columns)].astype(
            np.uint8
        )
        if BITS[kind] == "traits":
            level[shared(case, ASKED_ALIKE, rows, columns) == 0] = OPEN
    level[~case.mentees.by[rows, rule], :] = OPEN
    level[:, ~case.mentors.by[columns, rule]] = OPEN
    return level


def allowed(case: Encoded, rows: Integers, columns: Integers) -> Flags:
    """Flag what the musts allow, those about single people left out."""
    ours, theirs, musts = case.mentees, case.mentors, case.sheet.musts
    stopped = ours.off[rows][:, None] | theirs.off[columns][None, :]
    insists = ours.insists[rows][:, None] | theirs.insists[columns][None, :]
    for place, name in enumerate(("school", "trust")):
        code, other = getattr(ours, name)[rows], getattr(theirs, name)[columns]
        same = (code >= 0)[:, None] & (code[:, None] == other[None, :])
        stopped |= same & (insists & (1 << place) > 0)
        if musts[place] == 1:
            stopped |= same
        elif musts[place] == 2:
            stopped |= ~same
    for table, bit in enumerate(case.sheet.insist.tolist()):
        stops = table_cells(case, case.sheet.stops, table, rows, columns)
        stopped |= stops & BLOCKED > 0
        stopped |= (stops & IF_INSISTED > 0) & (insists & bit > 0)
    slots = BITS.index("availability")
    apart = (ours.slots[rows][:, None] & theirs.slots[columns][None, :]) & (
        shared(case, slots, rows, columns) == 0
    )
    stopped |= apart if musts[2] else apart & (insists & 16 > 0)
    if musts[3]:
        way, other = ours.contact[rows], theirs.contact[columns]
        both = (way > 0)[:, None] & (other > 0)[None, :]
        ways = way[:, None] & other[None, :]
        known = ours.placed[rows][:, None] & theirs.placed[columns][None, :]
        limit = np.minimum(ours.reach[rows][:, None], theirs.reach[columns][None, :])
        far = known & (chords(case, rows, columns) > limit)
        stopped |= both & (ways & ONLINE == 0) & ((ways & IN_PERSON == 0) | far)
    if musts[4]:
        alike = shared(case, MUST_ALIKE, rows, columns)
        stopped |= shared(case, MUST_ASKED, rows, columns) > alike
    return ~stopped


def points_of(case: Encoded, rows: Integers, columns: Integers) -> Integers:
    """Add all rules up, open questions filled."""
    total = np.zeros((len(rows), len(columns)), np.int64)
    for rule, weight in enumerate(case.sheet.weights.tolist()):
        if weight:
            level = levels_of(case, rule, rows, columns)
            own = case.mentees.neutral[rows, rule][:, None]
            neutral = np.where(own != OPEN, own, case.mentors.neutral[columns, rule][None, :])
            total += weight * np.where(level != OPEN, level, neutral).astype(np.int64)
    return total


# --- what an open question is worth ---------------------------------------------------------


def sample_of(mark: NDArray[np.uint64]) -> Integers:
    """Choose the people medians are taken over: everybody, or those with the lowest hashes."""
    if len(mark) <= EVERYBODY:
        return np.arange(len(mark))
    chosen: Integers = np.sort(np.argsort(mix(mark), kind="stable")[:SAMPLE])
    return chosen


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

    def among(self, rows: Integers) -> tuple[Integers, Integers]:
        """Return (places in rows, columns) of the pairs of some rows."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        return (
            np.repeat(np.arange(len(rows)), counts),
            self.columns[np.repeat(self.starts[rows], counts) + within],
        )


def fill(case: Encoded, *, fast: Any) -> None:
    """Work out the neutral levels of everybody, into `neutral`.

    As `_score.fill_layer`: the lower median of a person's eligible pairs, else of all, a shade
    less; over a sample of the other side where it is large.
    """
    apart = Apart.of(case.apart, len(case.mentees.off))
    samples = sample_of(case.mentees.mark), sample_of(case.mentors.mark)
    wanted = [rule for rule in range(len(ORDER)) if may_be_open(case, rule)]
    if not wanted:
        return
    tally = fast_tally if fast is not None else plain_tally
    middles = []
    for side, count in enumerate((len(case.mentees.off), len(case.mentors.off))):
        found = np.full((count, len(wanted)), OPEN, np.uint8)
        for start in range(0, count, TALLY_ROWS):
            block = np.arange(start, min(start + TALLY_ROWS, count))
            counts = tally(fast, case, apart, (block, samples[1 - side]), wanted, by_row=side == 0)
            found[start : start + len(block)] = median_of(counts)
        middles.append(found)
    whole = np.zeros((1, len(wanted), 101), np.int64)
    for start in range(0, len(samples[0]), TALLY_ROWS):
        block = samples[0][start : start + TALLY_ROWS]
        counts = tally(fast, case, apart, (block, samples[1]), wanted, by_row=True)
        whole += counts.sum(axis=0, dtype=np.int64)
    if (wish := ORDER.index("wishes")) in wanted:
        correct_wishes(case, apart, samples, whole[0, wanted.index(wish)])
    of_all = median_of(whole)[0]
    of_all[of_all == OPEN] = 0
    for place, rule in enumerate(wanted):
        asked = ORDER[rule] != "wishes"  # that one is open only where neither has answered
        rows = np.where(case.mentees.by[:, rule] & asked, middles[0][:, place], OPEN)
        columns = np.where(case.mentors.by[:, rule] & asked, middles[1][:, place], OPEN)
        columns = np.where(columns == OPEN, of_all[place], columns)
        case.mentees.neutral[:, rule] = np.where(
            rows == OPEN, OPEN, np.maximum(rows, SHADE) - SHADE
        )
        case.mentors.neutral[:, rule] = np.maximum(columns, SHADE) - SHADE


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


Tile = tuple[Integers, Integers]


def fast_tally(
    fast: Any, case: Encoded, apart: Apart, tile: Tile, wanted: list[int], *, by_row: bool
) -> NDArray[np.int32]:
    """Count levels, compiled."""
    counts = np.zeros((len(tile[0]), len(wanted), 101), np.int32)
    fast.tally(
        case.mentees,
        case.mentors,
        case.sheet,
        apart.starts,
        apart.columns,
        tile[0],
        tile[1],
        np.array(wanted, np.int64),
        by_row,
        counts,
    )
    return counts


def plain_tally(
    _: Any, case: Encoded, apart: Apart, tile: Tile, wanted: list[int], *, by_row: bool
) -> NDArray[np.int32]:
    """Count levels, in NumPy."""
    people, sample = tile
    counts = np.zeros((len(people), len(wanted), 101), np.int32)
    step = max(CELLS // max(len(sample), 1), 1)
    for start in range(0, len(people), step):
        block = people[start : start + step]
        rows, columns = (block, sample) if by_row else (sample, block)
        open_to = allowed(case, rows, columns)
        flagged = np.zeros(len(case.mentors.off), np.int64) - 1
        flagged[columns] = np.arange(len(columns))
        at, which = apart.among(rows)
        known = flagged[which] >= 0
        open_to[at[known], flagged[which][known]] = False
        for place, rule in enumerate(wanted):
            level = levels_of(case, rule, rows, columns)
            who, other = np.nonzero(open_to & (level != OPEN))
            mine = who if by_row else other
            where = (start + mine, np.full(len(mine), place), level[who, other].astype(np.int64))
            np.add.at(counts, where, 1)
    return counts


def correct_wishes(
    case: Encoded, apart: Apart, samples: tuple[Integers, Integers], counts: Integers
) -> None:
    """Count wishes that are granted where the tables, which know no single person, have none."""
    inside = np.isin(case.granted[:, 0], samples[0]) & np.isin(case.granted[:, 1], samples[1])
    pairs, level = case.granted[inside], case.granted_level[inside]
    for (row, column), earned in zip(pairs.tolist(), level.tolist(), strict=True):
        stop = apart.columns[apart.starts[row] : apart.starts[row + 1]]
        if column not in stop and allowed(case, np.array([row]), np.array([column]))[0, 0]:
            counts[0] -= 1
            counts[earned] += 1


# --- each mentee's best pairs ---------------------------------------------------------------


class Found(NamedTuple):
    """Best pairs of some rows: row n's are columns[n, :counts[n]], by key and then by column."""

    keys: Integers
    columns: NDArray[np.int32]
    counts: Integers


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


Progress = Callable[[int, int, str], None]


@dataclass
class Scanner:
    """Finds the best pairs of any rows at any prices, block by block.

    apart: pairs to leave out. room: mentors that take part. fast: the compiled kernel, or None.
    folder: where finished blocks are kept, under `name`, so that a run can go on after a stop.
    """

    case: Encoded
    apart: Apart
    room: Flags
    cost: Cost
    fast: Any
    block: int = 1024
    threads: int = 1
    folder: Path | None = None
    name: str = ""
    progress: Progress | None = None

    def __post_init__(self) -> None:
        self.offering = np.flatnonzero(self.room & ~self.case.mentors.off)
        if self.fast is not None:
            codes = self.case.mentors.codes[self.offering][:, :3]
            order = np.lexsort((codes[:, 2], codes[:, 1], codes[:, 0]))
            self.offering = self.offering[order]
            self.shelf = shelf_of(self.fast, codes[order], self.offering)
            self.mentors = self.case.mentors.take(self.offering)

    def best(
        self, rows: Integers, prices: Integers, floors: Integers, most: int, words: str
    ) -> Found:
        """Find each row's `most` highest keys from its floor up."""
        cuts = [*range(0, len(rows), self.block), len(rows)]
        parts = [slice(start, end) for start, end in pairwise(cuts)] if len(rows) else []
        stamp = self.stamp(rows, prices, floors, most) if self.folder else ""
        done = 0

        def one(part: slice) -> Found:
            return self.kept(
                f"{stamp}-{part.start}",
                lambda: self.scan(rows[part], prices, floors[part], most),
            )

        found = []
        for each in run_blocks(one, parts, self.threads):
            found.append(each)
            done += len(each.counts)
            if self.progress is not None:
                self.progress(done, len(rows), words)
        if not found:
            return Found(
                np.zeros((0, most), np.int64), np.zeros((0, most), np.int32), np.zeros(0, np.int64)
            )
        return Found(*(np.concatenate(each) for each in zip(*found, strict=True)))

    def stamp(self, rows: Integers, prices: Integers, floors: Integers, most: int) -> str:
        """Name a scan by all that it depends on."""
        digest = blake2b(f"{self.name} {most} {self.block} {self.cost}".encode(), digest_size=16)
        for each in (rows, prices, floors):
            digest.update(np.ascontiguousarray(each))
        return digest.hexdigest()

    def kept(self, name: str, work: Callable[[], Found]) -> Found:
        """Return a finished block, or do it and keep it: first under another name, so that a file
        is whole or not there."""
        if self.folder is None:
            return work()
        path = self.folder / f"{name}.npz"
        if path.exists():
            with np.load(path) as stored:
                return Found(*(stored[each] for each in Found._fields))
        found = work()
        half = path.with_suffix(".half.npz")
        np.savez(half, **found._asdict())
        half.replace(path)
        return found

    def scan(self, rows: Integers, prices: Integers, floors: Integers, most: int) -> Found:
        """Scan one block."""
        keys = np.full((len(rows), most), NOTHING, np.int64)
        columns = np.full((len(rows), most), -1, np.int64)
        counts = np.zeros(len(rows), np.int64)
        if len(self.offering) and len(rows):
            way = self.scan_fast if self.fast is not None else self.scan_plain
            way(rows, prices, floors, (keys, columns, counts))
        unused = np.arange(most)[None, :] >= counts[:, None]
        keys[unused], columns[unused] = NOTHING, len(self.room)
        order = np.lexsort((columns, -keys), axis=1)
        keys, columns = (np.take_along_axis(each, order, axis=1) for each in (keys, columns))
        return Found(keys, columns.astype(np.int32), counts)

    def scan_fast(
        self,
        rows: Integers,
        prices: Integers,
        floors: Integers,
        out: tuple[Integers, Integers, Integers],
    ) -> None:
        """Scan one block, compiled."""
        groups, bins = len(self.shelf.group_bin) - 1, len(self.shelf.bin_at) - 1
        sheet = self.case.sheet
        scratch = (
            np.empty(bins, np.int64),
            np.empty(groups, np.int64),
            np.empty(groups, np.int64),
            np.empty(groups, np.int64),
            np.zeros(len(ORDER), np.int64),
            np.zeros(len(TABLES), np.int64),
            np.empty(len(sheet.sequence) + 1, np.int64),
            np.empty((len(TABLES), int(sheet.table_width.max())), np.int32),
        )
        self.fast.scan(
            self.case.mentees,
            self.mentors,
            self.case.sheet,
            self.shelf,
            self.apart.starts,
            self.apart.columns,
            prices[self.offering],
            rows,
            floors,
            self.cost.unit,
            self.cost.step,
            self.cost.hashes,
            self.cost.knee,
            scratch,
            *out,
        )

    def scan_plain(
        self,
        rows: Integers,
        prices: Integers,
        floors: Integers,
        out: tuple[Integers, Integers, Integers],
    ) -> None:
        """Scan one block, in NumPy: every pair."""
        height = max(CELLS // max(len(self.offering), 1), 1)
        for start in range(0, len(rows), height):
            part = slice(start, start + height)
            self.scan_some(rows[part], prices, floors[part], tuple(each[part] for each in out))

    def scan_some(
        self, rows: Integers, prices: Integers, floors: Integers, out: tuple[Integers, ...]
    ) -> None:
        """Scan as many rows as fit into memory."""
        keys, columns, counts = out
        mentees, mentors = self.case.mentees, self.case.mentors
        tie = pair_ties(
            np.arange(len(rows))[:, None],
            np.arange(len(self.offering))[None, :],
            mentees.mark[rows],
            mentors.mark[self.offering],
        )
        value = self.cost.values(points_of(self.case, rows, self.offering), tie)
        value -= prices[self.offering][None, :]
        open_to = allowed(self.case, rows, self.offering) & (value >= floors[:, None])
        place = np.full(len(self.room), -1, np.int64)
        place[self.offering] = np.arange(len(self.offering))
        at, which = self.apart.among(rows)
        known = place[which] >= 0
        open_to[at[known], place[which][known]] = False
        value[~open_to] = NOTHING
        most = min(keys.shape[1], len(self.offering))
        best = np.argsort(-value, axis=1, kind="stable")[:, :most]
        counts[:] = np.minimum(open_to.sum(axis=1), most)
        keys[:, :most] = np.take_along_axis(value, best, axis=1)
        columns[:, :most] = self.offering[best]


def shelf_of(fast: Any, codes: NDArray[np.int32], place: Integers) -> Any:
    """Lay mentors out in groups that score alike by subject, and bins that do by all tables."""
    new_bin = np.ones(len(codes), bool)
    new_bin[1:] = (codes[1:] != codes[:-1]).any(axis=1)
    bins = np.flatnonzero(new_bin)
    new_group = np.ones(len(bins), bool)
    new_group[1:] = codes[bins[1:], 0] != codes[bins[:-1], 0]
    return fast.Shelf(
        np.append(np.flatnonzero(new_group), len(bins)).astype(np.int64),
        np.append(bins, len(codes)).astype(np.int64),
        np.ascontiguousarray(codes[bins]).astype(np.int32),
        place.astype(np.int64),
    )


def run_blocks(work: Callable[[slice], Found], parts: Sequence[slice], threads: int) -> Any:
    """Run blocks in threads and give back what they found, in order."""
    if threads <= 1 or len(parts) <= 1:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(work, parts)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def score_pairs(case: Encoded, pairs: Integers, fast: Any) -> tuple[Integers, Flags]:
    """Return points of listed pairs, wishes granted included, and what the musts allow."""
    rows, columns = (np.ascontiguousarray(pairs[:, side]) for side in (0, 1))
    points, open_to = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), bool)
    if fast is not None:
        fast.score_pairs(case.mentees, case.mentors, case.sheet, rows, columns, points, open_to)
    else:
        for place, (row, column) in enumerate(pairs.tolist()):
            one, other = np.array([row]), np.array([column])
            points[place] = points_of(case, one, other)[0, 0]
            open_to[place] = allowed(case, one, other)[0, 0]
    apart = set(map(tuple, case.apart.tolist()))
    granted = dict(zip(map(tuple, case.granted.tolist()), case.granted_level.tolist(), strict=True))
    weight = int(case.sheet.weights[ORDER.index("wishes")])
    for place, pair in enumerate(map(tuple, pairs.tolist())):
        points[place] += weight * granted.get(pair, 0)
        open_to[place] &= pair not in apart
    return points, open_to
