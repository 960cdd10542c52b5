"""Several mentors for one person, each for a purpose of its own.

Each purpose a mentee names is an ask: a row of its own, with its own points and its own mentors.
What keeps two asks of one mentee from taking the same mentor is added only where they would: the
answer to the problem without the rest of these limits keeps them all, so it is the best there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pairwell._assign import pair_ties
from pairwell._candidates import solve
from pairwell._model import BadInput, Integers, Settings, Weights
from pairwell._score import Flags, Levels, points
from pairwell._solve import Flow, Problem

if TYPE_CHECKING:
    from pairwell._match import Layers


@dataclass(frozen=True, eq=False)
class Asks:
    """The rows of a problem that are asks, and what they are in people.

    row: whose each ask is. purpose: what for, None where a mentee named none. place: which of the
    mentee's own it is, 0 the first named. offered: who would do that, asks x mentors. column: the
    mentor behind each column of the problem. open: asks x mentors that could be paired.
    """

    row: Integers
    purpose: tuple[str | None, ...]
    place: Integers
    offered: Flags
    column: Integers
    open: Flags

    def rows_of(self, asks: Integers) -> Integers:
        """Return the mentees of some asks, guards left out."""
        rows: Integers = self.row[asks[asks < len(self.row)]]
        return rows

    def not_served(
        self, row: int, purposes: Mapping[tuple[int, int], str | None]
    ) -> dict[str, Flags]:
        """Return a mentee's purposes that nobody serves, and the mentors who could have."""
        has = {purpose for (mentee, _), purpose in purposes.items() if mentee == row}
        return {
            purpose: self.open[ask]
            for ask in np.flatnonzero(self.row == row).tolist()
            if (purpose := self.purpose[ask]) is not None and purpose not in has
        }

    def pairs(self, problem: Problem, flow: Flow) -> list[tuple[int, int, str | None]]:
        """Return what was solved as (mentee, mentor, purpose)."""
        used = flow.used & (problem.row < len(self.row))
        return [
            (int(self.row[ask]), int(self.column[column]), self.purpose[ask])
            for ask, column in zip(
                problem.row[used].tolist(), problem.column[used].tolist(), strict=True
            )
        ]


def in_use(layers: Layers) -> bool:
    """Say whether anybody tells mentors apart by purpose."""
    return any(mentee.purposes for mentee in layers.mentees)


def asks_of(layers: Layers, settings: Settings) -> Asks:
    """List every ask. Refuses objectives that do not know purposes."""
    if settings.objective != "most-matched":
        raise BadInput(
            f"Purposes go with the objective most-matched, not {settings.objective}. "
            "Leave the purposes out, or choose most-matched."
        )
    listed = [
        (row, purpose, place)
        for row, mentee in enumerate(layers.mentees)
        for place, purpose in enumerate(mentee.purposes or (None,))
    ]
    offered = np.array(
        [
            [
                purpose is None or not each.purposes or purpose in each.purposes
                for each in layers.mentors
            ]
            for _, purpose, _ in listed
        ],
        bool,
    ).reshape(len(listed), len(layers.mentors))
    return Asks(
        row=np.array([row for row, _, _ in listed], np.int64),
        purpose=tuple(purpose for _, purpose, _ in listed),
        place=np.array([place for _, _, place in listed], np.int64),
        offered=offered,
        column=np.arange(len(layers.mentors)),
        open=offered,
    )


def weights_for(layers: Layers, settings: Settings, purpose: str | None) -> Weights:
    """Return what counts for a purpose."""
    own = layers.rules.purpose_weights.get(purpose) if purpose is not None else None
    return settings.weights if own is None else Weights.of(own)


def points_by_purpose(
    layers: Layers, settings: Settings, filled: Mapping[str, Levels], asks: Asks
) -> dict[str | None, Integers]:
    """Score every pair once for each purpose."""
    return {
        purpose: points(filled, weights_for(layers, settings, purpose), layers.table.shape)
        for purpose in dict.fromkeys(asks.purpose)
    }


def purposes_taken(
    layers: Layers, asks: Asks, fixed: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], int | None]:
    """Say which ask each fixed pair takes: the first free one that the mentor offers.

    With a mentor who offers none of them it takes the first free one; a running pair beyond what
    is asked for takes none.
    """
    own: dict[int, list[int]] = {}
    for ask, row in enumerate(asks.row.tolist()):
        own.setdefault(row, []).append(ask)
    taken: dict[tuple[int, int], int | None] = {}
    for row, column in sorted(fixed):
        free = own[row]
        fits = [ask for ask in free if asks.offered[ask, column]]
        chosen = next(iter(fits or free), None)
        taken[row, column] = chosen
        if chosen is not None and layers.mentees[row].purposes:
            free.remove(chosen)
    return taken


def problem_of(
    layers: Layers,
    settings: Settings,
    asks: Asks,
    scores: Integers,
    taken: Mapping[tuple[int, int], int | None],
) -> tuple[Problem, Integers]:
    """Return what is not fixed as a problem, and which units are somebody's first mentor.

    scores: of each ask with each mentor. taken: the ask of each fixed pair. All first purposes
    come before any second, and among them higher priorities first.
    """
    open_pairs, room = asks.open.copy(), layers.capacity.copy()
    demand = np.array([len(each.purposes) or each.demand for each in layers.mentees], np.int64)
    wanted = np.where([each is None for each in asks.purpose], demand[asks.row], 1)
    served = Counter(row for row, _ in taken)
    for (mentee, mentor), ask in taken.items():
        open_pairs[asks.row == mentee, mentor] = False
        room[mentor] -= 1
        if ask is not None:
            wanted[ask] -= 1
    room, wanted = np.maximum(room, 0), np.maximum(wanted, 0)
    open_pairs &= (wanted > 0)[:, None]
    row, column = np.nonzero(open_pairs)
    unit_row, unit_places, rank, first = units_of(layers, settings, asks, wanted, served)
    marks, theirs = layers.marks
    own_marks = marks[asks.row] + asks.place.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return Problem(
        shape=(len(asks.row), len(layers.mentors)),
        row=row.astype(np.int32),
        column=column.astype(np.int32),
        score=scores[row, column],
        tie=pair_ties(row, column, own_marks, theirs),
        capacity=room,
        unit_row=unit_row,
        unit_rank=rank,
        unit_places=unit_places,
    ), first


def units_of(
    layers: Layers, settings: Settings, asks: Asks, wanted: Integers, served: Counter[int]
) -> tuple[Integers, Integers, Integers, Integers]:
    """Return whose each unit of demand is, its places, its rank, and 1 for a first mentor."""
    units: list[tuple[int, int, tuple[int, int]]] = []
    for ask, (row, left) in enumerate(zip(asks.row.tolist(), wanted.tolist(), strict=True)):
        priority = int(layers.priority[row]) if settings.by_priority else 1
        if layers.mentees[row].purposes:
            parts = [(int(asks.place[ask]), left)]
        else:
            now = int(left > 0 and not served[row])
            parts = [(0, now), (1, left - now)]
        units += [(ask, count, (-place, priority)) for place, count in parts if count]
    order = {value: rank for rank, value in enumerate(sorted({each[2] for each in units}))}
    return (
        np.array([each[0] for each in units], np.int64),
        np.array([each[1] for each in units], np.int64),
        np.array([order[each[2]] for each in units], np.int64),
        np.array([int(each[2][0] == 0) for each in units], np.int64),
    )


def solve_apart(
    problem: Problem, first: Integers, asks: Asks
) -> tuple[Problem, Flow, Integers, Asks]:
    """Solve; where a mentee would have one mentor twice, forbid just that, and solve again."""
    guarded: set[tuple[int, int]] = set()
    whole, units, known = problem, first, asks
    while True:
        flow = solve(whole)
        counts = Counter((row, column) for row, column, _ in known.pairs(whole, flow))
        twice = {pair for pair, times in counts.items() if times > 1}
        if not twice:
            return whole, flow, units, known
        guarded |= twice
        whole, units, known = guard(problem, first, asks, sorted(guarded))


def guard(
    problem: Problem, first: Integers, asks: Asks, pairs: list[tuple[int, int]]
) -> tuple[Problem, Integers, Asks]:
    """Let the asks of one mentee share one way to a mentor.

    The way is a column with one place, which the asks take instead of the mentor's. A row of its
    own, above every rank, must have that column or else a place of the mentor. So when an ask has
    the column, the row has the mentor: one place, once.
    """
    rows, columns = problem.shape
    row, column = problem.row.copy(), problem.column.copy()
    for number, (mentee, mentor) in enumerate(pairs):
        own = (asks.row == mentee)[problem.row] & (problem.column == mentor)
        column[own] = columns + number
    count = len(pairs)
    ways = np.arange(count)
    behind = np.array([mentor for _, mentor in pairs], np.int32)
    row = np.concatenate([row, rows + ways, rows + ways]).astype(np.int32)
    column = np.concatenate([column, columns + ways, behind]).astype(np.int32)
    nothing = np.zeros(2 * count, np.int64)
    order = np.lexsort((column, row))
    more = replace(
        problem,
        shape=(rows + count, columns + count),
        row=row[order],
        column=column[order],
        score=np.concatenate([problem.score, nothing])[order],
        tie=np.concatenate([problem.tie, nothing])[order],
        capacity=np.concatenate([problem.capacity, np.ones(count, np.int64)]),
        unit_row=np.concatenate([problem.unit_row, rows + ways]),
        unit_rank=np.concatenate([problem.unit_rank, np.full(count, problem.ranks)]),
        unit_places=np.concatenate([problem.unit_places, np.ones(count, np.int64)]),
    )
    units = np.concatenate([first, np.ones(count, np.int64)])
    return more, units, replace(asks, column=np.concatenate([asks.column, behind]))
