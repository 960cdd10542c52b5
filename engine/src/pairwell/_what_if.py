"""What if: new weights, the new optimum, who changes, and what forcing any pair would then cost.

All costs come at once. Whoever is forced upon a mentor frees a place somewhere, along a path of
people who move. A path only ever stops at mentors and at the one root (nobody, or a free place),
so the shortest ways between these settle the cost of every pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

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
from pairwell._prices import prove
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
    best = prove(problem, flow, problem.score, 0 * problem.unit_rank, tied=not problem.most_points)
    sound = prices_hold(state, best, 0 * problem.unit_rank, scored=True)
    if not problem.most_points:
        worth = problem.unit_rank + 1
        people = prove(problem, flow, 0 * problem.score, worth, tied=False)
        sound = sound and people.bound == int((flow.unit_flow * worth).sum())
        sound = sound and prices_hold(state, people, worth, scored=False)
    chosen = pairs_of(state)
    points = sum(int(state.points[pair]) for pair in chosen)
    won = sum(int(state.objective[pair]) for pair in state.fixed)
    total = int(problem.score[flow.used].sum()) + won
    pairs = tuple(sorted((layers.mentors[c].id, layers.mentees[r].id) for r, c in chosen))
    falls, lost, possible = all_costs(state)
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


def all_costs(state: State) -> tuple[Integers, Integers, Flags]:
    """Return, mentees x mentors: the fall in total, the people lost, and whether it can be forced.

    The same as `force_costs` for each mentee, where the arithmetic is explained.
    """
    problem, flow, own = state.problem, state.flow, state.objective
    reach = int(max(np.abs(problem.score).max(initial=0), np.abs(own).max(initial=0))) + 1
    hops = sum(problem.shape) + 2
    none = 0 * problem.unit_rank
    if problem.most_points:
        step = np.int64(4 * hops)
        path = ways(problem, flow, problem.score * step + 1, none)
        possible = path < NEAR_FAR
        fall, lost = split(np.where(possible, path - (own * step + 1), 0), step)
    else:
        above = np.int64(4 * reach * hops)
        path = ways(problem, flow, problem.score, (problem.unit_rank + 1) * above)
        possible = path < NEAR_FAR
        ranks, fall = split(np.where(possible, path - own, 0), above)
        lost = ranks
        if problem.ranks > 1 or not (state.first == 1).all():
            people = ways(problem, flow, 0 * problem.score, state.first)
            lost = np.where(possible, people, 0)
    for row, column in pairs_of(state):
        fall[row, column], lost[row, column], possible[row, column] = 0, 0, True
    return fall, lost, possible


def ways(problem: Problem, flow: Flow, score: Integers, worth: Integers) -> Integers:
    """Return, mentees x mentors: the cheapest way to free a place at the mentor that ends there."""
    rows, columns = problem.shape
    between = shortest(single_steps(problem, flow, score, worth))
    found = np.full((rows, columns), FAR)
    used = flow.used
    row, column = problem.row[used].astype(np.int64), problem.column[used]
    for place in range(int(np.bincount(row, minlength=1).max(initial=0))):
        nth = nth_of_each(row) == place
        ends = between[:columns, column[nth]].T + score[used][nth][:, None]
        found[row[nth]] = np.minimum(found[row[nth]], ends)
    gained = lowest_by_row(problem, flow.unit_flow < problem.unit_places, -worth)
    some = gained < NEAR_FAR
    ends = between[None, :columns, columns] + gained[some][:, None]
    found[some] = np.minimum(found[some], ends)
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


def single_steps(problem: Problem, flow: Flow, score: Integers, worth: Integers) -> Integers:
    """Return what one move costs, between every two mentors and the root (the last).

    Somebody leaves a mentor for another, or for nobody; somebody without a mentor gets one; a
    place that is free, or freed, is as good as the root.
    """
    rows, columns = problem.shape
    used = flow.used
    step = np.full((columns + 1, columns + 1), FAR)
    onward = ~used | (problem.demand() == 1)[problem.row]
    taking = np.full((rows, columns), FAR)
    taking[problem.row[onward], problem.column[onward]] = -score[onward]
    order = np.argsort(problem.column[used], kind="stable")
    row, column = problem.row[used][order], problem.column[used][order]
    given_up = score[used][order]
    filled = np.bincount(column, minlength=columns)
    if len(row):
        starts = np.searchsorted(column, np.flatnonzero(filled))
        moves = taking[row] + given_up[:, None]
        step[np.flatnonzero(filled), :columns] = np.minimum.reduceat(moves, starts, axis=0)
        freed = lowest_by_row(problem, flow.unit_flow > 0, worth)
        np.minimum.at(step[:, columns], column, given_up + freed[row])
    gained = lowest_by_row(problem, flow.unit_flow < problem.unit_places, -worth)
    some = gained < NEAR_FAR
    if some.any():
        step[columns, :columns] = (taking[some] + gained[some][:, None]).min(axis=0)
    step[columns, :columns][filled > 0] = np.minimum(step[columns, :columns][filled > 0], 0)
    free = np.flatnonzero(filled < problem.capacity)
    step[free, columns] = np.minimum(step[free, columns], 0)
    np.fill_diagonal(step, 0)
    return np.minimum(step, FAR)


def shortest(step: Integers) -> Integers:
    """Return the shortest ways between all points (Floyd 1962, Warshall 1962), in place."""
    through = np.empty_like(step)
    for point in range(len(step)):
        np.add(step[:, point, None], step[None, point, :], out=through)
        np.minimum(step, through, out=step)
    return step
