"""The letters of a conversation. Each names the one before, so that mail programs thread them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names
from edumentoring.common.mail import from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.programmes.models import Programme
from edumentoring.queries.models import Message, Query
from edumentoring.queries.thread_link import thread_link

letter_names.add(
    {
        "query_received": later("A query has arrived"),
        "query_reply": later("A reply to a query"),
        "query_not_kept": later("A query that could not be kept"),
    }
)

MOST_REFERENCES = 12


def received(query: Query, message: Message) -> Letter:
    """We have your question, and here is its page."""
    return _to_asker("received", query, message)


def reply(query: Query, message: Message, *, not_before: datetime) -> Letter:
    """The answer, from a person, and how to write back."""
    return _to_asker("reply", query, message, not_before=not_before)


def not_kept(query: Query, why: str) -> Letter:
    """A mail of theirs could not be kept; why, and what to do."""
    return _to_asker("not_kept", query, None, why=why)


def reply_address(query: Query) -> str:
    """Where an answer by mail goes: the thread's own address, else the programme's."""
    pattern: str = settings.MAIL_REPLIES
    return pattern.replace("{token}", query.mail_key) if pattern else query.programme.reply_to


def _sender(programme: Programme) -> str:
    return programme.sender_name or programme.name


def _to_asker(
    kind: str,
    query: Query,
    message: Message | None,
    *,
    not_before: datetime | None = None,
    **more: Any,
) -> Letter:
    programme = query.programme
    written = render_letter(f"queries/letters/{kind}", {**_context(query, message), **more})
    letter = queue_letter(
        f"query_{kind}",
        to=query.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(_sender(programme)),
        reply_to=reply_address(query),
        not_before=not_before,
        subject_key=message.subject_key if message else query.subject_key,
        person_code=query.user.code if query.user else None,
        programme_id=programme.pk,
        headers=_headers(query, by_a_person=kind == "reply"),
    )
    if kind == "reply" and message:
        message.message_id = letter.message_id
        message.save(update_fields=["message_id"])
    return letter


def _context(query: Query, message: Message | None) -> dict[str, Any]:
    programme = query.programme
    return {
        "programme": programme,
        "sender": _sender(programme),
        "first_name": query.name.split(" ")[0] if query.name else "",
        "heading": query.subject,
        "message": message.text if message else "",
        "paragraphs": _paragraphs(message.text) if message else [],
        "writer": message.by.first_name if message and message.by else "",
        "link": thread_link(query),
        "by_mail": bool(reply_address(query)),
        "marks_answers": bool(settings.MAIL_REPLIES),
    }


def _paragraphs(text: str) -> list[list[str]]:
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [block.strip().split("\n") for block in blocks if block.strip()]


def _headers(query: Query, *, by_a_person: bool) -> dict[str, str]:
    """What this letter follows on, the newest last."""
    headers = {"Auto-Submitted": "no"} if by_a_person else {}
    known = references(query)
    if known:
        headers["In-Reply-To"] = known[-1]
        headers["References"] = " ".join(known)
    return headers


def references(query: Query) -> list[str]:
    """The Message-IDs of this conversation that its asker may have seen, oldest first."""
    mails = list(query.messages.standing().exclude(message_id=None).values_list("at", "message_id"))
    first = Letter.objects.filter(
        subject_key__startswith=f"{query.subject_key}:", kind="query_received"
    ).values_list("queued_at", "message_id")
    in_order = [message_id for _at, message_id in sorted([*mails, *first]) if message_id]
    return list(dict.fromkeys(in_order))[-MOST_REFERENCES:]
