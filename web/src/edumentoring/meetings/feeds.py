"""What stands in a person's own calendar beside their meetings. Rooms above hand theirs in:

    feeds.add(entries)

where `entries(user)` gives an `Entry` for each, in one question to the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from icalendar import Event

from edumentoring.people.models import User


@dataclass(frozen=True)
class Entry:
    """One event of a calendar, and the zone it is in from which year on; "" for a whole day."""

    event: Event
    zone: str
    year: int


Source = Callable[[User], Iterable[Entry]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's entries. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def entries_for(user: User) -> list[Entry]:
    """All that the rooms above have for one person's calendar."""
    return list(chain.from_iterable(source(user) for source in _sources))
