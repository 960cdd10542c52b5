"""A proposal: what is fixed beforehand, what is solved, and the result put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _explain as explain
from pairwell import _purposes as purposes
from pairwell import _rules as plain
from pairwell._assign import add
from pairwell._candidates import solve
from pairwell._check import layers_hold, prices_hold
from pairwell._model import (
    IdleMentor,
    Integers,
    MatchedPair,
    Matching,
    Person,
    Refusal,
    Settings,
)
from pairwell._objectives import Solved, solve_as
from pairwell._prices import prove, prove_served, worth_served
from pairwell._purposes import Asks
from pairwell._score import Bits, Flags, Levels, points
from pairwell._solve import Flow, Problem
from pairwell._words import must_in_words

if TYPE_CHECKING:
    from pairwell._match import Layers

KNEE_PERCENT = 10
KNEE_STEEPNESS = 3


@dataclass(frozen=True, eq=False)
class State:
    """What a matching was solved on, kept for the questions that follow."""

    problem: Problem
    flow: Flow
    eligible: Flags
    bits: Bits
    points: Integers
    objective: Integers
    fixed: dict[tuple[int, int], str]
    first: Integers
    priced: tuple[Problem, Flow]
    asks: Asks | None = None
    purposes: Mapping[tuple[int, int], str | None] = field(default_factory=dict)


def propose(layers: Layers, settings: Settings) -> Matching:
    """Find the best pairs under settings taken from another matching.

    1. What is eligible, and every pair's points. 2. Pairs fixed beforehand take their places.
    3. Bonus for previous pairs, and the fairness knee from a first solution without it.
    4. Solve, price, prove. 5. Reasons from the plain rules, which also check the points.
    """
    if purposes.in_use(layers):
        from pairwell._by_purpose import propose_by_purpose

        return propose_by_purpose(layers, settings)
    settings, state, filled, solved = settle_on(layers, settings)
    return describe(layers, settings, state, filled, solved)


def settle_on(
    layers: Layers, settings: Settings
) -> tuple[Settings, State, Mapping[str, Levels], Solved]:
    """Solve, and put nothing into words yet."""
    bits, filled = layers.ready(settings.musts)
    scores = points(filled, settings.weights, layers.table.shape)
    eligible = bits == 0
    fixed = fixed_pairs(layers, settings, bits)
    objective = scores + bonus(layers, settings, scores, eligible) if settings.previous else scores
    allow_and_forbid(layers, settings, eligible)
    fair = settings.fairness and settings.objective != "stable"  # it changes no order of points
    if fair and settings.knee is None:
        problem, _ = open_problem(layers, settings, objective, eligible, fixed)
        settings = replace(settings, knee=knee_of(problem, solve(problem), objective, fixed))
    if fair and settings.knee is not None:
        objective = objective - KNEE_STEEPNESS * np.maximum(settings.knee - objective, 0)
    problem, first = open_problem(layers, settings, objective, eligible, fixed)
    solved = solve_as(problem, settings.objective, scores.ravel()[problem.cell])
    state = State(
        problem, solved.flow, eligible, bits, scores, objective, fixed, first, solved.priced
    )
    return settings, state, filled, solved


def allow_and_forbid(layers: Layers, settings: Settings, eligible: Flags) -> None:
    """Open what was overridden, and shut what is kept apart."""
    for column, row in layers.places_of(settings.overrides):
        eligible[row, column] = True
    for column, row in layers.places_of(settings.forbidden, strict=False):
        eligible[row, column] = False


def fixed_pairs(layers: Layers, settings: Settings, bits: Bits) -> dict[tuple[int, int], str]:
    """Return (row, column) of running and locked pairs. Refuses locks that cannot be kept."""
    for column, row in layers.places_of(settings.overrides):
        if refused := set(layers.codes(bits, row, column, raw=True)) & plain.NEVER_LIFTED:
            raise Refusal(
                f"{layers.name(column, row)} cannot be allowed: "
                f"{must_in_words(plain.PUBLIC_CODE.get(min(refused), min(refused)))}."
            )
    fixed = {(row, column): "kept" for column, row in layers.places_of(settings.kept)}
    both = sorted((settings.locked | settings.kept) & settings.forbidden)
    if both:
        raise Refusal(f"Pair {both[0]} is both fixed and kept apart. Drop one of the two.")
    for column, row in layers.places_of(settings.locked - settings.kept):
        codes = layers.codes(bits, row, column)
        pair = (layers.mentors[column].id, layers.mentees[row].id)
        if codes and pair not in settings.overrides:
            raise Refusal(
                f"{layers.name(column, row)} is locked, but {must_in_words(codes[0])}. "
                "Unlock it, or allow this pair with an override."
            )
        fixed[row, column] = "locked"
    refuse_overfull(layers, fixed)
    return fixed


def refuse_overfull(layers: Layers, fixed: Mapping[tuple[int, int], str]) -> None:
    """Refuse locks beyond anyone's places. Running pairs alone may be over: never broken."""
    locked = [pair for pair, kind in fixed.items() if kind == "locked"]
    for side, limits, cure in (
        (1, layers.capacity, "raise the places on offer"),
        (0, layers.demand, "raise the number of mentors asked for"),
    ):
        counts = Counter(pair[side] for pair in fixed)
        for place in sorted({pair[side] for pair in locked}):
            if counts[place] > limits[place]:
                people: Sequence[Person] = layers.mentors if side else layers.mentees
                raise Refusal(
                    f"{people[place].id} would have {counts[place]} pairs but has room for "
                    f"{limits[place]}. Unlock some, or {cure}."
                )


def bonus(layers: Layers, settings: Settings, scores: Integers, eligible: Flags) -> Integers:
    """Return extra points for the pairs of the previous proposal."""
    extra = np.zeros_like(scores)
    top = int(scores[eligible].max(initial=0))
    for column, row in layers.places_of(settings.previous, strict=False):
        extra[row, column] = top * layers.rules.kept_bonus // 100
    return extra


def open_problem(
    layers: Layers,
    settings: Settings,
    objective: Integers,
    eligible: Flags,
    fixed: Mapping[tuple[int, int], str],
) -> tuple[Problem, Integers]:
    """Return what is not fixed as a problem, and which units are somebody's first mentor."""
    open_pairs = eligible.copy()
    room, wanted = layers.capacity.copy(), layers.demand.copy()
    served = np.zeros_like(wanted)
    for row, column in fixed:
        open_pairs[row, column] = False
        room[column] -= 1
        wanted[row] -= 1
        served[row] += 1
    room, wanted = np.maximum(room, 0), np.maximum(wanted, 0)
    open_pairs &= (wanted > 0)[:, None]  # full mentors stay: their price says what a place adds
    arcs = np.flatnonzero(open_pairs)
    arc_row = (arcs // max(open_pairs.shape[1], 1)).astype(np.int32)
    unranked = settings.objective in ("most-points", "stable")
    if unranked:
        unit_row, unit_places = np.arange(len(wanted)), wanted
        rank = first = np.zeros_like(wanted)
    else:
        priority = layers.priority if settings.by_priority else np.ones_like(layers.priority)
        unit_row, unit_places, rank, first = split_demand(priority, wanted, served)
    problem = Problem(
        shape=layers.table.shape,
        row=arc_row,
        column=(arcs - arc_row * np.int64(open_pairs.shape[1])).astype(np.int32),
        score=objective.ravel()[arcs],
        tie=layers.ties().ravel()[arcs].astype(np.int64),
        capacity=room,
        unit_row=unit_row,
        unit_rank=rank,
        unit_places=unit_places,
        most_points=unranked,
    )
    return problem, first


def split_demand(
    priority: Integers, wanted: Integers, served: Integers
) -> tuple[Integers, Integers, Integers, Integers]:
    """Split demand in two: everyone's first mentor comes before anyone's second.

    Returns whose each unit is, its places, its rank, and 1 where it is a first mentor.
    """
    rows = np.arange(len(wanted))
    first = (served == 0) & (wanted > 0)
    later = wanted - first
    more = later > 0
    row = np.concatenate([rows[first], rows[more]])
    places = np.concatenate([np.ones(int(first.sum()), np.int64), later[more]])
    is_first = np.concatenate([np.ones(int(first.sum()), bool), np.zeros(int(more.sum()), bool)])
    order = list(zip(is_first.tolist(), priority[row].tolist(), strict=True))
    number = {value: place for place, value in enumerate(sorted(set(order)))}
    rank = np.array([number[each] for each in order], np.int64)
    return row, places, rank, is_first.astype(np.int64)


def describe(
    layers: Layers,
    settings: Settings,
    state: State,
    filled: Mapping[str, Levels],
    solved: Solved,
) -> Matching:
    """Put the pairs, the proof and the reasons together."""
    (problem, flow), first = state.priced, state.first
    best = prove(problem, flow, problem.score, 0 * problem.unit_rank, tied=not problem.most_points)
    people, sound = None, solved.sound and prices_hold(state, best, 0 * first, scored=True)
    if not problem.most_points:
        for worth in (first, problem.unit_rank + 1):
            proof = prove_served(problem, flow, worth)
            people = people or proof
            sound = (
                sound
                and proof.bound == worth_served(flow, worth)
                and prices_hold(state, proof, worth, scored=False)
            )
    chosen = explain.pairs_of(state)
    places = sorted((layers.mentors[c].id, layers.mentees[r].id, r, c) for r, c in chosen)
    pairs = tuple(made_pair(layers, settings, state, row, column) for _, _, row, column in places)
    won = int(sum(state.objective[row, column] for row, column in state.fixed))
    total = add(state.problem.score[state.flow.taken]) + won
    count = len(layers.mentors)
    wanted = () if people is None else np.flatnonzero(people.mentor_prices[:count])
    return Matching(
        pairs=pairs,
        matched=len({row for row, _ in chosen}),
        points=sum(pair.points for pair in pairs),
        total=total,
        upper_bound=best.bound + won,
        proven=sound
        and best.bound == add(problem.score[flow.taken])
        and layers_hold(layers, settings.musts, state, filled, chosen),
        mentor_prices=named(layers.mentors, best.mentor_prices[:count]),
        mentee_prices=named(layers.mentees, prices_by_mentee(layers, state, best.mentee_prices)),
        mentors_wanted=tuple(layers.mentors[column].id for column in wanted),
        idle=idle_mentors(layers, state, chosen),
        settings=settings,
        layers=layers,
        state=state,
        floor=solved.floor,
    )


def made_pair(
    layers: Layers, settings: Settings, state: State, row: int, column: int
) -> MatchedPair:
    """Describe one pair, by what counts for its purpose."""
    purpose = state.purposes.get((row, column))
    if purpose is None:
        return layers.pair(settings, state.bits, state.points, row, column)
    settings = replace(settings, weights=purposes.weights_for(layers, settings, purpose))
    pair = layers.pair(settings, state.bits, state.points, row, column)
    return replace(pair, purpose=purpose)


def prices_by_mentee(layers: Layers, state: State, prices: Integers) -> Integers:
    """Add up the prices of each mentee's asks."""
    if state.asks is None:
        return prices
    added = np.zeros(len(layers.mentees), np.int64)
    np.add.at(added, state.asks.row, prices[: len(state.asks.row)])
    return added


def idle_mentors(
    layers: Layers, state: State, chosen: list[tuple[int, int]]
) -> tuple[IdleMentor, ...]:
    """List mentors with free places."""
    filled = Counter(column for _, column in chosen)
    options = state.eligible.sum(axis=0)
    return tuple(
        IdleMentor(mentor.id, mentor.capacity - filled[column], int(options[column]))
        for column, mentor in enumerate(layers.mentors)
        if mentor.capacity > filled[column]
    )


def knee_of(
    problem: Problem, flow: Flow, objective: Integers, fixed: Iterable[tuple[int, int]]
) -> int:
    """Return the 10th percentile of the pairs' points: below it, a pair counts as poor."""
    reached = problem.score[flow.taken].tolist() + [int(objective[pair]) for pair in fixed]
    ordered = sorted(reached)
    return ordered[(len(ordered) - 1) * KNEE_PERCENT // 100] if ordered else 0


def named(people: Sequence[Person], prices: Integers) -> dict[str, int]:
    """Give prices their people's ids."""
    return {person.id: int(price) for person, price in zip(people, prices, strict=True)}
