"""Who asked to be forgotten: enough to know their address again, never the address itself.

Kept is an HMAC of the address under a key derived from the service's secret key. Where that
key is changed, the old one goes to OLD_SECRET_KEYS: it is tried as well, so that nobody who
was forgotten comes back with an old sheet.
"""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from edumentoring.people.models import ErasureLine, Suppression
from edumentoring.people.operations import journal

SALT = "edumentoring.people.suppression"


@transaction.atomic
def suppress(email: str, programme_id: int | None = None) -> None:
    """Let nobody else bring this address in again: into one programme, or anywhere."""
    digest = _digest(email, settings.SECRET_KEY)
    keep_suppression(digest, programme_id)
    journal.note(ErasureLine.What.SUPPRESS, digest=digest, programme_id=programme_id)


def keep_suppression(digest: str, programme_id: int | None) -> None:
    Suppression.objects.get_or_create(digest=digest, programme_id=programme_id)


def is_suppressed(email: str, programme_id: int | None = None) -> bool:
    """Whether this person asked to be forgotten, in this programme or everywhere."""
    return bool(suppressed_among([email], programme_id))


def suppressed_among(emails: Iterable[str], programme_id: int | None = None) -> set[str]:
    """Those of these addresses whose people asked to be forgotten. One query for many."""
    rows = Suppression.objects.filter(_concerns(programme_id))
    kept = set(rows.values_list("digest", flat=True))
    return {email for email in emails if kept and not kept.isdisjoint(_digests(email))}


@transaction.atomic
def lift_suppression(email: str, programme_id: int | None = None) -> None:
    """The person came back by themselves, and proved the address. Nothing if they never left."""
    rows = _of(email).filter(_concerns(programme_id))
    for row in rows:
        journal.note(ErasureLine.What.LIFT, digest=row.digest, programme_id=row.programme_id)
    rows.delete()


def _concerns(programme_id: int | None) -> Q:
    everywhere = Q(programme_id=None)
    return everywhere | Q(programme_id=programme_id) if programme_id else everywhere


def _of(email: str) -> QuerySet[Suppression]:
    return Suppression.objects.filter(digest__in=_digests(email))


def _digests(email: str) -> set[str]:
    """Under today's key, and under those before it."""
    return {_digest(email, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def _digest(email: str, secret: str) -> str:
    address = email.strip().lower()
    return salted_hmac(SALT, address, secret=secret, algorithm=hashlib.sha256().name).hexdigest()
