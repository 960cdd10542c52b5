"""Letters: written and queued here, sent by `postman.py`.

A letter is written in full, with its Message-ID, when it is queued: what a person
approved is what goes out, and a second copy of it could be recognised.
"""

import re
import textwrap
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused

# Everything that could begin a new header line or hide in one.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LIST_MARK = re.compile(r"(?:-|\d+\.) ")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = {"from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id"} | {
    *("mime-version", "content-type", "content-transfer-encoding", "return-path", "received"),
}


class OutboxOnly(BaseEmailBackend):
    """Keeps mail on the outbox page and hands nothing to a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)


@dataclass(frozen=True)
class Rendered:
    """A letter's three parts, ready for `queue_letter`."""

    subject: str
    text: str
    html: str


def render_letter(template: str, context: Mapping[str, Any]) -> Rendered:
    """Write the letter `template`, for example "pairs/letters/introduction".

    Two files make a letter. `<template>.txt` starts with "Subject: ..." and an empty
    line, then the words; nothing in it is escaped. `<template>.mjml` extends
    "common/letters/base.mjml" and becomes the HTML.
    """
    given = {"site_url": settings.SITE_URL, "language": get_language() or "en-gb", **context}
    words = _render(f"{template}.txt", given, escape=False).strip()
    first, _newline, rest = words.partition("\n")
    if not first.startswith("Subject:"):
        raise ValueError(f"{template}.txt must start with a line 'Subject: ...'")
    given["letter_subject"] = one_line(first.removeprefix("Subject:"))
    return Rendered(
        subject=given["letter_subject"],
        text=tidy_text(rest),
        html=mjml_to_html(_render(f"{template}.mjml", given, escape=True)),
    )


def _render(name: str, given: Mapping[str, Any], *, escape: bool) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(given, autoescape=escape)))


def mjml_to_html(source: str) -> str:
    """MJML to the tables and inline styles that mail programs understand; fetches nothing."""
    from mjml import mjml2html

    return mjml2html(source, fonts={})


def tidy_text(words: str) -> str:
    """Plain text in lines of at most 74 letters, with at most one empty line in a row.

    A line with an address in it stays whole, so that it can still be pressed.
    """
    lines = [_wrap(" ".join(line.split())) for line in words.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _wrap(line: str) -> str:
    if "://" in line or "@" in line:
        return line
    mark = _LIST_MARK.match(line)
    indent = " " * len(mark[0]) if mark else ""
    return textwrap.fill(line, 74, subsequent_indent=indent, break_long_words=False)


def one_line(words: str | Promise) -> str:
    """`words` on one line: what is typed into a name can never become a header."""
    return " ".join(_UNSEEN.sub(" ", str(words)).split())


def from_line(name: str) -> str:
    """The site's own address under `name`, so that the sender's domain can vouch for it.

    >>> from_line("The Wider Staffroom")
    'The Wider Staffroom <hello@example.org>'
    """
    usual, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(display_name=one_line(name) or usual, addr_spec=address))


def plain_address(address: str) -> str:
    """`address` with spaces trimmed; Refused, in words, if mail could not go there."""
    trimmed = address.strip()
    try:
        validate_email(trimmed)
    except ValidationError:
        raise Refused(
            _("“%(address)s” is not an e-mail address we can write to. Check it and try again.")
            % {"address": one_line(address)}
        ) from None
    return trimmed


def queue_letter(
    kind: str,
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    from_line: str = "",
    reply_to: str = "",
    priority: int = Letter.Priority.ORDINARY,
    not_before: datetime | None = None,
    subject_key: str = "",
    person_code: uuid.UUID | None = None,
    programme_id: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Keep one letter for the postman. The row is part of the caller's transaction.

    `kind` names the letter ("introduction"); `subject_key` what it is about
    ("pair:12"), so that `withdraw_letters` finds it. `headers` are extra ones, for
    example List-Unsubscribe on letters a person may stop. `calendar` is a whole VCALENDAR
    with its METHOD, which mail programs act upon. Refused if `to` is no address.
    """
    letter = new_letter(
        kind,
        to=to,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        from_line=from_line,
        reply_to=reply_to,
        priority=priority,
        not_before=not_before,
        subject_key=subject_key,
        person_code=person_code,
        programme_id=programme_id,
        headers=headers,
    )
    letter.save()
    return letter


def queue_letters(letters: Iterable[Letter]) -> list[Letter]:
    """Keep many letters made by `new_letter`, in few queries."""
    return Letter.objects.bulk_create(letters, batch_size=100)


def new_letter(
    kind: str,
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    from_line: str = "",
    reply_to: str = "",
    priority: int = Letter.Priority.ORDINARY,
    not_before: datetime | None = None,
    subject_key: str = "",
    person_code: uuid.UUID | None = None,
    programme_id: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """A letter as `queue_letter` keeps it, not yet kept."""
    code = uuid.uuid4()
    return Letter(
        code=code,
        kind=kind,
        to=plain_address(to),
        subject=one_line(subject)[:250],
        text=text,
        html=html,
        calendar=calendar,
        from_line=one_line(from_line or settings.DEFAULT_FROM_EMAIL),
        reply_to=plain_address(reply_to) if reply_to else "",
        priority=priority,
        not_before=not_before or timezone.now(),
        subject_key=subject_key,
        person_code=person_code,
        programme_id=programme_id,
        headers=_checked_headers(headers or {}),
        message_id=f"<{code}@{urlsplit(settings.SITE_URL).hostname}>",
    )


def _checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Extra headers on one line each, none of them one that decides where mail goes."""
    for name in headers:
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS:
            raise ValueError(f"A letter may not set the header {name!r}.")
    return {"Auto-Submitted": "auto-generated"} | {
        name: one_line(value) for name, value in headers.items()
    }


def withdraw_letters(*subject_keys: str) -> int:
    """Take back the letters about these things that still wait; says how many."""
    waiting = Letter.objects.filter(subject_key__in=subject_keys, state=Letter.State.WAITING)
    return waiting.update(state=Letter.State.WITHDRAWN)


def move_letters(*subject_keys: str, not_before: datetime) -> int:
    """Let the letters about these things that still wait go out from then; says how many."""
    waiting = Letter.objects.filter(subject_key__in=subject_keys, state=Letter.State.WAITING)
    return waiting.update(not_before=not_before)


def hold_letters(*, programme_id: int) -> int:
    """Keep back what waits to go out for a programme, except sign-in letters; says how many."""
    waiting = Letter.objects.filter(
        programme_id=programme_id,
        state=Letter.State.WAITING,
        priority__lt=Letter.Priority.SIGN_IN,
        held_since=None,
    )
    return waiting.update(held_since=timezone.now())


def let_letters_go(*, programme_id: int, not_before: datetime) -> int:
    """Let what was held for a programme go out from `not_before`; says how many letters."""
    held = Letter.objects.filter(programme_id=programme_id).exclude(held_since=None)
    held.filter(not_before__lt=not_before).update(not_before=not_before)
    return held.update(held_since=None)


def send_again(letter: Letter, *, to: str = "") -> None:
    """A person decided: back into the queue, to `to` if the address was wrong.

    The Message-ID stays, so that a mailbox that has the first copy can drop the second.
    """
    address = plain_address(to or letter.to)
    _decide(
        letter,
        to=address,
        state=Letter.State.WAITING,
        not_before=timezone.now(),
        held_since=None,
        tries=0,
        trouble="",
        claimed_at=None,
        claimed_by="",
    )


def call_it_sent(letter: Letter) -> None:
    """A person decided: it arrived, or was told another way. It is not sent again."""
    _decide(letter, state=Letter.State.SENT, sent_at=timezone.now(), trouble="")


def _decide(letter: Letter, **changes: object) -> None:
    listed = Letter.objects.for_a_person_to_see().filter(pk=letter.pk)
    if not listed.update(**changes):
        raise Refused(_("Somebody has already decided about this letter. Nothing was changed."))
    letter.refresh_from_db()
