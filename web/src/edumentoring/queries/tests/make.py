"""Builders with valid defaults, for this room's tests and those of the rooms above."""

import uuid
from email.message import EmailMessage
from itertools import count
from typing import Any

from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import publish_programme
from edumentoring.programmes.tests.make import coordinator, mentee, mentor, seat, user
from edumentoring.programmes.tests.make import programme as any_programme
from edumentoring.queries import operations
from edumentoring.queries.models import Message, Query

__all__ = ["coordinator", "mentee", "mentor", "seat", "user"]

_numbers = count(1)


def programme(name: str = "The Wider Staffroom", **fields: Any) -> Programme:
    """A programme with a public page."""
    made = any_programme(name)
    publish_programme(made, by=made.coordinators.get().user)
    if fields:
        Programme.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def asked(programme_: Programme | None = None, **fields: Any) -> Message:
    """A question from somebody new."""
    given = {
        "email": f"asker{next(_numbers)}@example.org",
        "name": "Jo Barker",
        "subject": "",
        "text": "When will I hear about my match?",
        "form_key": uuid.uuid4(),
        **fields,
    }
    return operations.ask(programme_ or programme(), **given)


def query(programme_: Programme | None = None, **fields: Any) -> Query:
    return asked(programme_, **fields).query


def answered(
    programme_: Programme | None = None, reply: str = "Next week.", **fields: Any
) -> Query:
    """A question with a reply that has gone."""
    found = query(programme_, **fields)
    operations.reply_to_query(found, reply, by=coordinator(programme_=found.programme))
    found.messages.update(from_when=found.asked_at)
    found.refresh_from_db()
    return found


def mail(text: str = "Thank you!", **headers: str) -> bytes:
    """A plain e-mail as a mail server hands it over. Header names in Python's letters."""
    message = EmailMessage()
    given = {
        "From": "Jo Barker <asker@example.org>",
        "To": "hello@example.org",
        "Subject": "Re: When will I hear?",
        "Message_ID": f"<mail{next(_numbers)}@example.org>",
        **headers,
    }
    for name, value in given.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def report(message_id: str, status: str = "5.1.1", action: str = "failed", **headers: str) -> bytes:
    """What a mail server writes when it could not deliver the letter of this id (RFC 3464)."""
    given = {"From": "MAILER-DAEMON@mx.example", "To": "hello@example.org", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    said = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; jo@school.example\r\nAction: {action}\r\n"
        f"Status: {status}\r\nDiagnostic-Code: smtp; 550 {status} No such user here\r\n"
    )
    sorry = "Content-Type: text/plain\r\n\r\nI am sorry to have to tell you.\r\n"
    top = f"Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: {message_id}\r\n"
    body = "".join(f"--b\r\n{part}\r\n" for part in (sorry, said, top))
    kind = 'multipart/report; report-type=delivery-status; boundary="b"'
    top = f"{head}Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: {kind}"
    return f"{top}\r\n\r\n{body}--b--\r\n".encode()
