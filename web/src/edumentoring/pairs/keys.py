"""Keys for the links in letters that answer with one tap, without signing in.

A key names one thing and one person and proves that we wrote it to them. Whoever holds the
letter may answer, so its page shows no address and nothing private. GET only shows: programs
that look through mail open every link, and must answer nothing by it.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from edumentoring.programmes.models import Participant

LASTS = timedelta(days=60)


def link_to(purpose: str, code: UUID, participant: Participant | None) -> str:
    """The key that stands in a link for `participant`, about the thing with this `code`.

    It is the last part of an address, not a whole one. A key for one purpose opens no other.
    """
    return _signer(purpose).sign(f"{code.hex}-{participant.pk if participant else 0}")


def read_key(purpose: str, token: str) -> tuple[UUID, int] | None:
    """The thing's code and the participant's pk; None where it is not ours or over 60 days old."""
    try:
        code, _dash, key = _signer(purpose).unsign(token, max_age=LASTS).partition("-")
        return UUID(code), int(key)
    except (signing.BadSignature, ValueError):
        return None


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"edumentoring.pairs.key.{purpose}", sep=".")
