"""What somebody may read or do next to grow in an area. Rooms above hand in theirs:

    learning.add(source)

where `source(areas)` gets keys of `skills.AREAS` and gives a `Step` for each thing that helps.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import Promise

from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import address_of
from edumentoring.training.access import events_for
from edumentoring.training.skills import AREAS_BY_KEY

MOST = 6


@dataclass(frozen=True)
class Step:
    """One thing to read or do: plain words that lead somewhere."""

    title: str | Promise
    url: str
    words: str | Promise = ""


Source = Callable[[Collection[str]], Iterable[Step]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's steps. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def steps_for(areas: Collection[str], parts: list[Participant]) -> list[Step]:
    """Coming events about these areas, then pages of ours, then what rooms above have."""
    if not areas:
        return []
    found = chain(
        _events(areas, parts),
        _pages(areas),
        chain.from_iterable(source(areas) for source in _sources),
    )
    return list({step.url: step for step in found}.values())[:MOST]


def _events(areas: Collection[str], parts: list[Participant]) -> Iterable[Step]:
    for event in events_for(parts).order_by("starts_at"):
        if set(areas) & set(event.areas):
            yield Step(event.title, event.get_absolute_url(), event.when.day)


def _pages(areas: Collection[str]) -> Iterable[Step]:
    for key in areas:
        for route, words in AREAS_BY_KEY[key].pages:
            if url := address_of(route):
                yield Step(words, url)
