"""The task list of setting a programme up, gathered from every room.

Each step has a default that works, so a programme can be published after the first. Rooms
above hand their steps in, as they do with `tonight`:

    set_up.add(lambda seat: Step(key="questions", ...))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from edumentoring.programmes.models import Coordinator


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what it is, where it is done, and how it stands in a few words.

    `place` orders the list: 10 name and kind, 20 who it is for, 30 questions, 40 consent and
    privacy, 50 look, 60 share. `seen` says somebody has looked at it; until then its default
    stands, and `standing` says which.
    """

    key: str
    place: int
    words: str | Promise
    standing: str | Promise
    url: str
    seen: bool
    power: str = "own"


Source = Callable[[Coordinator], Step | None]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's step. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def steps_for(seat: Coordinator) -> list[Step]:
    """The whole task list, in its order."""
    steps = (source(seat) for source in _sources)
    return sorted((step for step in steps if step), key=lambda step: step.place)
