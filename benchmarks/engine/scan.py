"""What a pair of a scan costs, beside the bare matrix product that would score it.

`python -m benchmarks.engine.scan [MENTEES [MENTORS]]`, with `--plain` (without Numba). The first
scan of a match, which keeps everybody's best pairs, and its last, which prices every pair, are done
again in turn with a float32 product of as many rows and columns, 160 numbers each, in one thread.
Every pair counts, also those a bound leaves out. The last line is one JSON object.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.engine.scale import RULES, SHARE, crowds
from pairwell._scale import Pace, match_crowds
from pairwell._scan import Scanner

NUMBERS = 160
TIMES = 5


def scans_of(mentees: int, mentors: int, *, compiled: bool | None) -> list[tuple[Any, ...]]:
    """Match, and note the first scan and the last: the scanner, and what it was asked."""
    asked: list[tuple[Any, ...]] = []
    right = Scanner.best

    def noted(self: Scanner, *given: Any) -> Any:
        if given[-1] in {"scoring every pair", "pricing every pair"}:
            asked.append((self, *given))
        return right(self, *given)

    with patch.object(Scanner, "best", noted):
        match_crowds(*crowds(mentees, mentors), rules=RULES, pace=Pace(compiled=compiled))
    return [asked[0], asked[-1]]


def nanoseconds(work: Callable[[], object], pairs: int) -> float:
    """Return the processor time of one pair."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / pairs * 1e9


def main() -> int:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("mentees", type=int, nargs="?", default=10_000)
    reader.add_argument("mentors", type=int, nargs="?")
    reader.add_argument("--plain", action="store_true")
    options = reader.parse_args()
    mentors = options.mentors or round(options.mentees * SHARE)
    scans = scans_of(options.mentees, mentors, compiled=False if options.plain else None)

    numbers = np.random.default_rng(1)
    left = numbers.integers(0, 100, (1024, NUMBERS)).astype(np.float32)
    right = numbers.integers(0, 2, (mentors, NUMBERS)).astype(np.float32)
    out = np.empty((len(left), mentors), np.float32)
    costs: dict[str, list[float]] = {}
    for _ in range(TIMES):
        product = nanoseconds(lambda: np.matmul(left, right.T, out=out), out.size)
        costs.setdefault("matrix product", []).append(product)
        for scanner, *given in scans:
            pairs = len(given[0]) * mentors
            spent = nanoseconds(partial(scanner.best, *given), pairs)
            costs.setdefault(given[-1], []).append(spent)
    found = {name: round(statistics.median(each), 2) for name, each in costs.items()}
    ratios = {
        f"{name}, of a matrix product": round(each / found["matrix product"], 2)
        for name, each in found.items()
        if name != "matrix product"
    }
    sizes = {"mentees": options.mentees, "mentors": mentors, "compiled": not options.plain}
    print(json.dumps({**sizes, "ns_per_pair": found, **ratios}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
