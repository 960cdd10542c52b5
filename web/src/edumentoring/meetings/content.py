"""What is taught this week, beside the agenda: `taught.py` hands in what a coordinator wrote down
for the programme, and a room above may hand in what a provider published elsewhere.

    # in a room's apps.py
    from edumentoring.meetings import content

    content.add(source)

where `source(side, day)` gives the pieces for this pair in the week of `day`, or nothing. Where
nobody hands anything in, the page shows nothing and says nothing about it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.functional import Promise

from edumentoring.pairs.sides import Side


@dataclass(frozen=True, kw_only=True)
class Content:
    """One piece: its title, a few words, where it is read in full, who published it, and what is
    expected of whoever reads this."""

    title: str | Promise
    source: str | Promise
    words: str | Promise = ""
    url: str = ""
    expected: str | Promise = ""


Source = Callable[[Side, date], Iterable[Content]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's content. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def content_for(side: Side, day: date) -> list[Content]:
    """All that was published for this pair's week."""
    return list(chain.from_iterable(source(side, day) for source in _sources))
