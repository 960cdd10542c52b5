"""The search for the best set of pairs, on lists of candidates that are never trusted alone.

Each mentee starts with a list of best pairs. OR-Tools finds the best set among those listed; from
it come prices; and at these prices eligible pairs are looked at, block by block. Pairs worth more
than their prices join the lists, until there are none: then no other set can be better, and one
last look at every pair is the proof. First for how many are served (prices are then 0 and small
numbers, by Koenig), then for points, and then, among equals, for the hashes that settle ties.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _prices
from pairwell._model import Integers
from pairwell._rehearsal import few_of, foretell
from pairwell._scan import NOTHING, Found
from pairwell._seen import Seen
from pairwell._solve import COST_ROOM, Costs, Flow, Problem, run, share_out

if TYPE_CHECKING:
    from pairwell._scale import Run, Special
    from pairwell._scan import Cost, Scanner

JOINING = 16
"""How many better pairs of a mentee join the list in one round."""

SERVING = 2
"""How many pairs of a mentee join the list in one look for places for more people."""

STEPS = 128
"""Bids raise prices by at least one part in so many of what pairs differ by."""

BACK = 16
"""Where prices are known already, bids begin lower by one part in so many of that."""

MARGIN = 256
"""A look at prices also takes in what falls short of them by one part in so many."""

NEAR = 32
"""The solver first sees pairs whose worth falls short of their prices by up to one such part."""

FEWER = 16
"""One person in so many is searched for first, to see what people cost."""

ENOUGH, FEWEST = 2500, 4
"""So many mentees are enough for that. Where they are more than one in a few, nobody is searched
for first."""

TURNS = 2
"""How often, at most, lists follow prices found by bidding."""

FORCED = 2**40
"""Outweighs any sum of hashes that one pair more or less could change."""


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


class Best(NamedTuple):
    """The best set by points among listed pairs, and its prices, in points."""

    flow: Flow
    prices: Prices


class Search:
    """One search: the pairs listed so far, sorted by row and column, and the next look."""

    def __init__(self, asked: Run, scanner: Scanner, cost: Cost, special: Special) -> None:
        self.asked, self.scanner, self.cost, self.special = asked, scanner, cost, special
        self.rows = np.flatnonzero(asked.wanted > 0)
        self.row: NDArray[np.int32] = special.pairs[:, 0].astype(np.int32)
        self.column: NDArray[np.int32] = special.pairs[:, 1].astype(np.int32)
        self.key = asked.keys(special.pairs, special.objective, cost)
        self.low = int(asked.lowest(cost))
        self.reach = int(asked.highest(cost)) - self.low + 1
        self.grain = max(cost.hashes * asked.most_pairs, 1)
        self.lift = self.grain if asked.most_points else 0  # one more pair wins a tie
        self.rounds = self.scanned = 0
        self.words = ""
        self.near: Prices | None = None
        self.best: Best | None = None
        self.chosen: Integers = np.zeros(0, np.int64)
        self.people: Prices | None = None
        self.served: list[int] | None = None
        self.refresh()

    def run(self) -> Solution:
        """List, solve, price and look, until no pair is worth more than its prices."""
        self.list_best()
        while True:
            best = self.settled()
            flow = self.without_ties(best.prices)
            near = best.prices.mentor * self.grain
            points = self.prices(self.problem(), flow, self.worth(), near)
            if self.look(points) or self.prove(points):
                continue
            break
        chosen = flow.used
        pairs = np.stack([self.row[chosen], self.column[chosen]], axis=1).astype(np.int64)
        return Solution(
            pairs,
            self.worth()[chosen],
            points,
            self.people,
            flow.unit_flow,
            self.rounds,
            self.scanned,
        )

    def settled(self) -> Best:
        """Solve, price and look, until no pair is worth more points than its prices."""
        while True:
            best = self.best_by_points()
            if not self.more_people(best.flow) and not self.more_points(best.prices):
                return best

    def list_best(self) -> None:
        """List each mentee's best pairs, at prices foretold where there are any, and let lists
        follow bids."""
        prices, floors = self.rehearsed() or (
            np.zeros(len(self.asked.room), np.int64),
            np.full(len(self.rows), NOTHING + 1, np.int64),
        )
        found = self.scan(self.rows, prices, floors, self.asked.pace.listed, "scoring every pair")
        self.seen = Seen.first(found, prices, floors)
        self.add(self.rows, found, prices)
        self.spread()

    def rehearsed(self) -> tuple[Integers, Integers] | None:
        """Search for a few people first, and foretell by their prices what mentors cost and what
        each mentee can hope for. A saving only, and only for many."""
        share = min(len(self.rows) // ENOUGH, FEWER)
        if self.asked.fast is None or share < FEWEST:
            return None
        few = few_of(self.asked, share)
        scanner = few.scanner(self.cost, few.apart(), few.room > 0)
        part = Search(few, scanner, self.cost, self.special.of(few.wanted > 0, few.room > 0))
        part.words = "trying with a few"
        if not len(part.rows) or not len(scanner.offering):
            return None
        part.list_best()
        prices, side = part.settled().prices, few.case
        self.rounds, self.scanned = part.rounds, part.scanned
        who = scanner.offering
        mentor, _ = foretell(side.mentors, self.asked.room, who, prices.mentor[who])
        mentee, off_by = foretell(
            side.mentees, self.asked.wanted, part.rows, prices.mentee[part.rows]
        )
        floors = np.rint(mentee[self.rows] - off_by).astype(np.int64) * self.grain - self.lift
        return np.rint(np.maximum(mentor, 0)).astype(np.int64) * self.grain, floors

    # --- lists ------------------------------------------------------------------------------

    def worth(self) -> Integers:
        """Return what each listed pair is worth."""
        return self.key + self.lift

    def refresh(self) -> None:
        """Work out what listed pairs are worth in points, hashes left out."""
        self.value: Integers = -(-self.worth() // self.grain)

    def problem(self) -> Problem:
        """Return the listed pairs as a problem for the solver."""
        asked = self.asked
        return Problem(
            shape=(len(asked.wanted), len(asked.room)),
            row=self.row,
            column=self.column,
            score=self.value,
            tie=np.broadcast_to(np.int64(0), self.value.shape),
            capacity=asked.room,
            unit_row=asked.unit_row,
            unit_rank=asked.unit_rank,
            unit_places=asked.unit_places,
            most_points=asked.most_points,
        )

    def scan(
        self, rows: Integers, prices: Integers, floors: Integers, most: int, words: str
    ) -> Found:
        """Look at every pair of some mentees."""
        self.rounds += 1
        self.scanned += len(rows)
        return self.scanner.best(rows, prices, floors, most, self.words or words)

    def add(self, rows: Integers, found: Found, prices: Integers) -> bool:
        """Add what was found to the lists. Says whether any of it is new."""
        row, column, key = by_column(rows, found)
        key += prices[column]
        new, known = row * np.int64(len(self.asked.room)) + column, self.names()
        where = np.searchsorted(known, new)
        fresh = np.ones(len(new), bool)
        if len(known):
            fresh = known[np.minimum(where, len(known) - 1)] != new
        if not fresh.any():
            return False
        where = where[fresh]
        self.row = np.insert(self.row, where, row[fresh])
        self.column = np.insert(self.column, where, column[fresh])
        self.key = np.insert(self.key, where, key[fresh])
        self.refresh()
        return True

    # --- looks ------------------------------------------------------------------------------

    def spread(self) -> None:
        """Let lists follow prices found by bidding: many want the same few, and who is outbid
        needs others on the list. A saving only, so where it is not compiled it is left out."""
        if self.asked.fast is None or not len(self.value):
            return
        self.near = self.bids(np.zeros(len(self.asked.room), np.int64))
        for _ in range(TURNS):
            mentee, mentor, rank = self.near
            step = self.span() // STEPS
            fine = Prices(mentee * self.grain, mentor * self.grain, rank)
            added = self.look(fine, everybody=2 * step * self.grain)
            self.near = self.bids(mentor)
            if added < len(self.rows) // 50:
                break

    def bids(self, known: Integers) -> Prices:
        """Price points by bidding: about right, for the pairs listed. known: mentors' prices, as
        far as they are known."""
        asked, span = self.asked, self.span()
        low = 0 if asked.most_points else int(self.value.min()) - span // 2
        out = np.full(len(asked.wanted), low)
        step = max(span // STEPS, 1)
        first = known - span // BACK
        mentor = self.fast().prices_by_bidding(self.problem(), self.value, out, first, step)
        return Prices(np.maximum(self.most(mentor), out), mentor, np.zeros(1, np.int64))

    def fast(self) -> Any:
        """Return what is compiled."""
        from pairwell import _auction

        return _auction

    def span(self) -> int:
        """Return by how many points listed pairs differ."""
        return max(int(self.value.max(initial=0)) - int(self.value.min(initial=0)), STEPS)

    def most(self, mentor: Integers) -> Integers:
        """Return the most that a listed pair is worth to each mentee over the mentor's price."""
        most = np.full(len(self.asked.wanted), NOTHING, np.int64)
        np.maximum.at(most, self.row, self.value - mentor[self.column])
        return most

    def more_points(self, prices: Prices) -> bool:
        """Look for pairs worth more than their prices; say if there are any.

        A little below them counts as well: the next prices are others.
        """
        mentee, mentor, rank = prices
        fine = Prices(mentee * self.grain, mentor * self.grain, rank)
        known = self.above(prices)  # who wants several may have a pair worth more, and take it
        self.look(fine, margin=(self.span() // MARGIN + 1) * self.grain)
        return self.above(prices) > known

    def above(self, prices: Prices) -> int:
        """Count listed pairs that are worth more than their prices."""
        over = self.value - prices.mentee[self.row] - prices.mentor[self.column]
        return int((over > 0).sum())

    def look(self, prices: Prices, *, margin: int = 0, everybody: int = 0) -> int:
        """Look at all pairs that no earlier look has shown to be worth no more than their prices.

        margin: who is looked at, is so for pairs worth that much less as well. everybody: that
        much less is looked for with all. Returns how many joined the lists.
        """
        mentee = prices.mentee[self.rows] - self.lift - everybody
        mentor = prices.mentor
        words = self.words or "looking for better pairs"
        before = len(self.row)
        for at, offering in self.seen.unsure(mentee, mentor, self.scanner.offering):
            rows, floors = self.rows[at], mentee[at] + 1 - margin
            if offering is None:
                found = self.scan(rows, mentor, floors, JOINING, words)
            else:
                found = self.some(offering).best(rows, mentor, floors, JOINING, words)
            self.seen.note(at, found, floors)
            self.add(rows, found, mentor)
        self.seen.done(mentor)
        return len(self.row) - before

    def some(self, mentors: Integers) -> Scanner:
        """Return what scans blocks with some of the mentors."""
        asked = self.asked
        room = np.zeros(len(asked.room), bool)
        room[mentors] = True
        scanner = asked.scanner(self.cost, asked.apart(), room)
        scanner.name += blake2b(np.ascontiguousarray(mentors), digest_size=8).hexdigest()
        return scanner

    def prove(self, points: Prices) -> bool:
        """Look at every pair of everybody once more: that is the proof. Says if it fails."""
        floors = points.mentee[self.rows] - self.lift + 1
        words = "pricing every pair"
        found = self.scan(self.rows, points.mentor, floors, JOINING, words)
        return self.add(self.rows, found, points.mentor)

    def more_people(self, flow: Flow) -> bool:
        """Look for pairs that could serve more people, or the more urgent; say if there are any."""
        asked = self.asked
        if asked.most_points or self.served == self.by_rank(flow):
            return False
        self.people = self.serving(self.problem(), flow)
        wanting = self.rows[self.people.mentee[self.rows] < 0]
        floors = (self.people.mentee[wanting] + 1) * self.reach + self.low
        prices = self.people.mentor * self.reach
        found = self.scan(wanting, prices, floors, SERVING, "looking for more places")
        if self.add(wanting, found, prices):
            return True
        self.served = self.by_rank(flow)
        return False

    # --- solving ----------------------------------------------------------------------------

    def by_rank(self, flow: Flow) -> list[int]:
        """Count what is served in each rank."""
        served = np.zeros(self.asked.ranks, np.int64)
        np.add.at(served, self.asked.unit_rank, flow.unit_flow)
        counts: list[int] = served.tolist()
        return counts

    def prices(
        self, problem: Problem, flow: Flow, worth: Integers, near: Integers | None
    ) -> Prices:
        """Price points. near: mentors' prices that need not change much, where they are known."""
        none, tied = np.zeros_like(problem.unit_rank), not self.asked.most_points
        if self.asked.fast is None:
            return Prices(*_prices.find_prices(problem, flow, worth, none, tied=tied))
        return Prices(*self.fast().find_prices(problem, flow, worth, none, tied=tied, near=near))

    def serving(self, problem: Problem, flow: Flow) -> Prices:
        """Price being served at all."""
        find = _prices.find_prices if self.asked.fast is None else self.fast().find_prices
        none = np.zeros(len(problem.row), np.int64)
        return Prices(*find(problem, flow, none, problem.unit_rank + 1, tied=False))

    def best_by_points(self) -> Best:
        """Find the best set among all pairs listed: by mending the last one, or, where there is
        none or that takes too long, on those few that can matter."""
        found = self.mended(self.best) or self.solved_anew()
        self.near, self.best = found.prices, found
        self.chosen = self.names()[found.flow.used]
        return found

    def solved_anew(self) -> Best:
        """Solve on those few listed pairs that can matter, and on more until prices show that there
        are none."""
        problem, short, limit = self.problem(), self.shortfall(), self.span() // NEAR
        seen = short <= limit
        while True:
            arcs = np.flatnonzero(seen)
            part = problem.only(arcs)
            flow = self.solved(part)
            used = np.zeros(len(self.row), bool)
            used[arcs[flow.used]] = True
            prices = self.prices(part, flow, part.score, self.near and self.near.mentor)
            best = Best(Flow(used, flow.unit_flow), prices)
            self.chosen = self.names()[used]
            if seen.all():
                return best
            if mended := self.mended(best):
                return mended
            if not self.serves_most(problem, best.flow):
                limit = 2 * limit + 1
                seen |= short <= limit
                continue
            missed = self.value > prices.mentee[self.row] + prices.mentor[self.column]
            if not (missed & ~seen).any():
                return best
            seen |= missed

    def mended(self, best: Best | None) -> Best | None:
        """Take in what joined the lists since a set was best, and serve more people where it is not
        known that nobody can. None where that takes too long, or is not compiled."""
        if best is None or self.asked.fast is None or self.asked.most_points:
            return None
        used = np.isin(self.names(), self.chosen, assume_unique=True)
        from pairwell import _mend

        flow, more = Flow(used, best.flow.unit_flow), self.served != self.by_rank(best.flow)
        found = _mend.mended(self.problem(), flow, best.prices, more=more)
        return found and Best(found[0], Prices(*found[1]))

    def names(self) -> Integers:
        """Return a number for each listed pair that stays as lists grow."""
        named: Integers = self.row * np.int64(len(self.asked.room)) + self.column
        return named

    def shortfall(self) -> Integers:
        """Return by how much listed pairs fell short of their prices when they were last known:
        the solver is shown first what is near to them."""
        if self.near is None:
            return np.zeros(len(self.value), np.int64)
        mentee, mentor, _ = self.near
        short: Integers = mentee[self.row] + mentor[self.column] - self.value
        return short

    def serves_most(self, problem: Problem, flow: Flow) -> bool:
        """Say whether no other pairs listed could serve more people, or more urgent ones."""
        asked = self.asked
        if asked.most_points or self.served == self.by_rank(flow):
            return True
        people = self.serving(problem, flow)
        filled = np.bincount(problem.column[flow.used], minlength=len(asked.room))
        if ((people.mentor > 0) & (filled < asked.room)).any():
            return False
        over = people.mentee[asked.unit_row] + asked.unit_rank + 1
        return not (over[flow.unit_flow > 0] < 0).any()

    def solved(self, problem: Problem) -> Flow:
        """Find a best set by points."""
        used = np.zeros(len(problem.row), bool)
        usable = problem.score > 0 if self.asked.most_points else np.ones(len(used), bool)
        if usable.any():
            above = self.asked.above(self.cost)
            unit = (problem.ranks - 1 - problem.unit_rank) * np.int64(above)
            part = problem if usable.all() else problem.only(usable)
            used[usable] = run(part, Costs(-part.score, unit))
        return Flow(used, share_out(problem, used))

    def without_ties(self, prices: Prices) -> Flow:
        """Among all sets with as many points, find the one with the least hashes.

        Those are the sets of pairs worth just their prices, where every mentor with a price is
        full and all are served whose price is above that of their rank.
        """
        problem, (mentee, mentor, rank) = self.problem(), prices
        over = self.value - mentee[self.row] - mentor[self.column]
        used = np.zeros(len(self.row), bool)
        tight = over >= 0
        if self.asked.most_points:
            tight &= self.value > 0
        if not tight.any():
            return Flow(used, share_out(problem, used))
        part = problem.only(tight)
        forced = min(FORCED, COST_ROOM // (sum(problem.shape) + 3) // (4 + problem.ranks))
        above = mentee[problem.unit_row] - rank[problem.unit_rank]
        must = np.zeros(len(part.row), np.int64)
        must += (mentor > 0)[part.column]
        must += over[tight] > 0
        unit = (problem.ranks - 1 - problem.unit_rank) - (above > 0)
        if self.asked.most_points:
            must += (mentee > 0)[part.row]
        else:
            part = replace(part, unit_places=np.where(above < 0, 0, problem.unit_places))
        hashes = part.score * self.grain - self.worth()[tight]
        used[tight] = run(part, Costs(hashes - must * forced, unit * np.int64(forced)))
        return Flow(used, share_out(problem, used))


def by_column(
    rows: Integers, found: Found
) -> tuple[NDArray[np.int32], NDArray[np.int32], Integers]:
    """Return what was found as rows, columns and keys, sorted by row and column."""
    unused = np.arange(found.columns.shape[1]) >= found.counts[:, None]
    column = np.where(unused, np.iinfo(np.int32).max, found.columns)
    order = np.argsort(column, axis=1)
    inside = ~unused  # what is not used stands at the end in either order
    row = np.repeat(rows.astype(np.int32), found.counts)
    column, key = (np.take_along_axis(each, order, axis=1)[inside] for each in (column, found.keys))
    return row, column.astype(np.int32), key
