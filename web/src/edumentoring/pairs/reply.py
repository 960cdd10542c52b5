"""The key in a letter's link: it names one introduction and proves that we wrote it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.pairs.models import Introduction

LASTS = timedelta(days=60)
_SIGNER = signing.TimestampSigner(salt="edumentoring.pairs.introduction", sep=".")


def reply_link(introduction: Introduction) -> str:
    """The whole address of the page on which this one person answers."""
    return settings.SITE_URL + reverse("pairs:reply", args=[_SIGNER.sign(introduction.code.hex)])


def code_in(token: str) -> UUID | None:
    """The introduction's code, or None where the key is not ours or is older than 60 days."""
    try:
        return UUID(_SIGNER.unsign(token, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
