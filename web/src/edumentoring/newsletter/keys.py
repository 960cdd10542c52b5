"""The keys in a newsletter's links: each proves that we wrote it to one address.

A key to stop or choose works for as long as the letter lies in a mailbox; the one to confirm for
a month. Whoever has only the database has none.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from edumentoring.newsletter.models import Subscription

CONFIRM_WITHIN = timedelta(days=30)
_CONFIRM = signing.TimestampSigner(salt="edumentoring.newsletter.confirm", sep=".")
_CHOOSE = signing.Signer(salt="edumentoring.newsletter.choose", sep=".")


def confirm_link(subscription: Subscription) -> str:
    """The page on which somebody says that they want it. It works for 30 days."""
    key = _CONFIRM.sign(subscription.code.hex)
    return settings.SITE_URL + reverse("newsletter:confirm", args=[key])


def code_to_confirm(key: str) -> UUID | None:
    """The subscription's code, or None where the key is not ours or too old."""
    try:
        return UUID(_CONFIRM.unsign(key, max_age=CONFIRM_WITHIN))
    except (signing.BadSignature, ValueError):
        return None


def choose_key(code: UUID, sending: int = 0) -> str:
    """Opens one subscription's choices; `sending` says which letter led there."""
    return _CHOOSE.sign(f"{code.hex}-{sending}")


def choose_link(code: UUID, sending: int = 0) -> str:
    return settings.SITE_URL + reverse("newsletter:choose", args=[choose_key(code, sending)])


def stop_link(code: UUID, sending: int = 0) -> str:
    """What a mail program's own button posts to (RFC 8058), and a person may open."""
    return settings.SITE_URL + reverse("newsletter:stop", args=[choose_key(code, sending)])


def chosen(key: str) -> tuple[UUID, int] | None:
    """The subscription's code and the sending's number; None where the key is not ours."""
    try:
        code, _dash, sending = _CHOOSE.unsign(key).partition("-")
        return UUID(code), int(sending)
    except (signing.BadSignature, ValueError):
        return None


def mark_of(code: UUID, sending: int) -> str:
    """Stands for a reader where an answer is counted; the database alone names nobody by it."""
    words = f"{code.hex}-{sending}"
    return salted_hmac("edumentoring.newsletter.rating", words, algorithm="sha256").hexdigest()
