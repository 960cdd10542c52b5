"""The people level: from people and rules to the best pairs, and the board's every question.

`prepare` does the slow part once (layers without weights); `Layers.match` is then quick enough
to follow a slider.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from pairwell import _explain as explain
from pairwell import _rules as plain
from pairwell._assign import Hashes, add, pair_ties
from pairwell._certificate import Unit, column_complaints, row_complaints
from pairwell._model import (
    Alternative,
    BadInput,
    Comparison,
    IdleMentor,
    Integers,
    MatchedPair,
    Matching,
    Mentee,
    Mentor,
    Musts,
    Objective,
    Pair,
    Person,
    Proof,
    Reason,
    Recruit,
    Refusal,
    Rules,
    Scored,
    Settings,
    Unmatched,
    Weights,
)
from pairwell._prices import prove
from pairwell._score import OPEN, Bits, Flags, Levels, Table, blocked_bits, fill_open, points
from pairwell._solve import Flow, Problem, solve

KNEE_PERCENT = 10
KNEE_STEEPNESS = 3
CELLS_CHECKED = 40
ROWS_CHECKED = 4

Pairs = Iterable[Pair]


def match(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    *,
    rules: Rules | None = None,
    locked: Pairs = (),
    forbidden: Pairs = (),
    kept: Pairs = (),
    previous: Pairs = (),
    overrides: Pairs = (),
    fairness: bool | None = None,
) -> Matching:
    """Find the best pairs: most mentees matched first, then most points.

    Pairs are (mentor id, mentee id). locked: fixed by hand. forbidden: kept apart by hand. kept:
    running pairs, never broken. previous: the last proposal, which gets a small bonus.
    overrides: pairs allowed although they break a must; a lock that breaks one needs it.

    Raises BadInput for what cannot be read and Refusal for locks that cannot be kept.
    """
    return prepare(mentors, mentees, rules=rules).match(
        locked=locked,
        forbidden=forbidden,
        kept=kept,
        previous=previous,
        overrides=overrides,
        fairness=fairness,
    )


def prepare(
    mentors: Iterable[Mentor], mentees: Iterable[Mentee], *, rules: Rules | None = None
) -> Layers:
    """Work out everything that does not depend on weights, once."""
    return Layers(mentors, mentees, rules or Rules())


@dataclass(frozen=True, eq=False)
class State:
    """What a matching was solved on, kept for the questions that follow."""

    problem: Problem
    flow: Flow
    eligible: Flags
    bits: Bits
    points: Integers
    objective: Integers
    fixed: dict[tuple[int, int], str]
    first: Integers


class Layers:
    """People and rules, made ready. Rows are mentees and columns mentors, both sorted by id."""

    def __init__(self, mentors: Iterable[Mentor], mentees: Iterable[Mentee], rules: Rules) -> None:
        self.rules = rules
        self.mentors = in_order(mentors, Mentor)
        self.mentees = in_order(mentees, Mentee)
        self.column = {mentor.id: place for place, mentor in enumerate(self.mentors)}
        self.row = {mentee.id: place for place, mentee in enumerate(self.mentees)}
        self.table = Table(self.mentors, self.mentees, rules)
        self.capacity = np.array([mentor.capacity for mentor in self.mentors], np.int64)
        self.demand = np.array([mentee.demand for mentee in self.mentees], np.int64)
        self.priority = np.array([mentee.priority for mentee in self.mentees], np.int64)
        self.marks = id_hashes(self.mentees), id_hashes(self.mentors)
        self._ready: tuple[Musts, Bits, dict[str, Levels]] | None = None

    # --- the proposal ---

    def match(
        self,
        *,
        weights: Weights | Mapping[str, int] | None = None,
        musts: Musts | None = None,
        locked: Pairs = (),
        forbidden: Pairs = (),
        kept: Pairs = (),
        previous: Pairs = (),
        overrides: Pairs = (),
        fairness: bool | None = None,
        objective: Objective | None = None,
    ) -> Matching:
        """Find the best pairs, with other weights or musts than the rules' if given.

        Arguments as in `match`.
        """
        return self.match_with(
            Settings(
                weights=Weights.of(self.rules.weights if weights is None else weights),
                musts=musts or self.rules.musts,
                locked=frozenset(locked),
                forbidden=frozenset(forbidden),
                kept=frozenset(kept),
                previous=frozenset(previous),
                overrides=frozenset(overrides),
                fairness=self.rules.fairness if fairness is None else fairness,
                objective=objective or self.rules.objective,
            )
        )

    def match_with(self, settings: Settings) -> Matching:
        """Find the best pairs under settings taken from another matching.

        1. What is eligible, and every pair's points. 2. Pairs fixed beforehand take their places.
        3. Bonus for previous pairs, and the fairness knee from a first solution without it.
        4. Solve, price, prove. 5. Reasons from the plain rules, which also check the points.
        """
        bits, filled = self.ready(settings.musts)
        scores = points(filled, settings.weights, self.table.shape)
        eligible = bits == 0
        fixed = self.fixed_pairs(settings, bits)
        objective = scores + self.bonus(settings, scores, eligible)
        for column, row in self.places_of(settings.overrides):
            eligible[row, column] = True
        for column, row in self.places_of(settings.forbidden, strict=False):
            eligible[row, column] = False
        if settings.fairness and settings.knee is None:
            flow, problem, _ = self.solve(settings, objective, eligible, fixed)
            settings = replace(settings, knee=knee_of(problem, flow, objective, fixed))
        if settings.fairness and settings.knee is not None:
            objective -= KNEE_STEEPNESS * np.maximum(settings.knee - objective, 0)
        flow, problem, first = self.solve(settings, objective, eligible, fixed)
        state = State(problem, flow, eligible, bits, scores, objective, fixed, first)
        return self.describe(settings, state, filled)

    def ready(self, musts: Musts) -> tuple[Bits, dict[str, Levels]]:
        """Return blocked bits and filled layers, kept from the last call with the same musts."""
        if self._ready is None or self._ready[0] != musts:
            bits = blocked_bits(self.table, musts)
            self._ready = musts, bits, fill_open(self.table, bits == 0)
        return self._ready[1], self._ready[2]

    def places_of(self, pairs: Iterable[Pair], *, strict: bool = True) -> list[tuple[int, int]]:
        """Turn pairs of ids into (column, row). Unknown people are refused, or left out."""
        found = []
        for mentor_id, mentee_id in sorted(pairs):
            known = mentor_id in self.column and mentee_id in self.row
            if known:
                found.append((self.column[mentor_id], self.row[mentee_id]))
            elif strict:
                missing = mentee_id if mentor_id in self.column else mentor_id
                raise BadInput(
                    f"Pair ({mentor_id}, {mentee_id}) names {missing}, who is not taking part "
                    "on that side. A pair is (mentor id, mentee id)."
                )
        return found

    def fixed_pairs(self, settings: Settings, bits: Bits) -> dict[tuple[int, int], str]:
        """Return (row, column) of running and locked pairs. Refuses locks that cannot be kept."""
        for column, row in self.places_of(settings.overrides):
            if refused := set(self.codes(bits, row, column, raw=True)) & plain.NEVER_LIFTED:
                raise Refusal(
                    f"{self.name(column, row)} cannot be allowed: "
                    f"{explain.must_in_words(plain.PUBLIC_CODE.get(min(refused), min(refused)))}."
                )
        fixed = {(row, column): "kept" for column, row in self.places_of(settings.kept)}
        both = sorted((settings.locked | settings.kept) & settings.forbidden)
        if both:
            raise Refusal(f"Pair {both[0]} is both fixed and kept apart. Drop one of the two.")
        for column, row in self.places_of(settings.locked - settings.kept):
            codes = self.codes(bits, row, column)
            pair = (self.mentors[column].id, self.mentees[row].id)
            if codes and pair not in settings.overrides:
                raise Refusal(
                    f"{self.name(column, row)} is locked, but {explain.must_in_words(codes[0])}. "
                    "Unlock it, or allow this pair with an override."
                )
            fixed[row, column] = "locked"
        self.refuse_overfull(fixed)
        return fixed

    def refuse_overfull(self, fixed: Mapping[tuple[int, int], str]) -> None:
        """Refuse locks beyond anyone's places. Running pairs alone may be over: never broken."""
        locked = [pair for pair, kind in fixed.items() if kind == "locked"]
        for side, limits, cure in (
            (1, self.capacity, "raise the places on offer"),
            (0, self.demand, "raise the number of mentors asked for"),
        ):
            counts = Counter(pair[side] for pair in fixed)
            for place in sorted({pair[side] for pair in locked}):
                if counts[place] > limits[place]:
                    people: Sequence[Person] = self.mentors if side else self.mentees
                    raise Refusal(
                        f"{people[place].id} would have {counts[place]} pairs but has room for "
                        f"{limits[place]}. Unlock some, or {cure}."
                    )

    def bonus(self, settings: Settings, scores: Integers, eligible: Flags) -> Integers:
        """Return extra points for the pairs of the previous proposal."""
        extra = np.zeros_like(scores)
        top = int(scores[eligible].max(initial=0))
        for column, row in self.places_of(settings.previous, strict=False):
            extra[row, column] = top * self.rules.kept_bonus // 100
        return extra

    def solve(
        self,
        settings: Settings,
        objective: Integers,
        eligible: Flags,
        fixed: Mapping[tuple[int, int], str],
    ) -> tuple[Flow, Problem, Integers]:
        """Solve for what is not fixed. Also says which units are somebody's first mentor."""
        open_pairs = eligible.copy()
        room, wanted = self.capacity.copy(), self.demand.copy()
        served = np.zeros_like(wanted)
        for row, column in fixed:
            open_pairs[row, column] = False
            room[column] -= 1
            wanted[row] -= 1
            served[row] += 1
        room, wanted = np.maximum(room, 0), np.maximum(wanted, 0)
        open_pairs &= (wanted > 0)[:, None]  # full mentors stay: their price says what a place adds
        arc_row, arc_column = np.nonzero(open_pairs)
        if settings.objective == "most-points":
            unit_row, unit_places = np.arange(len(wanted)), wanted
            rank = first = np.zeros_like(wanted)
        else:
            unit_row, unit_places, rank, first = self.units(wanted, served)
        problem = Problem(
            shape=self.table.shape,
            row=arc_row.astype(np.int32),
            column=arc_column.astype(np.int32),
            score=objective[arc_row, arc_column],
            tie=pair_ties(arc_row, arc_column, *self.marks),
            capacity=room,
            unit_row=unit_row,
            unit_rank=rank,
            unit_places=unit_places,
            most_points=settings.objective == "most-points",
        )
        return solve(problem), problem, first

    def units(
        self, wanted: Integers, served: Integers
    ) -> tuple[Integers, Integers, Integers, Integers]:
        """Split demand in two: everyone's first mentor comes before anyone's second.

        Returns whose each unit is, its places, its rank, and 1 where it is a first mentor.
        """
        rows = np.arange(len(wanted))
        first = (served == 0) & (wanted > 0)
        later = wanted - first
        more = later > 0
        row = np.concatenate([rows[first], rows[more]])
        places = np.concatenate([np.ones(int(first.sum()), np.int64), later[more]])
        is_first = np.concatenate(
            [np.ones(int(first.sum()), bool), np.zeros(int(more.sum()), bool)]
        )
        order = list(zip(is_first.tolist(), self.priority[row].tolist(), strict=True))
        number = {value: place for place, value in enumerate(sorted(set(order)))}
        rank = np.array([number[each] for each in order], np.int64)
        return row, places, rank, is_first.astype(np.int64)

    # --- the result ---

    def describe(self, settings: Settings, state: State, filled: Mapping[str, Levels]) -> Matching:
        """Put the pairs, the proof and the reasons together."""
        problem, flow, first = state.problem, state.flow, state.first
        best = prove(
            problem, flow, problem.score, 0 * problem.unit_rank, tied=not problem.most_points
        )
        people, sound = None, self.check(state, best, 0 * first, scored=True)
        if not problem.most_points:
            none = np.zeros_like(problem.score)
            for worth in (first, problem.unit_rank + 1):
                proof = prove(problem, flow, none, worth, tied=False)
                people = people or proof
                sound = (
                    sound
                    and proof.bound == int((flow.unit_flow * worth).sum())
                    and self.check(state, proof, worth, scored=False)
                )
        chosen = [
            *state.fixed,
            *zip(problem.row[flow.used].tolist(), problem.column[flow.used].tolist(), strict=True),
        ]
        places = sorted((self.mentors[c].id, self.mentees[r].id, r, c) for r, c in chosen)
        pairs = tuple(
            self.pair(settings, state.bits, state.points, row, column)
            for _, _, row, column in places
        )
        won = int(sum(state.objective[row, column] for row, column in state.fixed))
        total = add(problem.score[flow.used]) + won
        wanted = () if people is None else np.flatnonzero(people.mentor_prices)
        return Matching(
            pairs=pairs,
            matched=len({row for row, _ in chosen}),
            points=sum(pair.points for pair in pairs),
            total=total,
            upper_bound=best.bound + won,
            proven=sound and best.bound + won == total and self.check_cells(state, filled, chosen),
            mentor_prices=named(self.mentors, best.mentor_prices),
            mentee_prices=named(self.mentees, best.mentee_prices),
            mentors_wanted=tuple(self.mentors[column].id for column in wanted),
            idle=self.idle(state, chosen),
            settings=settings,
            layers=self,
            state=state,
        )

    def idle(self, state: State, chosen: list[tuple[int, int]]) -> tuple[IdleMentor, ...]:
        """List mentors with free places."""
        filled = Counter(column for _, column in chosen)
        options = state.eligible.sum(axis=0)
        return tuple(
            IdleMentor(mentor.id, mentor.capacity - filled[column], int(options[column]))
            for column, mentor in enumerate(self.mentors)
            if mentor.capacity > filled[column]
        )

    def pair(
        self, settings: Settings, bits: Bits, scores: Integers, row: int, column: int
    ) -> MatchedPair:
        """Describe one pair, with its reasons from the plain rules."""
        mentor, mentee = self.mentors[column], self.mentees[row]
        found = plain.verdicts(mentor, mentee, self.rules)
        return MatchedPair(
            mentor_id=mentor.id,
            mentee_id=mentee.id,
            points=int(scores[row, column]),
            fit=explain.fit(found, settings.weights),
            reasons=tuple(
                reason for reason in explain.reasons(found, settings.weights) if reason.points
            ),
            locked=(mentor.id, mentee.id) in settings.locked,
            kept=(mentor.id, mentee.id) in settings.kept,
            blocked_by=self.codes(bits, row, column),
        )

    # --- the check ---

    def check(self, state: State, proof: Proof, worth: Integers, *, scored: bool) -> bool:
        """Look at the prices of random mentees with separate plain code."""
        problem, flow = state.problem, state.flow
        filled = Counter(problem.column[flow.used].tolist())
        faults = column_complaints(problem.capacity.tolist(), filled, proof)
        count = problem.shape[0]
        for row in np.random.default_rng().integers(0, max(count, 1), ROWS_CHECKED if count else 0):
            arcs = np.flatnonzero(problem.row == row)
            units = np.flatnonzero(problem.unit_row == row)
            options = {
                int(problem.column[arc]): int(problem.score[arc]) if scored else 0 for arc in arcs
            }
            paired = {int(problem.column[arc]) for arc in arcs if flow.used[arc]}
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

    def check_cells(
        self, state: State, filled: Mapping[str, Levels], chosen: list[tuple[int, int]]
    ) -> bool:
        """Compare the layers with the plain rules: every pair chosen, and some at random."""
        rows, columns = self.table.shape
        musts = self._ready[0] if self._ready else self.rules.musts
        if not rows or not columns:
            return True
        random = np.random.default_rng().integers(0, rows * columns, CELLS_CHECKED)
        cells = [*chosen, *(divmod(int(cell), columns) for cell in random)]
        return all(
            self.same_levels(row, column, filled)
            and plain.blockers(self.mentors[column], self.mentees[row], musts)
            == self.codes(state.bits, row, column, raw=True)
            for row, column in cells
        )

    def same_levels(self, row: int, column: int, filled: Mapping[str, Levels]) -> bool:
        """Say whether every layer agrees with its plain rule for one pair."""
        mentor, mentee = self.mentors[column], self.mentees[row]
        for rule, verdict in plain.verdicts(mentor, mentee, self.rules).items():
            level = int(self.table.levels[rule][row, column])
            if level != (OPEN if verdict is None else verdict.level):
                return False
            if verdict is not None and level != int(filled[rule][row, column]):
                return False
        return True

    # --- single pairs ---

    def codes(self, bits: Bits, row: int, column: int, *, raw: bool = False) -> tuple[str, ...]:
        """Name the musts that stop a pair, in public words unless raw."""
        value = int(bits[row, column])
        codes = [code for place, code in enumerate(plain.MUSTS) if value >> place & 1]
        if raw:
            return tuple(codes)
        return tuple(dict.fromkeys(plain.PUBLIC_CODE.get(code, code) for code in codes))

    def name(self, column: int, row: int) -> str:
        """Name a pair in a message."""
        return f"Pair ({self.mentors[column].id}, {self.mentees[row].id})"

    def find(self, mentor_id: str, mentee_id: str) -> tuple[int, int]:
        """Return (row, column) of a pair of ids."""
        column, row = self.places_of([(mentor_id, mentee_id)])[0]
        return row, column

    def weighed(self, weights: Weights | Mapping[str, int] | None) -> Weights:
        """Return the weights asked for, or the rules' own."""
        return Weights.of(self.rules.weights if weights is None else weights)

    def reasons(
        self,
        mentor_id: str,
        mentee_id: str,
        *,
        weights: Weights | Mapping[str, int] | None = None,
        every: bool = False,
    ) -> tuple[Reason, ...]:
        """Return why this pair fits, most points first. every: also what earned nothing."""
        row, column = self.find(mentor_id, mentee_id)
        verdicts = plain.verdicts(self.mentors[column], self.mentees[row], self.rules)
        found = explain.reasons(verdicts, self.weighed(weights))
        return tuple(reason for reason in found if every or reason.points)

    def fit(
        self,
        mentor_id: str,
        mentee_id: str,
        *,
        weights: Weights | Mapping[str, int] | None = None,
    ) -> int:
        """Return 0 to 100: points out of the most these two people's answers could have earned."""
        row, column = self.find(mentor_id, mentee_id)
        verdicts = plain.verdicts(self.mentors[column], self.mentees[row], self.rules)
        return explain.fit(verdicts, self.weighed(weights))

    def blocked_by(
        self, mentor_id: str, mentee_id: str, *, musts: Musts | None = None
    ) -> tuple[str, ...]:
        """Return the codes of the musts that stop this pair; empty when it is allowed."""
        row, column = self.find(mentor_id, mentee_id)
        bits, _ = self.ready(musts or self.rules.musts)
        return self.codes(bits, row, column)

    # --- questions about a matching ---

    def cost_of(self, matching: Matching, mentor_id: str, mentee_id: str) -> Alternative:
        """Say what forcing one pair would cost the whole, exactly, whatever must it breaks."""
        return explain.cost_of(self, matching, *self.find(mentor_id, mentee_id))

    def alternatives(
        self, matching: Matching, mentee_id: str, limit: int | None = 10
    ) -> tuple[Alternative, ...]:
        """List the other mentors this mentee may have, the cheapest for the whole first."""
        return explain.alternatives(self, matching, self.row_of(mentee_id), limit)

    def row_of(self, mentee_id: str) -> int:
        """Find a mentee."""
        if mentee_id not in self.row:
            raise BadInput(f"{mentee_id} is not among the mentees.")
        return self.row[mentee_id]

    def force(
        self, matching: Matching, mentor_id: str, mentee_id: str, *, override: bool = False
    ) -> Matching:
        """Solve again with one more pair locked. override: even though it breaks a must."""
        pair = (mentor_id, mentee_id)
        before = matching.settings
        return self.match_with(
            replace(
                before,
                locked=before.locked | {pair},
                forbidden=before.forbidden - ({pair} if override else frozenset()),
                overrides=before.overrides | ({pair} if override else frozenset()),
            )
        )

    def diagnose(self, matching: Matching) -> tuple[Unmatched, ...]:
        """Say why each unmatched mentee is, and what relaxing each rule would gain the whole."""
        return explain.diagnose(self, matching)

    def recruits(self, matching: Matching, limit: int = 5) -> tuple[Recruit, ...]:
        """Say which mentors to look for, each piece of advice tried by solving again."""
        return explain.recruits(self, matching, limit)

    def compare(self, before: Matching, after: Matching) -> Comparison:
        """Say who gains, who loses and who moves between two matchings."""
        return explain.compare(before, after)

    def score_pairs(
        self,
        pairs: Pairs,
        *,
        weights: Weights | Mapping[str, int] | None = None,
        musts: Musts | None = None,
    ) -> Scored:
        """Score pairs made by hand: points, fit, reasons, broken musts, and who has too many."""
        settings = Settings(weights=self.weighed(weights), musts=musts or self.rules.musts)
        return explain.score_pairs(self, settings, pairs)


def in_order[Side: Person](people: Iterable[Side], kind: type[Side]) -> tuple[Side, ...]:
    """Sort people by id, so that the order they came in decides nothing."""
    listed = list(people)
    for person in listed:
        if not isinstance(person, kind):
            raise BadInput(
                f"Expected a {kind.__name__}, got {type(person).__name__}. "
                "Mentors come first, then mentees."
            )
    counts = Counter(person.id for person in listed)
    twice = sorted(each for each, count in counts.items() if count > 1)
    if twice:
        raise BadInput(f"{kind.__name__} {twice[0]} is listed twice; ids must differ on one side.")
    return tuple(sorted(listed, key=lambda person: person.id))


def id_hashes(people: Sequence[Person]) -> Hashes:
    """Hash ids, the same on every machine: the tie-break."""
    digests = [blake2b(person.id.encode(), digest_size=8).digest() for person in people]
    return np.array([int.from_bytes(each, "little") for each in digests], np.uint64)


def named(people: Sequence[Person], prices: Integers) -> dict[str, int]:
    """Give prices their people's ids."""
    return {person.id: int(price) for person, price in zip(people, prices, strict=True)}


def knee_of(
    problem: Problem, flow: Flow, objective: Integers, fixed: Iterable[tuple[int, int]]
) -> int:
    """Return the 10th percentile of the pairs' points: below it, a pair counts as poor."""
    reached = problem.score[flow.used].tolist() + [int(objective[pair]) for pair in fixed]
    ordered = sorted(reached)
    return ordered[(len(ordered) - 1) * KNEE_PERCENT // 100] if ordered else 0
