"""What if: new weights, the new optimum, who changes, and what forcing any pair would then cost.

All costs come at once. Whoever is forced upon a mentor frees a place somewhere, along a path of
people who move. A path only ever stops at mentors and at the one root (nobody, or a free place),
so the shortest ways between these settle the cost of every pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pairwell._check import prices_hold
from pairwell._explain import comparison, pairs_of, solved_again, split
from pairwell._model import (
    BadInput,
    Comparison,
    Integers,
    Matching,
    Pair,
    Refusal,
    Settings,
    Weights,
)
from pairwell._openings import Table, open_table
from pairwell._prices import prove, prove_served, worth_served
from pairwell._propose import propose, settle_on
from pairwell._score import Flags
from pairwell._solve import Flow, Problem

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State

FAR = np.int64(2**61)
NEAR_FAR = np.int64(2**60)


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A new optimum beside the matching it was asked of, without reasons.

    pairs: (mentor id, mentee id), sorted. changes: who gains, loses and moves. falls, lost, open:
    mentees x mentors, both sorted by id: what forcing each pair would cost the total, how many
    fewer people would be matched, and whether it can be forced at all. matching: the same as a
    whole Matching, made when first read.
    """

    pairs: tuple[Pair, ...]
    matched: int
    points: int
    total: int
    upper_bound: int
    proven: bool
    changes: Comparison
    falls: Integers
    lost: Integers
    open: Flags
    layers: Layers = field(repr=False)
    state: State = field(repr=False)
    settings: Settings = field(repr=False)

    def cost_of(self, mentor_id: str, mentee_id: str) -> tuple[int, int]:
        """Return what forcing one pair costs: the fall of the total, and the people lost."""
        row, column = self.layers.find(mentor_id, mentee_id)
        if not self.open[row, column]:
            raise Refusal(
                f"{self.layers.name(column, row)} cannot be forced: every place of one of them is "
                "fixed. Unlock a pair of theirs first."
            )
        return int(self.falls[row, column]), int(self.lost[row, column])

    @cached_property
    def matching(self) -> Matching:
        """The whole matching, with reasons."""
        return propose(self.layers, self.settings)


def what_if(
    layers: Layers, before: Matching, weights: Weights | Mapping[str, int] | None
) -> WhatIf:
    """Solve again with other weights and everything else the same, and price every pair."""
    if solved_again(before):
        raise BadInput(
            "what_if follows most-matched and most-points without purposes. Use match instead."
        )
    settings = replace(before.settings, weights=layers.weighed(weights), knee=None)
    settings, state, _, _ = settle_on(layers, settings)
    problem, flow = state.problem, state.flow
    free = Table(problem, flow, problem.score)
    none, tied = 0 * problem.unit_rank, not problem.most_points
    best = prove(problem, flow, problem.score, none, tied=tied, free=free)
    sound = prices_hold(state, best, none, scored=True)
    if not problem.most_points:
        worth = problem.unit_rank + 1
        people = prove_served(problem, flow, worth)
        sound = sound and people.bound == worth_served(flow, worth)
        sound = sound and prices_hold(state, people, worth, scored=False)
    chosen = pairs_of(state)
    made = tuple(np.array(chosen, np.int64).reshape(-1, 2).T)
    points = int(state.points[made].sum())
    won = sum(int(state.objective[pair]) for pair in state.fixed)
    total = int(problem.score[flow.taken].sum()) + won
    pairs = tuple(sorted((layers.mentors[c].id, layers.mentees[r].id) for r, c in chosen))
    falls, lost, possible = all_costs(state, free.table)
    falls[made] = lost[made] = 0
    possible[made] = True
    matched = len({row for row, _ in chosen})
    return WhatIf(
        pairs=pairs,
        matched=matched,
        points=points,
        total=total,
        upper_bound=best.bound + won,
        proven=sound and before.proven and best.bound + won == total,
        changes=comparison(before, pairs, points, matched),
        falls=falls,
        lost=lost,
        open=possible,
        layers=layers,
        state=state,
        settings=settings,
    )


# --- every cost at once ---------------------------------------------------------------------


def all_costs(state: State, taking: Integers) -> tuple[Integers, Integers, Flags]:
    """Return, mentees x mentors: the fall in total, the people lost, and whether it can be forced.

    The same as `force_costs` for each mentee, where the arithmetic is explained, but for the pairs
    that are made already. taking: what each mentee loses by an open pair.
    """
    problem, flow, own = state.problem, state.flow, state.objective
    reach = int(max(np.abs(problem.score).max(initial=0), np.abs(own).max(initial=0))) + 1
    hops = sum(problem.shape) + 2
    none = 0 * problem.unit_rank
    if problem.most_points:
        step = np.int64(4 * hops)
        score = problem.score * step + 1
        path = ways(problem, flow, score, none, open_table(problem, flow, score))
        possible = path < NEAR_FAR
        fall, lost = split(np.where(possible, path - (own * step + 1), 0), step)
    else:
        above = np.int64(4 * reach * hops)
        path = ways(problem, flow, problem.score, (problem.unit_rank + 1) * above, taking)
        possible = path < NEAR_FAR
        ranks, fall = split(np.where(possible, path - own, 0), above)
        lost = ranks
        if problem.ranks > 1 or not (state.first == 1).all():
            score = 0 * problem.score
            people = ways(problem, flow, score, state.first, open_table(problem, flow, score))
            lost = np.where(possible, people, 0)
    return fall, lost, possible


def ways(
    problem: Problem, flow: Flow, score: Integers, worth: Integers, taking: Integers
) -> Integers:
    """Return, mentees x mentors: the cheapest way to free a place at the mentor that ends there.

    taking: what a mentee loses by an open pair.
    """
    used = flow.taken
    row, column = problem.row[used].astype(np.int64), problem.column[used]
    filled = np.bincount(column, minlength=problem.shape[1])
    points = np.flatnonzero(filled)
    root = len(points)
    place = np.full(problem.shape[1], root)  # a mentor with nobody, and a place, is as the root
    place[points] = np.arange(root)
    gained = lowest_by_row(problem, flow.unit_flow < problem.unit_places, -worth)
    freed = lowest_by_row(problem, flow.unit_flow > 0, worth)
    moves = Moves(row, place[column], score[used], freed[row], taking, gained)
    step = single_steps(moves, points, filled < problem.capacity)
    until = shortest(step).T[:, place]
    found = np.full(problem.shape, FAR)
    some = gained < NEAR_FAR
    found[some] = until[root] + gained[some, None]
    for nth in range(int(np.bincount(row, minlength=1).max(initial=0))):
        pairs = nth_of_each(row) == nth
        ends = until[place[column[pairs]]] + score[used][pairs, None]
        found[row[pairs]] = np.minimum(found[row[pairs]], ends)
    found[:, (filled == 0) & (problem.capacity == 0)] = FAR
    return found


def nth_of_each(row: Integers) -> Integers:
    """Number the pairs of each mentee; rows come sorted."""
    place: Integers = np.arange(len(row)) - np.searchsorted(row, row)
    return place


def lowest_by_row(problem: Problem, units: Flags, value: Integers) -> Integers:
    """Return the lowest value among some units of each mentee."""
    lowest = np.full(problem.shape[0], FAR)
    np.minimum.at(lowest, problem.unit_row[units], value[units])
    return lowest


class Moves(NamedTuple):
    """What may move. row, place, score, freed: of each pair that was solved, its mentee, its
    mentor among those in use, its points, and what its mentee costs when left over. taking: what
    each mentee loses by an open pair. gained: by mentee, what is won by serving more of them.
    """

    row: Integers
    place: Integers
    score: Integers
    freed: Integers
    taking: Integers
    gained: Integers


def single_steps(moves: Moves, points: Integers, spare: Flags) -> Integers:
    """Return what one move costs, between every two mentors in use and the root (the last).

    Somebody leaves a mentor for another, or for nobody; somebody without a mentor gets one; a
    place that is free, or freed, is as good as the root. points: the mentors in use; spare: the
    mentors with a free place.
    """
    root = len(points)
    step = np.full((root + 1, root + 1), FAR)
    if root:
        order = np.argsort(moves.place, kind="stable")
        starts = np.searchsorted(moves.place[order], np.arange(root))
        leaving = moves.taking[moves.row[order]] + moves.score[order, None]
        onward = np.minimum.reduceat(leaving, starts, axis=0)
        step[:root, :root] = onward[:, points]
        step[:root, root] = onward[:, spare].min(axis=1, initial=FAR)
        np.minimum.at(step[:, root], moves.place, moves.score + moves.freed)
        step[:root, root][spare[points]] = np.minimum(step[:root, root][spare[points]], 0)
        some = moves.gained < NEAR_FAR
        gets_one = moves.taking[some][:, points] + moves.gained[some, None]
        step[root, :root] = gets_one.min(axis=0, initial=0)
    np.fill_diagonal(step, 0)
    return np.minimum(step, FAR)


def shortest(step: Integers) -> Integers:
    """Return the shortest ways between all points; the last is the root.

    From every point there is a way to the root and back to every other, so no way is longer than
    the one around by the root. Measured by how far the root is (Johnson 1977) no step is below
    nothing, and a step no shorter than the way around is part of no shorter way. So of the points
    that Floyd and Warshall (1962) try, only those count that a shorter step leads to, and one from.
    """
    ahead = to_last(step)
    around = to_last(step.T) + ahead
    between = np.minimum(step + ahead - ahead[:, None], around)
    shorter = between < around
    np.fill_diagonal(shorter, val=False)
    for point in np.flatnonzero(shorter.any(axis=0) & shorter.any(axis=1)).tolist():
        who = (between[:, point] < around[point]).nonzero()[0]
        ways = between[who]
        between[who] = np.minimum(ways, ways[:, point, None] + between[point])
    back: Integers = between + ahead[:, None] - ahead
    return back


def to_last(step: Integers) -> Integers:
    """Return the shortest ways from each point to the last, by what fell in the round before."""
    ahead = step[:, -1].copy()
    fell = np.arange(len(step))
    for _ in range(len(step) + 1):
        lower = (step[:, fell] + ahead[fell]).min(axis=1)
        fell = np.flatnonzero(lower < ahead)
        if not len(fell):
            return ahead
        ahead[fell] = lower[fell]
    raise RuntimeError("The flow can still be improved; please report this instance.")
