"""Events, bookings, records and certificates, with valid defaults."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.schools.models import Organisation
from edumentoring.training import operations
from edumentoring.training.models import Booking, Certificate, Event, Record

programme = programmes.programme
seat = programmes.seat
person = people.person


def by() -> User:
    """Somebody at the desk."""
    return programmes.user()


def mentor(programme_: Programme | None = None, **fields: Any) -> Participant:
    made = programmes.mentor(programme_, **{"name": "Imran Sadiq", **fields})
    return Participant.objects.with_person().get(pk=made.pk)


def mentee(programme_: Programme | None = None, **fields: Any) -> Participant:
    made = programmes.mentee(programme_, **{"name": "Bethan Cole", **fields})
    return Participant.objects.with_person().get(pk=made.pk)


def same_person(part: Participant, programme_: Programme) -> Participant:
    """The same mentor in another programme."""
    made = Participant(programme=programme_, user=part.user, is_mentor=True, capacity=1)
    made.save()
    return Participant.objects.with_person().get(pk=made.pk)


def soon(days: float = 9, hour: int = 16) -> datetime:
    """A whole hour some days on."""
    at = timezone.now() + timedelta(days=days)
    return at.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)


def values(**fields: Any) -> dict[str, Any]:
    starts_at = fields.pop("starts_at", None) or soon()
    return {
        "title": "First steps as a mentor",
        "about": "We try out three conversations, and talk about them.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "where": "Northgate Primary, the hall",
        "hours": Decimal("1.5"),
        **fields,
    }


def draft(programme_: Programme | None = None, **fields: Any) -> Event:
    return operations.plan(programme_ or programme(), values(**fields), by=by())


def event(programme_: Programme | None = None, **fields: Any) -> Event:
    """A published one."""
    [made] = operations.publish(draft(programme_, **fields), by=by())
    return fresh(made)


def offered(
    programme_: Programme | None = None, *, held_by: Organisation | None = None, **fields: Any
) -> Event:
    """One that a partner planned, and that waits for a yes."""
    hub = (
        held_by
        or Organisation.objects.get_or_create(name="North Hub", kind=Organisation.Kind.HUB)[0]
    )
    return operations.offer(programme_ or programme(), values(**fields), held_by=hub, by=by())


def begun(made: Event, hours: float = 3) -> Event:
    """The same, some hours after it began."""
    starts_at = timezone.now() - timedelta(hours=hours)
    Event.objects.filter(pk=made.pk).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90)
    )
    return fresh(made)


def fresh(made: Event) -> Event:
    return Event.objects.with_programme().get(pk=made.pk)


def booking(made: Event, part: Participant) -> Booking:
    return operations.book(made, part)


def again(one: Booking) -> Booking:
    return Booking.objects.with_people().get(pk=one.pk)


def guest(made: Event, email: str = "guest@school.example") -> Booking:
    """A guest who has not confirmed yet."""
    operations.book_as_guest(made, name="Gale Guest", email=email)
    return Booking.objects.with_people().get(event=made, guest_email=email)


def came(made: Event, *bookings: Booking) -> Event:
    """The list, ticked for these."""
    return operations.mark(begun(made), {one.pk for one in bookings}, by=by())


def record(part: Participant, **fields: Any) -> Record:
    return operations.add_record(
        part,
        {
            "title": "How to hear what is meant",
            "done_on": date(2026, 3, 2),
            "hours": Decimal(6),
            "counts_as_training": True,
            "expires_on": None,
            **fields,
        },
        by=by(),
    )


def certificate(part: Participant, *records: Record, name: str = "Imran Sadiq") -> Certificate:
    return operations.issue(part.user, list(records or [record(part)]), name=name)


def letters(kind: str = "") -> list[Letter]:
    """Those of this room that wait, the latest last."""
    found = Letter.objects.filter(kind__startswith="training_", state=Letter.State.WAITING)
    return list((found.filter(kind=f"training_{kind}") if kind else found).order_by("pk"))
