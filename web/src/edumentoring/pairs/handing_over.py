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

from edumentoring.pairs.doors import open_ones
from edumentoring.pairs.models import Brought, Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.programmes.models import Participant

# So many pairs back at most.
FURTHEST = 5


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


def things_from(before: Pair, mentee: Participant) -> list[Thing]:
    """All that they may take along from a pair, and from those whose things nobody asked about."""
    return [thing for pair in not_chosen_yet(before) for thing in things_of(side_of(pair, mentee))]


def not_chosen_yet(before: Pair) -> list[Pair]:
    """This pair and those it came from, back to the one in which the mentee last chose; without
    those whose doors were shut since."""
    pairs, pair = [before], before
    while pair.came_from_id and len(pairs) < FURTHEST and not _has_chosen(pair):
        pair = Pair.objects.with_people().get(pk=pair.came_from_id)
        pairs.append(pair)
    keys = [each.pk for each in pairs]
    still_open = set(open_ones(Pair.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    return [each for each in pairs if each.pk in still_open]


def _has_chosen(pair: Pair) -> bool:
    return Brought.objects.filter(pair=pair).exists()


def bring(before: Pair, after: Pair, chosen: Collection[str]) -> int:
    """Take the chosen things over; says how many."""
    pairs = not_chosen_yet(before)
    return sum(carrier.bring(pair, after, chosen) for pair in pairs for carrier in _carriers)


def pair_before(pair: Pair) -> Pair | None:
    """The pair from which this mentee may take something along: their latest that has ended,
    however it did. None where there is nothing to choose from, or its doors are shut."""
    earlier = Pair.objects.filter(
        programme=pair.programme_id,
        mentee=pair.mentee_id,
        state__in=(Pair.State.FINISHED, Pair.State.ENDED),
        agreed_at__isnull=False,
    )
    latest = open_ones(earlier.with_people()).order_by("-ended_at", "-pk").first()
    return latest if latest and things_from(latest, pair.mentee) else None
