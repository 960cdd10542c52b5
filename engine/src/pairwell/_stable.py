"""Stable matching: no two people would both rather have each other.

Mentees ask in turn, from their best pair down; a mentor holds the best who asked and lets the
others go on (deferred acceptance, Gale and Shapley 1962). Both sides rank by the points of the
pair, and by its hash among equals, so there is exactly one stable set. The mentors asking would
find the same one.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from pairwell._model import Integers
from pairwell._solve import Flow, Problem, share_out


def accept(problem: Problem) -> Flow:
    """Return the stable set of pairs. Ranks of priority are not looked at."""
    order = np.lexsort((problem.tie, -problem.score))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    used = np.zeros(len(order), bool)
    used[held_in_the_end(problem, place)] = True
    return Flow(used, share_out(problem, used))


def held_in_the_end(problem: Problem, place: Integers) -> list[int]:
    """Let everybody ask until nobody is left who wants and may. place: 0 is the best pair."""
    asking = np.lexsort((place, problem.row))
    starts = np.searchsorted(problem.row[asking], np.arange(problem.shape[0] + 1)).tolist()
    turn, capacity = starts[:-1], problem.capacity.tolist()
    wanting = problem.demand().tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in capacity]
    waiting = list(range(problem.shape[0]))
    while waiting:
        row = waiting[-1]
        if not wanting[row] or turn[row] == starts[row + 1]:
            waiting.pop()
            continue
        arc = int(asking[turn[row]])
        turn[row] += 1
        column = int(problem.column[arc])
        if not capacity[column]:
            continue
        heappush(held[column], (-int(place[arc]), arc))
        wanting[row] -= 1
        if len(held[column]) > capacity[column]:
            let_go = int(problem.row[heappop(held[column])[1]])
            wanting[let_go] += 1
            waiting.append(let_go)
    return [arc for kept in held for _, arc in kept]
