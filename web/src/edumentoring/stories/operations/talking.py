"""Times to talk with somebody of the team: offered, booked, moved, called off."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories import letters
from edumentoring.stories.models import Slot, Story, Talk

TAKEN = gettext_lazy("Somebody has just booked that time. Choose another.")


@transaction.atomic
def offer_slot(
    programme: Programme, *, starts_at: datetime, minutes: int, where: str, by: User
) -> Slot:
    """Keep a time free for a talk about a story."""
    if starts_at <= timezone.now():
        raise Refused(_("That time is over. Choose one to come."))
    same = Slot.objects.filter(host=by, starts_at=starts_at, removed_at=None).first()
    if same:
        return same
    slot = Slot.objects.create(
        programme=programme, host=by, starts_at=starts_at, minutes=minutes, where=where.strip()
    )
    record("offer_slot", slot, by=by, summary="Offered a time to talk", programme_id=programme.pk)
    return slot


@transaction.atomic
def remove_slot(slot: Slot, *, by: User) -> None:
    """Take a time away; whoever booked it is told."""
    current = Slot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    if current.removed_at:
        return
    talk = current.talks.standing().with_slot().first()
    if talk:
        cancel_talk(talk, by=by)
    current.removed_at = timezone.now()
    current.save(update_fields=["removed_at"])
    record("remove_slot", current, by=by, summary="Removed a time", programme_id=slot.programme_id)


@transaction.atomic
def book(slot: Slot, *, story: Story | None = None, part: Participant | None = None) -> Talk:
    """Book a time as the teller of a story, or as somebody who takes part.

    One person has one talk to come at a time: booking again moves it.
    """
    who = {"story": story, "participant": part or (story.participant if story else None)}
    user = part.user if part else (story.user if story else None)
    email = part.user.email if part else (story.email if story else "")
    known = _coming_talk(slot.programme, email)
    if known:
        return move_talk(known, slot)
    made = _put(
        Talk(
            slot=_free(slot),
            user=user,
            name=(part.user.name if part else "") or (story.name if story else ""),
            email=email,
            **who,
        )
    )
    letters.talk_booked(made)
    _note("book_talk", made, user, "Booked")
    return made


def _coming_talk(programme: Programme, email: str) -> Talk | None:
    if not email:
        return None
    mine = Talk.objects.coming().filter(slot__programme=programme, email__iexact=email)
    return mine.with_slot().first()


@transaction.atomic
def move_talk(talk: Talk, slot: Slot, *, by: User | None = None) -> Talk:
    """The same talk at another time: calendars move their entry."""
    current = _locked(talk)
    if current.slot_id == slot.pk:
        return current
    before = current.slot
    current.slot = _free(slot)
    current.sequence += 1
    current.changed_at = timezone.now()
    _put(current)
    if before.host_id != current.slot.host_id:
        letters.talk_left(current, before)
    letters.talk_moved(current)
    _note("move_talk", current, by or current.user, "Moved")
    return current


@transaction.atomic
def cancel_talk(talk: Talk, *, by: User | None = None) -> Talk:
    """Call it off. The time is free again."""
    current = _locked(talk, may_be_cancelled=True)
    if current.cancelled_at:
        return current
    current.cancelled_at = current.changed_at = timezone.now()
    current.sequence += 1
    current.save(update_fields=["cancelled_at", "changed_at", "sequence"])
    letters.talk_cancelled(current)
    _note("cancel_talk", current, by or current.user, "Called off")
    return current


def _locked(talk: Talk, *, may_be_cancelled: bool = False) -> Talk:
    current = Talk.objects.select_for_update(of=("self",)).with_slot().get(pk=talk.pk)
    if current.cancelled_at and not may_be_cancelled:
        raise Refused(_("This talk was called off. Book a new one."))
    return current


def _free(slot: Slot) -> Slot:
    current = Slot.objects.free().select_related("programme", "host").filter(pk=slot.pk).first()
    if current is None:
        raise Refused(TAKEN)
    return current


def _put(talk: Talk) -> Talk:
    """Two may press at once: the database lets one of them have it."""
    try:
        with transaction.atomic():
            talk.save()
    except IntegrityError:
        raise Refused(TAKEN) from None
    return talk


def _note(action: str, talk: Talk, by: User | None, summary: str) -> None:
    record(action, talk, by=by, summary=f"{summary} a talk", programme_id=talk.slot.programme_id)
