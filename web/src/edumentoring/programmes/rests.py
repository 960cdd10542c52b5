"""What follows when somebody rests and when they are back, gathered from every room.

This room may not import those above it, so they hand in what happens there:

    rests.add(Follower(rest=..., back=..., may_write=...))

It follows by whatever way somebody comes to rest: their own page, the desk, many at once, and
undo (`operations/changing.py` asks for it).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

People = Sequence[Participant]


@dataclass(frozen=True)
class Follower:
    """One room's part in it. `rest` gets the kind word they have for the people around them.

    `may_write` says whether the clock may write to somebody now: who has had their letter of
    this week, or wants none, gets no other. Where it may, that letter counts; where it may not,
    the room keeps the given line for a later one.
    """

    rest: Callable[[People, User | None, str], None]
    back: Callable[[People, User | None], None]
    may_write: Callable[[Participant, str], bool]


_followers: list[Follower] = []


def add(follower: Follower) -> Follower:
    """Hand in a room's part. Handing in the same twice counts once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def rest(people: People, *, by: User | None, word: str = "") -> None:
    """Let every room do its part for those who rest now, or until another day than before."""
    for follower in _followers if people else ():
        follower.rest(people, by, word)


def back(people: People, *, by: User | None) -> None:
    """Let every room do its part for those who rest no more."""
    for follower in _followers if people else ():
        follower.back(people, by)


def may_write(participant: Participant, *, instead: str) -> bool:
    """Whether the clock may write to them now; where not, they read the line in a later letter."""
    return all(follower.may_write(participant, instead) for follower in _followers)
