"""Large problems: solve on each mentee's best pairs, then price every pair until none can improve.

A list of candidates is never trusted alone: the best five each have been seen to lose 56 of 988
matches. What makes it exact is the pricing pass over all eligible pairs, with the very costs the
solver is given, hashes included.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pairwell._model import Integers
from pairwell._openings import CELLS, FAR, NEAR_FAR, mostly_eligible
from pairwell._prices import Prices, find_prices
from pairwell._solve import Costs, Flags, Flow, Index, Problem, costs_of, run, share_out, usable

MANY_ARCS = 100_000
BEST_EACH = 32
"""How many pairs of a mentee start as candidates."""
BEST_AT_BIDS = 20
"""How many do at prices that a few rounds of bids have found."""
BIDS = 6
FEW_EACH = 2
"""Where more than so many of each mentee could improve the answer, the best by price join instead:
prices from half an answer flag far too many."""


def solve(problem: Problem) -> Flow:
    """Find the best flow. Raises BadInput when the scores are too large to be exact."""
    arcs = usable(problem)
    used = np.zeros(len(problem.row), bool)
    if arcs.any() and problem.unit_places.any() and problem.capacity.any():
        part = problem if arcs.all() else problem.only(arcs)
        costs = costs_of(part)
        many = len(part.row) > (MANY_ARCS // 2 if enough_places(part) else MANY_ARCS)
        used[arcs] = run_on_candidates(part, costs) if many else run(part, costs)
    return Flow(used, share_out(problem, used))


def run_on_candidates(problem: Problem, costs: Costs) -> Flags:
    """Solve on candidates, and add the pairs that could improve the answer until there are none.

    A pair that is taken may be worth more than its prices where demand is above one; so only
    pairs that are not candidates yet are looked at.
    """
    pairs = priced(problem, costs)
    known = np.zeros(len(problem.row), bool)
    known[pairs.likely()] = True
    first = True  # as soon as there are prices, what is best by them joins: it saves rounds
    while True:
        active = np.flatnonzero(known)
        part, part_costs = problem.only(active), Costs(costs.arc[active], costs.unit)
        chosen = run(part, part_costs)
        flow = Flow(chosen, share_out(part, chosen))
        none, tied = 0 * part.unit_rank, not problem.most_points
        prices = find_prices(part, flow, -part_costs.arc, none, tied=tied)
        more = active[:0]
        if not all_served(part, flow):
            people = find_prices(part, flow, 0 * part.score, part.unit_rank + 1, tied=False)
            more = unless(known, pairs.over(people, scored=False))
            more = more[lowest_of_each(*pairs.costs_with(more, prices[1]), BEST_EACH)]
        better = unless(known, pairs.over(prices))
        if not len(more) and not len(better):
            used = np.zeros(len(problem.row), bool)
            used[active[chosen]] = True
            return used
        if first or len(better) > FEW_EACH * problem.shape[0]:
            best = unless(known, pairs.best_each(prices[1], BEST_EACH))
            better = best if len(best) else better
            first = False
        known[more] = known[better] = True


def enough_places(problem: Problem) -> bool:
    """Say whether there are places for all: then a few bids come near the prices of the answer."""
    return int(problem.capacity.sum()) >= int(problem.unit_places.sum())


def unless(known: Flags, arcs: Integers) -> Integers:
    """Leave out what is known."""
    new: Integers = arcs[~known[arcs]]
    return new


def all_served(problem: Problem, flow: Flow) -> bool:
    """Say whether it is plain that no more people, nor more urgent ones, could be served."""
    served = int(flow.unit_flow.sum())
    full = problem.ranks == 1 and served == int(problem.capacity.sum())
    return problem.most_points or full or served == int(problem.unit_places.sum())


def lowest_of_each(whose: Index, cost: Integers, most: int) -> Integers:
    """Return where each one's few lowest costs are."""
    order = np.lexsort((cost, whose))
    ordered = whose[order]
    found: Integers = order[np.arange(len(order)) - np.searchsorted(ordered, ordered) < most]
    return found


def priced(problem: Problem, costs: Costs) -> Priced:
    """Choose a table or a list, by how many pairs are eligible."""
    return PricedTable(problem, costs) if mostly_eligible(problem) else Priced(problem, costs)


class Priced:
    """All eligible pairs with what they cost. Answers are numbers of arcs."""

    def __init__(self, problem: Problem, costs: Costs) -> None:
        self.problem, self.costs = problem, costs

    def likely(self) -> Integers:
        """Return the pairs to begin with."""
        most = 3 * BEST_EACH // 2 if enough_places(self.problem) else BEST_EACH
        return self.best_each(np.zeros(self.problem.shape[1], np.int64), most)

    def best_each(self, mentor: Integers, most: int) -> Integers:
        """Return the cheapest pairs of every mentee and mentor, with the mentors' prices on top."""
        everything = np.arange(len(self.problem.row))
        row, cost = self.costs_with(everything, mentor)
        theirs = lowest_of_each(self.problem.column, cost, most // 2)
        return np.concatenate([lowest_of_each(row, cost, most), theirs])

    def costs_with(self, arcs: Integers, mentor: Integers) -> tuple[Index, Integers]:
        """Return whose each arc is, and its cost with the mentor's price on top."""
        return self.problem.row[arcs], self.costs.arc[arcs] + mentor[self.problem.column[arcs]]

    def over(self, prices: Prices, *, scored: bool = True) -> Integers:
        """Return the pairs worth more than their two prices. scored: or else worth nothing."""
        mentee, mentor, _ = prices
        price = mentee[self.problem.row] + mentor[self.problem.column]
        return np.flatnonzero((price + self.costs.arc if scored else price) < 0)


class PricedTable(Priced):
    """The same as a table, looked at by parts that stay in the cache."""

    def __init__(self, problem: Problem, costs: Costs) -> None:
        super().__init__(problem, costs)
        self.table = np.full(problem.shape, FAR)
        self.table.reshape(-1)[problem.cell] = costs.arc

    def likely(self) -> Integers:
        """Return the pairs to begin with: fewer, at prices of bids, where all can have a place."""
        if not enough_places(self.problem):
            return super().likely()
        return self.best_each(self.bids(), BEST_AT_BIDS)

    def bids(self) -> Integers:
        """Return the mentors' prices after a few bids. Nothing that is proven rests on them.

        Everybody names their cheapest pair. A mentor who is named too often grows dearer until
        only as many still want it as there are places; the others name again.
        """
        rows, columns = self.problem.shape
        price = np.zeros(columns, np.int64)
        named, dearer = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
        bidding = waiting = np.flatnonzero(self.table.min(axis=1) < NEAR_FAR)
        for _ in range(BIDS):
            named[waiting], dearer[waiting] = self.cheapest(waiting, price)
            order = bidding[np.lexsort((-dearer[bidding], named[bidding]))]
            nth = np.arange(len(order)) - np.searchsorted(named[order], named[order])
            waiting = order[nth >= self.problem.capacity[named[order]]]
            rise = np.zeros_like(price)
            np.maximum.at(rise, named[waiting], dearer[waiting] + 1)
            price += rise
        return price

    def cheapest(self, rows: Integers, price: Integers) -> tuple[Integers, Integers]:
        """Return some mentees' cheapest mentors, and how much dearer the next one is."""
        cost = self.table[rows] + price
        first = cost.argmin(axis=1)
        at = np.arange(len(rows)), first
        lowest = cost[at]
        cost[at] = FAR
        span = int(self.costs.arc.max()) - int(self.costs.arc.min())
        return first, np.minimum(cost.min(axis=1) - lowest, span)

    def best_each(self, mentor: Integers, most: int) -> Integers:
        """Return the cheapest pairs of every mentee and mentor, with the mentors' prices on top."""
        found = np.zeros(self.problem.shape, bool)
        for part in parts(*self.problem.shape):
            found[part] = lowest_in_each(self.table[part] + mentor, most)
        for part in parts(*self.problem.shape[::-1]):
            across = np.ascontiguousarray(self.table[:, part].T)
            found[:, part] |= lowest_in_each(across, most // 2).T
        return self.arcs(found)

    def over(self, prices: Prices, *, scored: bool = True) -> Integers:
        """Return the pairs worth more than their two prices. scored: or else worth nothing."""
        mentee, mentor, _ = prices
        found = np.zeros(self.problem.shape, bool)
        for part in parts(*self.problem.shape):
            price = mentee[part, None] + mentor
            np.less(self.table[part] if scored else 0, -price, out=found[part])
        return self.arcs(found)

    def arcs(self, cells: Flags) -> Integers:
        """Number the arcs that stand in some cells; in others, none does."""
        return np.flatnonzero(cells.reshape(-1)[self.problem.cell])


def parts(rows: int, columns: int) -> Iterator[slice]:
    """Cut rows into parts of a bounded number of cells."""
    step = max(CELLS // max(columns, 1), 1)
    return (slice(start, start + step) for start in range(0, rows, step))


def lowest_in_each(cost: Integers, most: int) -> Flags:
    """Flag each row's few lowest costs."""
    last = min(max(most, 1), cost.shape[1]) - 1
    found: Flags = cost <= np.partition(cost, last, axis=1)[:, last, None]
    return found
