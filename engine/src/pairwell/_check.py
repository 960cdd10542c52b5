"""The check inside every proposal: all prices, all pairs chosen, and the layers at random."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _rules as plain
from pairwell._model import Integers, Musts, Proof
from pairwell._price_check import certificate_holds
from pairwell._score import OPEN, Levels

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State

CELLS_CHECKED = 40


def prices_hold(state: State, proof: Proof, worth: Integers, *, scored: bool) -> bool:
    """Look at all prices of a proposal with separate plain code."""
    problem, flow = state.priced
    score = problem.score if scored else np.zeros_like(problem.score)
    return certificate_holds(problem, flow, proof, worth, score)


def layers_hold(
    layers: Layers,
    musts: Musts,
    state: State,
    filled: Mapping[str, Levels],
    chosen: Sequence[tuple[int, int]],
) -> bool:
    """Compare the layers with the plain rules: every pair chosen, and some at random."""
    rows, columns = layers.table.shape
    if not rows or not columns:
        return True
    some = random.SystemRandom().choices(range(rows * columns), k=CELLS_CHECKED)
    cells = [*chosen, *(divmod(cell, columns) for cell in some)]
    return all(
        same_levels(layers, row, column, filled)
        and plain.blockers(layers.mentors[column], layers.mentees[row], musts)
        == layers.codes(state.bits, row, column, raw=True)
        for row, column in cells
    )


def same_levels(layers: Layers, row: int, column: int, filled: Mapping[str, Levels]) -> bool:
    """Say whether every layer agrees with its plain rule for one pair."""
    for rule, verdict in layers.verdicts(row, column).items():
        level = int(layers.table.levels[rule][row, column])
        if level != (OPEN if verdict is None else verdict.level):
            return False
        if verdict is not None and level != int(filled[rule][row, column]):
            return False
    return True
