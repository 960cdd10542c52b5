"""Who came, for how long, and what they said of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.training import letters
from edumentoring.training.models import Booking, Event
from edumentoring.training.operations.booking import locked_event
from edumentoring.training.operations.recording import record_attendance

# Thanks wait this long, so that a slip of the hand can be undone.
HELD = timedelta(minutes=10)


@transaction.atomic
def mark(
    event: Event,
    came: Collection[int],
    *,
    hours: Mapping[int, Decimal] | None = None,
    by: User,
) -> Event:
    """Keep who came, by the keys of their bookings; all others on the list did not.

    Whoever came gets a line on their record and, ten minutes on, thanks. What stood before is
    kept for undo.
    """
    current = _to_mark(event)
    bookings = _on_the_list(current)
    current.marks_before = {
        str(one.pk): [one.attended, str(one.hours) if one.hours is not None else None]
        for one in bookings
    }
    given = hours or {}
    for booking in bookings:
        is_in = booking.pk in came
        _set(booking, is_in, given.get(booking.pk, current.hours) if is_in else None, by=by)
    return _marked(current, by)


@transaction.atomic
def undo_marks(event: Event, *, by: User) -> Event:
    """Who came, as it stood before it was last saved."""
    current = _to_mark(event)
    before = current.marks_before
    for booking in _on_the_list(current):
        attended, hours = before.get(str(booking.pk), [None, None])
        _set(booking, attended, Decimal(hours) if hours is not None else None, by=by)
    current.marks_before = {}
    return _marked(current, by)


def _to_mark(event: Event) -> Event:
    current = locked_event(event)
    if current.state != Event.State.PUBLISHED:
        raise Refused(_("Publish the event first. Then you can say who came."))
    if not current.has_begun:
        raise Refused(_("The event has not begun. You can say who came from its first minute on."))
    return current


def _on_the_list(event: Event) -> list[Booking]:
    found = list(event.bookings.on_the_list().with_people())
    for booking in found:
        booking.event = event
    return found


def _set(booking: Booking, attended: bool | None, hours: Decimal | None, *, by: User) -> None:
    if (booking.attended, booking.hours) == (attended, hours):
        return
    was, booking.attended, booking.hours = booking.attended, attended, hours
    booking.save(update_fields=["attended", "hours"])
    record_attendance(booking, by=by)
    if attended and not was:
        _thank(booking)
    elif was and not attended:
        withdraw_letters(booking.subject_key)


def _thank(booking: Booking) -> None:
    """Once: whoever was thanked before is not thanked again."""
    kept = Letter.objects.filter(subject_key=booking.subject_key, kind="training_thanks")
    if booking.email and not kept.exclude(state=Letter.State.WITHDRAWN).exists():
        letters.thanks(booking, not_before=timezone.now() + HELD)


def _marked(event: Event, by: User) -> Event:
    event.marked_at = timezone.now()
    event.save(update_fields=["marks_before", "marked_at"])
    came = event.bookings.filter(attended=True).count()
    record(
        "mark_attendance",
        event,
        by=by,
        summary=f"Said who came to {event.title}: {came:,}",
        programme_id=event.programme_id,
    )
    return event


# --- People who were not on the list ----------------------------------------------------------


@transaction.atomic
def add_walk_in(event: Event, participant: Participant, *, by: User) -> Booking:
    """Somebody of the programme came without a booking. They take no place."""
    current = _to_mark(event)
    booking = current.bookings.with_people().filter(user=participant.user).first()
    if booking is None:
        booking = Booking(event=current, user=participant.user, participant=participant)
    if booking.state != Booking.State.BOOKED:
        booking.state = Booking.State.CAME
    booking.event = current
    booking.save()
    _set(booking, True, current.hours, by=by)
    _marked(current, by)
    return booking


@dataclass
class Pasted:
    """What came of a paste: how many were ticked, and each row that names nobody we know."""

    ticked: int = 0
    unknown: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def paste_attendance(event: Event, rows: Iterable[str], *, by: User) -> Pasted:
    """Tick those whose e-mail or whole name stands in a row; others of the programme come along.

    Nobody is unticked. A name that two people have is unknown: a row must say which.
    """
    current = _to_mark(event)
    here = _by_words(_on_the_list(current))
    pasted, came = Pasted(), set[int]()
    current_marks = {one.pk for one in current.bookings.on_the_list().filter(attended=True)}
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        found = next((here[cell] for cell in _cells(row) if cell in here), None)
        if found is not None:
            came.add(found.pk)
        elif (walked_in := _participant(current, row)) is not None:
            came.add(add_walk_in(current, walked_in, by=by).pk)
        else:
            pasted.unknown.append((number, row.strip()[:120]))
    pasted.ticked = len(came)
    if came:
        mark(current, came | current_marks, hours=_hours_now(current), by=by)
    return pasted


def _hours_now(event: Event) -> dict[int, Decimal]:
    kept = event.bookings.on_the_list().exclude(hours=None)
    return {one.pk: one.hours for one in kept if one.hours is not None}


def _cells(row: str) -> list[str]:
    """The cells of a row, an e-mail before a name."""
    cells = [cell.strip().strip('"').casefold() for cell in row.replace(";", "\t").split("\t")]
    if len(cells) == 1:
        cells = [cell.strip().strip('"') for cell in cells[0].split(",")] + cells
    return sorted((cell for cell in cells if cell), key=lambda cell: "@" not in cell)


def _by_words(bookings: Iterable[Booking]) -> dict[str, Booking]:
    """By e-mail, and by name where only one has it."""
    found: dict[str, Booking] = {}
    twice = set()
    for booking in bookings:
        name = booking.name.casefold()
        twice |= {name} & found.keys()
        found[name] = booking
        found[booking.email.casefold()] = booking
    return {words: one for words, one in found.items() if words not in twice}


def _participant(event: Event, row: str) -> Participant | None:
    emails = [cell for cell in _cells(row) if "@" in cell]
    people = event.programme.participants.unjoined().with_emails(emails)
    return people.with_person().first() if emails else None


# --- What they said of it ---------------------------------------------------------------------


def rate(booking: Booking, rating: int, comment: str = "", *, now: datetime | None = None) -> bool:
    """Keep one tap, and some words where there are any. Said again, the newer counts."""
    if rating not in Booking.Rating.values or (now or timezone.now()) < booking.event.starts_at:
        return False
    values = {"rating": rating} | ({"comment": comment.strip()[:1000]} if comment.strip() else {})
    return Booking.objects.filter(pk=booking.pk).update(**values) == 1
