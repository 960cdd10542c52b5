"""The check inside every proposal: the fast code against the plain code, on random samples."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _rules as plain
from pairwell._certificate import Unit, column_complaints, row_complaints
from pairwell._model import Integers, Musts, Proof
from pairwell._score import OPEN, Levels

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State

CELLS_CHECKED = 40
ROWS_CHECKED = 4


def prices_hold(state: State, proof: Proof, worth: Integers, *, scored: bool) -> bool:
    """Look at the prices of random mentees with separate plain code."""
    problem, flow = state.priced
    filled = Counter(problem.column[flow.taken].tolist())
    faults = column_complaints(problem.capacity.tolist(), filled, proof)
    count = problem.shape[0]
    for row in random.SystemRandom().choices(range(count), k=ROWS_CHECKED) if count else ():
        arcs = np.arange(*np.searchsorted(problem.row, [row, row + 1]))
        units = np.flatnonzero(problem.unit_row == row)
        columns, scores = problem.column[arcs].tolist(), problem.score[arcs].tolist()
        options = dict(zip(columns, scores if scored else [0] * len(scores), strict=True))
        paired = set(problem.column[arcs[flow.used[arcs]]].tolist())
        shares = [
            Unit(
                int(problem.unit_rank[unit]),
                int(worth[unit]),
                int(problem.unit_places[unit]),
                int(flow.unit_flow[unit]),
            )
            for unit in units
        ]
        faults += row_complaints(int(row), options, paired, shares, proof)
    return not faults


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
