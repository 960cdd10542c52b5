"""The key in a letter's link: it names one introduction and proves that we wrote it."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.pairs.keys import unsigned
from edumentoring.pairs.models import Introduction
from edumentoring.programmes.models import Programme

_SIGNER = signing.TimestampSigner(salt="edumentoring.pairs.introduction", sep=".")


def reply_link(introduction: Introduction) -> str:
    """The whole address of the page on which this one person answers."""
    return settings.SITE_URL + reverse("pairs:reply", args=[_SIGNER.sign(introduction.code.hex)])


def code_in(token: str) -> UUID | None:
    """The introduction's code, or None where the key is not ours or is older than 60 days."""
    try:
        return UUID(unsigned(_SIGNER, token, _programme_of))
    except (signing.BadSignature, ValueError):
        return None


def _programme_of(code: str) -> Programme | None:
    return Programme.objects.filter(pairs__introductions__code=UUID(code)).first()
