"""Each mentee's best pairs, block by block.

Two ways that find the same to the byte: plain NumPy (`_scan_plain.py`), and the compiled
`_kernel.py`. Both leave out pairs whose bound shows that they cannot matter.
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

from pairwell._cells import Apart
from pairwell._model import Integers
from pairwell._scan_plain import Plain
from pairwell._score import Flags
from pairwell._sheet import Encoded
from pairwell._shelf import NO_KNEE, NOTHING, Cost, Shelves

__all__ = ["NOTHING", "NO_KNEE", "Cost", "Found", "Progress", "Scanner", "kernel", "run_blocks"]


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
        self.shelves = Shelves(self.case, self.offering)

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
                lambda: self.scan(rows[part], floors[part], most, task),
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
        """Lay out at some prices what is scanned."""
        shelf, mentors, their_prices = self.shelves.at(prices, self.cost)
        mentees, sheet = self.case.mentees, self.case.sheet
        if self.fast is None:
            return Plain(self.case, shelf, mentors, apart=self.apart, cost=self.cost, prices=prices)
        return self.fast.Task(mentees, mentors, sheet, shelf, self.apart, self.cost, their_prices)

    def scan(self, rows: Integers, floors: Integers, most: int, task: Any) -> Found:
        """Scan one block."""
        keys = np.full((len(rows), most), NOTHING, np.int64)
        columns = np.full((len(rows), most), len(self.room), np.int64)
        counts = np.zeros(len(rows), np.int64)
        if task is not None and self.fast is None:
            task.scan(rows, floors, keys, columns, counts)
        elif task is not None:
            scratch = self.fast.scratch_for(task.shelf, self.case.sheet)
            self.fast.scan(task, scratch, rows, floors, keys, columns, counts)
        return Found(keys, columns.astype(np.int32), counts)


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
