"""The flow: the only file that imports a solver.

A unit of a mentee's demand flows from a source through the mentee, along one eligible pair,
through a mentor's places, to a sink. OR-Tools sends as much as can be sent, at the least cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from pairwell._model import BadInput, Integers

Flags = NDArray[np.bool_]
Index = NDArray[np.int32]

TIE_BITS = 24
COST_ROOM = int(0.05 * 2**63)
"""Beyond about 0.417 x 2**63 / nodes OR-Tools refuses a cost (BAD_COST_RANGE). An eighth of that
leaves room to add costs up along any path when they are priced."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Eligible pairs as arcs, sorted by row then column, and what both sides may take.

    tie: a hash of each arc that knows nothing of its position, 0 to 2**TIE_BITS - 1.
    unit_*: demand by mentee and rank of priority (0 is the lowest rank); a mentee has at most
    one unit in each rank.
    """

    shape: tuple[int, int]
    row: Index
    column: Index
    score: Integers
    tie: Integers
    capacity: Integers
    unit_row: Integers
    unit_rank: Integers
    unit_places: Integers
    most_points: bool = False

    @cached_property
    def cell(self) -> Integers:
        """Where each arc stands in a table, read row by row."""
        return self.row * np.int64(self.shape[1]) + self.column

    @property
    def ranks(self) -> int:
        """How many ranks of priority there are."""
        return int(self.unit_rank.max(initial=-1)) + 1

    def only(self, arcs: Flags | Integers) -> Problem:
        """Return the same problem with some of its arcs."""
        return replace(
            self,
            row=self.row[arcs],
            column=self.column[arcs],
            score=self.score[arcs],
            tie=self.tie[arcs],
        )

    def demand(self) -> Integers:
        """Return what each mentee may still take, all ranks together."""
        total = np.zeros(self.shape[0], np.int64)
        np.add.at(total, self.unit_row, self.unit_places)
        return total


@dataclass(frozen=True, eq=False)
class Flow:
    """used: which arcs are pairs. unit_flow: how much of each unit is served."""

    used: Flags
    unit_flow: Integers

    @cached_property
    def taken(self) -> Integers:
        """The numbers of the arcs that are pairs."""
        return np.flatnonzero(self.used)


class Costs(NamedTuple):
    """What the solver is asked to keep small: per arc, and per unit of demand."""

    arc: Integers
    unit: Integers


def usable(problem: Problem) -> Flags:
    """Leave out arcs no best flow uses: no demand, no place, or points below nothing."""
    keep = problem.score >= 0 if problem.most_points else np.ones(len(problem.row), bool)
    sides = (problem.demand() > 0, problem.row), (problem.capacity > 0, problem.column)
    for able, side in sides:
        if not able.all():
            keep &= able[side]
    return keep


def costs_of(problem: Problem) -> Costs:
    """Fold the levels into one whole number each, exactly.

    An arc costs -(points x steps) + hash, where all hashes together stay below one step. A rank
    costs more than all arcs together can.
    """
    value, span = levels(problem)
    pairs = most_pairs(problem)
    nodes = sum(problem.shape) + 2
    room = COST_ROOM // (nodes + 1)
    ranked = problem.ranks > 1 and not problem.most_points
    each = (span + 1) * pairs * (2 * pairs * problem.ranks if ranked else 1)
    hashes = min(room // each, 1 << TIE_BITS)
    if hashes < 1:
        raise BadInput(
            f"The scores span {span:,} points, too wide to be exact for {nodes:,} people. "
            f"Keep the span under {room // (each // (span + 1)):,}, for instance by dividing "
            "every score by the same number and rounding."
        )
    steps = hashes * pairs
    arc = -value * np.int64(steps) + (problem.tie * hashes >> TIE_BITS)
    unit = np.zeros(len(problem.unit_rank), np.int64)
    if ranked:
        above = 2 * pairs * (span + 1) * steps
        unit = (problem.ranks - 1 - problem.unit_rank) * np.int64(above)
    return Costs(exact_integers(arc), exact_integers(unit))


def levels(problem: Problem) -> tuple[Integers, int]:
    """Shrink scores to the smallest whole numbers with the same meaning, and their span.

    With the number of pairs fixed, only differences count. Under "most-points" nothing is
    fixed: there the zero stays, and one more pair wins a tie.
    """
    low = 0 if problem.most_points else int(problem.score.min())
    high = int(problem.score.max())
    if high - low >= 2**62:
        raise BadInput("The scores are further apart than 2**62; divide them all by one number.")
    value = problem.score - np.int64(low)
    common = common_divisor(value)
    if common > 1:
        value = value // common
    span = (high - low) // max(common, 1)
    if problem.most_points:
        more = most_pairs(problem) + 1
        if (span + 1) * more >= 2**62:
            raise BadInput("The scores are too large to be exact; divide them all by one number.")
        return value * more + 1, span * more + 1
    return value, span


def common_divisor(values: Integers) -> int:
    """Return the greatest number that divides them all, 0 for none but zeros.

    That of a few is tried on all, and only what it leaves over is looked at again: a whole
    reduction takes ten times as long.
    """
    found = int(np.gcd.reduce(values[:64]))
    while True:
        rest = (
            values if found == 0 else values - values // found * found if found > 1 else values[:0]
        )
        left = rest[np.flatnonzero(rest)[:64]]
        if not len(left):
            return found
        found = int(np.gcd.reduce(left, initial=found))


def most_pairs(problem: Problem) -> int:
    """Return a limit on the number of pairs."""
    return max(1, min(int(problem.demand().sum()), int(problem.capacity.sum()), len(problem.row)))


def exact_integers(values: NDArray[np.int64]) -> Integers:
    """Guard the border: OR-Tools would cut a float short without a word."""
    if values.dtype != np.int64:
        raise AssertionError(f"costs must be int64, not {values.dtype}")
    return np.ascontiguousarray(values)


def run(problem: Problem, costs: Costs) -> Flags:
    """Build the network, run the solver and read the flow on the pairs.

    1. Most places filled (left out under "most-points"), higher ranks first.
    2. Then most points. 3. Then, among equals, the least hash, so that order decides nothing.
    """
    rows, columns = problem.shape
    source, sink = rows + columns, rows + columns + 1
    solver = min_cost_flow.SimpleMinCostFlow()

    def add(
        tail: NDArray[np.integer], head: NDArray[np.integer], most: Integers, cost: Integers
    ) -> Index:
        arcs: Index = solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), most, cost
        )
        return arcs

    def all_at(node: int, count: int) -> Index:
        return np.full(count, node, np.int32)

    count = len(problem.row)
    pairs = add(problem.row, problem.column + rows, np.ones(count, np.int64), costs.arc)
    add(all_at(source, len(costs.unit)), problem.unit_row, problem.unit_places, costs.unit)
    free = np.zeros(columns, np.int64)
    add(np.arange(rows, rows + columns), all_at(sink, columns), problem.capacity, free)
    demand = problem.demand()
    if problem.most_points:
        add(np.arange(rows), all_at(sink, rows), demand, np.zeros(rows, np.int64))
    supply = np.array([demand.sum(), -demand.sum()], np.int64)
    solver.set_nodes_supplies(np.array([source, sink], np.int32), supply)
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"The flow solver stopped with {status}; please report this instance.")
    used: Flags = solver.flows(pairs) > 0
    return used


def share_out(problem: Problem, used: Flags) -> Integers:
    """Say which units are served: a mentee's highest ranks first."""
    left = np.bincount(problem.row[used], minlength=problem.shape[0]).astype(np.int64)
    served = np.zeros(len(problem.unit_row), np.int64)
    for rank in range(problem.ranks - 1, -1, -1):
        units = np.flatnonzero(problem.unit_rank == rank)
        rows = problem.unit_row[units]
        served[units] = np.minimum(left[rows], problem.unit_places[units])
        left[rows] -= served[units]
    return served


def most_people(row: Index, column: Index, wanting: Flags, capacity: Integers) -> int:
    """Return how many of the people who want a mentor can have one."""
    return most_served(row, column, wanting.astype(np.int64), capacity)


def most_served(row: Index, column: Index, wanted: Integers, capacity: Integers) -> int:
    """Return how much of what each mentee wants can be served."""
    keep = (wanted > 0)[row] & (capacity > 0)[column]
    if not keep.any():
        return 0
    rows, columns = len(wanted), len(capacity)
    source, sink = rows + columns, rows + columns + 1
    from ortools.graph.python import max_flow  # advice alone needs it: a cold start does not

    solver = max_flow.SimpleMaxFlow()
    people = np.flatnonzero(wanted).astype(np.int32)
    for tail, head, most in (
        (row[keep], column[keep] + rows, np.ones(int(keep.sum()), np.int64)),
        (np.full(len(people), source), people, wanted[people]),
        (np.arange(rows, rows + columns), np.full(columns, sink), capacity),
    ):
        solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), most)
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise RuntimeError(f"The flow solver stopped with {status}; please report this instance.")
    return int(solver.optimal_flow())
