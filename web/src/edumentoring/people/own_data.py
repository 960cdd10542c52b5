"""What this room, the rooms below it and the libraries keep about people.

Rooms below cannot know of people, and libraries do not know of us: they are declared here.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from edumentoring.common.models import DueTime, Heartbeat
from edumentoring.people.models import (
    NOWHERE,
    SOMEBODY,
    AddressChange,
    ErasureLine,
    Event,
    LastLetter,
    SignIn,
    Suppression,
    User,
)
from edumentoring.people.personal import Scope, declare, forget_history, holds_nobody, month_of
from edumentoring.people.redacting import mentions
from edumentoring.schools import models as schools

Row = dict[str, Any]

# --- The account ------------------------------------------------------------------------------


def _account(scope: Scope) -> Iterator[Row]:
    user = scope.user
    yield {
        "name": user.name,
        "known as": user.known_as,
        "e-mail": user.email,
        "language": user.language,
        "letters": str(user.get_letters_display()),
        "since": user.joined_at,
        "signed in last": user.last_login,
        "runs programmes": user.needs_second_factor,
        "looks after the service": user.is_superuser,
    }


def _empty_account(scope: Scope) -> None:
    """What is left is a row without a person: others' rows may point at it."""
    if scope.programme_id is not None:
        return
    code, user = uuid.uuid4(), scope.user
    User.objects.filter(pk=user.pk).update(
        code=code,
        email=f"erased-{code.hex}@{NOWHERE}",
        name=SOMEBODY,
        known_as="",
        language="",
        letters=User.Letters.NOW,
        is_active=False,
        is_superuser=False,
        needs_second_factor=False,
        last_login=None,
        joined_at=month_of(user.joined_at),
    )
    user.groups.clear()
    user.user_permissions.clear()
    forget_history(User, [user.pk])


declare(User, export=_account, erase=_empty_account, title=_("My account"))


def _addresses(scope: Scope) -> Iterator[Row]:
    for one in EmailAddress.objects.filter(user=scope.user):
        yield {"e-mail": one.email, "proved": one.verified}


def _drop_addresses(scope: Scope) -> None:
    if scope.programme_id is None:
        EmailAddress.objects.filter(user=scope.user).delete()


declare(
    EmailAddress,
    export=_addresses,
    erase=_drop_addresses,
    title=_("My e-mail addresses"),
    words=lambda scope: EmailAddress.objects.filter(user=scope.user).values_list(
        "email", flat=True
    ),
)
declare(
    EmailConfirmation,
    export=None,
    why="letters of a library that we do not use; they would go with their address",
    erase=_drop_addresses,
)

# --- Signing in -------------------------------------------------------------------------------


def _own_sign_ins(scope: Scope) -> QuerySet[SignIn]:
    return SignIn.objects.filter(Q(user=scope.user) | Q(email__iexact=scope.user.email))


def _sign_ins(scope: Scope) -> Iterator[Row]:
    for one in _own_sign_ins(scope).order_by("asked_at"):
        yield {"asked for a letter": one.asked_at, "sent to": one.email, "used": one.used_at}


def _drop_sign_ins(scope: Scope) -> None:
    if scope.programme_id is None:
        _own_sign_ins(scope).delete()


declare(
    SignIn, export=_sign_ins, erase=_drop_sign_ins, title=_("My sign-in letters of the past day")
)


def _address_changes(scope: Scope) -> Iterator[Row]:
    for one in AddressChange.objects.filter(user=scope.user).order_by("asked_at"):
        yield {
            "asked for": one.asked_at,
            "e-mail before": one.was,
            "new e-mail": one.email,
            "changed": one.used_at,
        }


def _drop_address_changes(scope: Scope) -> None:
    if scope.programme_id is None:
        AddressChange.objects.filter(user=scope.user).delete()


def _old_addresses(scope: Scope) -> list[str]:
    """What they had before, and never what they typed and did not prove: that may be anybody's.
    An old one may be another's by now."""
    theirs = AddressChange.objects.filter(user=scope.user)
    old = set(theirs.values_list("was", flat=True))
    others = User.objects.filter(email__in=old).exclude(pk=scope.user.pk)
    return sorted(old - set(others.values_list("email", flat=True)))


declare(
    AddressChange,
    export=_address_changes,
    erase=_drop_address_changes,
    title=_("When I changed my e-mail"),
    words=_old_addresses,
)


def _factors(scope: Scope) -> Iterator[Row]:
    for one in Authenticator.objects.filter(user=scope.user):
        yield {"kind": str(one.type), "since": one.created_at, "used last": one.last_used_at}


def _drop_factors(scope: Scope) -> None:
    if scope.programme_id is None:
        Authenticator.objects.filter(user=scope.user).delete()


declare(
    Authenticator, export=_factors, erase=_drop_factors, title=_("My passkeys and authenticator")
)


def _browsers(scope: Scope) -> Iterator[Row]:
    for one in UserSession.objects.filter(user=scope.user):
        yield {
            "browser": one.user_agent,
            "network address": one.ip,
            "since": one.created_at,
            "seen last": one.last_seen_at,
        }


def _drop_browsers(scope: Scope) -> None:
    if scope.programme_id is None:
        UserSession.objects.filter(user=scope.user).delete()


declare(UserSession, export=_browsers, erase=_drop_browsers, title=_("Where I am signed in"))


def _drop_sessions(scope: Scope) -> None:
    """Theirs, and those in which somebody was about to sign in with their address."""
    if scope.programme_id is not None:
        return
    gone = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(scope.user.pk) or mentions(data, scope.words):
            gone.append(session.pk)
    for start in range(0, len(gone), 200):
        Session.objects.filter(pk__in=gone[start : start + 200]).delete()


declare(
    Session,
    export=None,
    why="only says who is signed in; the browsers are in the list of them",
    erase=_drop_sessions,
)

# --- The history ------------------------------------------------------------------------------


def _history(scope: Scope) -> Iterator[Row]:
    """About me in words; what I did to others without them, as they are not mine to have."""
    mine = Event.objects.filter(subject_type="people.user", subject_id=str(scope.user.pk))
    for one in mine.order_by("at"):
        yield {"when": one.at, "what": one.summary}
    for one in scope.user.events.order_by("at").only("at", "action"):
        yield {"when": one.at, "what I did": one.action.replace("_", " ")}


def _clean_history(scope: Scope) -> None:
    events = scope.within(Event.objects.all())
    scope.redact(events, "summary", "detail")
    if scope.programme_id is not None:
        events.filter(by=scope.user).update(by=scope.stub)


declare(Event, export=_history, erase=_clean_history, title=_("The history of my account"))

# --- Being forgotten --------------------------------------------------------------------------

holds_nobody(Suppression, "an HMAC that knows an address again and cannot be turned back")
holds_nobody(ErasureLine, "codes of accounts that are no more, and the same HMACs")
holds_nobody(LastLetter, "points at a letter; the letter is declared")

# --- Rooms below ------------------------------------------------------------------------------

holds_nobody(Heartbeat, "names of processes")


def _clean_troubles(scope: Scope) -> None:
    scope.redact(DueTime.objects.all(), "trouble")


declare(
    DueTime,
    export=None,
    why="names of periodic work; an error's words could hold a name",
    erase=_clean_troubles,
)
for model in (
    schools.Organisation,
    schools.FormerName,
    schools.Link,
    schools.Word,
    schools.WordUse,
):
    holds_nobody(model, "schools and their names, not people")


def _unname_imports(scope: Scope) -> None:
    if scope.programme_id is None:
        for kept in (schools.RegisterImport, schools.OrganisationChange):
            kept.objects.filter(by_code=scope.user.code).update(by_code=None)
        scope.redact(schools.RegisterImport.objects.all(), "file_name")


declare(
    schools.RegisterImport,
    export=lambda scope: schools.RegisterImport.objects.filter(by_code=scope.user.code).values(
        "file_name", "started_at"
    ),
    erase=_unname_imports,
    title=_("Registers of schools I brought in"),
)
declare(
    schools.OrganisationChange,
    export=lambda scope: (
        {"when": at, "school": name}
        for at, name in schools.OrganisationChange.objects.filter(
            by_code=scope.user.code
        ).values_list("at", "organisation__name")
    ),
    erase=_unname_imports,
    title=_("Schools I changed"),
)

# --- Libraries --------------------------------------------------------------------------------

for library in (Group, Group.permissions.through, Permission, ContentType):
    holds_nobody(library, "not used; the library brings it")
for link in (User.groups.through, User.user_permissions.through):
    declare(
        link,
        export=None,
        why="not used; the library brings it",
        erase=lambda _scope: None,  # emptied with the account
    )


def _drop_tasks(scope: Scope) -> None:
    """Tasks take keys and no words, but the error of a failed one may quote some."""
    done = DBTaskResult.objects.finished()
    for task in done.only("args_kwargs", "return_value", "traceback"):
        if mentions([task.args_kwargs, task.return_value, task.traceback], scope.words):
            task.delete()


declare(DBTaskResult, export=None, why="work to be done, by keys without names", erase=_drop_tasks)
