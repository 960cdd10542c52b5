"""Large problems: solve on each mentee's best pairs, then price every pair until none can improve.

A list of candidates is never trusted alone: the best five each have been seen to lose 56 of 988
matches. What makes it exact is the pricing pass over all eligible pairs, with the very costs the
solver is given, hashes included.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pairwell._model import Integers
from pairwell._prices import find_prices
from pairwell._solve import Costs, Flags, Flow, Problem, costs_of, run, share_out, usable

MANY_ARCS = 150_000
BEST_EACH = 32


def solve(problem: Problem) -> Flow:
    """Find the best flow. Raises BadInput when the scores are too large to be exact."""
    arcs = usable(problem)
    used = np.zeros(len(problem.row), bool)
    if arcs.any() and problem.unit_places.any() and problem.capacity.any():
        part = problem if arcs.all() else problem.only(arcs)
        costs = costs_of(part)
        many = len(part.row) > MANY_ARCS
        used[arcs] = run_on_candidates(part, costs) if many else run(part, costs)
    return Flow(used, share_out(problem, used))


def run_on_candidates(problem: Problem, costs: Costs) -> Flags:
    """Solve on candidates, and add the pairs that could improve the answer until there are none."""
    active = best_each(problem, costs)
    while True:
        part, part_costs = problem.only(active), Costs(costs.arc[active], costs.unit)
        chosen = run(part, part_costs)
        flow = Flow(chosen, share_out(part, chosen))
        better = improving(problem, costs, ~active, (part, part_costs, flow))
        if not better.any():
            used = np.zeros(len(problem.row), bool)
            used[active] = chosen
            return used
        active |= better


def best_each(problem: Problem, costs: Costs) -> Flags:
    """Flag the cheapest pairs of every mentee."""
    starts = np.searchsorted(problem.row, np.arange(problem.shape[0] + 1)).tolist()
    active = np.zeros(len(problem.row), bool)
    for start, end in pairwise(starts):
        if end - start <= BEST_EACH:
            active[start:end] = True
        else:
            active[start + np.argpartition(costs.arc[start:end], BEST_EACH)[:BEST_EACH]] = True
    return active


def improving(
    problem: Problem, costs: Costs, others: Flags, solved: tuple[Problem, Costs, Flow]
) -> Flags:
    """Flag other pairs worth more than their prices: first for who is served, then for the costs.

    A pair that is taken may be worth more than its prices where demand is above one; so only
    pairs that are not candidates yet are looked at.
    """
    part, part_costs, flow = solved
    if not problem.most_points:
        prices = find_prices(part, flow, 0 * part.score, part.unit_rank + 1, tied=False)
        more = others & over_price(problem, 0 * problem.score, prices)
        if more.any():
            return keep_best(problem, -costs.arc, more)
    prices = find_prices(
        part, flow, -part_costs.arc, 0 * part.unit_rank, tied=not problem.most_points
    )
    return others & over_price(problem, -costs.arc, prices)


def over_price(
    problem: Problem, score: Integers, prices: tuple[Integers, Integers, Integers]
) -> Flags:
    """Flag arcs that score more than their two prices."""
    mentee, mentor, _ = prices
    over: Flags = score > mentee[problem.row] + mentor[problem.column]
    return over


def keep_best(problem: Problem, score: Integers, arcs: Flags) -> Flags:
    """Keep each mentee's few best of the flagged arcs: enough for one round."""
    index = np.flatnonzero(arcs)
    order = index[np.lexsort((-score[index], problem.row[index]))]
    row = problem.row[order]
    first = np.searchsorted(row, row)
    kept = np.zeros(len(arcs), bool)
    kept[order[np.arange(len(order)) - first < BEST_EACH]] = True
    return kept
