"""What people ask of a matching: why, why not, what if, and whom to recruit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _rules as plain
from pairwell._model import (
    Alternative,
    Comparison,
    Integers,
    Matching,
    Move,
    Pair,
    Reason,
    Refusal,
    Scored,
    Settings,
    Weights,
)
from pairwell._openings import FAR
from pairwell._prices import paths_to
from pairwell._score import Flags, points, weight_by_rule

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State

# --- reasons --------------------------------------------------------------------------------


Verdicts = Mapping[str, plain.Verdict | None]


def reasons(found: Verdicts, weights: Weights) -> tuple[Reason, ...]:
    """Turn verdicts into reasons, most points first. Open questions and private rules give none."""
    weight_of = weight_by_rule(weights)
    listed = [
        Reason(rule, weight * verdict.level, weight * verdict.most, verdict.code, verdict.params)
        for rule, verdict in found.items()
        if verdict is not None and rule not in plain.PRIVATE and (weight := weight_of[rule])
    ]
    return tuple(sorted(listed, key=lambda reason: -reason.points))


def fit(found: Verdicts, weights: Weights) -> int:
    """Return 0 to 100: points out of the most these answers could have earned, rounded.

    Questions left open count on neither side. Two people with nothing to compare fit 0.
    """
    earned = most = 0
    weight_of = weight_by_rule(weights)
    for rule, verdict in found.items():
        if verdict is not None:
            weight = weight_of[rule]
            earned += weight * verdict.level
            most += weight * verdict.most
    return (200 * earned + most) // (2 * most) if most else 0


# --- what forcing a pair costs --------------------------------------------------------------


def force_costs(state: State, row: int) -> tuple[Integers, Integers, Flags]:
    """Return, by mentor: the fall in total, the people lost, and whether it can be forced at all.

    Shortest residual paths. Under "most-matched" each rank is worth more than any sum of points;
    under "most-points" each pair counts one after every point, as in the solver. Either way one
    number holds both parts, and rounding takes them apart again.
    """
    problem, flow = state.problem, state.flow
    own = state.objective[row]
    reach = int(max(np.abs(problem.score).max(initial=0), np.abs(own).max(initial=0))) + 1
    hops = sum(problem.shape) + 2
    if problem.most_points:
        step = np.int64(4 * hops)
        path = paths_to(problem, flow, problem.score * step + 1, 0 * problem.unit_rank, row)
        possible = path < FAR
        fall, lost = split(np.where(possible, path - (own * step + 1), 0), step)
    else:
        above = np.int64(4 * reach * hops)
        path = paths_to(problem, flow, problem.score, (problem.unit_rank + 1) * above, row)
        possible = path < FAR
        _, fall = split(np.where(possible, path - own, 0), above)
        people = paths_to(problem, flow, 0 * problem.score, state.first, row)
        lost = np.where(possible, people, 0)
    for paired_row, column in pairs_of(state):
        if paired_row == row:
            fall[column], lost[column], possible[column] = 0, 0, True
    return fall, lost, possible


def split(values: Integers, step: np.int64) -> tuple[Integers, Integers]:
    """Write values as whole x step + rest, the rest as near to 0 as can be."""
    whole = (values + step // 2) // step
    return whole, values - whole * step


def as_alternative(
    layers: Layers, matching: Matching, row: int, column: int, price: tuple[int, int]
) -> Alternative:
    """Describe one other pair. price: the fall in total, and the people lost."""
    pair = layers.pair(matching.settings, matching.state.bits, matching.state.points, row, column)
    return Alternative(
        pair.mentor_id, pair.mentee_id, pair.points, pair.fit, *price, reasons=pair.reasons
    )


def cost_of(layers: Layers, matching: Matching, row: int, column: int) -> Alternative:
    """Say what forcing one pair costs."""
    if solved_again(matching):
        return by_new_solve(layers, matching, row, column)
    fall, lost, possible = force_costs(matching.state, row)
    if not possible[column]:
        raise Refusal(
            f"{layers.name(column, row)} cannot be forced: every place of one of them is fixed. "
            "Unlock a pair of theirs first."
        )
    return as_alternative(layers, matching, row, column, (int(fall[column]), int(lost[column])))


def alternatives(
    layers: Layers, matching: Matching, row: int, limit: int | None
) -> tuple[Alternative, ...]:
    """List other mentors the rules allow this mentee: fewest people lost, then least cost.

    Where each cost is a new solve, only the mentors with the most points are tried.
    """
    state: State = matching.state
    if solved_again(matching):
        return alternatives_by_new_solve(layers, matching, row, limit)
    fall, lost, possible = force_costs(state, row)
    taken = {column for r, column in pairs_of(state) if r == row}
    options = [
        column
        for column in np.flatnonzero(possible & state.eligible[row]).tolist()
        if column not in taken
    ]
    options.sort(key=lambda column: (lost[column], fall[column], layers.mentors[column].id))
    return tuple(
        as_alternative(layers, matching, row, column, (int(fall[column]), int(lost[column])))
        for column in options[:limit]
    )


def solved_again(matching: Matching) -> bool:
    """Say whether the rest of the answer moves with the pair forced, so that no path tells."""
    return matching.settings.objective in ("stable", "bottleneck") or bool(matching.state.asks)


def by_new_solve(layers: Layers, matching: Matching, row: int, column: int) -> Alternative:
    """Say what forcing one pair costs by forcing it."""
    pair = layers.mentors[column].id, layers.mentees[row].id
    made = (row, column) in pairs_of(matching.state)
    after = matching if made else layers.force(matching, *pair, override=True)
    price = matching.total - after.total, matching.matched - after.matched
    return as_alternative(layers, matching, row, column, price)


def alternatives_by_new_solve(
    layers: Layers, matching: Matching, row: int, limit: int | None
) -> tuple[Alternative, ...]:
    """Force one pair after the other, those with the most points first."""
    state: State = matching.state
    taken = {column for r, column in pairs_of(state) if r == row}
    options = [c for c in np.flatnonzero(state.eligible[row]).tolist() if c not in taken]
    options.sort(key=lambda column: (-state.points[row, column], layers.mentors[column].id))
    found: list[Alternative] = []
    for column in options:
        if len(found) == limit:
            break
        with suppress(Refusal):  # all places of one of the two are fixed
            found.append(by_new_solve(layers, matching, row, column))
    return tuple(sorted(found, key=lambda each: (each.lost_matches, each.cost, each.mentor_id)))


def pairs_of(state: State) -> list[tuple[int, int]]:
    """Return every pair as (row, column)."""
    if state.asks is not None:
        solved_for = state.asks.pairs(state.problem, state.flow)
        return [*state.fixed, *((row, column) for row, column, _ in solved_for)]
    used = state.flow.taken
    solved = zip(state.problem.row[used].tolist(), state.problem.column[used].tolist(), strict=True)
    return [*state.fixed, *solved]


# --- side by side ---------------------------------------------------------------------------


def compare(before: Matching, after: Matching) -> Comparison:
    """Say who gains a mentor, who loses one, and who has different ones."""
    return comparison(before, ids_of(after), after.points, after.matched)


def ids_of(matching: Matching) -> list[Pair]:
    """List a matching's pairs of ids."""
    return [(pair.mentor_id, pair.mentee_id) for pair in matching.pairs]


def comparison(before: Matching, pairs: Iterable[Pair], points: int, matched: int) -> Comparison:
    """Compare a matching with other pairs of the same people."""
    old, new = mentors_by_mentee(ids_of(before)), mentors_by_mentee(pairs)
    moved = tuple(
        Move(mentee, old[mentee], new[mentee])
        for mentee in sorted(old.keys() & new.keys())
        if old[mentee] != new[mentee]
    )
    return Comparison(
        gained=tuple(sorted(new.keys() - old.keys())),
        lost=tuple(sorted(old.keys() - new.keys())),
        moved=moved,
        points_before=before.points,
        points_after=points,
        matched_before=before.matched,
        matched_after=matched,
    )


def mentors_by_mentee(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """List each mentee's mentors."""
    found: dict[str, tuple[str, ...]] = {}
    for mentor_id, mentee_id in sorted(pairs):
        found[mentee_id] = (*found.get(mentee_id, ()), mentor_id)
    return found


def score_pairs(layers: Layers, settings: Settings, pairs: Iterable[Pair]) -> Scored:
    """Score pairs made by hand."""
    bits, filled = layers.ready(settings.musts)
    scores = points(filled, settings.weights, layers.table.shape)
    places = layers.places_of(set(pairs))
    made = tuple(layers.pair(settings, bits, scores, row, column) for column, row in places)
    mentors, mentees = Counter(c for c, _ in places), Counter(r for _, r in places)
    return Scored(
        pairs=made,
        points=sum(pair.points for pair in made),
        over_capacity=tuple(
            layers.mentors[c].id for c in sorted(mentors) if mentors[c] > layers.capacity[c]
        ),
        over_demand=tuple(
            layers.mentees[r].id for r in sorted(mentees) if mentees[r] > layers.demand[r]
        ),
    )
