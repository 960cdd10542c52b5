"""A proposal where mentees ask for several mentors, each for a purpose of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _propose as whole
from pairwell import _purposes as purposes
from pairwell._candidates import solve
from pairwell._model import Integers, Matching, Settings
from pairwell._objectives import Solved
from pairwell._options_check import purpose_complaints
from pairwell._purposes import Asks
from pairwell._score import points

if TYPE_CHECKING:
    from pairwell._match import Layers

Taken = Mapping[tuple[int, int], int | None]
"""By (mentee, mentor) of a fixed pair: its ask."""


def propose_by_purpose(layers: Layers, settings: Settings) -> Matching:
    """Do what `propose` does, with a row for each ask instead of each mentee."""
    bits, filled = layers.ready(settings.musts)
    asks = purposes.asks_of(layers, settings)
    scored = purposes.points_by_purpose(layers, settings, filled, asks)
    scores, eligible = points(filled, settings.weights, layers.table.shape), bits == 0
    fixed = whole.fixed_pairs(layers, settings, bits)
    extra = whole.bonus(layers, settings, scores, eligible)
    whole.allow_and_forbid(layers, settings, eligible)
    asks = replace(asks, open=eligible[asks.row] & asks.offered)
    taken = purposes.purposes_taken(layers, asks, fixed)
    objective = extra[asks.row]
    for ask, (row, purpose) in enumerate(zip(asks.row.tolist(), asks.purpose, strict=True)):
        objective[ask] += scored[purpose][row]
    if settings.fairness:
        settings, objective = fair(layers, settings, asks, objective, taken)
    problem, first = purposes.problem_of(layers, settings, asks, objective, taken)
    problem, flow, first, asks = purposes.solve_apart(problem, first, asks)
    made = asks.pairs(problem, flow)
    fixed_for = {pair: None if ask is None else asks.purpose[ask] for pair, ask in taken.items()}
    named = {**fixed_for, **{(row, column): purpose for row, column, purpose in made}}
    for (row, column), purpose in named.items():
        if purpose is not None:
            scores[row, column] = scored[purpose][row, column]
    total = scores + extra
    for (row, column), chosen in taken.items():
        if chosen is not None:
            total[row, column] = objective[chosen, column]
    listed = [(*pair, purpose) for pair, purpose in fixed_for.items()] + made
    sound = not purpose_complaints(layers, listed, fixed)
    priced = problem, flow
    state = whole.State(
        problem, flow, eligible, bits, scores, total, fixed, first, priced, asks, named
    )
    return whole.describe(layers, settings, state, filled, Solved(flow, priced, sound))


def fair(
    layers: Layers, settings: Settings, asks: Asks, objective: Integers, taken: Taken
) -> tuple[Settings, Integers]:
    """Take off the fairness shortfall; without a knee yet, find it from a first solution."""
    knee = settings.knee
    if knee is None:
        problem, _ = purposes.problem_of(layers, settings, asks, objective, taken)
        held = [(ask, column) for (_, column), ask in taken.items() if ask is not None]
        knee = whole.knee_of(problem, solve(problem), objective, held)
    lifted = objective - whole.KNEE_STEEPNESS * np.maximum(knee - objective, 0)
    return replace(settings, knee=knee), lifted
