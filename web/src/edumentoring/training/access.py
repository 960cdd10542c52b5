"""Fetch an event, a booking, a record or a certificate and check the right to it in one step."""

from uuid import UUID

from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest

from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.schools.models import Organisation
from edumentoring.training.models import Booking, Certificate, Event, Record
from edumentoring.training.models.events import EventQuerySet

UNSEEN = (Event.State.DRAFT, Event.State.OFFERED)
HERE = (Participant.State.IN, Participant.State.PAUSED)
_KEYS = signing.Signer(salt="edumentoring.training.booking", sep=".")


def own_parts(user: object) -> list[Participant]:
    """The programmes this person takes part in now."""
    if not isinstance(user, User):
        return []
    found = Participant.objects.filter(user=user, state__in=HERE, programme__archived_at=None)
    return list(found.select_related("user", "programme__organisation").order_by("pk"))


def events_for(parts: list[Participant]) -> EventQuerySet:
    """What these parts of one person may read of and book."""
    keys: set[int] = set()
    for part in parts:
        keys |= set(Event.objects.open_to(part).coming().values_list("pk", flat=True))
    return Event.objects.filter(pk__in=keys).with_programme()


def own_event(request: HttpRequest, code: UUID) -> tuple[Event, Booking | None, Participant | None]:
    """An event that is for the signed-in person, or that they have booked, and their booking.

    Third is the part they would book it with: None where it is no longer for them. Others meet
    404, coordinators too: they have the desk's page.
    """
    user = request.user
    event = Event.objects.with_programme().exclude(state__in=UNSEEN).filter(code=code).first()
    if event is None or not isinstance(user, User):
        raise Http404
    booking = event.bookings.with_people().filter(user=user).first()
    part = part_for(event, own_parts(user))
    if part is None and booking is None:
        raise Http404
    return event, booking, part


def part_for(event: Event, parts: list[Participant]) -> Participant | None:
    """The part that an event is for; the programme's own before another of the organisation."""
    own_first = sorted(parts, key=lambda part: part.programme_id != event.programme_id)
    for part in own_first:
        if Event.objects.open_to(part).filter(pk=event.pk).exists():
            return part
    return None


def public_event(code: UUID) -> Event:
    """An event with a public page; once public, its page also says that it is called off."""
    shown = (Event.State.PUBLISHED, Event.State.CANCELLED)
    found = Event.objects.with_programme().filter(
        code=code, is_public=True, state__in=shown, programme__archived_at=None
    )
    event = found.exclude(programme__published_at=None).exclude(published_at=None).first()
    if event is None:
        raise Http404
    return event


# --- By a letter's link -----------------------------------------------------------------------


def key_of(booking: Booking) -> str:
    """What stands in a letter's link. It works for as long as there is the booking."""
    return _KEYS.sign(booking.code.hex)


def booking_by_key(token: str) -> Booking | None:
    """The booking a letter's link is about; None where it is not ours."""
    try:
        code = UUID(_KEYS.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Booking.objects.with_people().filter(code=code).first()


# --- Held by a partner ------------------------------------------------------------------------


def events_held_by(organisation: Organisation, programme: Programme) -> EventQuerySet:
    """What one organisation planned for the people of one programme."""
    return Event.objects.with_programme().filter(programme=programme, held_by=organisation)


# --- At the desk ------------------------------------------------------------------------------


def event_at(seat: Coordinator, code: UUID) -> Event:
    """An event of the programme at this desk."""
    found = Event.objects.with_programme().filter(programme=seat.programme, code=code).first()
    if found is None:
        raise Http404
    return found


def booking_at(seat: Coordinator, code: UUID) -> Booking:
    """A booking of an event of this desk."""
    found = Booking.objects.with_people().filter(event__programme=seat.programme, code=code)
    booking = found.first()
    if booking is None:
        raise Http404
    return booking


def record_at(seat: Coordinator, code: UUID) -> Record:
    """A line of a record that this desk wrote, removed or not."""
    found = Record.objects.select_related("user", "programme")
    record = found.filter(programme=seat.programme, code=code).first()
    if record is None:
        raise Http404
    return record


def batch_at(seat: Coordinator, batch: UUID) -> UUID:
    """What was pasted in one go at this desk."""
    if not Record.objects.filter(programme=seat.programme, batch=batch).exists():
        raise Http404
    return batch


def certificate_at(seat: Coordinator, code: str) -> Certificate:
    """A certificate of this programme."""
    found = Certificate.objects.select_related("user", "programme")
    certificate = found.filter(programme=seat.programme, code=code).first()
    if certificate is None:
        raise Http404
    return certificate


# --- Certificates -----------------------------------------------------------------------------


def certificate_for(request: HttpRequest, code: str) -> Certificate:
    """A certificate by its code, for anybody; while it is hidden, for its person alone."""
    mine = Q(user=request.user.pk) if request.user.is_authenticated else Q(pk=None)
    found = Certificate.objects.select_related("user", "programme__organisation")
    certificate = found.filter(Q(hidden_at=None) | mine, code=code).first()
    if certificate is None:
        raise Http404
    return certificate


def own_certificate(request: HttpRequest, code: str) -> Certificate:
    """A certificate of the signed-in person."""
    found = Certificate.objects.select_related("user", "programme__organisation")
    certificate = found.filter(user=request.user.pk, code=code).first()
    if certificate is None:
        raise Http404
    return certificate
