"""Keys for the links in letters that answer with one tap, without signing in.

A key names one thing and one person and proves that we wrote it to them. Whoever holds the
letter may answer, so its page shows no address and nothing private. GET only shows: programs
that look through mail open every link, and must answer nothing by it.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from edumentoring.programmes.models import Participant, Programme

LASTS = timedelta(days=60)
# No key lasts longer, however long a programme rests.
LONGEST = timedelta(days=240)


def link_to(purpose: str, code: UUID, participant: Participant | None) -> str:
    """The key that stands in a link for `participant`, about the thing with this `code`.

    It is the last part of an address, not a whole one. A key for one purpose opens no other.
    Without a participant it is for whoever the `code` alone names.
    """
    return _signer(purpose).sign(f"{code.hex}-{participant.pk if participant else 0}")


def read_key(purpose: str, token: str) -> tuple[UUID, int] | None:
    """The thing's code and the participant's pk; None where it is not ours or over 60 days old."""
    try:
        code, _dash, key = unsigned(_signer(purpose), token, _programme_of).partition("-")
        return UUID(code), int(key)
    except (signing.BadSignature, ValueError):
        return None


def unsigned(
    signer: signing.TimestampSigner, token: str, programme_of: Callable[[str], Programme | None]
) -> str:
    """What was signed in the last 60 days; raises BadSignature for anything else.

    While a programme rests no key runs out, and after it the 60 days begin anew: the letter may
    have been written just before.
    """
    try:
        return signer.unsign(token, max_age=LASTS)
    except signing.SignatureExpired:
        signed = signer.unsign(token, max_age=LONGEST)
        programme = programme_of(signed)
        if programme is None or not programme.rested_since(timezone.now() - LASTS):
            raise
        return signed


def _programme_of(signed: str) -> Programme | None:
    key = int(signed.partition("-")[2])
    return Programme.objects.filter(participants=key).first()


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"edumentoring.pairs.key.{purpose}", sep=".")
