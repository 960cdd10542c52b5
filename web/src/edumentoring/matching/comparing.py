"""Two boards, or two strategies, side by side: who changes and what is gained."""

from dataclasses import dataclass
from typing import Any

from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.moves import Difference, difference
from edumentoring.matching.people_lines import Line, lines
from edumentoring.matching.previews import shape
from edumentoring.matching.strategy import change_words

NAMED = 500


@dataclass
class Side:
    """One of the two."""

    number: int
    words: str
    matched: int
    typical: int
    lowest: int
    points: int


@dataclass
class Change:
    """One mentee's mentors on both sides."""

    mentee: Line
    before: Line | None
    before_fit: int | None
    after: Line | None
    after_fit: int | None

    @property
    def by(self) -> int | None:
        if self.before_fit is None or self.after_fit is None:
            return None
        return self.after_fit - self.before_fit


@dataclass
class Comparison:
    """Both sides, what the settings differ in, and everyone who changes."""

    before: Side
    after: Side
    settings: str
    changes: list[Change]
    same: int

    @property
    def shown(self) -> list[Change]:
        """The changes a page names one by one."""
        return self.changes[:NAMED]

    @property
    def better(self) -> int:
        return sum((change.by or 0) > 0 for change in self.changes)

    @property
    def worse(self) -> int:
        return sum((change.by or 0) < 0 for change in self.changes)


def compare(round_: Round, before: BoardState, after: BoardState) -> Comparison:
    """Two states of one round's board."""
    found = difference(before.pairs, after.pairs)
    return Comparison(
        side_of(before),
        side_of(after),
        change_words(before.strategy, after.strategy),
        changes_of(round_, found),
        len(before.pair_set() & after.pair_set()),
    )


def side_of(state: BoardState) -> Side:
    matched, typical, lowest = shape(state.pairs)
    points = sum(pair[2] for pair in state.pairs)
    return Side(state.number, state.what, matched, typical, lowest, points)


def changes_of(round_: Round, found: Difference) -> list[Change]:
    """Everyone who changes, by name, those who lose somebody first."""
    people = lines(round_.programme, found.keys())

    def person(one: Any) -> Line | None:
        return people.get(one[0]) if one else None

    return [
        Change(
            people[move.mentee],
            person(move.before),
            move.before[1] if move.before else None,
            person(move.after),
            move.after[1] if move.after else None,
        )
        for move in found.everybody()
        if move.mentee in people
    ]


def states_to_compare(round_: Round) -> list[BoardState]:
    """Every proposal, and the board in view: what there is to choose from."""
    proposals = BoardState.objects.filter(round=round_, kind=BoardState.Kind.PROPOSAL)
    found = list(proposals.only("number", "what", "at", "proposal", "kind").order_by("number"))
    if all(state.number != round_.at for state in found):
        found += BoardState.objects.filter(round=round_, number=round_.at).only(
            "number", "what", "at", "proposal", "kind"
        )
    return found
