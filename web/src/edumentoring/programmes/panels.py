"""What other rooms show on a person's page: consents, letters, pairs, queries.

This room may not import those above it, so they hand their panels in. In an upper room:

    # consents/apps.py
    def ready(self) -> None:
        from edumentoring.consents.panels import panel
        from edumentoring.programmes import panels

        panels.add(panel)

where `panel(participant, seat)` gives a `Panel`, or None when there is nothing to show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from edumentoring.programmes.models import Coordinator, Participant


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One section: its title, the template that draws it, and what that shows.

    `place` orders the page: 10 answers' side, 20 pairs, 30 consents, 40 letters, 50 queries.
    """

    title: str | Promise
    template: str
    place: int
    context: Mapping[str, Any] = field(default_factory=dict)


Source = Callable[[Participant, Coordinator], Panel | None]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's panel. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels_for(participant: Participant, seat: Coordinator) -> list[Panel]:
    """Every room's panel about this person, in the order of the page."""
    panels = (source(participant, seat) for source in _sources)
    return sorted((panel for panel in panels if panel), key=lambda panel: panel.place)
