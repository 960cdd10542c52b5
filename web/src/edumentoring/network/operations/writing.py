"""Writing to somebody found in the directory, without an address changing hands."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.consents.models import Purpose
from edumentoring.consents.operations import agreed, holds
from edumentoring.network.apart import hidden_from
from edumentoring.network.models import Message, Thread
from edumentoring.programmes.models import Participant

MOST_FIRST = 3
MOST_UNANSWERED = 2
A_DAY = timedelta(days=1)


@transaction.atomic
def write_first(
    by: Participant, to: Participant, *, text: str, form_key: UUID | None = None
) -> Thread:
    """Write to somebody for the first time: at most three people a day.

    Where the two have written before, it goes on there.
    """
    Participant.objects.select_for_update().get(pk=min(by.pk, to.pk))
    Participant.objects.select_for_update().get(pk=max(by.pk, to.pk))
    known = Thread.objects.between(by, to).first()
    if known is None:
        _refuse_strangers(by, to)
        lately = Thread.objects.filter(
            begun_by__user=by.user_id, begun_at__gt=timezone.now() - A_DAY
        )
        if lately.count() >= MOST_FIRST:
            raise Refused(
                _("You wrote to %d new people today. Copy your words and come back tomorrow.")
                % MOST_FIRST
            )
        known = Thread.objects.create(programme=by.programme, begun_by=by, to=to)
    write(known, by=by, text=text, form_key=form_key)
    return known


def _refuse_strangers(by: Participant, to: Participant) -> None:
    """Both said that others may find them, and nothing keeps them apart."""
    may_be_found = agreed(by.programme, Purpose.DIRECTORY).taking_part().filter(pk=to.pk).exists()
    if not may_be_found or to.user_id in hidden_from(by.user) or to.pk == by.pk:
        raise Refused(_("This person is not in the directory now. Nothing was sent."))
    if not holds(by, Purpose.DIRECTORY):
        raise Refused(_("Say first that others may find you. Then you can write to them."))


@transaction.atomic
def write(thread: Thread, *, by: Participant, text: str, form_key: UUID | None = None) -> Message:
    """Write in a conversation. The letter to the other goes by the clock (`telling.py`)."""
    found = Thread.objects.select_for_update(of=("self",)).with_people().get(pk=thread.pk)
    known = Message.objects.filter(form_key=form_key, by=by).first() if form_key else None
    if known:
        return known
    to = found.to if found.begun_by_id == by.pk else found.begun_by
    if to is None or to.state == Participant.State.LEFT or to.user_id in hidden_from(by.user):
        raise Refused(_("This person cannot be written to now. Nothing was sent."))
    if found.closed_at:
        raise Refused(_("This conversation is closed. Nothing was sent."))
    last = found.messages.order_by("-at", "-pk")[:MOST_UNANSWERED]
    if [one.by_id for one in last] == [by.pk] * MOST_UNANSWERED:
        raise Refused(_("You wrote twice. Please wait until they have answered."))
    return Message.objects.create(thread=found, by=by, to=to, text=text.strip(), form_key=form_key)


@transaction.atomic
def close(thread: Thread, *, by: Participant) -> None:
    """I would rather not. No reason is asked for, and the other gets no letter about it."""
    Thread.objects.filter(pk=thread.pk, closed_at=None).update(
        closed_at=timezone.now(), closed_by=by
    )


@transaction.atomic
def open_again(thread: Thread, *, by: Participant) -> None:
    """Only whoever closed it."""
    found = Thread.objects.select_for_update().get(pk=thread.pk)
    if found.closed_at is None:
        return
    if found.closed_by_id != by.pk:
        raise Refused(_("This conversation is closed."))
    Thread.objects.filter(pk=thread.pk).update(closed_at=None, closed_by=None)


def share_email(thread: Thread, *, by: Participant, on: bool) -> None:
    """Show the other one my e-mail, or do so no more. It says nothing about theirs."""
    mine = "begun_shares_at" if thread.begun_by_id == by.pk else "to_shares_at"
    Thread.objects.filter(pk=thread.pk).update(**{mine: timezone.now() if on else None})
