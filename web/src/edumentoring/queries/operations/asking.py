"""Somebody asks, or writes again."""

import re
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line, plain_address
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.queries import letters
from edumentoring.queries.models import Message, Query, participant_with
from edumentoring.queries.operations.thread import State, locked, move, note_history

HOURLY = 5
DAILY = 20
LONGEST = 10_000
_GREETING = re.compile(
    r"(?:hello|hi|hiya|dear|good (?:morning|afternoon|evening))\b[^\n.!?,]{0,40}[\n.!,]\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=\w{2}[.?!])\s+|\n\s*\n")


@transaction.atomic
def ask(
    programme: Programme,
    *,
    email: str,
    name: str,
    subject: str,
    text: str,
    user: User | None = None,
    is_junk: bool = False,
    form_key: uuid.UUID | None = None,
    way: str = Message.Way.FORM,
    message_id: str | None = None,
    left_out: str = "",
) -> Message:
    """Keep a question. From an address with an open conversation here, it joins that one.

    `user` is who was signed in; from nobody the address is not proved, and the message says
    so. The same `form_key` twice keeps one message. Refused above 5 an hour or 20 a day from
    one address. What a machine seems to have written is kept apart, and nobody is written to.
    """
    # Two presses of one button, or two mails of one person, must wait for each other.
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    address = (user.email if user else plain_address(email)).lower()
    known = Message.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    _refuse_too_many(programme, address)
    query = None if is_junk else _open_thread(programme, address)
    joins = query is not None
    if query is None:
        query = Query.objects.create(
            programme=programme,
            name=one_line(user.name if user else name)[:150],
            email=address,
            user=user,
            participant=participant_with(address, programme),
            subject=_subject(subject, text),
            is_junk=is_junk,
        )
    message = Message.objects.create(
        query=query,
        kind=Message.Kind.ASKED,
        way=way,
        text=text.strip()[:LONGEST],
        by=user,
        proved=user is not None,
        form_key=form_key,
        message_id=message_id,
        left_out=left_out,
    )
    if joins:
        move(query, State.OPEN)
    if not is_junk:
        letters.received(query, message)
        note_history("ask_query", query, user, "Received")
    return message


@transaction.atomic
def write_again(
    query: Query,
    text: str,
    *,
    way: str = Message.Way.PAGE,
    form_key: uuid.UUID | None = None,
    message_id: str | None = None,
    left_out: str = "",
) -> Message:
    """The asker answers, from their page or by mail. A closed conversation opens again."""
    words = text.strip()
    if not words:
        raise Refused(_("Write your message first."))
    current = locked(query)
    known = Message.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    hour_ago = timezone.now() - timedelta(hours=1)
    if current.messages.filter(kind=Message.Kind.ASKED, at__gt=hour_ago).count() >= DAILY:
        raise Refused(_("That is many messages in one hour. Try again later."))
    message = Message.objects.create(
        query=current,
        kind=Message.Kind.ASKED,
        way=way,
        text=words[:LONGEST],
        by=current.user,
        form_key=form_key,
        message_id=message_id,
        left_out=left_out,
    )
    move(current, State.NEW if current.state == State.NEW else State.OPEN)
    note_history("write_again", current, current.user, "Heard again about")
    return message


def _open_thread(programme: Programme, email: str) -> Query | None:
    """The conversation that a new message from this address belongs to."""
    theirs = Query.objects.not_closed().filter(programme=programme, email=email)
    found = theirs.order_by("-touched_at").first()
    return locked(found) if found else None


def _subject(subject: str, text: str) -> str:
    """As they wrote it, or the first sentence of the message, after the greeting."""
    words = one_line(subject)
    if not words:
        said = _GREETING.sub("", text.strip()) or text
        words = one_line(_SENTENCE.split(said, maxsplit=1)[0])
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]}…"


def _refuse_too_many(programme: Programme, email: str) -> None:
    now = timezone.now()
    asked = Message.objects.filter(
        query__programme=programme, query__email=email, kind=Message.Kind.ASKED
    )
    many = asked.filter(at__gt=now - timedelta(hours=1)).count() >= HOURLY
    if many or asked.filter(at__gt=now - timedelta(days=1)).count() >= DAILY:
        raise Refused(
            _("This address has sent several messages already. Try again in an hour, please.")
        )
