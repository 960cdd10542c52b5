"""A list from before is brought in. Only who has agreed gets anything.

With evidence of consent (when and how each agreed) they are readers at once. Without, each is
written to once and asked. Whoever stopped, or asked to be forgotten, is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import queue_letters
from edumentoring.common.refused import Refused
from edumentoring.newsletter import letters
from edumentoring.newsletter.models import Newsletter, Subscription
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record, suppressed_among

MOST = 20_000
AT_ONCE = 500
_BETWEEN = re.compile(r"[\s,;<>\"“”]+")


@dataclass(frozen=True)
class ReadList:
    """What was found in a pasted list."""

    emails: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    doubles: int = 0


@dataclass(frozen=True)
class BroughtIn:
    """What came of a list."""

    readers: int
    asked: int
    known: int
    left_out: int


def read_list(words: str) -> ReadList:
    """The addresses in a pasted list: one a line, or with names around them as in a mail's head."""
    found: dict[str, None] = {}
    faulty: list[str] = []
    doubles = 0
    for piece in _BETWEEN.split(words.replace("mailto:", "")):
        if "@" not in piece:
            continue
        address = piece.strip("()[].'’").lower()
        if not _is_address(address):
            faulty.append(piece[:100])
        elif address in found:
            doubles += 1
        else:
            found[address] = None
    return ReadList(list(found), faulty, doubles)


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


@transaction.atomic
def bring_in(
    newsletter: Newsletter, emails: Iterable[str], *, evidence: str, by: User
) -> BroughtIn:
    """Add these addresses; `evidence` says when and how they agreed, "" that nobody knows.

    The same list again changes nothing. Refused above 20,000 addresses at once.
    """
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails))
    if len(wanted) > MOST:
        raise Refused(
            _("That is %(count)s addresses. Bring in %(most)s at a time.")
            % {"count": len(wanted), "most": MOST}
        )
    known = _known(newsletter, wanted)
    new = [email for email in wanted if email not in known]
    away = suppressed_among(new, newsletter.programme_id) if new else set()
    evidence = " ".join(evidence.split())[:300]
    rows = [_row(newsletter, email, evidence) for email in new if email not in away]
    kept = Subscription.objects.bulk_create(rows, batch_size=AT_ONCE)
    if not evidence:
        _ask(kept)
    came = BroughtIn(
        readers=len(kept) if evidence else 0,
        asked=0 if evidence else len(kept),
        known=len(known),
        left_out=len(away),
    )
    record(
        "bring_in_readers",
        newsletter,
        by=by,
        summary=f"Brought in {counted(len(kept), 'address', 'addresses')} for “{newsletter}”",
        programme_id=newsletter.programme_id,
        evidence=evidence,
    )
    return came


def _known(newsletter: Newsletter, emails: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(emails), AT_ONCE):
        rows = newsletter.subscriptions.filter(email__in=emails[start : start + AT_ONCE])
        known.update(rows.values_list("email", flat=True))
    return known


def _row(newsletter: Newsletter, email: str, evidence: str) -> Subscription:
    now = timezone.now()
    return Subscription(
        newsletter=newsletter,
        email=email,
        way=Subscription.Way.IMPORT,
        evidence=evidence,
        state=Subscription.State.ON if evidence else Subscription.State.ASKED,
        confirmed_at=now if evidence else None,
        asked_at=now,
        letters_since=now,
        letters_asked=0 if evidence else 1,
    )


def _ask(rows: list[Subscription]) -> None:
    """One letter each, after all others and over some minutes: a list must hold up nobody."""
    now = timezone.now()
    queue_letters(
        letters.asked_from_a_list(row, not_before=now + timedelta(seconds=at // 5))
        for at, row in enumerate(rows)
    )
