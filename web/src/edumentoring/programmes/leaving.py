"""What follows when somebody leaves, gathered from every room.

This room may not import those above it, so they hand in what happens there:

    leaving.add(Follower(foretell=..., leave=..., stay=...))

Leaving counts at once and can be undone for ten minutes: what cannot be taken back, such as
a letter to somebody else, waits until then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

GRACE = timedelta(minutes=10)


@dataclass(frozen=True)
class Follower:
    """One room's part in it. `foretell` gives sentences that the person reads beforehand."""

    foretell: Callable[[Participant], Iterable[str]]
    leave: Callable[[Participant, User | None, datetime], None]
    stay: Callable[[Participant, User | None], None]


_followers: list[Follower] = []


def add(follower: Follower) -> Follower:
    """Hand in a room's part. Handing in the same twice counts once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def followers() -> tuple[Follower, ...]:
    return tuple(_followers)


def foretold(participant: Participant) -> list[str]:
    """What would happen if this person left now, in their own words."""
    return [words for follower in _followers for words in follower.foretell(participant)]
