"""What may go along when a mentee goes on with another mentor. Only the mentee chooses.

Rooms above hand in what they keep, in their AppConfig:

    handing_over.add(Carrier(things=things, bring=bring))

`things(side)` lists what the mentee may choose from, in the pair of `side`: what they wrote
themselves or share in, never what the mentor keeps alone. `bring(before, after, chosen)` takes
those with these keys over to the new pair, inside the transaction, and says how many; a key
that is not among the mentee's things is left alone.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side


@dataclass(frozen=True)
class Thing:
    """Something a mentee may take along. `key` is its own in all rooms, such as "goal:12"."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Carrier:
    """One room's part of a hand-over."""

    things: Callable[[Side], Sequence[Thing]]
    bring: Callable[[Pair, Pair, Collection[str]], int]


_carriers: list[Carrier] = []


def add(carrier: Carrier) -> Carrier:
    """Hand in a room's carrier. Handing in the same twice counts once."""
    if carrier not in _carriers:
        _carriers.append(carrier)
    return carrier


def things_of(side: Side) -> list[Thing]:
    """All that this mentee may take along from a pair that was handed over."""
    return [thing for carrier in _carriers for thing in carrier.things(side)]


def bring(before: Pair, after: Pair, chosen: Collection[str]) -> int:
    """Take the chosen things over; says how many."""
    return sum(carrier.bring(before, after, chosen) for carrier in _carriers)
