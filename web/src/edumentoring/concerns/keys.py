"""The key in the link of whoever raised a concern: it names one, and proves that we gave it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.concerns.models import Concern

LASTS = timedelta(days=365)
_SIGNER = signing.TimestampSigner(salt="edumentoring.concerns.own", sep=".")


def own_key(concern: Concern) -> str:
    return _SIGNER.sign(concern.code.hex)


def own_link(concern: Concern) -> str:
    """The whole address of the page on which they add to it and read an answer."""
    return settings.SITE_URL + reverse("concerns:own", args=[own_key(concern)])


def code_in(token: str) -> UUID | None:
    """The concern's code, or None where the key is not ours or is older than a year."""
    try:
        return UUID(_SIGNER.unsign(token, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
