"""The bottleneck: the least points of any pair, made as large as can be without losing anyone.

A floor is possible when the pairs above it still serve everybody who can be served. That is
asked of a maximum flow, by halving the points that occur. The best pairs on the floor are then an
ordinary problem with fewer pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pairwell._candidates import solve
from pairwell._model import Integers, Proof
from pairwell._options_check import floor_complaints
from pairwell._prices import prove_served
from pairwell._solve import Flags, Problem, most_served


@dataclass(frozen=True, eq=False)
class Floor:
    """points: the least that a pair has. arcs: the pairs that have them. proven: no more goes."""

    points: int | None
    arcs: Flags
    proven: bool


def highest_floor(problem: Problem, points: Integers) -> Floor:
    """Find the largest least points of the pairs that serve as many as all pairs do.

    points: of each arc, without bonuses. Where nobody can be served there is no floor.
    """
    everyone = np.ones(len(points), bool)
    needed = served_by_rank(problem, everyone)
    values = np.unique(points)
    if not sum(needed):
        return Floor(None, everyone, True)
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if serves(problem, points >= values[middle], needed):
            low = middle
        else:
            high = middle - 1
    floor = int(values[low])
    return Floor(floor, points >= floor, none_higher(problem, points, floor, needed))


def served_by_rank(problem: Problem, arcs: Flags) -> list[int]:
    """Count for each rank how much of it and of the higher ranks these pairs can serve."""
    return [most_from(problem, arcs, rank) for rank in range(problem.ranks)]


def most_from(problem: Problem, arcs: Flags, rank: int) -> int:
    """Count what can be served of this rank and the higher ones."""
    units = problem.unit_rank >= rank
    wanted = np.zeros(problem.shape[0], np.int64)
    np.add.at(wanted, problem.unit_row[units], problem.unit_places[units])
    return most_served(problem.row[arcs], problem.column[arcs], wanted, problem.capacity)


def serves(problem: Problem, arcs: Flags, needed: list[int]) -> bool:
    """Say whether these pairs serve every rank as well as all pairs do.

    Units of demand are a matroid: what is the most for each rank and above is reached by one set.
    """
    ranks = range(problem.ranks)
    return all(most_from(problem, arcs, rank) == needed[rank] for rank in ranks)


def none_higher(problem: Problem, points: Integers, floor: int, needed: list[int]) -> bool:
    """Prove by a cover, read by plain code, that the pairs above the floor serve fewer."""
    above = problem.only(points > floor)
    everyone = np.ones(len(above.row), bool)
    for rank in range(problem.ranks):
        if most_from(above, everyone, rank) < needed[rank]:
            return not floor_complaints(*cover(above, rank), needed=needed[rank])
    return False


def cover(above: Problem, rank: int) -> tuple[Problem, Proof]:
    """Find the smallest cover of some pairs, for demand from one rank up."""
    units = above.unit_rank >= rank
    part = replace(
        above,
        score=np.zeros_like(above.score),
        unit_row=above.unit_row[units],
        unit_rank=above.unit_rank[units] - rank,
        unit_places=above.unit_places[units],
    )
    ones = np.ones_like(part.unit_rank)
    return part, prove_served(part, solve(part), ones)
