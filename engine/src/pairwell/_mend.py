"""Mending a best set after better pairs were found: compiled, for crowds.

Prices show which pairs a best set lacks. Where these are few, solving everything again would be a
waste: each such pair is taken in by itself, by the shortest way that frees its mentor's place and
leads back to its mentee. If that way costs less than the pair gains, all along it move up one; if
not, prices rise until the pair is worth no more than they are. Either way the set is best again.

Imported only where Numba is installed. As in `_kernel.py`, what is compiled is kept until this
file changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._kernel import Whole, compiled
from pairwell._model import Integers
from pairwell._openings import FAR
from pairwell._prices import Prices
from pairwell._score import Flags
from pairwell._solve import Flow, Problem

NOBODY = -1
PATIENCE = 20
"""How many times as many pairs as are listed may be looked at, before solving again is quicker."""


class Places(NamedTuple):
    """A set of pairs as it changes. Pairs are listed by row; places by mentor, each with the pair
    that holds it; units by row, and by rank.

    label: of every node (mentors, mentees, ranks and what places flow to), the shortest way to it.
    """

    starts: Integers
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: Integers
    used: Flags
    place_at: Integers
    holder: Integers
    filled: Integers
    unit_at: Integers
    unit: Integers
    of_rank_at: Integers
    of_rank: Integers
    unit_row: Integers
    unit_rank: Integers
    unit_places: Integers
    unit_flow: Integers
    label: Integers


class Ways(NamedTuple):
    """Shortest ways from one mentor's place: how far each node is, which node and which pair or
    unit it was reached by, the nodes reached, and those to go on from as a heap, with how far they
    were when they were put there. counts: of the heap, and of those reached."""

    far: Integers
    before: Integers
    by: Integers
    reached: Integers
    heap: Integers
    heap_far: Integers
    counts: Integers


def mended(problem: Problem, flow: Flow, prices: Prices) -> tuple[Flow, Prices] | None:
    """Return the best set and its prices, or None where it would take too long.

    flow: best, but for pairs worth more than prices, which prove it among all others. Not for
    "most-points", where ranks have no price.
    """
    places = laid_out(problem, flow, prices)
    nodes = len(places.label)
    edges = 2 * len(problem.row) + 2 * len(problem.unit_row) + 2 * nodes
    ways = Ways(
        far=np.full(nodes, FAR),
        before=np.full(nodes, NOBODY),
        by=np.full(nodes, NOBODY),
        reached=np.zeros(nodes, np.int64),
        heap=np.zeros(edges, np.int64),
        heap_far=np.zeros(edges, np.int64),
        counts=np.zeros(2, np.int64),
    )
    if not mend(places, ways, PATIENCE * len(problem.row)):
        return None
    rows, columns = problem.shape
    sink = places.label[-1]
    mentor = np.maximum(sink - places.label[:columns], 0)
    mentee = places.label[columns : columns + rows] - sink
    rank = places.label[columns + rows : -1] - sink
    return Flow(places.used, places.unit_flow), (mentee, mentor, rank)


def laid_out(problem: Problem, flow: Flow, prices: Prices) -> Places:
    """Lay out what mending changes, in arrays of its own."""
    rows, columns = problem.shape
    mentee, mentor, rank = prices
    used = np.flatnonzero(flow.used)
    used = used[np.argsort(problem.column[used], kind="stable")]
    filled = np.bincount(problem.column[used], minlength=columns)
    room = np.minimum(problem.capacity, np.bincount(problem.column, minlength=columns))
    place_at = np.append(0, np.cumsum(room))
    holder = np.full(place_at[-1], NOBODY)
    first = np.repeat(np.cumsum(filled) - filled, filled)
    holder[place_at[problem.column[used]] + np.arange(len(used)) - first] = used
    by_row, by_rank = (
        np.argsort(each, kind="stable") for each in (problem.unit_row, problem.unit_rank)
    )
    return Places(
        starts=np.searchsorted(problem.row, np.arange(rows + 1)),
        row=problem.row,
        column=problem.column,
        value=problem.score,
        used=flow.used.copy(),
        place_at=place_at,
        holder=holder,
        filled=filled,
        unit_at=np.searchsorted(problem.unit_row[by_row], np.arange(rows + 1)),
        unit=by_row,
        of_rank_at=np.searchsorted(problem.unit_rank[by_rank], np.arange(problem.ranks + 1)),
        of_rank=by_rank,
        unit_row=problem.unit_row.astype(np.int64),
        unit_rank=problem.unit_rank.astype(np.int64),
        unit_places=problem.unit_places.astype(np.int64),
        unit_flow=flow.unit_flow.copy(),
        label=np.concatenate([-mentor, mentee, np.maximum(rank, -FAR), [0]]),
    )


@compiled
def mend(places: Places, ways: Ways, patience: Whole) -> bool:
    """Take in every pair worth more than its prices, mentee by mentee. Says whether it was done
    before patience ran out."""
    rows, columns = len(places.starts) - 1, len(places.place_at) - 1
    for row in range(rows):
        while True:
            lift(places, row)
            arc, gain = most_lacking(places, row)
            if arc == NOBODY:
                break
            patience -= find_way(places, ways, arc, gain)
            if patience < 0:
                return False
            settle_labels(places, ways, gain, columns + row)
            if ways.far[columns + row] < gain:
                move_up(places, ways, arc)
            forget(ways)
    return True


@compiled
def most_lacking(places: Places, row: Whole) -> tuple[Whole, Whole]:
    """Return which pair of a mentee is worth most over its prices, and how much; or nobody."""
    columns = len(places.place_at) - 1
    best, most = NOBODY, 0
    for arc in range(places.starts[row], places.starts[row + 1]):
        if not places.used[arc]:
            gain = places.value[arc] - places.label[columns + row]
            gain += places.label[places.column[arc]]
            if gain > most:
                best, most = arc, gain
    return best, most


@compiled
def lift(places: Places, row: Whole) -> None:
    """Raise a mentee's label as far as its pairs and ranks let it."""
    columns = len(places.place_at) - 1
    rows = len(places.starts) - 1
    highest = FAR
    for arc in range(places.starts[row], places.starts[row + 1]):
        if places.used[arc]:
            highest = min(highest, places.label[places.column[arc]] + places.value[arc])
    for each in range(places.unit_at[row], places.unit_at[row + 1]):
        unit = places.unit[each]
        if places.unit_flow[unit] < places.unit_places[unit]:
            highest = min(highest, places.label[columns + rows + places.unit_rank[unit]])
    if highest < FAR:
        places.label[columns + row] = max(highest, places.label[columns + row])


@compiled
def find_way(places: Places, ways: Ways, arc: Whole, gain: Whole) -> Whole:
    """Find the shortest way from a pair's mentor to its mentee, up to what the pair gains.

    Returns how many steps were looked at.
    """
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    ranks = len(places.of_rank_at) - 1
    target, sink, steps = columns + places.row[arc], columns + rows + ranks, 0
    reach(ways, places.column[arc], 0, NOBODY, arc)
    while ways.counts[0]:
        node, far = nearest(ways)
        if far >= gain or node == target:
            return steps
        if far > ways.far[node]:
            continue
        here = places.label[node] + far
        if node < columns:
            steps += leave_mentor(places, ways, node, here, sink)
        elif node < columns + rows:
            steps += leave_mentee(places, ways, node, here)
        elif node < sink:
            steps += leave_rank(places, ways, node, here)
        else:
            steps += columns
            for column in range(columns):
                if places.filled[column]:
                    reach(ways, column, here - places.label[column], node, NOBODY)
    return steps


@compiled
def leave_mentor(places: Places, ways: Ways, node: Whole, here: Whole, sink: Whole) -> Whole:
    """Go on to who holds a place with a mentor, and to a place nobody holds."""
    columns = len(places.place_at) - 1
    if places.filled[node] < places.place_at[node + 1] - places.place_at[node]:
        reach(ways, sink, here - places.label[sink], node, NOBODY)
    for place in range(places.place_at[node], places.place_at[node] + places.filled[node]):
        arc = places.holder[place]
        other = columns + places.row[arc]
        reach(ways, other, here + places.value[arc] - places.label[other], node, arc)
    return np.int64(places.filled[node])


@compiled
def leave_mentee(places: Places, ways: Ways, node: Whole, here: Whole) -> Whole:
    """Go on to other mentors on a mentee's list, and to going without. A pair that is yet to be
    taken in is left out."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    row = node - columns
    for arc in range(places.starts[row], places.starts[row + 1]):
        column = places.column[arc]
        least = places.label[node] - places.value[arc]
        if not places.used[arc] and least >= places.label[column]:
            far = here - places.value[arc] - places.label[column]
            reach(ways, column, far, node, arc)
    for each in range(places.unit_at[row], places.unit_at[row + 1]):
        unit = places.unit[each]
        if places.unit_flow[unit]:
            other = columns + rows + places.unit_rank[unit]
            reach(ways, other, here - places.label[other], node, unit)
    return np.int64(places.starts[row + 1] - places.starts[row])


@compiled
def leave_rank(places: Places, ways: Ways, node: Whole, here: Whole) -> Whole:
    """Go on to all of a rank who could be served instead."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    rank = node - columns - rows
    for each in range(places.of_rank_at[rank], places.of_rank_at[rank + 1]):
        unit = places.of_rank[each]
        if places.unit_flow[unit] < places.unit_places[unit]:
            other = columns + places.unit_row[unit]
            reach(ways, other, here - places.label[other], node, unit)
    return np.int64(places.of_rank_at[rank + 1] - places.of_rank_at[rank])


@compiled
def settle_labels(places: Places, ways: Ways, gain: Whole, target: Whole) -> None:
    """Lower all that is nearer than the way found, or than the gain, by how much nearer it is."""
    limit = min(gain, ways.far[target])
    for at in range(ways.counts[1]):
        node = ways.reached[at]
        if ways.far[node] < limit:
            places.label[node] -= limit - ways.far[node]


@compiled
def move_up(places: Places, ways: Ways, arc: Whole) -> None:
    """Take a pair in, and move everybody along its way up one: first out of places, then in."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    for coming in (False, True):
        node = columns + places.row[arc]
        while ways.before[node] != NOBODY:
            last, by = ways.before[node], ways.by[node]
            if last < columns <= node < columns + rows and not coming:
                give_back(places, last, by)
            elif node < columns <= last < columns + rows and coming:
                take(places, node, by)
            elif columns <= last < columns + rows <= node and not coming:
                places.unit_flow[by] -= 1
            elif columns <= node < columns + rows <= last and coming:
                places.unit_flow[by] += 1
            node = last
    take(places, places.column[arc], arc)


@compiled
def give_back(places: Places, column: Whole, arc: Whole) -> None:
    """Let a pair give its place back."""
    last = places.place_at[column] + places.filled[column] - 1
    for place in range(places.place_at[column], last + 1):
        if places.holder[place] == arc:
            places.holder[place] = places.holder[last]
            break
    places.holder[last] = NOBODY
    places.filled[column] -= 1
    places.used[arc] = False


@compiled
def take(places: Places, column: Whole, arc: Whole) -> None:
    """Let a pair take a free place."""
    places.holder[places.place_at[column] + places.filled[column]] = arc
    places.filled[column] += 1
    places.used[arc] = True


# --- the nearest first ----------------------------------------------------------------------


@compiled
def reach(ways: Ways, node: Whole, far: Whole, before: Whole, by: Whole) -> None:
    """Note a way to a node, if it is shorter than what is known."""
    if far >= ways.far[node]:
        return
    if ways.far[node] == FAR:
        ways.reached[ways.counts[1]] = node
        ways.counts[1] += 1
    ways.far[node], ways.before[node], ways.by[node] = far, before, by
    at = ways.counts[0]
    ways.counts[0] += 1
    while at and ways.heap_far[(at - 1) // 2] > far:
        ways.heap[at], ways.heap_far[at] = ways.heap[(at - 1) // 2], ways.heap_far[(at - 1) // 2]
        at = (at - 1) // 2
    ways.heap[at], ways.heap_far[at] = node, far


@compiled
def nearest(ways: Ways) -> tuple[Whole, Whole]:
    """Take the nearest node from the heap, with how far it was when it was put there."""
    node, far = ways.heap[0], ways.heap_far[0]
    ways.counts[0] -= 1
    count, at = ways.counts[0], 0
    last, last_far = ways.heap[count], ways.heap_far[count]
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and ways.heap_far[child + 1] < ways.heap_far[child]:
            child += 1
        if ways.heap_far[child] >= last_far:
            break
        ways.heap[at], ways.heap_far[at] = ways.heap[child], ways.heap_far[child]
        at = child
    ways.heap[at], ways.heap_far[at] = last, last_far
    return node, far


@compiled
def forget(ways: Ways) -> None:
    """Forget all ways."""
    for at in range(ways.counts[1]):
        node = ways.reached[at]
        ways.far[node], ways.before[node] = FAR, NOBODY
    ways.counts[:] = 0
