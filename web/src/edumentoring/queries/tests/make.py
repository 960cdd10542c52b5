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
