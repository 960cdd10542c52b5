"""Why not: for each person without a mentor, the rule or shortage, and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell import _rules as plain
from pairwell._explain import pairs_of
from pairwell._model import Matching, Relaxation, Unmatched
from pairwell._score import Flags
from pairwell._solve import Problem, most_people

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State

MENTORS_NAMED = 5


def diagnose(layers: Layers, matching: Matching) -> tuple[Unmatched, ...]:
    """Give every mentee who has fewer mentors than asked for a cause, and what would help."""
    state: State = matching.state
    has = Counter(row for row, _ in pairs_of(state))
    short = [row for row, want in enumerate(layers.demand.tolist()) if has[row] < want]
    if not short:
        return ()
    gains = relaxations(layers, matching)
    rivalry = Rivalry(state)
    found = [explain_one(layers, matching, row, rivalry, gains) for row in short]
    return tuple(
        replace(each, missing=int(layers.demand[row]) - has[row])
        for row, each in zip(short, found, strict=True)
    )


def explain_one(
    layers: Layers,
    matching: Matching,
    row: int,
    rivalry: Rivalry,
    gains: Mapping[str, int],
) -> Unmatched:
    """Name the cause for one mentee."""
    state: State = matching.state
    offered = layers.capacity > 0
    for _, column in (pair for pair in pairs_of(state) if pair[0] == row):
        offered[column] = False  # a mentee never has the same mentor twice
    allowed = (state.bits[row] == 0) & offered
    open_to = state.eligible[row] & offered
    counts = blocked_counts(state.bits[row][offered])
    alone = sole_blockers(state.bits[row][offered])
    cause, rule, rivals_there, places = "no_place", None, 0, 0
    lacking = {} if state.asks is None else state.asks.not_served(row, state.purposes)
    if not offered.any():
        cause = "no_mentors"
    elif not allowed.any() and not open_to.any():
        cause = "rule"
        stopping = alone or counts
        rule = max(stopping, key=stopping.__getitem__)
    elif not open_to.any():
        cause = "forbidden"
    elif lacking and not any((mentors & offered).any() for mentors in lacking.values()):
        cause = "purpose"
    elif matching.settings.objective == "most-points" and rivalry.has_room(row):
        cause = "points"
    elif matching.settings.objective == "stable" and rivalry.has_room(row):
        cause = "stability"
    else:
        rivals_there, places = rivalry.around(row)
    return Unmatched(
        mentee_id=layers.mentees[row].id,
        cause=cause,
        rule=rule,
        eligible_mentors=int(open_to.sum()),
        blocked_counts=counts,
        rivals=rivals_there,
        places=places,
        would_gain=helped_by(layers, state, row, offered, gains),
        purposes=tuple(lacking),
    )


def helped_by(
    layers: Layers, state: State, row: int, offered: Flags, gains: Mapping[str, int]
) -> tuple[Relaxation, ...]:
    """Say what dropping each rule would do for the whole and for this mentee."""
    found = []
    for code, more in gains.items():
        lone = np.uint32(1 << plain.MUSTS.index(code))
        columns = np.flatnonzero((state.bits[row] == lone) & offered)
        if not more and not len(columns):
            continue
        best = sorted(columns.tolist(), key=lambda c: (-state.points[row, c], layers.mentors[c].id))
        ids = tuple(layers.mentors[column].id for column in best[:MENTORS_NAMED])
        found.append(Relaxation(code, more, bool(ids), ids))
    return tuple(
        sorted(found, key=lambda each: (-each.matched_more, -each.helps_this_mentee, each.rule))
    )


def blocked_counts(bits: Any) -> dict[str, int]:
    """Count the mentors each must stops, under its public name."""
    counts: Counter[str] = Counter()
    for value, times in Counter(bits.tolist()).items():
        codes = {code for place, code in enumerate(plain.MUSTS) if value >> place & 1}
        for code in {plain.PUBLIC_CODE.get(code, code) for code in codes}:
            counts[code] += times
    return {code: counts[code] for code in sorted(counts)}


def sole_blockers(bits: Any) -> dict[str, int]:
    """Count the mentors each must stops all by itself."""
    return blocked_counts(bits[(bits & (bits - np.uint32(1))) == 0])


def relaxations(layers: Layers, matching: Matching) -> dict[str, int]:
    """Count, by solving again, how many more people each rule's absence would match.

    What nobody may lift (a person's no) is not tried.
    """
    state: State = matching.state
    found = {}
    base = people_matched(state, state.eligible)
    for place, code in enumerate(plain.MUSTS):
        bit = np.uint32(1 << place)
        opened = state.bits == bit
        if code in plain.NEVER_LIFTED or not opened.any():
            continue
        for column, row in layers.places_of(matching.settings.forbidden, strict=False):
            opened[row, column] = False
        found[code] = people_matched(state, state.eligible | opened) - base
    return found


def people_matched(
    state: State,
    eligible: Flags,
    *,
    extra: tuple[Flags, int] | None = None,
) -> int:
    """Return the most people who can be matched beyond fixed pairs. extra: one more mentor."""
    problem: Problem = state.problem
    wanting = np.zeros(len(eligible), bool)
    rows = problem.unit_row[state.first == 1]
    wanting[rows if state.asks is None else state.asks.rows_of(rows)] = True
    open_pairs, room = eligible.copy(), problem.capacity[: eligible.shape[1]]
    for row, column in state.fixed:
        open_pairs[row, column] = False
    if extra is not None:
        open_pairs = np.column_stack([open_pairs, extra[0]])
        room = np.append(room, extra[1])
    row_of, column_of = np.nonzero(open_pairs & wanting[:, None] & (room > 0)[None, :])
    return most_people(row_of.astype(np.int32), column_of.astype(np.int32), wanting, room)


class Rivalry:
    """Who wants the same places: from a mentee, through full mentors, to those they serve."""

    def __init__(self, state: State) -> None:
        pairs = pairs_of(state)
        self.eligible = state.eligible
        width = state.eligible.shape[1]
        self.onward = np.zeros((width, width), bool)
        self.served: dict[int, set[int]] = {}
        self.moving = {pair for pair in pairs if pair not in state.fixed}
        for row, column in self.moving:
            self.onward[column] |= state.eligible[row]
            self.served.setdefault(column, set()).add(row)
        filled = Counter(column for _, column in self.moving)
        capacity = state.problem.capacity
        self.capacity = capacity
        self.spare = np.array([filled[c] < capacity[c] for c in range(width)], bool)

    def reach(self, row: int) -> Flags:
        """Return the mentors that could be freed for this mentee by moving others along."""
        seen: Flags = self.eligible[row].copy()
        edge = seen.copy()
        while edge.any():
            edge = self.onward[edge].any(axis=0) & ~seen
            seen |= edge
        return seen

    def has_room(self, row: int) -> bool:
        """Say whether a place could be found by moving others along."""
        return bool((self.reach(row) & self.spare).any())

    def around(self, row: int) -> tuple[int, int]:
        """Count the people who want the same places, this mentee included, and the places."""
        mentors = np.flatnonzero(self.reach(row)).tolist()
        people = {row}.union(*(self.served.get(column, set()) for column in mentors))
        return len(people), int(self.capacity[mentors].sum())
