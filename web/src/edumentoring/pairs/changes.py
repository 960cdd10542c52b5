"""What follows when a pair changes its state: meetings are called off, reminders taken back.

This room may not import those above it, so they hand their followers in, in their AppConfig:

    changes.add(follow)

where `follow(pair, before, after)` is called inside the transaction of the change. What it
raises undoes the change as well, so it does only what must be true together with it. Where a
break that goes on gets another day, both are `paused`.
"""

from collections.abc import Callable

from edumentoring.pairs.models import Pair

Follower = Callable[[Pair, str, str], object]
_followers: list[Follower] = []


def add(follower: Follower) -> Follower:
    """Hand in a follower. Handing in the same twice counts once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell(pair: Pair, before: str, after: str) -> None:
    """Call every follower about a change that was just saved."""
    for follower in _followers:
        follower(pair, before, after)
