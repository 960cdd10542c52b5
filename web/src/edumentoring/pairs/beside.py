"""What upper rooms show beside one thing that somebody of a pair wrote: a goal, a form.

The rooms that keep these things may not import those above, so they ask here, and rooms above
hand theirs in, in their AppConfig:

    beside.add(box)

where `box(me, thing, may_write=...)` gives a `Box`, or None. It is asked only for a reader who
may read the thing, and asks the database once. The page includes the template with `box`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Model

from edumentoring.programmes.models import Participant


@dataclass(frozen=True, kw_only=True)
class Box:
    """A template, and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    def __call__(self, me: Participant, thing: Model, *, may_write: bool) -> Box | None: ...


_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's box. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def boxes_for(me: Participant | None, thing: Model, *, may_write: bool) -> list[Box]:
    """Every room's box beside this thing, for this reader."""
    if me is None:
        return []
    found = (source(me, thing, may_write=may_write) for source in _sources)
    return [box for box in found if box]
