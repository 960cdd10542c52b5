"""What the options take: a what-if with every pair's cost, and pairs of peers.

    python -m benchmarks.engine.options

A what-if is new weights, the new optimum with its proof, the exact cost of forcing every pair,
and who changes. Beside it, in the same run, SciPy's linear_sum_assignment on the same scores with
places copied. Processor seconds of one thread, as those of others that wait in turns count too;
medians of five. PEERS lists sizes of pools (300,1000,2000).
The last line is one JSON object.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from pairwell import Layers, peers, prepare

from .made_up import made_up
from .ours import WHAT_IF

SIZES = [(350, 250), (1270, 730)]
POOLS = [int(size) for size in os.environ.get("PEERS", "300,1000,2000").split(",") if size]
TIMES = 5


def seconds(work: Callable[[], Any], times: int = TIMES) -> float:
    """Return the median of processor seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def assignment_alone(layers: Layers) -> Callable[[], Any]:
    """Return SciPy's work on the same scores: places copied, what is not allowed made dear."""
    state = layers.match(weights=WHAT_IF).state
    scores = np.where(state.eligible, state.points, -(10**7))
    copied = np.repeat(scores, layers.capacity, axis=1)
    return lambda: linear_sum_assignment(copied, maximize=True)


def what_if(mentees: int, mentors: int) -> dict[str, float]:
    """Measure one size."""
    offering, asking, rules = made_up(mentees, mentors)
    layers = prepare(offering, asking, rules=rules)
    before = layers.match()
    ours = seconds(lambda: layers.what_if(before, weights=WHAT_IF))
    theirs = seconds(assignment_alone(layers))
    return {"what_if_s": ours, "linear_sum_assignment_s": theirs, "times": ours / theirs}


def pool(size: int) -> dict[str, Any]:
    """Measure one pool of peers, from people to a proof."""
    _, asking, rules = made_up(size, 1)
    start = time.process_time()
    found = peers(asking, rules=rules)
    spent = time.process_time() - start
    return {"s": spent, "proven": found.proven, "odd_sets": len(found.odd_sets)}


def main() -> None:
    """Measure all of it."""
    found: dict[str, Any] = {f"{a} x {b}": what_if(a, b) for a, b in SIZES}
    found |= {f"{size} peers": pool(size) for size in POOLS}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
