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
from pairwell._sheet import Encoded
from pairwell._solve import TIE_BITS

NO_KNEE = -(2**40)
NOTHING = -(2**62)


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
        task = self.fast.Task(
            self.case.mentees,
            self.mentors,
            self.case.sheet,
            self.shelf,
            self.apart,
            self.cost,
            prices[self.offering],
        )
        scratch = self.fast.scratch_for(self.shelf, self.case.sheet)
        self.fast.scan(task, scratch, rows, floors, *out)

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
