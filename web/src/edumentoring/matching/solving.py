"""Asking the engine, and keeping what it prepared.

Preparing people is the slow part and does not depend on weights, so the last two rounds'
people are kept in memory, each under the digest of its snapshot. Of a crowd only its answers
are kept, and the engine is asked about a few of them at a time. The engine and its numbers
are imported on first use: a web process that never matches stays small.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.matching.crowds.size import is_crowd
from edumentoring.matching.for_engine import Person, engine_tables, named, to_engine
from edumentoring.matching.models import BoardState, Snapshot
from edumentoring.matching.strategy import Strategy, engine_musts

if TYPE_CHECKING:
    from pairwell import Layers, Matching

Key = tuple[int, int]
"""A mentor's key, then a mentee's."""

# A table of this many mentors with their mentees is quick, and so are few tables.
PAIRS_AT_ONCE = 64


@dataclass(frozen=True)
class Terms:
    """Everything that decides one board: the same terms always give the same pairs."""

    strategy: Strategy
    locks: frozenset[Key] = frozenset()
    forbids: frozenset[Key] = frozenset()
    given: frozenset[Key] = frozenset()
    aside: frozenset[int] = frozenset()
    loose: frozenset[Key] = frozenset()
    previous: frozenset[Key] = frozenset()

    def key(self) -> Any:
        """The terms as something a dictionary can look up."""
        strategy = json.dumps(self.strategy, sort_keys=True)
        names = ("locks", "forbids", "given", "aside", "loose", "previous")
        return (strategy, *(getattr(self, name) for name in names))

    def with_(self, **changes: Any) -> "Terms":
        return replace(self, **changes)


@dataclass
class Prepared:
    """One snapshot's people, ready for the engine; one thread at a time asks it."""

    people: Mapping[int, Person]
    whole: "Layers | None" = None
    asking: threading.RLock = field(default_factory=threading.RLock)

    @property
    def is_crowd(self) -> bool:
        """Whether these are too many for a table of everybody with everybody."""
        return self.whole is None

    def layers(self, keys: Iterable[int]) -> "Layers":
        """The engine's view of these people, and of everybody else where it is there."""
        if self.whole is not None:
            return self.whole
        some = [self.people[key] for key in sorted(set(keys)) if key in self.people]
        return layers_of(some, of_many=True)

    def by_pair(self, pairs: Iterable[Key]) -> "Iterator[tuple[Key, Layers]]":
        """Each pair with a view that holds its two people."""
        for some in batched(pairs, PAIRS_AT_ONCE):
            layers = self.layers(key for pair in some for key in pair)
            for pair in some:
                yield pair, layers


class Packed(Mapping[int, Person]):
    """A crowd's people by key: each is unpacked when asked for, and takes a tenth meanwhile."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.packed = {
            person["id"]: json.dumps(person, separators=(",", ":")).encode() for person in people
        }

    def __getitem__(self, key: int) -> Person:
        person: Person = json.loads(self.packed[key])
        return person

    def __iter__(self) -> Iterator[int]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


class Kept[Thing]:
    """The last few things made, by key. Making one is done once, however many threads ask."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.things: OrderedDict[Any, Thing] = OrderedDict()
        self.lock = threading.RLock()

    def get(self, key: Any, make: Callable[[], Thing]) -> Thing:
        with self.lock:
            if key not in self.things:
                self.things[key] = make()
                while len(self.things) > self.most:
                    self.things.popitem(last=False)
            self.things.move_to_end(key)
            return self.things[key]

    def clear(self) -> None:
        with self.lock:
            self.things.clear()


_prepared: Kept[Prepared] = Kept(2)
_matchings: Kept["Matching"] = Kept(3)


def forget() -> None:
    """Drop everything kept in memory."""
    _prepared.clear()
    _matchings.clear()


def prepared(snapshot: Snapshot) -> Prepared:
    """The snapshot's people, ready. Its people are only read from the database when needed."""
    return _prepared.get(snapshot.digest, lambda: _prepare(snapshot.people))


def _prepare(people: list[Person]) -> Prepared:
    if is_crowd(people):
        return Prepared(Packed(people))
    return Prepared(named(people), layers_of(people))


def layers_of(people: Iterable[Person], *, of_many: bool = False) -> "Layers":
    """The engine's view of these people."""
    from pairwell import Rules, prepare

    mentors, mentees = to_engine(people, of_many=of_many)
    return prepare(mentors, mentees, rules=Rules(**engine_tables()))


def as_ids(pairs: Iterable[Key]) -> frozenset[tuple[str, str]]:
    return frozenset((str(mentor), str(mentee)) for mentor, mentee in pairs)


def as_keys(pairs: Iterable[Any]) -> frozenset[Key]:
    """Pairs as stored, as keys."""
    return frozenset((int(pair[0]), int(pair[1])) for pair in pairs)


def engine_arguments(layers: "Layers", terms: Terms) -> dict[str, Any]:
    """What the engine is asked with, under these terms."""
    mentors = [mentor.id for mentor in layers.mentors]
    out = {(mentor, str(mentee)) for mentee in terms.aside for mentor in mentors}
    fixed = as_ids(terms.locks | terms.loose)
    return {
        "weights": terms.strategy["weights"],
        "musts": engine_musts(terms.strategy["musts"]),
        "locked": fixed,
        "forbidden": (as_ids(terms.forbids) | out) - fixed,
        "previous": as_ids(terms.previous),
        "overrides": as_ids(terms.given),
        "fairness": terms.strategy["fairness"],
    }


def solve(snapshot: Snapshot, terms: Terms) -> "Matching":
    """The best board under these terms. Asked again for the same terms, it is remembered.

    Raises Refused for locks that cannot hold together, and for a crowd, which takes minutes.
    """
    from pairwell import PairwellError

    ready = prepared(snapshot)
    layers = ready.whole
    if layers is None:
        raise Refused(
            _(
                "This round has too many people to try that at once. "
                "Change what matters and re-run it: it is worked out while you do other things."
            )
        )

    def make() -> "Matching":
        try:
            return layers.match(**engine_arguments(layers, terms))
        except PairwellError as error:
            raise Refused(
                _("These locks cannot all hold. Unlock one of the pairs and try again.")
            ) from error

    with ready.asking:
        return _matchings.get((snapshot.digest, terms.key()), make)


def terms_of(state: BoardState) -> Terms:
    """The terms a stored board was worked out under."""
    previous: frozenset[Key] = frozenset()
    if state.previous:
        kept = BoardState.objects.filter(round=state.round_id, number=state.previous)
        previous = as_keys(next(iter(kept.values_list("pairs", flat=True)), ()))
    return Terms(
        strategy=state.strategy,
        locks=as_keys(state.locks),
        forbids=as_keys(state.forbids),
        given=as_keys(pair.split("-") for pair in state.given),
        aside=frozenset(state.aside),
        loose=as_keys(state.loose),
        previous=previous,
    )


def stored_pairs(matching: "Matching") -> list[list[int]]:
    """A matching's pairs as a board keeps them: mentor, mentee, points, fit."""
    return sorted(
        [int(pair.mentor_id), int(pair.mentee_id), pair.points, pair.fit] for pair in matching.pairs
    )
