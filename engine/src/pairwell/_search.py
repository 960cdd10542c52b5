"""The search for the best set of pairs, on lists of candidates that are never trusted alone.

Each mentee starts with a list of best pairs. OR-Tools finds the best set among those listed; from
it come prices; and at these prices every eligible pair is looked at, block by block. Pairs worth
more than their prices join the lists, until there are none: then no other set can be better, and
that last look is the proof. First for how many are served (prices are then 0 and small numbers, by
Koenig), then for points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pairwell._model import Integers
from pairwell._prices import find_prices
from pairwell._scan import NOTHING, Found
from pairwell._solve import Costs, Flow, Problem, run, share_out

if TYPE_CHECKING:
    from pairwell._scale import Run, Special
    from pairwell._scan import Cost, Scanner

JOINING = 16
"""How many better pairs of a mentee join the list in one round."""


class Prices(NamedTuple):
    """Of mentees, of mentors, and of ranks of priority."""

    mentee: Integers
    mentor: Integers
    rank: Integers


class Solution(NamedTuple):
    """The best set. pairs: (row, column), sorted. keys: what each is worth.

    points: prices of keys. people: prices of being served, None under "most-points". served: by
    unit of demand. rounds, scanned: how often, and how many mentees, blocks looked at.
    """

    pairs: Integers
    keys: Integers
    points: Prices
    people: Prices | None
    served: Integers
    rounds: int
    scanned: int


class Search:
    """One search: the pairs listed so far, sorted by row and column, and the next look."""

    def __init__(self, asked: Run, scanner: Scanner, cost: Cost, special: Special) -> None:
        self.asked, self.scanner, self.cost = asked, scanner, cost
        self.rows = np.flatnonzero(asked.wanted > 0)
        self.row, self.column = special.pairs[:, 0], special.pairs[:, 1]
        self.key = asked.keys(special.pairs, special.objective, cost)
        self.low = int(asked.lowest(cost))
        self.reach = int(asked.highest(cost)) - self.low + 1
        self.rounds = self.scanned = 0

    def run(self) -> Solution:
        """List, solve, price and look, until no pair is worth more than its prices."""
        none = np.zeros(len(self.asked.room), np.int64)
        floors = np.full(len(self.rows), NOTHING + 1, np.int64)
        self.join(self.rows, none, floors, self.asked.pace.listed, "scoring every pair")
        while True:
            problem = self.problem()
            flow = self.solved(problem)
            people = self.people(problem, flow)
            if people is not None and self.more_people(people):
                continue
            points = Prices(
                *find_prices(
                    problem,
                    flow,
                    self.worth(),
                    np.zeros_like(problem.unit_rank),
                    tied=not self.asked.most_points,
                )
            )
            floors = points.mentee[self.rows] - self.lift() + 1
            if not self.join(self.rows, points.mentor, floors, JOINING, "pricing every pair"):
                break
        chosen = flow.used
        pairs = np.stack([self.row[chosen], self.column[chosen]], axis=1)
        return Solution(
            pairs,
            self.worth()[chosen],
            points,
            people,
            flow.unit_flow,
            self.rounds,
            self.scanned,
        )

    def lift(self) -> int:
        """Return what one more pair is worth beside its points: it wins a tie."""
        return self.cost.hashes * self.asked.most_pairs if self.asked.most_points else 0

    def worth(self) -> Integers:
        """Return what each listed pair is worth."""
        return self.key + self.lift()

    def problem(self) -> Problem:
        """Return the listed pairs as a problem for the solver."""
        asked = self.asked
        return Problem(
            shape=(len(asked.wanted), len(asked.room)),
            row=self.row.astype(np.int32),
            column=self.column.astype(np.int32),
            score=self.key,
            tie=np.zeros_like(self.key),
            capacity=asked.room,
            unit_row=asked.unit_row,
            unit_rank=asked.unit_rank,
            unit_places=asked.unit_places,
            most_points=asked.most_points,
        )

    def solved(self, problem: Problem) -> Flow:
        """Find the best set among the pairs listed."""
        used = np.zeros(len(self.row), bool)
        worth = self.worth()
        usable = worth > 0 if self.asked.most_points else np.ones(len(worth), bool)
        if usable.any():
            above = (problem.ranks - 1 - problem.unit_rank) * np.int64(self.asked.above(self.cost))
            part = problem if usable.all() else problem.only(usable)
            used[usable] = run(part, Costs(-worth[usable], above))
        return Flow(used, share_out(problem, used))

    def people(self, problem: Problem, flow: Flow) -> Prices | None:
        """Price being served at all."""
        if self.asked.most_points:
            return None
        none = np.zeros_like(self.key)
        return Prices(*find_prices(problem, flow, none, problem.unit_rank + 1, tied=False))

    def more_people(self, prices: Prices) -> bool:
        """Look for pairs that could serve more people, or the more urgent; say if there are any."""
        wanting = self.rows[prices.mentee[self.rows] < 0]
        floors = (prices.mentee[wanting] + 1) * self.reach + self.low
        return self.join(
            wanting, prices.mentor * self.reach, floors, JOINING, "looking for more places"
        )

    def join(
        self, rows: Integers, prices: Integers, floors: Integers, most: int, words: str
    ) -> bool:
        """Add the best pairs from the floors up to the lists. Says whether any are new."""
        if not len(rows):
            return False
        self.rounds += 1
        self.scanned += len(rows)
        found: Found = self.scanner.best(rows, prices, floors, most, words)
        inside = np.arange(found.keys.shape[1])[None, :] < found.counts[:, None]
        at, place = np.nonzero(inside)
        row, column = rows[at], found.columns[at, place].astype(np.int64)
        key = found.keys[at, place] + prices[column]
        width = len(self.asked.room)
        known, new = self.row * width + self.column, row * width + column
        fresh = ~np.isin(new, known)
        if not fresh.any():
            return False
        where = np.concatenate([known, new[fresh]])
        order = np.argsort(where)
        self.row = np.concatenate([self.row, row[fresh]])[order]
        self.column = np.concatenate([self.column, column[fresh]])[order]
        self.key = np.concatenate([self.key, key[fresh]])[order]
        return True
