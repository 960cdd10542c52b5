"""The key in the letter that asks somebody in: it names one question and proves that we wrote it.

`pairs.keys` names a participant. Whoever is asked here may be nobody's participant: a tutor at
the university, a colleague down the corridor.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse

from edumentoring.circle.models import Asked, Member, Supervision
from edumentoring.pairs.keys import unsigned
from edumentoring.programmes.models import Programme

_SIGNER = signing.TimestampSigner(salt="edumentoring.circle.asked", sep=".")


def answer_link(asked: Asked) -> str:
    """The whole address of the page on which this one person answers."""
    token = _SIGNER.sign(asked.code.hex)
    return settings.SITE_URL + reverse("circle:reply", args=[token])


def asked_in(token: str) -> Member | Supervision | None:
    """What the key asks about, answered or not; None where it is not ours or over 60 days old."""
    try:
        code = UUID(unsigned(_SIGNER, token, _programme_of))
    except (signing.BadSignature, ValueError):
        return None
    return (
        Member.objects.with_people().filter(code=code).first()
        or Supervision.objects.with_people().filter(code=code).first()
    )


def _programme_of(code: str) -> Programme | None:
    about = Member.objects.filter(code=UUID(code)).values("pair__programme")
    supervised = Supervision.objects.filter(code=UUID(code)).values("programme")
    return Programme.objects.filter(Q(pk__in=about) | Q(pk__in=supervised)).first()
