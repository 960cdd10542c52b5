"""Each mentee's best pairs, block by block.

Two ways that find the same to the byte: plain NumPy (`_scan_plain.py`), and the compiled
`_kernel.py`. Both leave out pairs whose bound shows that they cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    spread: blocks go through joblib.
    """

    case: Encoded
    apart: Apart
    room: Flags
    cost: Cost
    fast: Any
    block: int = 1024
    threads: int = 1
    spread: bool = False
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
        done, found = 0, []
        for each in self.blocks(task, parts, (rows, floors, most), stamp):
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

    def blocks(
        self,
        task: Any,
        parts: Sequence[slice],
        asked: tuple[Integers, Integers, int],
        stamp: str,
    ) -> Iterator[Found]:
        """Give back what each block finds, in order: as it was kept, or found now and kept."""
        rows, floors, most = asked
        names = [self.file_of(stamp, part) for part in parts]
        wanted = [
            (task, rows[part], floors[part], most, len(self.room))
            for name, part in zip(names, parts, strict=True)
            if name is None or not name.exists()
        ]
        ready = [name is not None and name.exists() for name in names]
        fresh = run_blocks(wanted, self.threads, spread=self.spread)
        for name, known in zip(names, ready, strict=True):
            yield read(name) if name is not None and known else kept(name, next(fresh))

    def file_of(self, stamp: str, part: slice) -> Path | None:
        """Say where a block is kept, if it is."""
        return None if self.folder is None else self.folder / f"{stamp}-{part.start}.npz"

    def task(self, prices: Integers) -> Any:
        """Lay out at some prices what is scanned."""
        shelf, mentors = self.shelves.at(prices, self.cost)
        mentees, sheet = self.case.mentees, self.case.sheet
        if self.fast is None:
            return Plain(self.case, shelf, mentors, apart=self.apart, cost=self.cost, prices=prices)
        return self.fast.Task(mentees, mentors, sheet, shelf, self.apart, self.cost)


def read(path: Path) -> Found:
    """Read a block that was kept."""
    with np.load(path) as stored:
        return Found(*(stored[each] for each in Found._fields))


def kept(path: Path | None, found: Found) -> Found:
    """Keep a block: first under another name, so that a file is whole or not there."""
    if path is not None:
        half = path.with_suffix(".half.npz")
        np.savez(half, **found._asdict())
        half.replace(path)
    return found


Block = tuple[Any, Integers, Integers, int, int]
"""A task, rows, their floors, how many pairs of each to keep, and what stands for nobody."""


def scan_block(task: Any, rows: Integers, floors: Integers, most: int, nobody: int) -> Found:
    """Scan one block, wherever it is done. task: `Plain`, the kernel's, or None."""
    keys = np.full((len(rows), most), NOTHING, np.int64)
    columns = np.full((len(rows), most), nobody, np.int64)
    counts = np.zeros(len(rows), np.int64)
    if isinstance(task, Plain):
        task.scan(rows, floors, keys, columns, counts)
    elif task is not None:
        fast = kernel()
        fast.scan(
            task, fast.scratch_for(task.shelf, task.sheet), rows, floors, keys, columns, counts
        )
    return Found(keys, columns.astype(np.int32), counts)


def run_blocks(wanted: Sequence[Block], threads: int, *, spread: bool) -> Iterator[Found]:
    """Scan blocks, in threads or where joblib sends them, and give back what they found in order.

    A block has all it needs with it, so that another machine can do it.
    """
    if spread:
        from joblib import Parallel, delayed

        yield from Parallel(return_as="generator")(delayed(scan_block)(*each) for each in wanted)
    else:
        yield from in_threads(lambda each: scan_block(*each), wanted, threads)


def in_threads[Item, Made](
    work: Callable[[Item], Made], items: Sequence[Item], threads: int
) -> Iterator[Made]:
    """Do some work for each of many things, in threads, and give back what it makes in order."""
    if threads <= 1 or len(items) <= 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(work, items)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
