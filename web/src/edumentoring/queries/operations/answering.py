"""The desk's side of a conversation: replies, taking them back, notes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.queries import letters
from edumentoring.queries.models import Message, Query
from edumentoring.queries.operations.thread import (
    State,
    locked,
    move,
    note_history,
    refuse_stale,
)

HOLD = timedelta(minutes=2)
AFTER_A_REPLY = (State.ANSWERED, State.WAITING, State.CLOSED)


@transaction.atomic
def reply_to_query(
    query: Query, text: str, *, by: User, then: str = State.ANSWERED, version: int | None = None
) -> Message:
    """Answer by letter, held for two minutes so that it can be taken back.

    `then` is how it stands afterwards: answered, waiting for them, or closed. Whoever answers
    first owns it. Raises Stale when somebody wrote since `version`.
    """
    words = text.strip()
    if not words:
        raise Refused(_("Write your reply first."))
    if then not in AFTER_A_REPLY:
        raise Refused(_("Choose how it stands after your reply."))
    current = locked(query)
    refuse_stale(current, version)
    if not current.email:
        raise Refused(_("This person was forgotten. There is no address to write to."))
    until = timezone.now() + HOLD
    message = Message.objects.create(
        query=current,
        kind=Message.Kind.REPLY,
        way=Message.Way.DESK,
        text=words,
        by=by,
        from_when=until,
        state_before=current.state,
    )
    letters.reply(current, message, not_before=until)
    if current.owner is None:
        current.owner = by
        current.save(update_fields=["owner"])
    current.is_junk = False
    current.save(update_fields=["is_junk"])
    move(current, then)
    note_history("reply_to_query", current, by, "Replied to")
    return message


@transaction.atomic
def take_back_reply(message: Message, *, by: User) -> Message:
    """Stop a reply while its letter is held. Refused once it has gone."""
    query = locked(message.query)
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.kind != Message.Kind.REPLY:
        raise Refused(_("Only replies can be taken back."))
    if current.taken_back_at:
        return current
    # The postman may be claiming it at this moment: what counts is whether it still waited.
    if not withdraw_letters(current.subject_key):
        raise Refused(_("The letter has gone. Write another to put it right."))
    current.taken_back_at = timezone.now()
    current.save(update_fields=["taken_back_at"])
    newest = query.messages.standing().exclude(kind=Message.Kind.NOTE).last()
    if newest is None or newest.at < current.at:
        move(query, current.state_before or State.OPEN)
    note_history("take_back_reply", query, by, "Took back a reply to")
    return current


@transaction.atomic
def add_note(query: Query, text: str, *, by: User) -> Message:
    """Words for the desk alone. They cross nobody's reply, so they need no version.

    The same words twice in a row are one note: its page was loaded again, or pressed twice.
    """
    words = text.strip()
    if not words:
        raise Refused(_("Write your note first."))
    current = locked(query)
    last = current.messages.order_by("pk").last()
    if last and last.kind == Message.Kind.NOTE and (last.text, last.by_id) == (words, by.pk):
        return last
    note = Message.objects.create(
        query=current, kind=Message.Kind.NOTE, way=Message.Way.DESK, text=words, by=by
    )
    note_history("note_on_query", current, by, "Noted something about")
    return note
