"""What more may be counted of a programme's people, in figures that name nobody.

Rooms above know who counts and hand it in when the service starts:

    counted.add(Part(key="trained", of="mentors", label=_("Trained"), find=trained))

where `find(programme)` gives the keys of the participants who count. Whoever shows such a figure
keeps small numbers back: a part beside its whole tells how many are in neither.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from edumentoring.programmes.models import Programme


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some of a programme's "mentors" or "mentees"."""

    key: str
    of: str
    label: str | Promise
    find: Callable[[Programme], Collection[int]]


_parts: dict[str, Part] = {}


def add(part: Part) -> Part:
    """Hand in a part. Handing in the same key twice counts once."""
    return _parts.setdefault(part.key, part)


def parts_of(group: str) -> list[Part]:
    """Every part of the mentors, or of the mentees."""
    return [part for part in _parts.values() if part.of == group]
