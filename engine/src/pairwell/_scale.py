"""Crowds: the best pairs of hundreds of thousands, over every eligible pair, in bounded memory.

Nothing here ever holds all pairs. Blocks of mentees are scanned (`_scan.py`), each keeps its best
pairs, and `_search.py` finds the best set among all pairs from such lists, asking for new ones
where they run dry. At the end every eligible pair is priced once more: that scan is the proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pairwell import _explain as explain
from pairwell import _rules as plain
from pairwell._assign import pair_ties
from pairwell._cells import Apart, score_pairs
from pairwell._crowd import Crowd
from pairwell._encode import encode
from pairwell._encode_people import find
from pairwell._model import (
    BadInput,
    Integers,
    MatchedPair,
    Objective,
    Pair,
    Reason,
    Refusal,
    Rules,
    Weights,
    check_objective,
)
from pairwell._neutral import fill
from pairwell._scan import NO_KNEE, NOTHING, Cost, Progress, Scanner, kernel
from pairwell._score import Flags
from pairwell._search import Search, Solution
from pairwell._sheet import Encoded
from pairwell._solve import COST_ROOM, TIE_BITS
from pairwell._words import must_in_words

WHOLE = 10_000
"""Up to so many mentees everybody is checked: a second or so, less than finding their pairs."""

AT_RANDOM = 500
"""Beyond, so many are: a fault that touches one mentee in a hundred is missed once in 150 runs."""

LIST = 16
"""How many pairs a mentee's list holds."""

KNEE_PERCENT = 10

DEPTH = 64
"""How many times what one pair can be worth a price may be before 64 bits run out. Prices of real
people are one or two such. With more, nothing would come out as proven."""


@dataclass(frozen=True)
class Pace:
    """How a large match is run. None of it changes the pairs; of many prices that prove them, a
    run with other lists, or without Numba, may find others.

    threads: blocks scanned at the same time. spread: blocks go through joblib instead, to wherever
    `joblib.parallel_config` sends work, on other machines too. block: mentees in a block. listed:
    pairs kept for each mentee. folder: where finished blocks are kept, to go on after a stop.
    progress: called with what is done, of how much, and a few words; what it raises stops the run.
    memory: refuse before starting if more bytes than this would be needed. compiled: use Numba;
    None means where it is installed. checked: mentees whose prices are checked against every
    mentor; None means everybody up to WHOLE of them, and AT_RANDOM beyond.
    """

    threads: int = 1
    spread: bool = False
    block: int = 1024
    listed: int = LIST
    folder: str | Path | None = None
    progress: Progress | None = None
    memory: int | None = None
    compiled: bool | None = None
    checked: int | None = None


class Asked(NamedTuple):
    """Single pairs, as (row, column): fixed ones with their kind, and the rest."""

    fixed: dict[tuple[int, int], str]
    forbidden: Integers
    previous: Integers
    overrides: Integers


class Special(NamedTuple):
    """Pairs that are scored one by one: wishes granted, the last proposal, overrides."""

    pairs: Integers
    points: Integers
    objective: Integers

    def of(self, mentees: Flags, mentors: Flags) -> Special:
        """Return those of some people."""
        inside = mentees[self.pairs[:, 0]] & mentors[self.pairs[:, 1]]
        return Special(*(each[inside] for each in self))


@dataclass(frozen=True, eq=False)
class CrowdMatching:
    """The best pairs of two crowds, as columns, with their proof.

    mentors, mentees: the crowds; people stand in the order of their ids. pairs: k x 2, places of
    a mentor and of a mentee, sorted by ids. points: each pair's. fixed: "kept" or "locked" by pair.
    matched: mentees with at least one mentor. total, upper_bound: what was made largest, and what
    prices show to be the most there could be with as many served; equal when `proven`.
    mentor_prices, mentee_prices: prices that prove it, in points. wanted: mentors where
    one more place matches one more person. missing: mentors each mentee is still without.
    """

    mentors: Crowd
    mentees: Crowd
    rules: Rules
    pairs: Integers
    points: Integers
    fixed: Mapping[Pair, str]
    matched: int
    total: int
    upper_bound: int
    proven: bool
    mentor_prices: Integers
    mentee_prices: Integers
    wanted: Flags
    missing: Integers
    knee: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def ids(self) -> list[Pair]:
        """Return every pair as (mentor id, mentee id)."""
        return list(
            zip(
                self.mentors.ids[self.pairs[:, 0]].tolist(),
                self.mentees.ids[self.pairs[:, 1]].tolist(),
                strict=True,
            )
        )

    def reasons(self, place: int) -> tuple[Reason, ...]:
        """Return why the pair at this place fits, most points first."""
        return self.pair(place).reasons

    def pair(self, place: int) -> MatchedPair:
        """Describe the pair at this place, with reasons from the plain rules."""
        mentor = self.mentors.person(int(self.pairs[place, 0]))
        mentee = self.mentees.person(int(self.pairs[place, 1]))
        weights = Weights.of(self.rules.weights)
        found = plain.verdicts(mentor, mentee, self.rules)
        kind = self.fixed.get((mentor.id, mentee.id))
        stops = plain.blockers(mentor, mentee, self.rules.musts)
        return MatchedPair(
            mentor_id=mentor.id,
            mentee_id=mentee.id,
            points=int(self.points[place]),
            fit=explain.fit(found, weights),
            reasons=tuple(each for each in explain.reasons(found, weights) if each.points),
            locked=kind == "locked",
            kept=kind == "kept",
            blocked_by=tuple(dict.fromkeys(plain.PUBLIC_CODE.get(code, code) for code in stops)),
        )


def match_crowds(
    mentors: Crowd,
    mentees: Crowd,
    *,
    rules: Rules | None = None,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    kept: Iterable[Pair] = (),
    previous: Iterable[Pair] = (),
    overrides: Iterable[Pair] = (),
    fairness: bool | None = None,
    objective: Objective | None = None,
    pace: Pace | None = None,
) -> CrowdMatching:
    """Find the best pairs of two crowds. Arguments as in `match`; pace: how to run it."""
    from pairwell._scale_check import holds

    rules, pace = rules or Rules(), pace or Pace()
    objective = objective or rules.objective
    check_objective(objective)
    refuse_unknown(rules, objective)
    refuse_memory(len(mentors), len(mentees), pace)
    weights = Weights.of(rules.weights)
    asked = read_asked(
        mentors,
        mentees,
        rules,
        locked=locked,
        forbidden=forbidden,
        kept=kept,
        previous=previous,
        overrides=overrides,
    )
    fast = kernel_for(pace)
    say(pace, 0, 1, "reading answers")
    case = encode(mentors, mentees, rules, weights, rules.musts)
    fill(case, fast=fast, threads=pace.threads)
    run = Run(
        mentors, mentees, rules, objective=objective, pace=pace, asked=asked, case=case, fast=fast
    )
    special = run.special(NO_KNEE)
    cost = run.cost(NO_KNEE)
    solution = run.solve(cost, special)
    knee = None
    fair = rules.fairness if fairness is None else fairness
    if fair and objective != "stable":  # it changes no order of points
        knee = run.knee(solution)
        special, cost = run.special(knee), run.cost(knee)
        solution = run.solve(cost, special)
    result = run.describe(solution, cost, knee)
    say(pace, 0, 1, "checking with plain code")
    if not holds(run, solution, cost):
        result = replace(result, proven=False)
    if objective == "stable":
        from pairwell._stable_crowd import made_stable

        return made_stable(run, solution, cost, special, result)
    return result


def refuse_unknown(rules: Rules, objective: str) -> None:
    """Refuse what crowds are not matched by yet, rather than leave it out in silence."""
    if objective == "bottleneck":
        raise BadInput(f"Crowds are not matched by {objective}. Use match instead.")
    if rules.purpose_weights:
        raise BadInput("Crowds are matched without purposes. Use match instead.")


def kernel_for(pace: Pace) -> Any:
    """Return the compiled kernel, if it may and can be used."""
    if pace.compiled is False:
        return None
    found = kernel()
    if pace.compiled and found is None:
        raise BadInput('Numba is not installed. Install "pairwell[fast]", or leave compiled out.')
    return found


def say(pace: Pace, done: int, total: int, words: str) -> None:
    """Report progress, where somebody listens."""
    if pace.progress is not None:
        pace.progress(done, total, words)


def estimate(mentors: int, mentees: int, *, pace: Pace | None = None) -> int:
    """Say how many bytes a match of this many people may need, at its peak.

    Where places are short, lists and what the solver sees grow the most, and that is what is told:
    at 300,000 mentees three fifths of it were needed.
    """
    from pairwell._tiles import KEPT, STRIP

    pace = pace or Pace()
    program = 260_000_000 if pace.compiled is not False else 120_000_000
    person = 1_100
    pair = 400  # listed, sorted in, and in the solver
    listed = mentees * (pace.listed + 1)
    rows = to_check(mentees, pace)
    remade = 1_500 * sum(side for side in (mentors, mentees) if side <= KEPT)
    checked = 2_500 * min(rows, KEPT) + 40 * min(rows * mentors, STRIP)
    return program + person * (mentors + mentees) + listed * pair + remade + checked


def to_check(mentees: int, pace: Pace) -> int:
    """Say how many of those who may have a mentor are checked against every mentor."""
    if pace.checked is not None:
        return min(pace.checked, mentees)
    return mentees if mentees <= WHOLE else AT_RANDOM


def refuse_memory(mentors: int, mentees: int, pace: Pace) -> None:
    """Refuse to start what would not fit."""
    needed = estimate(mentors, mentees, pace=pace)
    if pace.memory is not None and needed > pace.memory:
        raise Refusal(
            f"{mentees:,} mentees and {mentors:,} mentors need about {needed / 2**20:,.0f} MiB, "
            f"but only {pace.memory / 2**20:,.0f} MiB are allowed. "
            "Allow more, or keep fewer pairs for each mentee (listed)."
        )


# --- single pairs ---------------------------------------------------------------------------


def places(
    name: str, mentors: Crowd, mentees: Crowd, pairs: Iterable[Pair], *, strict: bool
) -> Integers:
    """Turn (mentor id, mentee id) into (row, column), sorted. Unknown people are refused or left
    out."""
    listed = sorted({(str(one), str(other)) for one, other in pairs})
    if not listed:
        return np.zeros((0, 2), np.int64)
    names = np.array(listed, mentors.ids.dtype)
    found = np.stack([find(mentees.ids, names[:, 1]), find(mentors.ids, names[:, 0])], axis=1)
    unknown = (found < 0).any(axis=1)
    if strict and unknown.any():
        place = int(np.flatnonzero(unknown)[0])
        missing = listed[place][0 if found[place, 1] < 0 else 1]
        raise BadInput(
            f"{name} holds ({listed[place][0]}, {listed[place][1]}), which names {missing}, who "
            "is not taking part on that side. A pair is (mentor id, mentee id)."
        )
    return np.unique(found[~unknown], axis=0)


def read_asked(
    mentors: Crowd,
    mentees: Crowd,
    rules: Rules,
    *,
    locked: Iterable[Pair],
    forbidden: Iterable[Pair],
    kept: Iterable[Pair],
    previous: Iterable[Pair],
    overrides: Iterable[Pair],
) -> Asked:
    """Read single pairs. Refuses locks that cannot be kept."""
    held, running = (
        set(map(tuple, places(name, mentors, mentees, pairs, strict=True).tolist()))
        for name, pairs in (("locked", locked), ("kept", kept))
    )
    apart = places("forbidden", mentors, mentees, forbidden, strict=False)
    lifted = places("overrides", mentors, mentees, overrides, strict=True)

    def codes(row: int, column: int) -> tuple[str, ...]:
        return plain.blockers(mentors.person(column), mentees.person(row), rules.musts)

    def name(row: int, column: int) -> str:
        return f"Pair ({mentors.ids[column]}, {mentees.ids[row]})"

    for row, column in lifted.tolist():
        if refused := sorted(set(codes(row, column)) & plain.NEVER_LIFTED):
            raise Refusal(
                f"{name(row, column)} cannot be allowed: "
                f"{must_in_words(plain.PUBLIC_CODE.get(refused[0], refused[0]))}."
            )
    allowed = set(map(tuple, lifted.tolist()))
    for row, column in sorted((held | running) & set(map(tuple, apart.tolist()))):
        raise Refusal(f"{name(row, column)} is both fixed and kept apart. Drop one of the two.")
    fixed = dict.fromkeys(running, "kept")
    for row, column in sorted(held - running):
        stops = codes(row, column)
        if stops and (row, column) not in allowed:
            code = plain.PUBLIC_CODE.get(stops[0], stops[0])
            raise Refusal(
                f"{name(row, column)} is locked, but {must_in_words(code)}. "
                "Unlock it, or allow this pair with an override."
            )
        fixed[row, column] = "locked"
    refuse_overfull(mentors, mentees, fixed)
    return Asked(fixed, apart, places("previous", mentors, mentees, previous, strict=False), lifted)


def refuse_overfull(mentors: Crowd, mentees: Crowd, fixed: Mapping[tuple[int, int], str]) -> None:
    """Refuse locks beyond anyone's places. Running pairs alone may be over: never broken."""
    for side, crowd, limits, cure in (
        (1, mentors, mentors.numbers["capacity"], "raise the places on offer"),
        (0, mentees, mentees.numbers["demand"], "raise the number of mentors asked for"),
    ):
        counts = Counter(pair[side] for pair in fixed)
        for place in sorted({pair[side] for pair, kind in fixed.items() if kind == "locked"}):
            if counts[place] > limits[place]:
                raise Refusal(
                    f"{crowd.ids[place]} would have {counts[place]} pairs but has room for "
                    f"{limits[place]}. Unlock some, or {cure}."
                )


# --- the run --------------------------------------------------------------------------------


class Run:
    """One match of two crowds, from encoded answers to pairs and prices."""

    def __init__(
        self,
        mentors: Crowd,
        mentees: Crowd,
        rules: Rules,
        *,
        objective: Objective,
        pace: Pace,
        asked: Asked,
        case: Encoded,
        fast: Any,
    ) -> None:
        self.mentors, self.mentees, self.rules = mentors, mentees, rules
        self.most_points = objective in {"most-points", "stable"}
        self.pace, self.asked, self.case, self.fast = pace, asked, case, fast
        self.held = np.array(sorted(asked.fixed), np.int64).reshape(-1, 2)
        room = mentors.numbers["capacity"] - np.bincount(self.held[:, 1], minlength=len(mentors))
        self.taken = np.bincount(self.held[:, 0], minlength=len(mentees))
        wanted = np.minimum(mentees.numbers["demand"] - self.taken, len(mentors))
        self.wanted = np.maximum(wanted, 0)
        self.room = np.minimum(np.maximum(room, 0), max(int(self.wanted.sum()), 1))
        self.unit_row, self.unit_rank, self.unit_places = self.units()
        self.ranks = int(self.unit_rank.max(initial=0)) + 1
        self.most_pairs = max(1, min(int(self.wanted.sum()), int(self.room.sum())))
        self.name = self.fingerprint() if pace.folder is not None else ""
        self.folder = Path(pace.folder) if pace.folder is not None else None
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        self.bonus = self.bonus_of()

    def units(self) -> tuple[Integers, Integers, Integers]:
        """Split demand by how urgent it is: everyone's first mentor comes before anyone's second,
        and higher priorities before lower. Returns whose each unit is, its rank and its places."""
        rows = np.arange(len(self.wanted))
        if self.most_points:
            return rows, np.zeros_like(rows), self.wanted
        first = (self.taken == 0) & (self.wanted > 0)
        later = self.wanted - first
        row = np.concatenate([rows[first], rows[later > 0]])
        count = int(first.sum())
        places = np.concatenate([np.ones(count, np.int64), later[later > 0]])
        urgent = np.stack(
            [np.arange(len(row)) < count, self.mentees.numbers["priority"][row]], axis=1
        )
        _, rank = np.unique(urgent, axis=0, return_inverse=True)
        return row, rank.ravel().astype(np.int64), places

    def fingerprint(self) -> str:
        """Name this run by all that its blocks depend on."""
        digest = blake2b(self.mentors.fingerprint() + self.mentees.fingerprint(), digest_size=16)
        digest.update(repr(self.rules).encode())
        for each in (self.held, *self.asked[1:], self.room):
            digest.update(np.ascontiguousarray(each))
        return digest.hexdigest()

    def points_of(self, pairs: Integers) -> Integers:
        """Return the points of listed pairs."""
        return score_pairs(self.case, pairs, self.fast)[0]

    def scanner(self, cost: Cost, apart: Integers, room: Flags) -> Scanner:
        """Return what scans blocks."""
        return Scanner(
            self.case,
            Apart.of(apart, len(self.mentees)),
            room,
            cost,
            self.fast,
            block=self.pace.block,
            threads=self.pace.threads,
            spread=self.pace.spread,
            folder=self.folder,
            name=self.name,
            progress=self.pace.progress,
        )

    def bonus_of(self) -> int:
        """Return the extra points of a pair of the last proposal."""
        if not len(self.asked.previous) or not self.rules.kept_bonus or not len(self.mentors):
            return 0
        apart = np.concatenate([self.case.apart, self.case.granted])
        rows = np.arange(len(self.mentees))
        found = self.scanner(Cost(1, 1, 0), apart, np.ones(len(self.mentors), bool)).best(
            rows,
            np.zeros(len(self.mentors), np.int64),
            np.full(len(rows), NOTHING + 1),
            1,
            "looking for the best pair",
        )
        points, open_to = score_pairs(self.case, self.case.granted, self.fast)
        top = max(0, int(found.keys.max(initial=0)), int(points[open_to].max(initial=0)))
        return top * self.rules.kept_bonus // 100

    def special(self, knee: int) -> Special:
        """Score the pairs that differ from what the tables say, where they are allowed."""
        asked = self.asked
        pairs = np.unique(
            np.concatenate([self.case.granted, asked.previous, asked.overrides]), axis=0
        )
        points, open_to = score_pairs(self.case, pairs, self.fast)
        open_to |= among(pairs, asked.overrides)
        open_to &= ~among(pairs, asked.forbidden) & ~among(pairs, self.held)
        open_to &= (self.wanted > 0)[pairs[:, 0]] & (self.room > 0)[pairs[:, 1]]
        pairs, points = pairs[open_to], points[open_to]
        objective = points + self.bonus * among(pairs, asked.previous)
        return Special(pairs, points, objective - 3 * np.maximum(knee - objective, 0))

    def cost(self, knee: int) -> Cost:
        """Choose how points and hashes fold into one number that the solver can hold."""
        unit = int(np.gcd.reduce(np.append(self.case.sheet.weights, self.bonus))) or 1
        cost = Cost(unit, 1, 0, knee)
        more = self.most_pairs + 1 if self.most_points else 1
        span = (self.highest(cost) - self.lowest(cost)) * more + 1
        ranked = self.ranks > 1 and not self.most_points
        points = span * (2 * self.most_pairs * self.ranks if ranked else 1)
        keys = span * self.most_pairs * max(DEPTH, 4 * self.ranks)
        hashes = min(2**61 // keys, 1 << TIE_BITS)
        if hashes < 1 or points > COST_ROOM // (len(self.wanted) + len(self.room) + 3):
            raise BadInput(
                f"{self.ranks} ranks of priority and weights of "
                f"{int(self.case.sheet.weights.sum()):,} in all are too many to be exact for "
                f"{self.most_pairs:,} pairs. Use fewer, or smaller weights."
            )
        return Cost(unit, hashes * self.most_pairs * more, hashes, knee)

    def highest(self, cost: Cost) -> int:
        """Return a key that no pair passes."""
        most = 100 * int(self.case.sheet.weights.sum()) + self.bonus
        return most // cost.unit * cost.step

    def lowest(self, cost: Cost) -> int:
        """Return a key that no pair falls below."""
        return -3 * max(cost.knee, 0) // cost.unit * cost.step - cost.hashes

    def above(self, cost: Cost) -> int:
        """Return a number above every sum of points there could be, hashes left out."""
        grain = max(cost.hashes * self.most_pairs, 1)
        return 2 * self.most_pairs * ((self.highest(cost) - self.lowest(cost)) // grain + 2)

    def keys(self, pairs: Integers, objective: Integers, cost: Cost) -> Integers:
        """Fold the objective of listed pairs, knee already taken off, and their hashes."""
        tie = pair_ties(pairs[:, 0], pairs[:, 1], self.case.mentees.mark, self.case.mentors.mark)
        return objective // cost.unit * cost.step - (tie * cost.hashes >> TIE_BITS)

    def apart(self) -> Integers:
        """Return all pairs a scan leaves out: they are not allowed, or known one by one."""
        asked = self.asked
        return np.concatenate(
            [
                self.case.apart,
                self.case.granted,
                asked.previous,
                asked.overrides,
                asked.forbidden,
                self.held,
            ]
        )

    def solve(self, cost: Cost, special: Special) -> Solution:
        """Find the best pairs."""
        scanner = self.scanner(cost, self.apart(), self.room > 0)
        return Search(self, scanner, cost, special).run()

    def knee(self, solution: Solution) -> int:
        """Return the 10th percentile of the pairs' points: below it, a pair counts as poor."""
        pairs = np.concatenate([solution.pairs, self.held])
        points = self.points_of(pairs)
        ordered = np.sort(points + self.bonus * among(pairs, self.asked.previous))
        return int(ordered[(len(ordered) - 1) * KNEE_PERCENT // 100]) if len(ordered) else 0

    def describe(self, solution: Solution, cost: Cost, knee: int | None) -> CrowdMatching:
        """Put pairs, totals and proof together."""
        gap = self.gap(solution)
        chosen = np.concatenate([solution.pairs, self.held])
        order = np.lexsort((chosen[:, 0], chosen[:, 1]))
        chosen = chosen[order]
        points = self.points_of(chosen)
        objective = points + self.bonus * among(chosen, self.asked.previous)
        total = int((objective - 3 * np.maximum(cost.knee - objective, 0)).sum())
        counts = np.bincount(chosen[:, 0], minlength=len(self.mentees))
        people = solution.people
        return CrowdMatching(
            mentors=self.mentors,
            mentees=self.mentees,
            rules=self.rules,
            pairs=np.ascontiguousarray(chosen[:, ::-1]),
            points=points,
            fixed={
                (str(self.mentors.ids[column]), str(self.mentees.ids[row])): kind
                for (row, column), kind in self.asked.fixed.items()
            },
            matched=int((counts > 0).sum()),
            total=total,
            upper_bound=total + -(-gap * cost.unit // cost.step),
            proven=gap == 0 and self.short(solution) == 0,
            mentor_prices=-in_points(-solution.points.mentor, cost),
            mentee_prices=in_points(solution.points.mentee, cost),
            wanted=np.zeros(len(self.mentors), bool) if people is None else people.mentor > 0,
            missing=np.maximum(self.mentees.numbers["demand"] - counts, 0),
            knee=knee,
            facts={"rounds": solution.rounds, "rows_scanned": solution.scanned},
        )

    def gap(self, solution: Solution) -> int:
        """Return how far prices leave the pairs from being best with as many served."""
        mentee, mentor, rank = solution.points
        row, column = solution.pairs[:, 0], solution.pairs[:, 1]
        served = np.zeros(len(rank), np.int64)
        np.add.at(served, self.unit_rank, solution.served)
        over = np.maximum(mentee[self.unit_row] - rank[self.unit_rank], 0)
        over_pairs = np.maximum(solution.keys - mentee[row] - mentor[column], 0)
        parts = (
            added_up(served, rank),
            added_up(self.unit_places, over),
            added_up(self.room, mentor),
            sum(over_pairs.tolist()),
        )
        return int(sum(parts) - sum(solution.keys.tolist()))

    def short(self, solution: Solution) -> int:
        """Return by how much prices allow more people, or more urgent ones, to be served."""
        if solution.people is None:
            return 0
        mentee, mentor, _ = solution.people
        worth = self.unit_rank + 1
        parts = (
            self.unit_places * np.maximum(mentee[self.unit_row] + worth, 0),
            self.room * mentor,
            np.maximum(-mentee[solution.pairs[:, 0]] - mentor[solution.pairs[:, 1]], 0),
        )
        return int(sum(int(part.sum()) for part in parts) - (worth * solution.served).sum())


def added_up(count: Integers, each: Integers) -> int:
    """Multiply and add up, in numbers without an end: keys of many pairs pass 64 bits."""
    some = np.flatnonzero((count != 0) & (each != 0))
    return sum(map(int.__mul__, count[some].tolist(), each[some].tolist()))


def in_points(keys: Integers, cost: Cost) -> Integers:
    """Turn keys into points, rounded down; step by step, as keys fill 64 bits."""
    whole, rest = np.divmod(keys, cost.step)
    found: Integers = whole * cost.unit + rest * cost.unit // cost.step
    return found


def among(pairs: Integers, listed: Integers) -> Flags:
    """Flag which pairs are on a list."""
    width = int(max(pairs.max(initial=0), listed.max(initial=0))) + 1
    return np.isin(pairs[:, 0] * width + pairs[:, 1], listed[:, 0] * width + listed[:, 1])
