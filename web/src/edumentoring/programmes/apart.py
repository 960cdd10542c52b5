"""Who is kept apart from whom, and who rests until somebody has spoken with them.

Rooms above know why and hand it in, in their AppConfig:

    apart.add(Keeper(accounts=..., resting=...))

A room that lets two people meet asks here first. In a list, `not_from` joins the question that
is asked anyway; `from_whom` and `are_apart` are for single people. Nobody is told why: whoever
is left out of a list is left out in silence, and a refusal blames nobody.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant


@dataclass(frozen=True)
class Keeper:
    """One room's part.

    `accounts` gives questions for the accounts that one account is kept apart from, each with
    that one column and never NULL. `couples` gives all such couples of accounts. `resting` gives
    those of some participants, by their keys, who may not be brought back.
    """

    accounts: Callable[[int | None], Iterable[QuerySet[Any, Any]]]
    couples: Callable[[], Iterable[tuple[int, int]]]
    resting: Callable[[Collection[int]], set[int]]


_keepers: list[Keeper] = []


def add(keeper: Keeper) -> Keeper:
    """Hand in a room's part. Handing in the same twice counts once."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


# --- Two people -----------------------------------------------------------------------------------


def not_from(user_key: int | None, account: str) -> Q:
    """A condition for a list: `account`, a path to a user, is nobody this one is kept apart from.

    >>> doors.filter(not_from(request.user.pk, "teacher__user"))
    """
    kept = Q()
    for keeper in _keepers:
        for accounts in keeper.accounts(user_key):
            kept &= ~Q(**{f"{account}__in": accounts})
    return kept


def couples() -> set[frozenset[int]]:
    """All couples of accounts that are kept apart, wherever that began. They are few."""
    return {frozenset(couple) for keeper in _keepers for couple in keeper.couples()}


def from_whom(user_key: int) -> set[int]:
    """The keys of all accounts that this one is kept apart from."""
    return {key for couple in couples() if user_key in couple for key in couple - {user_key}}


def are_apart(one: int, other: int) -> bool:
    """Whether the accounts with these two keys are kept apart."""
    return frozenset((one, other)) in couples()


# --- One person -----------------------------------------------------------------------------------


def resting(participants: Collection[int]) -> set[int]:
    """Those of these participants, by their keys, whom nobody may bring back yet."""
    if not participants:
        return set()
    return {key for keeper in _keepers for key in keeper.resting(participants)}


def rests(participant: Participant) -> bool:
    """Whether this one rests until somebody has spoken with them."""
    return bool(resting([participant.pk]))


def refuse_if_resting(participants: Collection[Participant], *, by: User | None) -> None:
    """Refused where one of these people may not be brought back yet, in words for who asks."""
    keys = resting([one.pk for one in participants])
    held = next((one for one in participants if one.pk in keys), None)
    if held is None:
        return
    if by is not None and by.pk == held.user_id:
        raise Refused(words_for(held))
    raise Refused(
        _(
            "%s rests for now. One of those who look after people’s safety here brings them "
            "back, when it is time. Please ask one of them."
        )
        % held
    )


def words_for(participant: Participant) -> str:
    """Why they cannot come back by themselves just now, for the person."""
    if participant.programme.reply_to:
        return (
            _("One of us would like to talk with you first. Write to %s, and we find a time.")
            % participant.programme.reply_to
        )
    return _("One of us would like to talk with you first, and will be in touch.")
