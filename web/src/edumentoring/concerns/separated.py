"""Who was separated: pages that are shut, people who stay apart, and those who rest.

Rooms above end what else the two share when they are separated:

    separated.follow(end_what_they_share)

where `end_what_they_share(pair)` is called inside the transaction of the separation.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from edumentoring.concerns.models import Separation
from edumentoring.pairs.models import Pair

_followers: list[Callable[[Pair], object]] = []


def follow(follower: Callable[[Pair], object]) -> None:
    """Hand in what a separation means in a room. Handing in the same twice counts once."""
    if follower not in _followers:
        _followers.append(follower)


def tell(pair: Pair) -> None:
    """Call every follower about two people who were separated just now."""
    for follower in _followers:
        follower(pair)


def is_apart() -> Exists:
    """A condition on pairs: these two were separated, in this pair or in any other they have."""
    mentor, mentee = OuterRef("mentor__user"), OuterRef("mentee__user")
    same = Q(pair__mentor__user=mentor, pair__mentee__user=mentee)
    turned = Q(pair__mentor__user=mentee, pair__mentee__user=mentor)
    this = Q(pair=OuterRef("pk"))  # whoever was joined with another is in it still
    return Exists(Separation.objects.standing().filter(this | same | turned))


def accounts(user_key: int | None) -> Iterator[QuerySet[Separation, dict[str, Any]]]:
    """The accounts of those who were separated from this one. A sign-up that was joined with
    another means both accounts."""
    for one, other in (("mentor", "mentee"), ("mentee", "mentor")):
        mine = Q(**{f"pair__{one}__user": user_key}) | Q(
            **{f"pair__{one}__joined_into__user": user_key}
        )
        rows = Separation.objects.standing().filter(mine)
        yield rows.values(f"pair__{other}__user")
        joined = f"pair__{other}__joined_into__user"
        yield rows.filter(**{f"{joined}__isnull": False}).values(joined)


def couples() -> Iterator[tuple[int, int]]:
    """Every two accounts that were separated, with those of joined sign-ups."""
    rows = Separation.objects.standing().values_list(
        "pair__mentor__user",
        "pair__mentor__joined_into__user",
        "pair__mentee__user",
        "pair__mentee__joined_into__user",
    )
    for mentor, mentor_now, mentee, mentee_now in rows:
        for one in {mentor, mentor_now or mentor}:
            for other in {mentee, mentee_now or mentee}:
                yield one, other


def resting(participants: Collection[int]) -> set[int]:
    """Those of these participants who rest because of a separation. A sign-up that goes on for
    another rests with it."""
    rows = Separation.objects.standing().values_list(
        "pair__mentor",
        "pair__mentor__joined_into",
        "mentor_rests",
        "pair__mentee",
        "pair__mentee__joined_into",
        "mentee_rests",
    )
    held: set[int | None] = set()
    for mentor, mentor_now, mentor_rests, mentee, mentee_now, mentee_rests in rows:
        held.update((mentor, mentor_now) if mentor_rests else ())
        held.update((mentee, mentee_now) if mentee_rests else ())
    return {key for key in participants if key in held}
