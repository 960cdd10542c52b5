"""What stands on a person's first page: the next meeting, what they said they would do, one
suggestion. Rooms above hand in what they know, as with `sections`:

    home.add(lines)

where `lines(sides)` gets all of a person's pairs at once and asks the database once for all of
them: for a mentor of four the page is as quick, and as calm, as for one. What waits for somebody
with or without a pair, such as a colleague who was asked to help, is handed in by

    home.add_for_anybody(lines)

where `lines(user, sides)` is asked for everybody who opens the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from edumentoring.pairs.sides import Side
from edumentoring.people.models import User

# So many of a kind stand on the page; the others wait behind "and 3 more".
MOST = 4


class Kind(IntEnum):
    """What a line is, in the order of the page."""

    MEETING = 10  # the next one of each pair, by its time
    ASKED = 20  # something the other asked or offered, that waits for an answer
    PROMISED = 30  # what I said I would do
    SUGGESTION = 40  # one thing to do next: the page shows one only, the lowest `rank`


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the first page: plain words that lead somewhere.

    `reach` is how one gets to a meeting, such as a link or a number, and `reach_url` what a tap
    on it opens.
    """

    kind: Kind
    text: str | Promise
    url: str
    detail: str | Promise = ""
    at: datetime | None = None
    rank: int = 50
    side: Side | None = None
    button: str | Promise = ""
    reach: str = ""
    reach_url: str = ""


@dataclass(frozen=True)
class Few:
    """The first lines of a kind, and those that wait behind them."""

    shown: list[Line]
    more: list[Line]

    def __bool__(self) -> bool:
        return bool(self.shown)


Source = Callable[[Sequence[Side]], Iterable[Line]]
AnybodysSource = Callable[[User, Sequence[Side]], Iterable[Line]]
_sources: list[Source] = []
_anybodys: list[AnybodysSource] = []


def add(source: Source) -> Source:
    """Hand in a room's lines. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def add_for_anybody(source: AnybodysSource) -> AnybodysSource:
    """Hand in lines that need no pair. Handing in the same twice counts once."""
    if source not in _anybodys:
        _anybodys.append(source)
    return source


def lines_for(sides: Sequence[Side], user: User | AnonymousUser | None = None) -> list[Line]:
    """Every line for these pairs, in order; of the suggestions only the first."""
    found = list(chain.from_iterable(source(sides) for source in _sources))
    if isinstance(user, User):
        found += chain.from_iterable(source(user, sides) for source in _anybodys)
    lines = sorted(found, key=_order)
    suggestions = [line for line in lines if line.kind == Kind.SUGGESTION]
    return [line for line in lines if line.kind != Kind.SUGGESTION] + suggestions[:1]


def few(lines: Iterable[Line], kind: Kind, most: int = MOST) -> Few:
    """Those of one kind, over all pairs together. One that would wait alone is shown."""
    found = [line for line in lines if line.kind == kind]
    cut = len(found) if len(found) <= most + 1 else most
    return Few(found[:cut], found[cut:])


def _order(line: Line) -> tuple[int, float, int]:
    return (line.kind, line.at.timestamp() if line.at else float("inf"), line.rank)
