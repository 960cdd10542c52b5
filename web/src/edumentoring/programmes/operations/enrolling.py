"""Bringing people in, or up to date."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import is_suppressed
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations.changing import (
    Asked,
    apply,
    change_locked,
    held,
    read_all,
)
from edumentoring.programmes.operations.locking import record_person

_FORGOTTEN = _(
    "This person asked us to forget them, so nobody else can add them. "
    "They can sign up again themselves."
)


def find_or_make_user(*, email: str, name: str = "") -> User:
    """The person with this e-mail, however it is capitalised, or a new one."""
    address = email.strip()
    user = User.objects.with_email(address).first()
    if user is None:
        user = User.objects.create_user(address, name)
    elif name.strip() and not user.name:
        user.name = name.strip()
        user.save(update_fields=["name"])
    if not EmailAddress.objects.filter(user=user).exists():
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


def find_or_make_users(named: Mapping[str, str]) -> tuple[dict[str, User], list[int]]:
    """The people with these addresses (lower case, with their names), in few statements.

    Returns each address's person, and the keys of those who are new.
    """
    users = {user.email.lower(): user for user in User.objects.with_emails(named)}
    new = [User(email=email, name=name) for email, name in named.items() if email not in users]
    for user in new:
        user.set_unusable_password()
    nameless = [users[email] for email in named if email in users and not users[email].name]
    for user in nameless:
        user.name = named[user.email.lower()]
    User.objects.bulk_update([user for user in nameless if user.name], ["name"])
    users |= {user.email: user for user in User.objects.bulk_create(new)}
    rows = EmailAddress.objects.filter(user__in=[user.pk for user in users.values()])
    has_row = set(rows.values_list("user", flat=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=False)
        for user in users.values()
        if user.pk not in has_row
    )
    return users, [user.pk for user in new]


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who signed up and is not in the programme yet; `email` in lower case."""

    email: str
    name: str
    is_mentor: bool
    is_mentee: bool
    columns: Mapping[str, Any]
    answers: Mapping[str, Any]
    signed_up_at: datetime | None


@transaction.atomic
def enrol_newcomers(
    programme: Programme, newcomers: Sequence[Newcomer], *, asked: Asked
) -> list[Participant]:
    """Bring in people who signed up themselves, each once, in the order given.

    They are "signed up": they have yet to prove their address, also where it is one that was
    forgotten. Without a line of history, and in few statements for many. The database refuses
    somebody who is in the programme already.
    """
    named = {one.email: one.name.strip() for one in newcomers}
    users, _new = find_or_make_users(named)
    people = []
    for one in newcomers:
        participant = _newcomer(
            programme,
            users[one.email],
            is_mentor=one.is_mentor,
            is_mentee=one.is_mentee,
            signed_up_at=one.signed_up_at,
            source="",
        )
        participant.state = Participant.State.SIGNED_UP
        said = {**one.columns, **one.answers}.items()
        given = {key: value for key, value in said if value not in (None, "", [])}
        apply(participant, read_all(programme, given, asked))
        people.append(participant)
    return Participant.objects.bulk_create(people)


@transaction.atomic
def enrol(
    programme: Programme,
    *,
    email: str,
    name: str,
    is_mentor: bool = False,
    is_mentee: bool = False,
    columns: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    signed_up_at: datetime | None = None,
    source: str = "",
    by: User | None,
    together: uuid.UUID | None = None,
    with_history: bool = True,
) -> tuple[Participant, bool]:
    """Bring a person into a programme, or what is known of them up to date.

    Both roles are kept when they come one after the other. The latest answer wins: a row
    signed up before what is already there only fills gaps, and an empty cell never takes an
    answer away. `together` ties the changes of
    one import; `with_history=False` leaves the history line to a caller that brings in many.
    Refused for somebody who asked to be forgotten: only they themselves come back, by
    `enrol_newcomers`. Returns the participant and whether it is new.
    """
    if not (is_mentor or is_mentee):
        raise Refused(_("Say whether %s takes part as mentor, as mentee or as both.") % name)
    if is_suppressed(email, programme.pk):
        raise Refused(_FORGOTTEN)
    given = {
        key: value
        for key, value in {**(columns or {}), **(answers or {})}.items()
        if value not in (None, "", [])
    }
    user = find_or_make_user(email=email, name=name)
    participant = (
        Participant.objects.select_for_update().filter(programme=programme, user=user).first()
    )
    if participant is not None and participant.joined_into_id:
        # An old sheet may still name the sign-up that was joined: the other one goes on for both.
        participant = Participant.objects.select_for_update().get(pk=participant.joined_into_id)
    created = participant is None
    if participant is None:
        participant = _newcomer(
            programme,
            user,
            is_mentor=is_mentor,
            is_mentee=is_mentee,
            signed_up_at=signed_up_at,
            source=source,
        )
        apply(participant, read_all(programme, given))
        participant.save()
    else:
        roles = {"is_mentor": participant.is_mentor or is_mentor}
        roles["is_mentee"] = participant.is_mentee or is_mentee
        given = _with_places(participant, roles, given)
        if signed_up_at and signed_up_at < participant.signed_up_at:
            given = {key: value for key, value in given.items() if _is_gap(participant, key)}
        elif signed_up_at:
            given["signed_up_at"] = signed_up_at
        change_locked(participant, {**given, **roles}, by=by, source="import", together=together)
    if with_history and created:
        record_person("enrol_participant", participant, by, f"{name or email} joined")
    return participant, created


def _newcomer(
    programme: Programme,
    user: User,
    *,
    is_mentor: bool,
    is_mentee: bool,
    signed_up_at: datetime | None,
    source: str,
) -> Participant:
    """An unsaved participant with what their role presets."""
    return Participant(
        programme=programme,
        user=user,
        is_mentor=is_mentor,
        is_mentee=is_mentee,
        capacity=programme.rules.get("default_capacity", 1) if is_mentor else 0,
        demand=1 if is_mentee else 0,
        signed_up_at=signed_up_at or timezone.now(),
        source=source[:200],
    )


def _with_places(
    participant: Participant, roles: Mapping[str, bool], given: Mapping[str, Any]
) -> dict[str, Any]:
    """What was given, with the usual places for a role that is new to this person."""
    usual: dict[str, Any] = {}
    if roles["is_mentor"] and not participant.is_mentor:
        usual["capacity"] = participant.programme.rules.get("default_capacity", 1)
    if roles["is_mentee"] and not participant.is_mentee:
        usual["demand"] = 1
    return {**usual, **given}


def _is_gap(participant: Participant, key: str) -> bool:
    return held(participant, key) in (None, "", [], 0)
