"""What stands on a person's first page: the next meeting, what they said they would do, one
suggestion. Rooms above hand in what they know, as with `sections`:

    home.add(lines)

where `lines(sides)` gets all of a person's pairs at once and asks the database once for all of
them: for a mentor of four the page is as quick, and as calm, as for one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import chain

from django.utils.functional import Promise

from edumentoring.pairs.sides import Side


class Kind(IntEnum):
    """What a line is, in the order of the page."""

    MEETING = 10  # the next one of each pair, by its time
    ASKED = 20  # something the other asked or offered, that waits for an answer
    PROMISED = 30  # what I said I would do
    SUGGESTION = 40  # one thing to do next: the page shows one only, the lowest `rank`


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the first page: plain words that lead somewhere."""

    kind: Kind
    text: str | Promise
    url: str
    detail: str | Promise = ""
    at: datetime | None = None
    rank: int = 50
    side: Side | None = None
    button: str | Promise = ""


Source = Callable[[Sequence[Side]], Iterable[Line]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's lines. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def lines_for(sides: Sequence[Side]) -> list[Line]:
    """Every line for these pairs, in order; of the suggestions only the first."""
    lines = sorted(chain.from_iterable(source(sides) for source in _sources), key=_order)
    suggestions = [line for line in lines if line.kind == Kind.SUGGESTION]
    return [line for line in lines if line.kind != Kind.SUGGESTION] + suggestions[:1]


def _order(line: Line) -> tuple[int, float, int]:
    return (line.kind, line.at.timestamp() if line.at else float("inf"), line.rank)
