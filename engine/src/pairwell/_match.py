"""The people level: from people and rules to the best pairs, and the board's every question.

`prepare` does the slow part once (layers without weights); `Layers.match` is then quick enough
to follow a slider.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairwell import _explain as explain
from pairwell import _rules as plain
from pairwell._assign import Hashes, all_ties
from pairwell._layers import Table, fill_open
from pairwell._model import (
    Alternative,
    BadInput,
    Comparison,
    CostOfChoice,
    Integers,
    MatchedPair,
    Matching,
    Mentee,
    Mentor,
    Musts,
    Objective,
    Pair,
    Person,
    Reason,
    Recruit,
    Refusal,
    Rules,
    Scored,
    Settings,
    Unmatched,
    Weights,
)
from pairwell._musts import blocked_bits
from pairwell._propose import propose
from pairwell._score import Bits, Levels

if TYPE_CHECKING:
    from pairwell._what_if import WhatIf

Pairs = Iterable[Pair]

MOST_MEMORY = 2 * 2**30
"""Bytes a table of all pairs may need unless more are allowed: gigabytes must be no surprise."""
TABLE_BYTES = 125  # for each pair, at the peak of a matching; measured on 2,000 to 3,000 mentees

MOST_KEPT = 2**25 - 2**16  # glibc follows no block of 32 MiB

SAID = 100_000
"""How many pairs' verdicts are kept."""


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
    memory: int | None = MOST_MEMORY,
) -> Matching:
    """Find the best pairs: most mentees matched first, then most points.

    Pairs are (mentor id, mentee id). locked: fixed by hand. forbidden: kept apart by hand. kept:
    running pairs, never broken. previous: the last proposal, which gets a small bonus.
    overrides: pairs allowed although they break a must; a lock that breaks one needs it. memory:
    as in `prepare`.

    Raises BadInput for what cannot be read, and Refusal for locks that cannot be kept and for more
    people than memory is allowed for; `match_crowds` takes any number.
    """
    return prepare(mentors, mentees, rules=rules, memory=memory).match(
        locked=locked,
        forbidden=forbidden,
        kept=kept,
        previous=previous,
        overrides=overrides,
        fairness=fairness,
    )


def prepare(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    *,
    rules: Rules | None = None,
    memory: int | None = MOST_MEMORY,
) -> Layers:
    """Work out everything that does not depend on weights, once.

    memory: refuse before starting if a table of all pairs would need more bytes; None allows any.
    """
    mentors, mentees = list(mentors), list(mentees)
    refuse_memory(len(mentors), len(mentees), memory)
    keep_freed_memory(table_bytes(len(mentors), len(mentees)))
    return Layers(mentors, mentees, rules or Rules())


def table_bytes(mentors: int, mentees: int) -> int:
    """Say about how many bytes it takes to match so many with a table of all pairs."""
    return TABLE_BYTES * mentors * mentees


def refuse_memory(mentors: int, mentees: int, allowed: int | None) -> None:
    """Refuse a table that would not fit, and say what to do instead."""
    needed = table_bytes(mentors, mentees)
    if allowed is None or needed <= allowed:
        return
    from pairwell._scale import estimate

    raise Refusal(
        f"{mentees:,} mentees and {mentors:,} mentors are {mentors * mentees:,} possible pairs. "
        f"All at once they need about {needed / 2**30:,.1f} GiB, but only "
        f"{allowed / 2**30:,.1f} GiB are allowed. Use match_crowds: it finds the same pairs in "
        f"about {estimate(mentors, mentees) / 2**30:,.1f} GiB. Or allow more (memory)."
    )


def keep_freed_memory(size: int) -> None:
    """Let the process keep what its tables free, for the next ones.

    glibc hands freed memory back to the system beyond a limit that follows the largest block
    freed so far, and the system clears each page that it gives again: a quarter of the time of a
    small what-if. So a block is taken and freed before it was ever touched. Elsewhere, nothing
    comes of it.
    """
    np.empty(min(size, MOST_KEPT), np.uint8)


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
        self._ties: NDArray[np.int32] | None = None
        self._ready: tuple[Musts, Bits, dict[str, Levels]] | None = None
        self._said: dict[tuple[int, int], dict[str, plain.Verdict | None]] = {}

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
        return propose(
            self,
            Settings(
                weights=Weights.of(self.rules.weights if weights is None else weights),
                musts=musts or self.rules.musts,
                locked=read_pairs("locked", locked),
                forbidden=read_pairs("forbidden", forbidden),
                kept=read_pairs("kept", kept),
                previous=read_pairs("previous", previous),
                overrides=read_pairs("overrides", overrides),
                fairness=self.rules.fairness if fairness is None else fairness,
                objective=objective or self.rules.objective,
            ),
        )

    def ready(self, musts: Musts) -> tuple[Bits, dict[str, Levels]]:
        """Return blocked bits and filled layers, kept from the last call with the same musts."""
        ready = self._ready  # one look: another thread may ask with other musts meanwhile
        if ready is None or ready[0] != musts:
            bits = blocked_bits(self.table, musts)
            ready = self._ready = musts, bits, fill_open(self.table, bits == 0)
        return ready[1], ready[2]

    def ties(self) -> NDArray[np.int32]:
        """Return a hash of every pair, which no setting changes."""
        if self._ties is None:
            self._ties = all_ties(*self.marks)
        return self._ties

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

    def pair(
        self, settings: Settings, bits: Bits, scores: Integers, row: int, column: int
    ) -> MatchedPair:
        """Describe one pair, with its reasons from the plain rules."""
        mentor, mentee = self.mentors[column], self.mentees[row]
        found = self.verdicts(row, column)
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

    # --- single pairs ---

    def verdicts(self, row: int, column: int) -> dict[str, plain.Verdict | None]:
        """Return what the plain rules say of one pair. The slow part of a reason is done once."""
        found = self._said.get((row, column))
        if found is None:
            found = plain.verdicts(self.mentors[column], self.mentees[row], self.rules)
            if len(self._said) >= SAID:
                self._said.clear()
            self._said[row, column] = found
        return found

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
        return propose(
            self,
            replace(
                before,
                locked=before.locked | {pair},
                forbidden=before.forbidden - ({pair} if override else frozenset()),
                overrides=before.overrides | ({pair} if override else frozenset()),
            ),
        )

    def what_if(
        self, before: Matching, *, weights: Weights | Mapping[str, int] | None = None
    ) -> WhatIf:
        """Solve again with other weights, price every pair, and say who changes."""
        from pairwell._what_if import what_if

        return what_if(self, before, weights)

    def cost_of_choice(self, matching: Matching) -> CostOfChoice:
        """Say what the options cost: the matching beside the plain optimum, and each alone."""
        from pairwell._choice import cost_of_choice

        return cost_of_choice(self, matching)

    def diagnose(self, matching: Matching) -> tuple[Unmatched, ...]:
        """Say why each unmatched mentee is, and what relaxing each rule would gain the whole."""
        from pairwell._diagnose import diagnose

        return diagnose(self, matching)

    def recruits(self, matching: Matching, limit: int = 5) -> tuple[Recruit, ...]:
        """Say which mentors to look for, each piece of advice tried by solving again."""
        from pairwell._recruit import recruits

        return recruits(self, matching, limit)

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
        return explain.score_pairs(self, settings, read_pairs("pairs", pairs))


def read_pairs(name: str, pairs: Pairs) -> frozenset[Pair]:
    """Read (mentor id, mentee id) pairs."""
    listed = [tuple(pair) for pair in pairs]
    for pair in listed:
        if len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            raise BadInput(f"{name} holds {pair!r}; each pair is (mentor id, mentee id).")
    return frozenset((mentor_id, mentee_id) for mentor_id, mentee_id in listed)


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
