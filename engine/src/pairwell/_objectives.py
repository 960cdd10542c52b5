"""What is made best: one problem solved as the objective asks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pairwell._candidates import solve
from pairwell._model import Integers, Objective
from pairwell._options_check import count_blocking
from pairwell._solve import Flow, Problem


class Solved(NamedTuple):
    """A flow, and what prices are read from.

    priced: a problem and a best flow of it. Usually the same two; under "bottleneck" only the
    pairs on the floor, under "stable" the flow of most points. sound: what the objective
    promises beyond prices was checked. floor: of "bottleneck".
    """

    flow: Flow
    priced: tuple[Problem, Flow]
    sound: bool = True
    floor: int | None = None


def solve_as(problem: Problem, objective: Objective, points: Integers) -> Solved:
    """Solve. points: of each arc, without bonuses."""
    if objective == "bottleneck":
        from pairwell._bottleneck import highest_floor

        floor = highest_floor(problem, points)
        part = problem.only(floor.arcs)
        best = solve(part)
        used = np.zeros(len(problem.row), bool)
        used[floor.arcs] = best.used
        return Solved(Flow(used, best.unit_flow), (part, best), floor.proven, floor.points)
    best = solve(problem)
    if objective == "stable":
        from pairwell._stable import accept

        flow = accept(problem)
        return Solved(flow, (problem, best), not count_blocking(problem, flow))
    return Solved(best, (problem, best))
