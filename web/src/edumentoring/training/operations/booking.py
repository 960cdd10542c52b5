"""Booking a place, waiting for one, and giving it back. Places are counted under the event's lock.

A place that becomes free goes to whoever waits longest, by itself, until a day before the start.
On the last day nobody is moved up unasked: they might not see it in time. Then all who wait are
told, and whoever presses first has it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import plain_address, withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.signup.limits import TooMany
from edumentoring.training import letters
from edumentoring.training.models import Booking, Event
from edumentoring.training.soon import look_again

State = Booking.State
LETTERS_AN_HOUR = 5


def locked_event(event: Event) -> Event:
    """The event, locked. Every change of its places begins with it."""
    found = Event.objects.select_for_update(of=("self",)).with_programme()
    return found.get(pk=event.pk)


def _locked_booking(booking: Booking, event: Event) -> Booking:
    found = Booking.objects.with_people().get(pk=booking.pk)
    found.event = event
    return found


# --- Booking ----------------------------------------------------------------------------------


@transaction.atomic
def book(event: Event, part: Participant) -> Booking:
    """A place for a participant, or their place in line. Pressing twice books once.

    Somebody who waits takes a place that is free on the last day, when nobody is moved up.
    """
    current = locked_event(event)
    _refuse_closed(current)
    if part.state == Participant.State.LEFT:
        raise Refused(_("You have left this programme. Ask its coordinators if you want to come."))
    booking = current.bookings.filter(user=part.user_id).first() or Booking(
        event=current, user=part.user, state=State.CANCELLED
    )
    booking.event, booking.participant = current, part
    if booking.state == State.BOOKED or (booking.state == State.WAITING and current.is_full):
        return booking
    return _place(booking, current)


@transaction.atomic
def book_as_guest(event: Event, *, name: str, email: str) -> None:
    """Write to an address that asked for a place on the public page. It holds nothing yet.

    Whoever asks learns nothing of who is booked: the answer is the same, and a letter goes out
    either way. Raises TooMany at the sixth letter to one address within an hour.
    """
    address = plain_address(email).lower()
    current = locked_event(event)
    _refuse_closed(current)
    since = timezone.now() - timedelta(hours=1)
    written = Letter.objects.filter(kind__startswith="training_", to=address, queued_at__gt=since)
    if written.count() >= LETTERS_AN_HOUR:
        raise TooMany(
            _("We wrote to this address several times within an hour. Look in your junk mail.")
        )
    booking, is_new = Booking.objects.get_or_create(
        event=current, guest_email=address, defaults={"guest_name": name, "state": State.ASKED}
    )
    booking.event = current
    if booking.state == State.BOOKED:
        letters.booked(booking)
    elif booking.state == State.WAITING:
        letters.waiting(booking)
    else:
        if not is_new:
            booking.state, booking.guest_name, booking.since = State.ASKED, name, timezone.now()
            booking.save(update_fields=["state", "guest_name", "since"])
        letters.confirm(booking)


@transaction.atomic
def confirm_guest(booking: Booking) -> Booking:
    """The address is theirs: now they have a place, or wait for one.

    Where the address is that of somebody with an account, the booking is theirs, and one of
    theirs that is there already counts.
    """
    current = locked_event(booking.event)
    found = _locked_booking(booking, current)
    if found.is_live:
        return found
    _refuse_closed(current)
    user = None if found.user else User.objects.filter(email__iexact=found.guest_email).first()
    if user and user.is_active:
        theirs = current.bookings.filter(user=user).exclude(pk=found.pk).first()
        if theirs:
            found.delete()
            found = _locked_booking(theirs, current)
            if found.is_live:
                return found
        found.user = user
        found.guest_email = found.guest_name = ""
    return _place(found, current)


def _refuse_closed(event: Event) -> None:
    if event.state == Event.State.CANCELLED:
        raise Refused(_("This event was called off. You need do nothing."))
    if event.state != Event.State.PUBLISHED:
        raise Refused(_("This event is not open yet. Please come back later."))
    if not event.is_open:
        raise Refused(_("Booking has closed. Ask the coordinators if you still want to come."))


def _place(booking: Booking, event: Event) -> Booking:
    """Give a place where there is one, and a place in line where there is none."""
    booking.since = timezone.now()
    booking.moved_up_at = booking.reminded_at = None
    withdraw_letters(booking.subject_key)
    if event.is_full:
        booking.state = State.WAITING
        booking.save()
        letters.waiting(booking)
        return booking
    _take(booking, event)
    letters.booked(booking)
    return booking


def _take(booking: Booking, event: Event) -> None:
    booking.state = State.BOOKED
    booking.save()
    event.taken += 1
    event.save(update_fields=["taken"])
    look_again()
    offer_line(booking)


def offer_line(booking: Booking) -> None:
    """A line for the gentle letter of the week before."""
    if booking.participant is None:
        return
    nudges.offer(
        booking.participant,
        kind="training",
        key=booking.subject_key,
        line=_("You have a place at “%(event)s” on %(when)s.")
        % {"event": booking.event.title, "when": letters.when_for(booking).short},
        url=booking.event.get_absolute_url(),
        due_at=booking.event.starts_at,
    )


# --- Giving it back ---------------------------------------------------------------------------


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User | None = None, quiet: bool = False) -> Booking:
    """They cannot come. `by` is whoever at the desk took their name off, if it was not themselves.

    The place goes to the next in line. Twice is once. `quiet`: they are not written to.
    """
    current = locked_event(booking.event)
    found = _locked_booking(booking, current)
    if not (found.is_live or found.state == State.ASKED):
        return found
    if current.has_begun:
        raise Refused(_("This event has begun. The list of who came is what counts now."))
    had_place = found.state == State.BOOKED
    found.state, found.moved_up_at = State.CANCELLED, None
    found.save(update_fields=["state", "moved_up_at"])
    withdraw_letters(found.subject_key)
    nudges.take_back(found.subject_key)
    if had_place:
        current.taken -= 1
        current.save(update_fields=["taken"])
        if not quiet:
            letters.taken_off(found)
        fill_places(current)
    if by:
        record(
            "take_off_event",
            current,
            by=by,
            summary=f"Took a name off the list of {current.title}",
            programme_id=current.programme_id,
        )
    return found


# --- Moving up --------------------------------------------------------------------------------


def fill_places(event: Event) -> int:
    """Give free places of a locked event to those who wait, the first in line first."""
    if event.state != Event.State.PUBLISHED or event.has_begun or event.is_full:
        return 0
    waiting = event.bookings.waiting().with_people()
    if timezone.now() > event.moves_up_until:
        for booking in waiting:
            booking.event = event
            letters.free_now(booking)
        return 0
    moved = 0
    for booking in waiting:
        if event.free == 0:
            break
        _move(booking, event)
        moved += 1
    return moved


def _move(booking: Booking, event: Event) -> None:
    booking.event, booking.moved_up_at = event, timezone.now()
    withdraw_letters(booking.subject_key)
    _take(booking, event)
    letters.moved_up(booking)


@transaction.atomic
def move_up(booking: Booking, *, by: User) -> Booking:
    """The desk gives a free place to somebody who waits, also on the last day."""
    current = locked_event(booking.event)
    found = _locked_booking(booking, current)
    if found.state != State.WAITING:
        return found
    if current.has_begun or current.state != Event.State.PUBLISHED:
        raise Refused(_("This event has begun or is off. Nobody can be given a place now."))
    if current.is_full:
        raise Refused(_("All places are taken. Give the event more places first."))
    _move(found, current)
    record(
        "move_up",
        current,
        by=by,
        summary=f"Gave a place at {current.title} to somebody who waited",
        programme_id=current.programme_id,
    )
    return found
