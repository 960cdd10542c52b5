"""Who may open the pages of this room."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from edumentoring.common.mail import queue_letter
from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    IN,
    LOGIN,
    MOVED,
    NOT_FOUND,
    OK,
    OTHER_OWNER,
    OWNER_BY_EMAIL,
    PARTICIPANT,
    REFUSED,
    SECOND_FACTOR,
    SUPERUSER,
    Expected,
    Route,
    World,
    everyone,
    signed_in,
)
from edumentoring.people.models import AddressChange, SignIn
from edumentoring.people.operations.signing_in import hash_of

HIDDEN = everyone(NOT_FOUND)
NOT_SIGNED_IN = {**dict.fromkeys(ACTORS, MOVED), ANONYMOUS: OK}
# Adding, taking off or renaming a factor asks for the factor again where there is one.
ASKED_AGAIN = signed_in(SECOND_FACTOR)
NO_STRANGER = everyone(MOVED, **{ANONYMOUS: LOGIN})


def _outbox(status: str) -> Expected:
    """With a mail server none, as in these tests: whoever hosts the service."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, SUPERUSER: status}


def _key(world: World) -> dict[str, Any]:
    user = world.people[PARTICIPANT]
    until = timezone.now() + timedelta(minutes=30)
    SignIn.objects.create(user=user, email=user.email, key_hash=hash_of("a-key"), until=until)
    return {"key": "a-key"}


def _change(world: World) -> dict[str, Any]:
    user = world.people[PARTICIPANT]
    until = timezone.now() + timedelta(minutes=30)
    AddressChange.objects.create(
        user=user, was=user.email, email="n@school.example", key_hash=hash_of("k"), until=until
    )
    return {"key": "k"}


def _letter(world: World) -> dict[str, Any]:
    letter = queue_letter(
        "introduction",
        to=world.participant.user.email,
        subject=world.canary,
        text=world.canary,
        html=f"<html><head></head><body>{world.canary}</body></html>",
    )
    return {"code": letter.code}


def _session(world: World) -> dict[str, Any]:
    session = UserSession.objects.create(
        user=world.people[PARTICIPANT], ip="127.0.0.1", session_key="a-key", user_agent="Firefox"
    )
    return {"pk": session.pk}


def _passkey(world: World) -> dict[str, Any]:
    """The participant's own; nobody else's page."""
    passkey = Authenticator.objects.create(
        user=world.people[PARTICIPANT], type="webauthn", data={"name": "Phone", "credential": {}}
    )
    return {"pk": passkey.pk}


ROUTES = [
    # Signing in.
    Route("account_login", get=NOT_SIGNED_IN, post=NOT_SIGNED_IN),
    Route("account_request_login_code", get=NOT_SIGNED_IN, post=NOT_SIGNED_IN),
    Route("account_confirm_login_code", get=NO_STRANGER, post=NO_STRANGER),
    Route("account_logout", get=everyone(OK, **{ANONYMOUS: MOVED}), post=everyone(MOVED)),
    Route("account_inactive", get=everyone()),
    Route("people:sign_in_link", get=everyone(), post=everyone(MOVED), at=_key, is_key=True),
    # The second factor.
    Route("mfa_authenticate", get=NO_STRANGER, post=NO_STRANGER),
    Route(
        "mfa_login_webauthn",
        get=NO_STRANGER,
        post=NO_STRANGER,
    ),
    Route("mfa_index", get=signed_in()),
    Route(
        "mfa_reauthenticate",
        get=signed_in(**{PARTICIPANT: "403"}),
        post=signed_in(**{PARTICIPANT: "403"}),
    ),
    Route(
        "mfa_reauthenticate_webauthn",
        get=signed_in(SECOND_FACTOR, **{PARTICIPANT: "403"}),
        post=signed_in(SECOND_FACTOR, **{PARTICIPANT: "403"}),
    ),
    Route(
        "mfa_activate_totp",
        get=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
        post=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
    ),
    Route(
        "mfa_deactivate_totp",
        get=signed_in(SECOND_FACTOR, **{PARTICIPANT: NOT_FOUND}),
        post=signed_in(SECOND_FACTOR, **{PARTICIPANT: NOT_FOUND}),
    ),
    Route("mfa_view_recovery_codes", get=signed_in(NOT_FOUND)),
    Route(
        "mfa_generate_recovery_codes",
        get=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
        post=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
    ),
    Route("mfa_list_webauthn", get=signed_in()),
    Route(
        "mfa_add_webauthn",
        get=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
        post=signed_in(SECOND_FACTOR, **{PARTICIPANT: OK}),
    ),
    Route("mfa_remove_webauthn", get=ASKED_AGAIN, post=ASKED_AGAIN, at=_passkey),
    Route("mfa_edit_webauthn", get=ASKED_AGAIN, post=ASKED_AGAIN, at=_passkey),
    # My account.
    Route("people:me", get=signed_in(), post=signed_in(IN), data=lambda world: {"name": "Jo"}),
    Route(
        "people:change_address",
        get=signed_in(**{OWNER_BY_EMAIL: SECOND_FACTOR}),
        post=signed_in(IN, **{OWNER_BY_EMAIL: SECOND_FACTOR}),
        data=lambda world: {"email": "another@school.example"},
    ),
    Route(
        "people:new_address",
        get=everyone(),
        post=everyone(REFUSED, **{PARTICIPANT: MOVED, ANONYMOUS: LOGIN}),
        at=_change,
        is_key=True,
    ),
    Route(
        "people:data",
        get=signed_in(**{OWNER_BY_EMAIL: SECOND_FACTOR}),
        post=signed_in(**{OWNER_BY_EMAIL: SECOND_FACTOR}),
    ),
    Route(
        "people:forget",
        get=signed_in(),
        post=signed_in(
            MOVED,
            **{OWNER_BY_EMAIL: SECOND_FACTOR, OTHER_OWNER: REFUSED, SUPERUSER: REFUSED},
        ),
    ),
    Route("people:forgotten", get=everyone(MOVED, **{ANONYMOUS: OK})),
    Route("usersessions_list", get=signed_in(), post=signed_in(MOVED)),
    Route(
        "people:end_session",
        post=signed_in(NOT_FOUND, **{PARTICIPANT: MOVED}),
        at=_session,
    ),
    # The demonstration and the outbox: neither is there on an ordinary server with mail.
    Route("people:demonstration", get=HIDDEN, post=HIDDEN, data=lambda world: {"who": "mentor"}),
    Route("people:outbox", get=_outbox(OK)),
    Route("people:outbox_letter", get=_outbox(OK), at=_letter),
    Route("people:outbox_html", get=_outbox(OK), at=_letter),
]
