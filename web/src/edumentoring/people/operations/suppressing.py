"""Who asked to be forgotten: enough to know their address again, never the address itself.

Kept is an HMAC of the address under a key derived from the service's secret key. Where that
key is changed, the old one goes to OLD_SECRET_KEYS: it is tried as well, so that nobody who
was forgotten comes back with an old sheet.
"""

import hashlib
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from edumentoring.people.models import ErasureLine, Suppression
from edumentoring.people.operations import journal

SALT = "edumentoring.people.suppression"


@transaction.atomic
def suppress(email: str, programme_id: int | None = None) -> None:
    """Let nobody else bring this address in again: into one programme, or anywhere."""
    line = journal.note(
        ErasureLine.What.SUPPRESS,
        digest=_digest(email, settings.SECRET_KEY),
        programme_id=programme_id,
    )
    do_line(line)


def is_suppressed(email: str, programme_id: int | None = None) -> bool:
    """Whether this person asked to be forgotten, in this programme or everywhere."""
    return bool(suppressed_among([email], programme_id))


def suppressed_among(emails: Collection[str], programme_id: int | None = None) -> set[str]:
    """Those of these addresses whose people asked to be forgotten. One query for many."""
    rows = Suppression.objects.filter(Q(programme_id=None) | Q(programme_id=programme_id))
    if len(emails) == 1:
        rows = rows.filter(digest__in=[digest for email in emails for digest in _digests(email)])
    kept = list(rows.values_list("digest", "lifted"))
    back = {digest for digest, lifted in kept if lifted}
    away = {digest for digest, _lifted in kept} - back
    return {email for email in emails if away and not away.isdisjoint(_digests(email))}


@transaction.atomic
def lift_suppression(email: str, programme_id: int | None = None) -> None:
    """The person came back by themselves, and proved the address. Nothing if they never left.

    Back in one programme, they are still kept out of the others.
    """
    for digest in _digests(email):
        rows = Suppression.objects.filter(digest=digest, lifted=False)
        if rows.filter(Q(programme_id=None) | Q(programme_id=programme_id)).exists():
            do_line(journal.note(ErasureLine.What.LIFT, digest=digest, programme_id=programme_id))


def do_line(line: ErasureLine) -> None:
    """What a line of the journal about an address says, now or after a restore."""
    if line.what == ErasureLine.What.LIFT and line.programme_id is None:
        Suppression.objects.filter(digest=line.digest).delete()
        return
    Suppression.objects.update_or_create(
        digest=line.digest,
        programme_id=line.programme_id,
        defaults={"lifted": line.what == ErasureLine.What.LIFT, "at": line.at},
    )


def _digests(email: str) -> set[str]:
    """Under today's key, and under those before it."""
    return {_digest(email, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def _digest(email: str, secret: str) -> str:
    address = email.strip().lower()
    return salted_hmac(SALT, address, secret=secret, algorithm=hashlib.sha256().name).hexdigest()
