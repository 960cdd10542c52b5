"""The key to a draft stands in its addresses; the key to confirm it stands in a letter.

Both are signed, so that they work without cookies and nobody can guess one. Whoever has
only the database has neither.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.programmes.models import Programme
from edumentoring.signup.models import Draft

CONFIRM_WITHIN = timedelta(days=30)
_DRAFT = signing.Signer(salt="edumentoring.signup.draft", sep=".")
_OPENED = signing.TimestampSigner(salt="edumentoring.signup.opened", sep=".")
_LETTER = signing.TimestampSigner(salt="edumentoring.signup.letter", sep=".")


def new_key() -> str:
    """A key for a draft that is not kept yet, so that sending its first page twice makes one."""
    return _DRAFT.sign(uuid.uuid4().hex)


def key_of(draft: Draft) -> str:
    """The key that opens this draft's pages."""
    return _DRAFT.sign(draft.code.hex)


def code_in(key: str) -> uuid.UUID | None:
    """The draft's code, or None for a key that is not ours."""
    try:
        return uuid.UUID(_DRAFT.unsign(key))
    except (signing.BadSignature, ValueError):
        return None


def opened_now(programme: Programme) -> str:
    """What a form without a draft carries, to tell later when it was handed out."""
    return _OPENED.sign(str(programme.pk))


def opened_within(programme: Programme, carried: str, time: timedelta) -> bool:
    """Whether this programme handed the form out so short a time ago."""
    try:
        return _OPENED.unsign(carried, max_age=time) == str(programme.pk)
    except signing.BadSignature:
        return False


def confirm_link(draft: Draft) -> str:
    """The whole address of the page on which the person confirms. It works for 30 days."""
    return settings.SITE_URL + reverse("signup:confirm", args=[_LETTER.sign(draft.code.hex)])


def code_in_letter(token: str) -> uuid.UUID | None:
    """The draft's code, or None where the token is not ours or too old."""
    try:
        return uuid.UUID(_LETTER.unsign(token, max_age=CONFIRM_WITHIN))
    except (signing.BadSignature, ValueError):
        return None


def page_link(draft: Draft, name: str = "resume", *more: str) -> str:
    """A page of this draft, as a path."""
    return reverse(f"signup:{name}", args=[draft.programme.slug, key_of(draft), *more])
