"""What `pairwell check` looks at: the pairs of a file among people, scores and prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pairwell._model import Mentee, Mentor, Pair

Rank = tuple[int, int]
"""1 for somebody's first mentor and 0 for a further one, then the priority."""


@dataclass(frozen=True)
class Claim:
    """What is to be checked: pairs, and what stood fixed beforehand."""

    pairs: Mapping[Pair, int | None]
    locked: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    previous: frozenset[Pair] = frozenset()
    overrides: frozenset[Pair] = frozenset()
    objective: str = "most-matched"


@dataclass(frozen=True)
class Scores:
    """points[row][column] and allowed[row][column]: by the musts alone. Rows are mentees."""

    points: Sequence[Sequence[int]]
    allowed: Sequence[Sequence[bool]]


@dataclass(frozen=True)
class Prices:
    """By id; somebody without a price has 0. knee: below which pairs counted less, or None."""

    mentors: Mapping[str, int] = field(default_factory=dict)
    mentees: Mapping[str, int] = field(default_factory=dict)
    knee: int | None = None


@dataclass
class Case:
    """The people of a claim, in the order of their ids, and what the pairs leave open."""

    mentors: Sequence[Mentor]
    mentees: Sequence[Mentee]
    claim: Claim
    fixed: set[tuple[int, int]] = field(init=False)
    chosen: set[tuple[int, int]] = field(init=False)
    room: list[int] = field(init=False)
    wanted: list[int] = field(init=False)
    held: Counter[int] = field(init=False)

    def __post_init__(self) -> None:
        rows = {mentee.id: place for place, mentee in enumerate(self.mentees)}
        columns = {mentor.id: place for place, mentor in enumerate(self.mentors)}
        self.rows, self.columns = rows, columns

        def places(pairs: Iterable[Pair]) -> set[tuple[int, int]]:
            return {(rows[b], columns[a]) for a, b in pairs if a in columns and b in rows}

        self.fixed = places(self.claim.kept | self.claim.locked)
        self.chosen = places(self.claim.pairs)
        self.forbidden = places(self.claim.forbidden)
        self.overrides = places(self.claim.overrides)
        filled = Counter(column for _, column in self.fixed)
        self.held = Counter(row for row, _ in self.fixed)
        self.room = [
            max(mentor.capacity - filled[place], 0) for place, mentor in enumerate(self.mentors)
        ]
        self.wanted = [
            max(mentee.demand - self.held[place], 0) for place, mentee in enumerate(self.mentees)
        ]

    def open_pairs(self, scores: Scores, row: int) -> list[int]:
        """List the mentors one mentee may be given."""
        if not self.wanted[row]:
            return []
        return [
            column
            for column, allowed in enumerate(scores.allowed[row])
            if (allowed or (row, column) in self.overrides)
            and (row, column) not in self.fixed
            and (row, column) not in self.forbidden
        ]


def next_rank(case: Case, row: int, taken: int) -> Rank:
    """Return the rank of the next mentor somebody would get."""
    return (int(case.held[row] + taken == 0), case.mentees[row].priority)
