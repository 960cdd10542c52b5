"""What other rooms show on the page of a pair: meetings, goals, tools, notes.

This room may not import those above it, so they hand their sections in. In an upper room:

    # goals/apps.py
    def ready(self) -> None:
        from edumentoring.goals.section import section
        from edumentoring.pairs import sections

        sections.add(section)

where `section(side)` gives a `Section`, or None when there is nothing to show. A section asks
the database one or two questions: the page has fifteen in all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from edumentoring.pairs.sides import Side


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: its title, the page that has all of it, the template, and what that shows.

    `place` orders the page: 10 meetings, 20 goals, 30 tools, 40 notes, 50 people around the
    pair, 60 looking back. The template finds `side` beside its context.
    """

    title: str | Promise
    template: str
    place: int
    url: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


Source = Callable[[Side], Section | None]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's section. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def sections_for(side: Side) -> list[Section]:
    """Every room's section about this pair for its reader, in the order of the page."""
    found = (source(side) for source in _sources)
    return sorted((section for section in found if section), key=lambda section: section.place)
