"""Prices by bidding, and exact prices along paths: compiled, for crowds.

Two jobs that go pair by pair and would be slow in NumPy. Bidding gives prices that are nearly
right; they only say where to look and which pairs the solver should see first, so nothing that is
proven rests on them. Labels are the very ones `_prices.py` finds, and a test holds them to it.

Imported only where Numba is installed. As in `_kernel.py`, what is compiled is kept until this
file changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._kernel import compiled, inner
from pairwell._model import Integers
from pairwell._openings import FAR
from pairwell._prices import Prices
from pairwell._score import Flags
from pairwell._solve import Flow, Problem

DEPTH = 2**61
"""Labels below minus this would soon run over 64 bits."""

Index = NDArray[np.int32]


# --- bidding --------------------------------------------------------------------------------


class Market(NamedTuple):
    """Listed pairs by row, and places by mentor, with the price and the holder of each.

    cheapest: of each mentor, the place with the lowest price. out: what going without is worth.
    """

    starts: Integers
    column: Index
    value: Integers
    place_at: Integers
    price: Integers
    holder: Integers
    cheapest: Integers
    out: Integers


@compiled
def bid(market: Market, waiting: Integers, step: int) -> None:
    """Let everybody who waits bid for the place that is best at the prices of the moment.

    A bid raises a place's price to where its second best would be as good, and a step more; who
    held the place waits again. Prices only rise, so it ends. waiting: a ring of rows, all of them.
    """
    first, count = 0, len(waiting)
    while count:
        row = waiting[first]
        first, count = (first + 1) % len(waiting), count - 1
        best, second, chosen = market.out[row], market.out[row], -1
        for arc in range(market.starts[row], market.starts[row + 1]):
            column = market.column[arc]
            worth = market.value[arc] - market.price[market.cheapest[column]]
            if worth > best:
                best, second, chosen = worth, best, column
            elif worth > second:
                second = worth
        if chosen < 0:
            continue
        place = market.cheapest[chosen]
        if market.holder[place] >= 0:
            waiting[(first + count) % len(waiting)] = market.holder[place]
            count += 1
        market.holder[place] = row
        market.price[place] += best - second + step
        for other in range(market.place_at[chosen], market.place_at[chosen + 1]):
            if market.price[other] < market.price[place]:
                place = other
        market.cheapest[chosen] = place


def prices_by_bidding(
    problem: Problem, value: Integers, out: Integers, first: Integers, step: int
) -> Integers:
    """Return what each mentor's cheapest place costs after bidding, to about a step; nothing where
    nobody has the mentor on a list.

    first: what a place with each mentor costs at first. Too little is right, and only takes longer.
    """
    rows, columns = problem.shape
    known = np.bincount(problem.column, minlength=columns)
    place_at = np.append(0, np.cumsum(np.minimum(problem.capacity, known)))
    price = np.append(np.repeat(np.maximum(first, 0), np.diff(place_at)), 0)
    cheapest = np.where(np.diff(place_at) > 0, place_at[:-1], place_at[-1])
    price[-1] = np.iinfo(np.int64).max // 4  # no place at all: out of everybody's reach
    market = Market(
        np.searchsorted(problem.row, np.arange(rows + 1)),
        problem.column,
        value,
        place_at,
        price,
        np.full(len(price), -1),
        cheapest,
        out,
    )
    bid(market, np.repeat(np.arange(rows), problem.demand()), step)
    found: Integers = np.where(np.diff(place_at) > 0, price[cheapest], 0)
    return found


# --- labels ---------------------------------------------------------------------------------


class Network(NamedTuple):
    """What a flow leaves open: see `_prices.find_prices`.

    holders: rows by mentor, with what each pair is worth. shut: arcs that are used and cannot be
    taken once more. spare: mentors with a place left. rank, worth: by unit; unit_at: units by row.
    resting: units that are not served in full, by rank.
    """

    starts: Integers
    column: Index
    score: Integers
    shut: Flags
    spare: Flags
    holder_at: Integers
    holder: Integers
    holder_score: Integers
    unit_at: Integers
    unit: Integers
    rank: Integers
    worth: Integers
    busy: Flags
    resting_at: Integers
    resting: Integers
    resting_row: Integers


class Labels(NamedTuple):
    """Shortest ways so far; and which rows fell since they were last looked at.

    sink: nothing; or, where labels began elsewhere than there, a label as any other. low: what the
    sink is to fall to, and whether ranks fell.
    """

    row: Integers
    column: Integers
    rank: Integers
    sink: Integers
    low: Integers
    fell: Flags
    now: Integers
    then: Integers


@inner
def lower_row(labels: Labels, row: int, to: int, count: int) -> int:
    """Lower a row, and note it. Returns how many are noted."""
    if to < labels.row[row]:
        labels.row[row] = to
        if not labels.fell[row]:
            labels.fell[row] = True
            labels.then[count] = row
            count += 1
    return count


@inner
def lower_by_column(network: Network, labels: Labels, column: int, count: int) -> int:
    """Lower all who hold a place with a mentor."""
    for each in range(network.holder_at[column], network.holder_at[column + 1]):
        to = labels.column[column] + network.holder_score[each]
        count = lower_row(labels, network.holder[each], to, count)
    return count


@inner
def lower_by_rank(network: Network, labels: Labels, rank: int, count: int) -> int:
    """Lower all who could be served instead of somebody else of their rank."""
    for each in range(network.resting_at[rank], network.resting_at[rank + 1]):
        to = labels.rank[rank] - network.worth[network.resting[each]]
        count = lower_row(labels, network.resting_row[each], to, count)
    return count


@compiled
def lower_by_sink(network: Network, labels: Labels, count: int, tied: bool) -> int:
    """Lower all who could give a place back, and, where ranks have no price of their own, ranks."""
    for column in range(len(labels.column)):
        held = network.holder_at[column] < network.holder_at[column + 1]
        if held and labels.sink[0] < labels.column[column]:
            labels.column[column] = labels.sink[0]
            count = lower_by_column(network, labels, column, count)
    if not tied:
        for rank in range(len(labels.rank)):
            labels.rank[rank] = labels.sink[0]
            count = lower_by_rank(network, labels, rank, count)
    return count


@inner
def leave_row(network: Network, labels: Labels, row: int, count: int, tied: bool) -> int:
    """Go on from a row to mentors, and from there to all who hold a place with them."""
    for each in range(network.unit_at[row], network.unit_at[row + 1]):
        unit = network.unit[each]
        if network.busy[unit]:
            to = labels.row[row] + network.worth[unit]
            if not tied:
                labels.low[0] = min(labels.low[0], to)
            elif to < labels.rank[network.rank[unit]]:
                labels.rank[network.rank[unit]] = to
                labels.low[1] = 1
    for arc in range(network.starts[row], network.starts[row + 1]):
        column = network.column[arc]
        to = labels.row[row] - network.score[arc]
        if to < labels.column[column] and not network.shut[arc]:
            labels.column[column] = to
            if network.spare[column]:
                labels.low[0] = min(labels.low[0], to)
            count = lower_by_column(network, labels, column, count)
    return count


@compiled
def follow(network: Network, labels: Labels, count: int, tied: bool, sinking: bool) -> int:
    """Follow all open ways until nothing falls. Returns 0; 1 where nothing stops falling.

    sinking: whether the sink falls like anybody.
    """
    for _ in range(2 * (len(labels.row) + len(labels.column)) + 4):
        if not count:
            return 0
        for at in range(count):
            labels.now[at] = labels.then[at]
        many, count = count, 0
        labels.low[0], labels.low[1] = labels.sink[0], 0
        for at in range(many):
            row = labels.now[at]
            labels.fell[row] = False
            if labels.row[row] < -DEPTH:
                return 1
            count = leave_row(network, labels, row, count, tied)
        if labels.low[1]:
            for rank in range(len(labels.rank)):
                count = lower_by_rank(network, labels, rank, count)
        if sinking and labels.low[0] < labels.sink[0]:
            labels.sink[0] = labels.low[0]
            count = lower_by_sink(network, labels, count, tied)
    return 1


def find_prices(
    problem: Problem,
    flow: Flow,
    score: Integers,
    worth: Integers,
    *,
    tied: bool,
    near: Integers | None = None,
) -> Prices:
    """Do what `_prices.find_prices` does, and find the same; or other prices that fit as well.

    near: mentors' prices of before, which need not fit. Those found are the lowest from there up,
    but for one step that all may go down by: what need not change, does not.
    """
    rows, columns = problem.shape
    network = network_of(problem, flow, score, worth)
    ranks = np.full(problem.ranks, FAR if tied else np.int64(0))
    column = np.full(columns, FAR)
    if near is not None:
        column = np.where(network.spare, FAR, -near)
    labels = Labels(
        row=np.full(rows, FAR),
        column=column,
        rank=ranks,
        sink=np.zeros(1, np.int64),
        low=np.zeros(2, np.int64),
        fell=np.zeros(rows, bool),
        now=np.zeros(rows + 1, np.int64),
        then=np.zeros(rows + 1, np.int64),
    )
    count = lower_by_sink(network, labels, 0, tied)
    if near is not None:
        count = lower_by_columns(network, labels, count)
    if follow(network, labels, count, tied, near is not None):
        raise RuntimeError("The flow can still be improved; please report this instance.")
    return settled(problem, network, labels)


@compiled
def lower_by_columns(network: Network, labels: Labels, count: int) -> int:
    """Lower all who hold a place, by where their mentors begin."""
    for column in range(len(labels.column)):
        count = lower_by_column(network, labels, column, count)
    return count


def settled(problem: Problem, network: Network, labels: Labels) -> Prices:
    """Turn labels into prices, and give those no path reached a price that fits."""
    sink = labels.sink[0]
    mentor = np.maximum(np.where(labels.column == FAR, 0, sink - labels.column), 0)
    mentee = np.where(labels.row == FAR, 0, labels.row - sink)
    lowest = np.iinfo(np.int64).min
    counts = np.diff(network.starts)
    for row in np.flatnonzero((labels.row == FAR) & (counts > 0)).tolist():
        arcs = slice(network.starts[row], network.starts[row + 1])
        mentee[row] = (network.score[arcs] - mentor[network.column[arcs]]).max()
    highest = np.full(problem.ranks, lowest)
    np.maximum.at(highest, problem.unit_rank, mentee[problem.unit_row] + network.worth)
    return mentee, mentor, np.where(labels.rank == FAR, highest, labels.rank - sink)


def network_of(problem: Problem, flow: Flow, score: Integers, worth: Integers) -> Network:
    """Lay out what a flow leaves open."""
    rows, columns = problem.shape
    used = np.flatnonzero(flow.used)
    used = used[np.argsort(problem.column[used], kind="stable")]
    by_row = np.argsort(problem.unit_row, kind="stable")
    resting = np.flatnonzero(flow.unit_flow < problem.unit_places)
    resting = resting[np.argsort(problem.unit_rank[resting], kind="stable")]
    shut = np.zeros(len(problem.row), bool)
    shut[used[problem.demand()[problem.row[used]] != 1]] = True
    return Network(
        starts=np.searchsorted(problem.row, np.arange(rows + 1)),
        column=problem.column,
        score=score,
        shut=shut,
        spare=np.bincount(problem.column[used], minlength=columns) < problem.capacity,
        holder_at=np.searchsorted(problem.column[used], np.arange(columns + 1)),
        holder=problem.row[used].astype(np.int64),
        holder_score=score[used],
        unit_at=np.searchsorted(problem.unit_row[by_row], np.arange(rows + 1)),
        unit=by_row,
        rank=problem.unit_rank,
        worth=np.ascontiguousarray(worth),
        busy=flow.unit_flow > 0,
        resting_at=np.searchsorted(problem.unit_rank[resting], np.arange(problem.ranks + 1)),
        resting=resting,
        resting_row=problem.unit_row[resting].astype(np.int64),
    )
