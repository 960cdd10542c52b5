"""Asking the engine, and keeping what it prepared.

Preparing people is the slow part and does not depend on weights, so the last two rounds'
people are kept in memory, each under the digest of its snapshot. The engine and its numbers
are imported on first use: a web process that never matches stays small.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.matching.models import BoardState, Snapshot
from edumentoring.matching.snapshot import engine_tables, named, to_engine
from edumentoring.matching.strategy import Strategy, engine_musts

if TYPE_CHECKING:
    from pairwell import Layers, Matching

Key = tuple[int, int]
"""A mentor's key, then a mentee's."""


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

    layers: "Layers"
    people: dict[int, dict[str, Any]]
    asking: threading.RLock = field(default_factory=threading.RLock)


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


def _prepare(people: list[dict[str, Any]]) -> Prepared:
    from pairwell import Rules, prepare

    mentors, mentees = to_engine(people)
    return Prepared(prepare(mentors, mentees, rules=Rules(**engine_tables())), named(people))


def as_ids(pairs: Iterable[Key]) -> frozenset[tuple[str, str]]:
    return frozenset((str(mentor), str(mentee)) for mentor, mentee in pairs)


def as_keys(pairs: Iterable[Any]) -> frozenset[Key]:
    """Pairs as stored, as keys."""
    return frozenset((int(pair[0]), int(pair[1])) for pair in pairs)


def engine_arguments(ready: Prepared, terms: Terms) -> dict[str, Any]:
    """What the engine is asked with, under these terms."""
    mentors = [mentor.id for mentor in ready.layers.mentors]
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

    Raises Refused for locks that cannot hold together.
    """
    from pairwell import PairwellError

    ready = prepared(snapshot)

    def make() -> "Matching":
        try:
            return ready.layers.match(**engine_arguments(ready, terms))
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
