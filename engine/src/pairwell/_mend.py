"""Mending a best set after better pairs were found: compiled, for crowds.

Prices show which pairs a best set lacks. Where these are few, solving everything again would be a
waste: each such pair is taken in by itself, by the shortest way that frees its mentor's place and
leads back to its mentee. If that way costs less than the pair gains, all along it move up one; if
not, prices change until the pair is worth no more than they are. Either way the set is best again.

Ways are followed from both ends until they meet (Nicholson, 1966): from one end alone, a way
through those who go without would lead past nearly everybody first.

Imported only where Numba is installed. As in `_kernel.py`, what is compiled is kept until this
file changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._kernel import Whole, compiled, inner
from pairwell._model import Integers
from pairwell._openings import FAR
from pairwell._prices import Prices
from pairwell._score import Flags
from pairwell._solve import Flow, Problem

NOBODY = -1
NO_STEP = (NOBODY, NOBODY)
ANY_WAY = 2**60
"""Longer than any way."""
PATIENCE = 20
"""How many times as many steps as there are pairs and people may be looked at, before solving again
is quicker."""


class Places(NamedTuple):
    """A set of pairs as it changes. Pairs are listed by row, and once more by mentor, with copies
    of whose they are and what they are worth: side by side these are quickly read. Places by
    mentor, each with the pair that holds it; units by row, and by rank.

    label: of every node (mentors, mentees, ranks and what places flow to), the shortest way to it.
    """

    starts: Integers
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: Integers
    of_column_at: Integers
    of_column: NDArray[np.int32]
    of_column_row: NDArray[np.int32]
    of_column_value: Integers
    used: Flags
    capacity: Integers
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
    """Shortest ways from one end: how far each node is, which node comes next towards that end and
    by which pair or unit, the nodes reached, and those to go on from as a heap, with where each
    stands in it. counts: of the heap, and of those reached."""

    far: Integers
    next: Integers
    by: Integers
    reached: Integers
    heap: Integers
    stands: Integers
    counts: Integers


type Step = tuple[Whole, Whole]
"""The next node towards an end, and the pair or unit it is by."""


class Meeting(NamedTuple):
    """Ways from one node, ways to another, and where they meet: shortest holds how far it is from
    end to end, at first how far is too far, and at which node."""

    there: Ways
    back: Ways
    shortest: Integers


def mended(
    problem: Problem, flow: Flow, prices: Prices, *, more: bool = False
) -> tuple[Flow, Prices] | None:
    """Return the best set and its prices, or None where it would take too long.

    flow: best, but for pairs worth more than prices, which prove it among all others. more: serve
    more people as well, where that can be. Not for "most-points", where ranks have no price.
    """
    places = laid_out(problem, flow, prices)
    nodes = len(places.label)
    meeting = Meeting(ways_among(nodes), ways_among(nodes), np.zeros(2, np.int64))
    if not mend(places, meeting, PATIENCE * (len(problem.row) + nodes), more):
        return None
    rows, columns = problem.shape
    sink = places.label[-1]
    listed = np.diff(places.of_column_at) > 0  # labels of the others stay behind
    mentor = np.where(listed, np.maximum(sink - places.label[:columns], 0), 0)
    mentee = places.label[columns : columns + rows] - sink
    rank = places.label[columns + rows : -1] - sink
    return Flow(places.used, places.unit_flow), (mentee, mentor, rank)


def ways_among(nodes: int) -> Ways:
    """Begin with no ways."""
    return Ways(
        far=np.full(nodes, FAR),
        next=np.full(nodes, NOBODY),
        by=np.full(nodes, NOBODY),
        reached=np.zeros(nodes, np.int64),
        heap=np.zeros(nodes, np.int64),
        stands=np.full(nodes, NOBODY),
        counts=np.zeros(2, np.int64),
    )


def laid_out(problem: Problem, flow: Flow, prices: Prices) -> Places:
    """Lay out what mending changes, in arrays of its own."""
    rows, columns = problem.shape
    mentee, mentor, rank = prices
    used = np.flatnonzero(flow.used)
    used = used[np.argsort(problem.column[used], kind="stable")]
    filled = np.bincount(problem.column[used], minlength=columns)
    listed = np.bincount(problem.column, minlength=columns)
    room = np.minimum(problem.capacity, listed)
    place_at = np.append(0, np.cumsum(room))
    holder = np.full(place_at[-1], NOBODY)
    first = np.repeat(np.cumsum(filled) - filled, filled)
    holder[place_at[problem.column[used]] + np.arange(len(used)) - first] = used
    by_row, by_rank = (
        np.argsort(each, kind="stable") for each in (problem.unit_row, problem.unit_rank)
    )
    of_column_at = np.append(0, np.cumsum(listed))
    of_column = np.empty(len(problem.column), np.int32)
    sort_by_column(problem.column, of_column_at[:-1].copy(), of_column)
    return Places(
        starts=np.searchsorted(problem.row, np.arange(rows + 1)),
        row=problem.row,
        column=problem.column,
        value=problem.score,
        of_column_at=of_column_at,
        of_column=of_column,
        of_column_row=problem.row[of_column],
        of_column_value=problem.score[of_column],
        used=flow.used.copy(),
        capacity=problem.capacity.astype(np.int64),
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
def sort_by_column(column: NDArray[np.int32], at: Integers, of_column: NDArray[np.int32]) -> None:
    """List pairs by mentor. at: where each mentor's begin; it is used up."""
    for arc in range(len(column)):
        of_column[at[column[arc]]] = arc
        at[column[arc]] += 1


@compiled
def mend(places: Places, meeting: Meeting, patience: Whole, more: bool) -> bool:
    """Take in every pair worth more than its prices, mentee by mentee, and then serve more people.
    Says whether it was done before patience ran out."""
    columns = len(places.place_at) - 1
    for row in range(len(places.starts) - 1):
        while True:
            lift(places, row)
            arc, gain = most_lacking(places, row)
            if arc == NOBODY:
                break
            ends = np.int64(places.column[arc]), columns + row
            patience -= find_way(places, meeting, ends, gain)
            if patience < 0:
                return False
            settle_labels(places, meeting)
            if meeting.shortest[0] < gain:
                move_up(places, meeting)
                take(places, places.column[arc], arc)
            forget(meeting)
    if more and not serve_more(places, meeting, patience):
        return False
    for row in range(len(places.starts) - 1):  # mentors may have risen above who holds their places
        lift(places, row)
    return True


@inner
def serve_more(places: Places, meeting: Meeting, patience: Whole) -> bool:
    """Serve whoever can be served as well, or before others who are less urgent. Says whether it
    was done before patience ran out.

    Of all ways from a rank to a place that nobody holds, or to a lower rank, the shortest costs the
    fewest points: the set stays the best of those that serve as many of each rank.
    """
    first = len(places.place_at) + len(places.starts) - 2
    ranks = len(places.of_rank_at) - 1
    for rank in range(ranks - 1, -1, -1):
        for lower in range(-1, rank):
            end = first + (ranks if lower < 0 else lower)
            found = True
            while found:
                patience -= find_way(places, meeting, (first + rank, end), ANY_WAY)
                if patience < 0:
                    return False
                found = meeting.shortest[1] != NOBODY
                if found:
                    settle_labels(places, meeting)
                    move_up(places, meeting)
                forget(meeting)
    return True


@inner
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


@inner
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


# --- ways -----------------------------------------------------------------------------------


@inner
def find_way(places: Places, meeting: Meeting, ends: tuple[Whole, Whole], limit: Whole) -> Whole:
    """Find the shortest way from one node to another, if it is shorter than a limit. Returns how
    many steps were looked at.

    Whichever end will have looked at less goes on, until what both have come past adds up to the
    shortest way known. So a node that leads to nearly everybody waits, and is mostly met from the
    other end first.
    """
    there, back = meeting.there, meeting.back
    meeting.shortest[0], meeting.shortest[1] = limit, NOBODY
    ahead, behind = np.int64(0), np.int64(0)
    reach(there, meeting, ends[0], 0, NO_STEP)
    reach(back, meeting, ends[1], 0, NO_STEP)
    while come_past(there, meeting) + come_past(back, meeting) < meeting.shortest[0]:
        if ahead + width(places, there) <= behind + width(places, back):
            ahead += 1 + leave(places, meeting, nearest(there))
        else:
            behind += 1 + lead_to(places, meeting, nearest(back))
    return ahead + behind


@inner
def width(places: Places, ways: Ways) -> Whole:
    """Return how many steps will be looked at from the nearest node, where these are very many."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    rank = ways.heap[0] - columns - rows
    if rank < 0:
        return np.int64(0)
    if rank == len(places.of_rank_at) - 1:
        return np.int64(columns)
    return np.int64(places.of_rank_at[rank + 1] - places.of_rank_at[rank])


@inner
def come_past(ways: Ways, meeting: Meeting) -> Whole:
    """Return how far all nodes are known from one end."""
    if ways.counts[0]:
        return np.int64(min(ways.far[ways.heap[0]], meeting.shortest[0]))
    return np.int64(meeting.shortest[0])


@inner
def leave(places: Places, meeting: Meeting, node: Whole) -> Whole:
    """Go on from a node to all that it leads to. Returns how many steps were looked at."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    ranks = len(places.of_rank_at) - 1
    ways, sink = meeting.there, columns + rows + ranks
    here = places.label[node] + ways.far[node]
    if node < columns:
        return leave_mentor(places, meeting, node, here, sink)
    if node < columns + rows:
        return leave_mentee(places, meeting, node, here)
    if node < sink:
        return leave_rank(places, meeting, node, here)
    for column in range(columns):
        if places.filled[column]:
            reach(ways, meeting, column, here - places.label[column], (node, NOBODY))
    return np.int64(columns)


@inner
def leave_mentor(places: Places, meeting: Meeting, node: Whole, here: Whole, sink: Whole) -> Whole:
    """Go on to who holds a place with a mentor, and to a place nobody holds."""
    columns, ways = len(places.place_at) - 1, meeting.there
    if places.filled[node] < places.capacity[node]:
        reach(ways, meeting, sink, here - places.label[sink], (node, NOBODY))
    for place in range(places.place_at[node], places.place_at[node] + places.filled[node]):
        arc = places.holder[place]
        other = columns + places.row[arc]
        far = here + places.value[arc] - places.label[other]
        reach(ways, meeting, other, far, (node, arc))
    return np.int64(places.filled[node])


@inner
def leave_mentee(places: Places, meeting: Meeting, node: Whole, here: Whole) -> Whole:
    """Go on to other mentors on a mentee's list, and to going without. A pair that is yet to be
    taken in is left out."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    row, ways = node - columns, meeting.there
    for arc in range(places.starts[row], places.starts[row + 1]):
        column = places.column[arc]
        least = places.label[node] - places.value[arc]
        if not places.used[arc] and least >= places.label[column]:
            far = here - places.value[arc] - places.label[column]
            reach(ways, meeting, column, far, (node, arc))
    for each in range(places.unit_at[row], places.unit_at[row + 1]):
        unit = places.unit[each]
        if places.unit_flow[unit]:
            other = columns + rows + places.unit_rank[unit]
            reach(ways, meeting, other, here - places.label[other], (node, unit))
    return np.int64(places.starts[row + 1] - places.starts[row])


@inner
def leave_rank(places: Places, meeting: Meeting, node: Whole, here: Whole) -> Whole:
    """Go on to all of a rank who could be served instead."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    rank, ways = node - columns - rows, meeting.there
    for each in range(places.of_rank_at[rank], places.of_rank_at[rank + 1]):
        unit = places.of_rank[each]
        if places.unit_flow[unit] < places.unit_places[unit]:
            other = columns + places.unit_row[unit]
            reach(ways, meeting, other, here - places.label[other], (node, unit))
    return np.int64(places.of_rank_at[rank + 1] - places.of_rank_at[rank])


@inner
def lead_to(places: Places, meeting: Meeting, node: Whole) -> Whole:
    """Go back from a node to all that lead to it. Returns how many steps were looked at."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    ranks = len(places.of_rank_at) - 1
    ways, sink = meeting.back, columns + rows + ranks
    here = ways.far[node] - places.label[node]
    if node < columns:
        return lead_to_mentor(places, meeting, node, here, sink)
    if node < columns + rows:
        return lead_to_mentee(places, meeting, node, here)
    if node < sink:
        return lead_to_rank(places, meeting, node, here)
    for column in range(columns):
        if places.filled[column] < places.capacity[column]:
            reach(ways, meeting, column, here + places.label[column], (node, NOBODY))
    return np.int64(columns)


@inner
def lead_to_mentor(
    places: Places, meeting: Meeting, node: Whole, here: Whole, sink: Whole
) -> Whole:
    """Go back to who has a mentor on the list and holds no place there, and to any place."""
    columns, ways = len(places.place_at) - 1, meeting.back
    if places.filled[node]:
        reach(ways, meeting, sink, here + places.label[sink], (node, NOBODY))
    for each in range(places.of_column_at[node], places.of_column_at[node + 1]):
        other = columns + places.of_column_row[each]
        least = places.label[other] - places.of_column_value[each]
        if least >= places.label[node] and here + least < meeting.shortest[0]:
            arc = np.int64(places.of_column[each])
            if not places.used[arc]:
                reach(ways, meeting, other, here + least, (node, arc))
    return np.int64(places.of_column_at[node + 1] - places.of_column_at[node])


@inner
def lead_to_mentee(places: Places, meeting: Meeting, node: Whole, here: Whole) -> Whole:
    """Go back to the mentors with whom a mentee holds a place, and to going without."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    row, ways = node - columns, meeting.back
    for arc in range(places.starts[row], places.starts[row + 1]):
        if places.used[arc]:
            column = np.int64(places.column[arc])
            far = here + places.label[column] + places.value[arc]
            reach(ways, meeting, column, far, (node, arc))
    for each in range(places.unit_at[row], places.unit_at[row + 1]):
        unit = places.unit[each]
        if places.unit_flow[unit] < places.unit_places[unit]:
            other = columns + rows + places.unit_rank[unit]
            reach(ways, meeting, other, here + places.label[other], (node, unit))
    return np.int64(places.starts[row + 1] - places.starts[row])


@inner
def lead_to_rank(places: Places, meeting: Meeting, node: Whole, here: Whole) -> Whole:
    """Go back to all of a rank who are served."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    rank, ways = node - columns - rows, meeting.back
    for each in range(places.of_rank_at[rank], places.of_rank_at[rank + 1]):
        unit = places.of_rank[each]
        if places.unit_flow[unit]:
            other = columns + places.unit_row[unit]
            reach(ways, meeting, other, here + places.label[other], (node, unit))
    return np.int64(places.of_rank_at[rank + 1] - places.of_rank_at[rank])


# --- what was found -------------------------------------------------------------------------


@inner
def settle_labels(places: Places, meeting: Meeting) -> None:
    """Lower what is near the one end and raise what is near the other, so that both ends come
    closer by as much as the way is long, and nothing else comes too close."""
    there, back, limit = meeting.there, meeting.back, meeting.shortest[0]
    ahead = come_past(there, meeting)
    for at in range(there.counts[1]):
        node = there.reached[at]
        if there.far[node] < ahead:
            places.label[node] -= ahead - there.far[node]
    for at in range(back.counts[1]):
        node = back.reached[at]
        if back.far[node] < limit - ahead:
            places.label[node] += limit - ahead - back.far[node]


@inner
def move_up(places: Places, meeting: Meeting) -> None:
    """Move everybody along a way up one: first out of places, then in."""
    there, back = meeting.there, meeting.back
    for coming in (False, True):
        node = meeting.shortest[1]
        while there.next[node] != NOBODY:
            pass_on(places, there.next[node], node, there.by[node], coming)
            node = there.next[node]
        node = meeting.shortest[1]
        while back.next[node] != NOBODY:
            pass_on(places, node, back.next[node], back.by[node], coming)
            node = back.next[node]


@inner
def pass_on(places: Places, node: Whole, other: Whole, by: Whole, coming: bool) -> None:
    """Move one step along a way, from a node to another: out of places, or in."""
    columns, rows = len(places.place_at) - 1, len(places.starts) - 1
    if node < columns <= other < columns + rows and not coming:
        give_back(places, node, by)
    elif other < columns <= node < columns + rows and coming:
        take(places, other, by)
    elif columns <= node < columns + rows <= other and not coming:
        places.unit_flow[by] -= 1
    elif columns <= other < columns + rows <= node and coming:
        places.unit_flow[by] += 1


@inner
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


@inner
def take(places: Places, column: Whole, arc: Whole) -> None:
    """Let a pair take a free place."""
    places.holder[places.place_at[column] + places.filled[column]] = arc
    places.filled[column] += 1
    places.used[arc] = True


# --- the nearest first ----------------------------------------------------------------------


@inner
def reach(ways: Ways, meeting: Meeting, node: Whole, far: Whole, step: Step) -> None:
    """Note a way to a node, if it is shorter than what is known and not too far; and where it meets
    one from the other end."""
    if far >= meeting.shortest[0] or far >= ways.far[node]:
        return
    if ways.far[node] == FAR:
        ways.reached[ways.counts[1]] = node
        ways.counts[1] += 1
        ways.stands[node] = ways.counts[0]
        ways.counts[0] += 1
    ways.far[node], (ways.next[node], ways.by[node]) = far, step
    rise(ways, node, ways.stands[node])
    whole = meeting.there.far[node] + meeting.back.far[node]  # FAR, where one is not known
    if whole < meeting.shortest[0]:
        meeting.shortest[0], meeting.shortest[1] = whole, node


@inner
def rise(ways: Ways, node: Whole, at: Whole) -> None:
    """Put a node where it belongs in the heap, from a place up."""
    far = ways.far[node]
    while at and ways.far[ways.heap[(at - 1) // 2]] > far:
        above = ways.heap[(at - 1) // 2]
        ways.heap[at], ways.stands[above] = above, at
        at = (at - 1) // 2
    ways.heap[at], ways.stands[node] = node, at


@inner
def nearest(ways: Ways) -> Whole:
    """Take the nearest node from the heap."""
    node = np.int64(ways.heap[0])
    ways.counts[0] -= 1
    count, at = ways.counts[0], np.int64(0)
    last = ways.heap[count]
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and ways.far[ways.heap[child + 1]] < ways.far[ways.heap[child]]:
            child += 1
        if ways.far[ways.heap[child]] >= ways.far[last]:
            break
        ways.heap[at], ways.stands[ways.heap[child]] = ways.heap[child], at
        at = child
    ways.heap[at], ways.stands[last] = last, at
    return node


@inner
def forget(meeting: Meeting) -> None:
    """Forget all ways."""
    for ways in (meeting.there, meeting.back):
        for at in range(ways.counts[1]):
            node = ways.reached[at]
            ways.far[node], ways.next[node] = FAR, NOBODY
        ways.counts[:] = 0
