"""The key in a letter's link: it names one conversation and proves that we wrote to its owner."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.queries.models import Query

LASTS = timedelta(days=180)
_SIGNER = signing.TimestampSigner(salt="edumentoring.queries.thread", sep=".")


def thread_link(query: Query) -> str:
    """The whole address of the page on which this one person reads and answers."""
    return settings.SITE_URL + reverse("queries:thread", args=[thread_key(query)])


def thread_key(query: Query) -> str:
    return _SIGNER.sign(query.code.hex)


def code_in(token: str) -> UUID | None:
    """The conversation's code, or None where the key is not ours or is older than 180 days."""
    try:
        return UUID(_SIGNER.unsign(token, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
