"""What stands on a person's first page: the next meeting, what they said they would do, one
suggestion. Rooms above hand in what they know, as with `sections`:

    home.add(lines)

where `lines(sides)` gets all of a person's pairs at once and asks the database once for all of
them: for a mentor of four the page is as quick, and as calm, as for one. What waits for somebody
with or without a pair, such as a colleague who was asked to help, is handed in by

    home.add_for_anybody(lines)

where `lines(user, sides)` is asked for everybody who opens the page. Where a name, a key and a
time say it, rooms hand in rows instead, and the page asks for those of all rooms in one question:

    home.add_waiting(Waiting(kinds=("visit",), rows=rows, line=line))

where `rows(user)` gives querysets made by `waiting_rows`, and `line(row)` the line of one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, F, Value
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


Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Things of some kinds that wait for a person: where they stand, and how one reads."""

    kinds: Collection[str]
    rows: Callable[[User], Iterable[Any]]
    line: Callable[[Row], Line]


Source = Callable[[Sequence[Side]], Iterable[Line]]
AnybodysSource = Callable[[User, Sequence[Side]], Iterable[Line]]
_sources: list[Source] = []
_anybodys: list[AnybodysSource] = []
_waiting: list[Waiting] = []


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


def add_waiting(source: Waiting) -> Waiting:
    """Hand in rows. Handing in the same twice counts once."""
    if source not in _waiting:
        _waiting.append(source)
    return source


def waiting_rows(rows: Any, what: Any, who: Any, *, key: str = "code", at: str = "asked_at") -> Any:
    """The same four columns of everything, so that they can be asked for together: `what` is the
    kind, `who` a name or a title."""
    kind = Value(what, output_field=CharField()) if isinstance(what, str) else what
    return (
        rows.order_by()
        .annotate(what=kind, who=who, key=F(key), since=F(at))
        .values("what", "who", "key", "since")
    )


def _waiting_for(user: User) -> Iterator[Line]:
    parts = [rows for source in _waiting for rows in source.rows(user)]
    if not parts:
        return
    line_of = {kind: source.line for source in _waiting for kind in source.kinds}
    first, *others = parts
    for row in first.union(*others, all=True).order_by("what", "since"):
        yield line_of[row["what"]](row)


def lines_for(sides: Sequence[Side], user: User | AnonymousUser | None = None) -> list[Line]:
    """Every line for these pairs, in order; of the suggestions only the first."""
    found = list(chain.from_iterable(source(sides) for source in _sources))
    if isinstance(user, User):
        found += chain.from_iterable(source(user, sides) for source in _anybodys)
        found += _waiting_for(user)
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
