"""Prices from a flow: shortest paths on what the flow leaves open (the residual graph).

The solver gives no prices. Label correcting from the sink gives the smallest mentor prices
that are right, and these are also what one more place would add.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers, Proof
from pairwell._openings import FAR, Openings, open_arcs, openings, shut_arcs
from pairwell._solve import Flow, Problem

Prices = tuple[Integers, Integers, Integers]


def find_prices(
    problem: Problem, flow: Flow, score: Integers, worth: Integers, *, tied: bool
) -> Prices:
    """Return mentee, mentor and class prices for a best flow.

    score: per arc; worth: per unit of demand served. tied: the number served in each rank is
    fixed, and each rank has a price of its own; otherwise these are zero.

    1. A mentor in use starts at zero. 2. A mentee reaches through its pairs. 3. A rank reaches
    through its served units, and from there every unit that is not. 4. A mentor reaches through
    every arc that could be taken up. Repeat from the mentees that fell until none falls.
    """
    return prices_on(openings(problem, flow, score), worth, tied=tied)


def prices_on(free: Openings, worth: Integers, *, tied: bool) -> Prices:
    """Find prices, where what is open is at hand already."""
    problem, flow, score = free.problem, free.flow, free.score
    rows, columns = problem.shape
    used, busy = flow.taken, flow.unit_flow > 0
    slack = flow.unit_flow < problem.unit_places
    by_row = np.full(rows, FAR)
    by_column = np.full(columns, FAR)
    by_column[problem.column[used]] = 0
    by_rank = np.full(problem.ranks, FAR if tied else np.int64(0))
    pair_row, pair_column = problem.row[used], problem.column[used]
    pair_score = score[used]
    for _ in range(2 * (rows + columns) + 4):
        before = by_row.copy()
        lower(by_row, pair_row, by_column[pair_column] + pair_score)
        if tied:
            reached = busy & (by_row[problem.unit_row] < FAR)
            lower(
                by_rank,
                problem.unit_rank[reached],
                by_row[problem.unit_row[reached]] + worth[reached],
            )
        reached = slack & (by_rank[problem.unit_rank] < FAR)
        lower(
            by_row, problem.unit_row[reached], by_rank[problem.unit_rank[reached]] - worth[reached]
        )
        fell = by_row < before
        if not fell.any():
            break
        free.lower(by_column, by_row, np.flatnonzero(fell))
    else:
        raise RuntimeError("The flow can still be improved; please report this instance.")
    return settle(problem, free, worth, (by_row, by_column, by_rank))


def lower(labels: Integers, where: NDArray[Any], to: Integers) -> None:
    """Lower labels in place."""
    np.minimum.at(labels, where, to)


def settle(problem: Problem, free: Openings, worth: Integers, labels: Prices) -> Prices:
    """Turn labels into prices, and give those no path reached a price that fits."""
    by_row, by_column, by_rank = labels
    mentor = np.maximum(-np.where(by_column == FAR, 0, by_column), 0)
    mentee = by_row.copy()
    lost = np.flatnonzero(by_row == FAR)  # nobody of these has a mentor: all their pairs are open
    best = free.best(mentor, lost)
    mentee[lost] = np.where(best == np.iinfo(np.int64).min, 0, best)
    highest = np.full(problem.ranks, np.iinfo(np.int64).min)
    np.maximum.at(highest, problem.unit_rank, mentee[problem.unit_row] + worth)
    return mentee, mentor, np.where(by_rank == FAR, highest, by_rank)


def prove(
    problem: Problem,
    flow: Flow,
    score: Integers,
    worth: Integers,
    *,
    tied: bool,
    free: Openings | None = None,
) -> Proof:
    """Find prices and the bound they give. free: what is open, where it is at hand already."""
    free = free or openings(problem, flow, score)
    prices = prices_on(free, worth, tied=tied)
    return Proof(*prices, bound(free, worth, prices))


def prove_served(problem: Problem, flow: Flow, worth: Integers) -> Proof:
    """Prove that none could be served who are worth more. Where all are, nothing has a price."""
    if int(flow.unit_flow.sum()) < int(problem.unit_places.sum()):
        return prove(problem, flow, 0 * problem.score, worth, tied=False)
    mentees, mentors = (np.zeros(count, np.int64) for count in problem.shape)
    return Proof(mentees, mentors, np.zeros(problem.ranks, np.int64), worth_served(flow, worth))


def worth_served(flow: Flow, worth: Integers) -> int:
    """Add up what the units served are worth."""
    return int((flow.unit_flow * worth).sum())


def bound(free: Openings, worth: Integers, prices: Prices) -> int:
    """Add up what prices promise: no flow that serves each rank as often can be worth more."""
    problem, flow, score = free.problem, free.flow, free.score
    mentee, mentor, ranks = prices
    served = np.zeros(problem.ranks, np.int64)
    np.add.at(served, problem.unit_rank, flow.unit_flow)
    over_unit = mentee[problem.unit_row] + worth - ranks[problem.unit_rank]
    shut = shut_arcs(problem, flow)
    over_shut = score[shut] - mentee[problem.row[shut]] - mentor[problem.column[shut]]
    return free.over(mentee, mentor) + sum(
        int(part)
        for part in (
            (served * ranks).sum(),
            (problem.unit_places * np.maximum(over_unit, 0)).sum(),
            (problem.capacity * mentor).sum(),
            np.maximum(over_shut, 0).sum(),
        )
    )


def paths_to(
    problem: Problem, flow: Flow, score: Integers, worth: Integers, target: int
) -> Integers:
    """Return the cheapest way to free a place at each mentor that ends at one mentee.

    That is the length of the shortest residual path, FAR where there is none. Forcing the pair
    (target, mentor) then costs this minus the pair's own score.
    """
    rows, columns = problem.shape
    used, busy = flow.taken, flow.unit_flow > 0
    slack = flow.unit_flow < problem.unit_places
    to_row, to_column, to_root = np.full(rows, FAR), np.full(columns, FAR), FAR
    to_row[target] = 0
    pair_row, pair_column, pair_score = problem.row[used], problem.column[used], score[used]
    filled = np.bincount(pair_column, minlength=columns)
    spare, taken = filled < problem.capacity, filled > 0
    onward = np.flatnonzero(open_arcs(problem, flow))
    row, column, points = problem.row[onward], problem.column[onward], score[onward]
    for _ in range(2 * (rows + columns) + 4):
        before, rows_before = to_column.copy(), to_row.copy()
        known = to_row[pair_row] < FAR
        lower(to_column, pair_column[known], to_row[pair_row[known]] + pair_score[known])
        units = slack & (to_row[problem.unit_row] < FAR)
        reach = np.concatenate(
            [[to_root], to_column[taken], to_row[problem.unit_row[units]] - worth[units]]
        )
        to_root = reach.min()
        if to_root < FAR:
            to_column[spare] = np.minimum(to_column[spare], to_root)
            lower(to_row, problem.unit_row[busy], to_root + worth[busy])
        fell = to_column < before
        if not fell.any() and not (to_row < rows_before).any():
            break
        arcs = fell[column]
        lower(to_row, row[arcs], to_column[column[arcs]] - points[arcs])
    return to_column
