"""What the clock does for events. Each may run twice and changes nothing the second time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from edumentoring.pairs import nudges
from edumentoring.programmes.leaving import GRACE
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training import letters
from edumentoring.training.models import Booking, Event
from edumentoring.training.operations.booking import cancel_booking

DAY_BEFORE = timedelta(hours=30)
TOO_LATE = timedelta(hours=2)
ASKS_LAST = timedelta(days=3)
GUESTS_LAST = timedelta(days=365)


def remind_of_tomorrow() -> int:
    """One letter the day before. Says how many were written.

    Whoever takes part gets it as their one reminder of the week; who had that letter already
    read of the event in it. Who booked within the last day needs none.
    """
    now = timezone.now()
    due = Booking.objects.with_places().filter(
        reminded_at=None,
        since__lt=now - timedelta(hours=24),
        event__state=Event.State.PUBLISHED,
        event__starts_at__gt=now + TOO_LATE,
        event__starts_at__lte=now + DAY_BEFORE,
        event__programme__in=Programme.objects.running(),
    )
    return sum(_remind(booking.pk) for booking in due)


@transaction.atomic
def _remind(pk: int) -> int:
    found = Booking.objects.select_for_update(of=("self",)).with_people().get(pk=pk)
    if found.reminded_at or found.state != Booking.State.BOOKED or not found.email:
        return 0
    found.reminded_at = timezone.now()
    found.save(update_fields=["reminded_at"])
    part = found.participant
    if found.user and not (part and nudges.take_the_week(part)):
        return 0
    nudges.take_back(found.subject_key)
    letters.tomorrow(found)
    return 1


def drop_those_who_left() -> int:
    """Whoever has left a programme gives back the places they had with it, once leaving can no
    longer be undone. They are not written to."""
    now = timezone.now()
    gone = Booking.objects.live().filter(
        participant__state=Participant.State.LEFT,
        participant__updated_at__lt=now - GRACE,
        event__starts_at__gt=now,
    )
    found = list(gone.with_people())
    for booking in found:
        cancel_booking(booking, quiet=True)
    return len(found)


def drop_old_asks() -> int:
    """Addresses that nobody confirmed are not kept."""
    old = Booking.objects.filter(state=Booking.State.ASKED, since__lt=timezone.now() - ASKS_LAST)
    return old.delete()[0]


def forget_guests() -> int:
    """A year after an event nobody need know who its guests were. How many came stays."""
    over = Booking.objects.filter(event__ends_at__lt=timezone.now() - GUESTS_LAST)
    return over.exclude(guest_email="").update(guest_name="", guest_email="", comment="")
