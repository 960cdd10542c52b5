"""What follows when somebody leaves, gathered from every room.

This room may not import those above it, so they hand in what happens there:

    leaving.add(Follower(foretell=..., leave=..., stay=...))

It follows by whatever way somebody leaves: their own page, the desk, many at once, and undo
(`operations/changing.py` asks for it). Leaving counts at once and can be undone for ten
minutes: what cannot be taken back, such as a letter to somebody else, waits until then.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

GRACE = timedelta(minutes=10)
People = Sequence[Participant]


@dataclass(frozen=True)
class Follower:
    """One room's part in it. `foretell` gives sentences that the person reads beforehand.

    `leave` and `stay` get all who leave or stay in one go, which may be thousands: they ask
    the database about all of them at once. `leave` gets the moment from which it is final,
    `stay` the moment since which they had left.
    """

    foretell: Callable[[Participant], Iterable[str]]
    leave: Callable[[People, User | None, datetime], None]
    stay: Callable[[People, User | None, datetime], None]


_followers: list[Follower] = []


def add(follower: Follower) -> Follower:
    """Hand in a room's part. Handing in the same twice counts once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def foretold(participant: Participant) -> list[str]:
    """What would happen if this person left now, in their own words."""
    return [words for follower in _followers for words in follower.foretell(participant)]


def leave(people: People, *, by: User | None) -> None:
    """Let every room do its part for those who have just left."""
    for follower in _followers if people else ():
        follower.leave(people, by, timezone.now() + GRACE)


def stay(people: People, *, by: User | None, since: datetime | None = None) -> None:
    """Let every room take its part back, for those who left after `since`; without it, lately."""
    for follower in _followers if people else ():
        follower.stay(people, by, since or timezone.now() - GRACE - GRACE)
