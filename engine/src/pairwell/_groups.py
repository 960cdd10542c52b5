"""Small groups: one mentor and a few mentees who also fit each other.

What two companions are worth to each other depends on both being in one group, so this is no
flow. A bound is one: each mentee is credited with half of the best companions a group could hold.
Groups are fixed pair by pair where the bound promises more than was found (branch and bound).
Small programmes end with a proof; larger ones with the best found and the bound that is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _rules as plain
from pairwell._assign import pair_ties
from pairwell._candidates import solve
from pairwell._match import prepare, read_pairs
from pairwell._model import BadInput, Integers, MatchedPair, Mentee, Mentor, Rules, Settings
from pairwell._options_check import group_complaints
from pairwell._peers import as_mentor
from pairwell._score import Bits, Flags, points
from pairwell._solve import Problem

if TYPE_CHECKING:
    from pairwell._match import Layers, Pairs

WORK = 3_000_000
MOST_BOUNDS, LEAST_BOUNDS = 2_000, 10
"""How many bounds are solved before the search stops: more for few pairs, fewer for many."""

NONE = -1


@dataclass(frozen=True)
class Group:
    """One mentor's group. points: with the mentor; together: what companions add."""

    mentor_id: str
    mentee_ids: tuple[str, ...]
    points: int
    together: int
    pairs: tuple[MatchedPair, ...]


@dataclass(frozen=True)
class Groups:
    """Groups, most mentees first, then most points with mentors and companions together.

    alone: mentees without a group. most_matched and upper_bound: no groups hold more mentees;
    none that hold as many have more points. proven: both are met, and plain code agreed.
    """

    groups: tuple[Group, ...]
    alone: tuple[str, ...]
    matched: int
    most_matched: int
    points: int
    upper_bound: int
    proven: bool


@dataclass(frozen=True, eq=False)
class Case:
    """The numbers. worth: mentees x mentors. fits: what two companions add, symmetrical.

    allowed: who may have which mentor. barred: who may not share a group.
    """

    worth: Integers
    fits: Integers
    allowed: Flags
    barred: Flags
    room: Integers
    tie: Integers

    def value(self, chosen: Integers) -> tuple[int, int]:
        """Return how many have a group, and all points."""
        rows = np.flatnonzero(chosen != NONE)
        same = (chosen[:, None] == chosen[None, :]) & (chosen != NONE)[:, None]
        inside = int(self.fits[np.triu(same, 1)].sum())
        return len(rows), int(self.worth[rows, chosen[rows]].sum()) + inside

    def holds(self, chosen: Integers) -> bool:
        """Say whether nobody shares a group with somebody they may not."""
        same = (chosen[:, None] == chosen[None, :]) & (chosen != NONE)[:, None]
        return not (same & self.barred).any()


def groups(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    *,
    size: int = 4,
    together: int = 50,
    rules: Rules | None = None,
    forbidden: Pairs = (),
) -> Groups:
    """Form groups of one mentor and up to `size` mentees: most mentees, then most points.

    A mentor's places limit the group too. together: per cent of the points two mentees would
    earn from each other, at the same career stage, that count for being in one group; 0 leaves
    mentors alone to decide. Each mentee is in one group at most, whatever their demand. forbidden:
    (mentor id, mentee id).

    Raises BadInput for what cannot be read.
    """
    if size < 1 or together < 0:
        raise BadInput(f"size is {size} and together {together}; give at least 1 and 0.")
    layers = prepare(mentors, mentees, rules=rules)
    case, bits = case_of(layers, size, together, read_pairs("forbidden", forbidden))
    chosen, bound = search(case)
    matched, total = case.value(chosen)
    settings = Settings(weights=layers.weighed(None), musts=layers.rules.musts)
    found = []
    for column in np.unique(chosen[chosen != NONE]).tolist():
        rows = np.flatnonzero(chosen == column)
        pairs = tuple(layers.pair(settings, bits, case.worth, row, column) for row in rows.tolist())
        found.append(
            Group(
                layers.mentors[column].id,
                tuple(pair.mentee_id for pair in pairs),
                sum(pair.points for pair in pairs),
                int(np.triu(case.fits[np.ix_(rows, rows)], 1).sum()),
                pairs,
            )
        )
    faults = group_complaints(layers, found, size, (matched, total))
    return Groups(
        groups=tuple(found),
        alone=tuple(layers.mentees[row].id for row in np.flatnonzero(chosen == NONE).tolist()),
        matched=matched,
        most_matched=bound[0],
        points=total,
        upper_bound=max(bound[1], total) if bound[0] == matched else total_bound(case),
        proven=not faults and (matched, total) == bound,
    )


def case_of(
    layers: Layers, size: int, together: int, forbidden: frozenset[tuple[str, str]]
) -> tuple[Case, Bits]:
    """Turn people into numbers."""
    bits, filled = layers.ready(layers.rules.musts)
    allowed = (bits == 0) & (layers.demand > 0)[:, None]
    for column, row in layers.places_of(forbidden, strict=False):
        allowed[row, column] = False
    row, column = (each.reshape(-1) for each in np.indices(allowed.shape))
    fits, barred = companions(layers, together)
    case = Case(
        worth=points(filled, layers.weighed(None), layers.table.shape),
        fits=fits,
        allowed=allowed,
        barred=barred,
        room=np.minimum(layers.capacity, size),
        tie=pair_ties(row, column, *layers.marks).reshape(allowed.shape),
    )
    return case, bits


def companions(layers: Layers, together: int) -> tuple[Integers, Flags]:
    """Return what two mentees add by sharing a group, and who may not.

    Only a person's own no keeps two apart: a programme's musts are about mentors.
    """
    level = [replace(each, wish_stage_gap=0) for each in layers.mentees]
    both = prepare([as_mentor(each) for each in level], level, rules=layers.rules)
    bits, filled = both.ready(layers.rules.musts)
    one_way = points(filled, layers.weighed(None), both.table.shape)
    fits = (one_way + one_way.T) * together // 200
    np.fill_diagonal(fits, 0)
    nos = sum(1 << plain.MUSTS.index(code) for code in plain.NEVER_LIFTED - {"self"})
    barred = (bits & np.uint32(nos)) != 0
    np.fill_diagonal(barred, False)  # one's own id among one's noes says nothing
    return fits, barred | barred.T


# --- the search -----------------------------------------------------------------------------

Bound = tuple[int, int]
"""How many can be in a group, and then the most points."""


def search(case: Case) -> tuple[Integers, Bound]:
    """Return the best groups found and the bound on any: the same when the search ended."""
    allowed = int(case.allowed.sum())
    left = min(max(WORK // max(allowed, 1), LEAST_BOUNDS), MOST_BOUNDS)
    nobody = np.full(len(case.worth), NONE)
    best, best_value, best_raw = nobody, (0, 0), (-1, 0)
    bound, guess = relaxed(case, nobody, case.allowed)
    waiting: list[tuple[tuple[int, int], int, Integers, Flags, Integers]] = []
    heappush(waiting, ((-bound[0], -bound[1]), 0, nobody, case.allowed, guess))
    number = 0
    while waiting:
        order, _, fixed, allowed_here, guess = waiting[0]
        if (-order[0], -order[1]) <= best_value:
            return best, best_value
        if not left:
            return best, (-order[0], -order[1])
        heappop(waiting)
        raw = without_barred(case, guess)
        if (value := case.value(raw)) > best_raw:
            best_raw, raw = value, improved(case, raw)
        if (value := case.value(raw)) > best_value:
            best, best_value = raw, value
        pair = loosest(case, fixed, guess)
        if pair is None:
            continue
        row, column = pair
        taken, banned = fixed.copy(), allowed_here.copy()
        taken[row] = column
        banned[row, column] = False
        for now, open_to in ((taken, allowed_here), (fixed, banned)):
            left = max(left - 1, 0)
            bound, guess = relaxed(case, now, open_to)
            if bound > best_value:
                number += 1
                heappush(waiting, ((-bound[0], -bound[1]), number, now, open_to, guess))
    return best, best_value


def relaxed(case: Case, fixed: Integers, allowed: Flags) -> tuple[Bound, Integers]:
    """Bound everything that keeps the fixed pairs, and return the groups behind the bound.

    Whoever is not fixed is credited, with each mentor, with the fixed companions there and half
    of the best others for the places left.
    """
    free = fixed == NONE
    count, done = case.value(fixed)
    members = (fixed[:, None] == np.arange(len(case.room))[None, :]).astype(np.int64)
    room = case.room - members.sum(axis=0)
    open_pairs = allowed & free[:, None] & (room > 0)[None, :]
    open_pairs &= (case.barred.astype(np.int64) @ members) == 0
    credit = 2 * (case.worth + case.fits @ members) + best_others(case, open_pairs, room)
    row, column = np.nonzero(open_pairs)
    wanted = np.flatnonzero(free)
    problem = Problem(
        shape=case.worth.shape,
        row=row.astype(np.int32),
        column=column.astype(np.int32),
        score=credit[row, column],
        tie=case.tie[row, column],
        capacity=np.maximum(room, 0),
        unit_row=wanted,
        unit_rank=np.zeros(len(wanted), np.int64),
        unit_places=np.ones(len(wanted), np.int64),
    )
    used = solve(problem).used
    guess = fixed.copy()
    guess[row[used]] = column[used]
    doubled = int(credit[row[used], column[used]].sum())
    return (count + int(used.sum()), done + doubled // 2), guess


def best_others(case: Case, open_pairs: Flags, room: Integers) -> Integers:
    """Return what the best companions would add who may come to the same mentor too."""
    best = np.zeros(open_pairs.shape, np.int64)
    fits = np.where(case.barred, 0, case.fits)
    for column in np.flatnonzero(room > 1).tolist():
        rows = np.flatnonzero(open_pairs[:, column])
        count = min(int(room[column]), len(rows)) - 1
        if count > 0:
            ordered = -np.partition(-fits[np.ix_(rows, rows)], count - 1, axis=1)
            best[rows, column] = ordered[:, :count].sum(axis=1)
    return best


def without_barred(case: Case, guess: Integers) -> Integers:
    """Take people out of groups they may not share, the later one by number."""
    chosen = guess.copy()
    for row in range(len(chosen)):
        same = (chosen[:row] == chosen[row]) & (chosen[row] != NONE)
        if (same & case.barred[row, :row]).any():
            chosen[row] = NONE
    return chosen


def improved(case: Case, chosen: Integers) -> Integers:
    """Swap two mentees, or move one to a free place, while that gains anything."""
    chosen, count = chosen.copy(), len(case.room)
    while True:
        members = (chosen[:, None] == np.arange(count)[None, :]).astype(np.int64)
        open_to = case.allowed & (case.barred.astype(np.int64) @ members == 0)
        joining = np.where(open_to, case.worth + case.fits @ members, -1)
        placed = chosen != NONE
        own = np.where(placed, joining[np.arange(len(chosen)), chosen], 0)
        gain = np.where(
            open_to & (members.sum(axis=0) < case.room)[None, :],
            joining - own[:, None] + (~placed[:, None]) * (case.worth.max(initial=0) + 1),
            0,
        )
        change = swaps(case, chosen, members, own)
        if gain.max(initial=0) > 0 and gain.max() >= change.max(initial=0):
            row, column = divmod(int(gain.argmax()), count)
            chosen[row] = column
        elif change.max(initial=0) > 0:
            one, other = divmod(int(change.argmax()), len(chosen))
            chosen[one], chosen[other] = chosen[other], chosen[one]
        else:
            return chosen


def swaps(case: Case, chosen: Integers, members: Integers, own: Integers) -> Integers:
    """Return what swapping each two mentees' groups gains, 0 where it is not allowed."""
    placed = chosen != NONE
    held = case.barred.astype(np.int64) @ members
    joining = case.worth + case.fits @ members
    there = joining[:, chosen] - case.fits
    clean = case.allowed[:, chosen] & (held[:, chosen] - case.barred == 0)
    may = clean & clean.T & placed[:, None] & placed[None, :]
    may &= chosen[:, None] != chosen[None, :]
    gain: Integers = np.where(may, there + there.T - own[:, None] - own[None, :], 0)
    return gain


def loosest(case: Case, fixed: Integers, guess: Integers) -> tuple[int, int] | None:
    """Return the pair of the guess whose companions fall shortest of the credit, if any does."""
    rows = np.flatnonzero((fixed == NONE) & (guess != NONE))
    if not len(rows):
        return None
    same = guess[rows][:, None] == guess[None, :]
    got = np.where(same, np.where(case.barred[rows], -1, case.fits[rows]), 0).sum(axis=1)
    top = -np.sort(-case.fits[rows], axis=1)
    places = np.maximum(case.room[guess[rows]] - 1, 0)
    best = np.array([int(line[:count].sum()) for line, count in zip(top, places, strict=True)])
    row = int(rows[np.argmax(best - got)])
    return row, int(guess[row])


def total_bound(case: Case) -> int:
    """Return more points than any groups can have, whatever their number."""
    open_best = np.where(case.allowed, case.worth, 0).max(axis=1, initial=0)
    places = int(case.room.max(initial=0)) - 1
    others = -np.sort(-np.where(case.barred, 0, case.fits), axis=1)
    return int(open_best.sum()) + (int(others[:, : max(places, 0)].sum()) + 1) // 2
