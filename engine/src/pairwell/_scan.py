"""Each mentee's best pairs, block by block.

Two ways that find the same to the byte: plain NumPy (`_cells.py`), which looks at every pair, and
the compiled `_kernel.py`, which leaves out pairs whose bound shows that they cannot matter.
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

from pairwell._assign import pair_ties
from pairwell._cells import CELLS, Apart, allowed, points_of
from pairwell._model import Integers
from pairwell._score import Flags
from pairwell._sheet import BITS, TABLES, Encoded, Side
from pairwell._solve import TIE_BITS

NO_KNEE = -(2**40)
NOTHING = -(2**62)
COUNTED_BITS = range(len(TABLES), len(TABLES) + BITS.index("traits"))
"""Rules that look up nothing but how many bits two people share."""


def kernel() -> Any:
    """Return the compiled scan, or None where Numba is not installed."""
    try:
        from pairwell import _kernel
    except ImportError:
        return None
    return _kernel


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
            self.shelves = Shelves(self.fast, self.case, self.offering)

    def best(
        self, rows: Integers, prices: Integers, floors: Integers, most: int, words: str
    ) -> Found:
        """Find each row's `most` highest keys from its floor up."""
        cuts = [*range(0, len(rows), self.block), len(rows)]
        parts = [slice(start, end) for start, end in pairwise(cuts)] if len(rows) else []
        stamp = self.stamp(rows, prices, floors, most) if self.folder else ""
        task = self.task(prices) if len(rows) and len(self.offering) else None
        done = 0

        def one(part: slice) -> Found:
            return self.kept(
                f"{stamp}-{part.start}",
                lambda: self.scan(rows[part], prices, floors[part], most, task),
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

    def task(self, prices: Integers) -> Any:
        """Lay out at some prices what the compiled scan looks at."""
        if self.fast is None:
            return None
        shelf, mentors, their_prices = self.shelves.at(prices, self.cost)
        return self.fast.Task(
            self.case.mentees,
            mentors,
            self.case.sheet,
            shelf,
            self.apart,
            self.cost,
            their_prices,
        )

    def scan(
        self, rows: Integers, prices: Integers, floors: Integers, most: int, task: Any
    ) -> Found:
        """Scan one block."""
        keys = np.full((len(rows), most), NOTHING, np.int64)
        columns = np.full((len(rows), most), len(self.room), np.int64)
        counts = np.zeros(len(rows), np.int64)
        if task is not None:
            scratch = self.fast.scratch_for(task.shelf, self.case.sheet)
            self.fast.scan(task, scratch, rows, floors, keys, columns, counts)
        elif len(self.offering):
            self.scan_plain(rows, prices, floors, (keys, columns, counts))
        return Found(keys, columns.astype(np.int32), counts)

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
        self.apart.close(open_to, rows, self.offering)
        value[~open_to] = NOTHING
        most = min(keys.shape[1], len(self.offering))
        best = np.argsort(-value, axis=1, kind="stable")[:, :most]
        counts[:] = np.minimum(open_to.sum(axis=1), most)
        keys[:, :most] = np.take_along_axis(value, best, axis=1)
        columns[:, :most] = np.where(keys[:, :most] > NOTHING, self.offering[best], len(self.room))


class Shelves:
    """Mentors with a place, laid out for the compiled scan: once, and then anew at each prices."""

    def __init__(self, fast: Any, case: Encoded, offering: Integers) -> None:
        self.fast, self.case, weights = fast, case, case.sheet.weights
        codes = case.mentors.codes[offering] * (weights[: len(TABLES)] > 0)
        bins, self.which = np.unique(codes, axis=0, return_inverse=True)
        self.which, self.offering = self.which.ravel(), offering
        self.mentors = case.mentors.take(offering)
        counting = [rule for rule in COUNTED_BITS if weights[rule]]
        rules = sorted(counting, key=lambda rule: -int(weights[rule]))
        turn, values, stride = self.turns(rules)
        self.shelf = fast.Shelf(
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

    def at(self, prices: Integers, cost: Cost) -> tuple[Any, Side, Integers]:
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
