"""What helps two people get ready for a meeting, gathered from every room for its page.

This room may not import those above it, so they hand their parts in, in their AppConfig:

    ready.add(parts)

where `parts(side)` gives a `Part` for each heading, or nothing. A room asks the database one or
two questions. What a part says is for its reader alone to see on that page: what the other keeps
private is left out by the queryset, as everywhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import Promise

from edumentoring.pairs.sides import Side


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One line: what it is, a word about it, where it is. `for_list` is what the button beside it
    would put on the list of what they want to talk about; "" gives no button."""

    text: str | Promise
    detail: str | Promise = ""
    url: str = ""
    for_list: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some lines under one heading. `place` orders the page: 10 the last meeting, 20 actions,
    30 goals, 40 questions, 50 tools. `whom` says who else reads these lines: the other's name,
    or "" for nobody; None where they are nobody's words."""

    title: str | Promise
    place: int
    things: Sequence[Thing]
    whom: str | None = None


Source = Callable[[Side], Iterable[Part]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's parts. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def parts_for(side: Side) -> list[Part]:
    """Every room's parts for this reader, in the order of the page."""
    found = chain.from_iterable(source(side) for source in _sources)
    return sorted((part for part in found if part.things), key=lambda part: part.place)
