"""Training: what is booked, waited for and done, certificates that hold and do not, the desk."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training import operations
from edumentoring.training.access import key_of
from edumentoring.training.models import Booking, Event
from edumentoring.training.tests import make
from tests.journeys.visits import Visit

TRAINING_FILES = {
    "training:download": "a file",
    "training:public_download": "a file",
    "training:feed": "a file",
    "training:card": "a picture",
    "training:certificate_paper": "a file",
    "training:export": "a file",
    "training:export_records": "a file",
}
LONG = "A name that was made as long as the box lets it be, so that all of it is seen, and more"


def training_pages(_site: str) -> Iterator[Visit]:
    """The demonstration's mentor books, waits, rates, and has certificates; a guest comes too."""
    mentor, mentee = _people()
    programme = mentor.programme
    for name in ("mine", "record", "skills"):
        yield _own(name, "coordinator")
    event = make.event(programme, title=LONG, places=1, is_public=True, link="https://a.example/x")
    yield _own("event", "mentor", event.code)
    operations.book(event, mentor)
    waits = operations.book(event, mentee)
    for actor in ("mentor", "mentee"):
        yield _own("event", actor, event.code)
    yield from _public(programme, event)
    yield from _by_key(event, waits)
    yield from _done(mentor)


def _public(programme: Programme, event: Event) -> Iterator[Visit]:
    yield Visit("training:public_events", "anonymous", _path("public_events", programme.slug))
    yield Visit("training:public_event", "anonymous", _path("public_event", event.code))
    guest = make.guest(event)
    yield Visit("training:booking", "anonymous", _path("booking", key_of(guest)))
    off = make.event(programme, is_public=True)
    operations.cancel_event(off, "The hall is flooded", by=make.by())
    yield Visit("training:public_event", "anonymous", _path("public_event", off.code))


def _by_key(event: Event, waits: Booking) -> Iterator[Visit]:
    key = _path("booking", key_of(waits))
    yield Visit("training:booking", "anonymous", key)
    yield Visit("training:booking", "anonymous", _path("booking", "long-gone"))
    operations.cancel_booking(waits)
    yield Visit("training:booking", "anonymous", key)
    booked = event.bookings.with_places().with_people().get()
    yield Visit("training:booking", "anonymous", _path("booking", key_of(booked)))
    make.came(event, booked)
    operations.rate(make.again(booked), 3, "More of this")
    yield Visit("training:booking", "anonymous", _path("booking", key_of(booked)))


def _done(mentor: Participant) -> Iterator[Visit]:
    ended = timezone.now().date() - timedelta(days=3)
    record = make.record(mentor, done_on=ended - timedelta(days=700), expires_on=ended)
    holds = operations.issue(mentor.user, list(mentor.user.training_records.all()), name="I. Sadiq")
    over = make.certificate(mentor, record)
    revoked = make.certificate(mentor, record, name="Extraordinarily-Long Name-Of-Somebody " * 3)
    operations.revoke(revoked, "It was for somebody else", by=make.by())
    for one in (holds, over, revoked):
        yield Visit("training:certificate", "anonymous", one.get_absolute_url())
        yield Visit("training:certificate", "mentor", one.get_absolute_url())
    operations.say_skills(mentor.user, {"listen": 1, "time": 3})
    operations.say_skills(mentor.user, {"listen": 2, "time": 3})
    for name in ("mine", "record", "skills"):
        yield _own(name, "mentor")


def training_desk_pages(_site: str) -> Iterator[Visit]:
    """An event from a draft to a ticked list; records, a sheet with faults, a certificate."""
    mentor, mentee = _people()
    slug = mentor.programme.slug
    yield _at_desk("desk")
    yield _at_desk("new")
    draft = make.draft(mentor.programme, title=LONG, places=1)
    yield _at_desk("desk_event", draft.code)
    yield _at_desk("edit", draft.code)
    [event] = operations.publish(draft, by=make.by())
    booked = operations.book(event, mentor)
    operations.book(event, mentee)
    yield _at_desk("desk_event", event.code)
    yield _at_desk("call_off", event.code)
    make.came(event, booked)
    operations.rate(make.again(booked), 2, "More time to talk, please")
    yield _at_desk("attendance", event.code)
    yield _at_desk("desk_event", event.code)
    yield _at_desk("desk")
    yield _at_desk("records")
    yield _at_desk("paste")
    yield Visit(
        "training:person", "coordinator", reverse("training:person", args=[slug, mentor.code])
    )
    certificate = make.certificate(mentor, mentor.user.training_records.first())
    yield _at_desk("revoke", certificate.code)
    operations.revoke(certificate, "It was for somebody else", by=make.by())
    yield _at_desk("revoke", certificate.code)


def _people() -> tuple[Participant, Participant]:
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.with_person().get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    return mentor, mentee


def _path(name: str, *args: object) -> str:
    return reverse(f"training:{name}", args=args)


def _own(name: str, actor: str, *args: object) -> Visit:
    return Visit(f"training:{name}", actor, _path(name, *args))


def _at_desk(name: str, *args: object) -> Visit:
    return Visit(f"training:{name}", "coordinator", _path(name, SLUG, *args))
