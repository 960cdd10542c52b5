"""People with valid defaults, and ways to sign them in."""

import re
import time
from functools import cache
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.test.client import ClientHandler

from edumentoring.common.models import Letter
from edumentoring.people.models import User

_numbers = count(1)


def browser(**defaults: Any) -> Client:
    """A browser nobody is signed in with. They share their server: starting one takes longer
    than a page."""
    client = Client(**defaults)
    client.handler = _server()
    return client


@cache
def _server() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=False)


def person(email: str = "", name: str = "Bethan Lloyd", **fields: Any) -> User:
    """Somebody with an account and an address that is known to be theirs."""
    user = User.objects.create_user(
        email or f"person{next(_numbers)}@school.example", name, **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def authenticator_app(user: User) -> TOTP:
    """An authenticator app, set up; `.instance.data["secret"]` is its secret."""
    return TOTP.activate(user, generate_totp_secret())


def staff_person(email: str = "", name: str = "Helen Marsh", **fields: Any) -> User:
    """Somebody who runs programmes and has an authenticator app."""
    user = person(email, name, needs_second_factor=True, **fields)
    authenticator_app(user)
    return user


def sign_in(client: Client, user: User, *, second_factor: bool = False) -> Client:
    """Sign in by e-mail, and with the second factor too where that is asked."""
    client.force_login(user)
    session = client.session
    records = [{"method": "code", "at": time.time(), "email": user.email}]
    if second_factor:
        records.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def sign_in_as_staff(client: Client, user: User) -> Client:
    """Sign in as one of those who run programmes, second factor and all.

    Makes the person staff where they were not yet.
    """
    if not user.needs_second_factor:
        user.needs_second_factor = True
        user.save(update_fields=["needs_second_factor"])
    if not Authenticator.objects.filter(user=user).exists():
        authenticator_app(user)
    return sign_in(client, user, second_factor=True)


def sign_in_browser(context: Any, address: str, user: User, *, staff: bool = False) -> None:
    """Sign a person in to a playwright browser context at the live server's `address`."""
    client = browser()
    (sign_in_as_staff if staff else sign_in)(client, user)
    cookie = client.cookies["edumentoring"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


# --- What the letter holds ----------------------------------------------------------------------


def ask(client: Client, email: str, **more: str) -> Any:
    """Ask for a sign-in letter, as the form does."""
    return client.post("/account/login/", {"email": email, **more})


def last_letter(to: str) -> Letter:
    return Letter.objects.filter(to=to.lower()).order_by("-pk")[0]


def link_in(letter: Letter) -> str:
    """The path of the sign-in link in a letter."""
    found = re.search(r"/account/sign-in/[\w-]+/", letter.text)
    assert found, letter.text
    return found[0]


def code_in(letter: Letter) -> str:
    """The six numbers in a letter."""
    found = re.search(r"^\d{6}$", letter.text, re.MULTILINE)
    assert found, letter.text
    return found[0]


def code_now(user: User, *, steps: int = 0) -> str:
    """What the person's authenticator app shows now, or `steps` half-minutes from now."""
    secret = decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    return code_for(secret, steps=steps)


def code_for(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def prove_again(context: Any) -> None:
    """Let a playwright browser have proved its second factor a moment ago."""
    cookie = next(one for one in context.cookies() if one["name"] == "edumentoring")
    session = SessionStore(cookie["value"])
    records = session["account_authentication_methods"]
    records[-1]["reauthenticated"] = True
    session["account_authentication_methods"] = records
    session.save()
