"""What one of a pair may open to somebody around it, one thing at a time: a goal, a form, a note.

Rooms above keep these things, and the room that knows the people around a pair opens them. As
those rooms may not import each other, they meet here:

    openable.add(Openable(kind="note", name=_("Notes"), place=40, things=things))

where `things(side, keys)` gives what the person of this side may open now, those with these keys
or all of them (None). What was removed, or is no longer theirs to give, is not among them: so it
shows to nobody, whatever was opened before.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from edumentoring.pairs.sides import Side

MOST = 40


@dataclass(frozen=True)
class Part:
    """Some of a thing's words, under a label or none. `is_marked`: they are safe HTML already."""

    label: str | Promise
    words: str
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that may be opened, and what whoever it is opened to reads of it."""

    key: str
    title: str
    detail: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True, kw_only=True)
class Openable:
    """One kind of thing. `place` orders them; a page asks one or two questions for each."""

    kind: str
    name: str | Promise
    place: int
    things: Callable[[Side, Collection[str] | None], Iterable[Thing]]


@dataclass(frozen=True)
class Reader:
    """Somebody whom a thing was opened to: what they are called, and their last day."""

    name: str
    until: date | None


Readers = Callable[[str, str], Iterable[Reader]]
_kinds: dict[str, Openable] = {}
_readers: list[Readers] = []


def add(openable: Openable) -> Openable:
    """Hand in a kind of thing."""
    _kinds[openable.kind] = openable
    return openable


def kinds() -> list[Openable]:
    """Every kind there is, in order."""
    return sorted(_kinds.values(), key=lambda each: each.place)


def add_readers(source: Readers) -> Readers:
    """Hand in who may read what was opened: asked with a kind and a key."""
    if source not in _readers:
        _readers.append(source)
    return source


def readers_of(kind: str, key: object) -> list[Reader]:
    """Whom its owner opened this to, so that its own page can say so. One question asked."""
    return [reader for source in _readers for reader in source(kind, str(key))]


def only[R](rows: R, keys: Collection[str] | None) -> R:
    """Of these rows those with one of the keys (their codes), or the first of all of them."""
    if keys is None:
        return rows[:MOST]  # type: ignore[index,no-any-return]
    return rows.filter(code__in=keys)  # type: ignore[attr-defined,no-any-return]
