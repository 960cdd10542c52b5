"""A year of training: four sessions with who came, what they said, modules done, a certificate."""

from collections.abc import Iterator
from datetime import time, timedelta
from decimal import Decimal

from edumentoring.demonstration.days import moment
from edumentoring.demonstration.people import MENTOR_EMAIL
from edumentoring.demonstration.year.shape import Year
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.training.models import Booking, Event, Record, SkillSaid
from edumentoring.training.operations.certifying import certificate_of

SESSIONS = (
    (290, "First steps as a mentor", "Three conversations, tried out in pairs.", "trust"),
    (220, "Small steps and rehearsal", "One step, shown, tried and tried again.", "teaching"),
    (130, "Judging by the same evidence", "One lesson, six mentors, one talk.", "profession"),
    (40, "An evening for everybody", "Thanks, cake and what comes next.", ""),
)
# What that mentor said of themselves, and what they had said before.
SKILLS = (
    *(("listen", 3, 2), ("see-strain", 3, None), ("small-step", 2, 1), ("evidence", 2, None)),
    *(("rehearse", 1, None), ("whom-to-ask", 4, 3), ("curriculum", 2, None)),
)
# What counts as mentor training for two years.
TRAINING = ("trust", "teaching")
MODULES = (
    ("Listening before advising", Decimal("1.5")),
    ("Reading: what mentoring does", Decimal(2)),
    ("Workload talks", Decimal(1)),
)
COMMENTS = ("The rehearsal, above all.", "More time to talk, please.", "I came home with one idea.")
PLACES, HOUR = 24, time(16, 30)


def fill(year: Year) -> None:
    """All of it is over: nobody is written to."""
    mentors = list({pair.mentor.pk: pair.mentor for pair in year.pairs}.values())
    if not mentors:
        return
    events = Event.objects.bulk_create(_event(year, *session) for session in SESSIONS)
    bookings = Booking.objects.bulk_create(
        booking for event in events for booking in _bookings(year, event, mentors)
    )
    for event in events:
        event.taken = sum(booking.event == event for booking in bookings)
    Event.objects.bulk_update(events, ["taken"])
    Record.objects.bulk_create([*_from_events(bookings), *_modules(year, mentors)])
    _certificate(year)
    _skills(year)


def _event(year: Year, days: int, title: str, about: str, area: str) -> Event:
    counts = area in TRAINING
    starts_at = moment(year.programme, year.programme.today(year.now) - timedelta(days=days), HOUR)
    return Event(
        programme=year.programme,
        state=Event.State.PUBLISHED,
        title=title,
        about=about,
        for_whom=Event.For.MENTORS if counts else Event.For.EVERYONE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        where="Northgate Primary, the hall",
        places=PLACES,
        hours=Decimal("1.5"),
        counts_as_training=counts,
        lasts_months=24 if counts else None,
        areas=[area] if area else [],
        made_at=starts_at - timedelta(days=40),
        published_at=starts_at - timedelta(days=40),
        marked_at=starts_at + timedelta(hours=4),
    )


def _bookings(year: Year, event: Event, mentors: list[Participant]) -> Iterator[Booking]:
    known = [part for part in mentors if part.user.email == MENTOR_EMAIL]
    others = [part for part in mentors if part not in known]
    for part in [*known, *year.drawn.sample(others, min(len(others), PLACES - 5))]:
        came = year.drawn.random() < 0.85 or part in known
        rated = came and year.drawn.random() < 0.6
        yield Booking(
            event=event,
            user=part.user,
            participant=part,
            state=Booking.State.BOOKED,
            since=event.starts_at - timedelta(days=year.drawn.randint(2, 30)),
            reminded_at=event.starts_at - timedelta(days=1),
            attended=came,
            hours=event.hours if came else None,
            rating=year.drawn.choice((3, 3, 2, 2, 1)) if rated else None,
            comment=year.drawn.choice(COMMENTS) if rated and year.drawn.random() < 0.3 else "",
        )


def _from_events(bookings: list[Booking]) -> Iterator[Record]:
    for booking in bookings:
        if booking.attended and booking.event.marked_at:
            event, day = booking.event, booking.event.when.starts.date()
            yield Record(
                user=booking.user,
                programme=event.programme,
                booking=booking,
                kind=Record.Kind.EVENT,
                title=event.title,
                done_on=day,
                hours=event.hours,
                counts_as_training=event.counts_as_training,
                expires_on=event.expiry_of(day) if event.counts_as_training else None,
                at=booking.event.marked_at,
            )


def _modules(year: Year, mentors: list[Participant]) -> Iterator[Record]:
    for part in mentors:
        is_known = part.user.email == MENTOR_EMAIL
        for title, hours in MODULES:
            if is_known or year.drawn.random() < 0.25:
                yield Record(
                    user=part.user,
                    programme=year.programme,
                    kind=Record.Kind.MODULE,
                    title=title,
                    done_on=(year.now - timedelta(days=year.drawn.randint(30, 300))).date(),
                    hours=hours,
                )


def _certificate(year: Year) -> None:
    """The mentor whom visitors sign in as has one to show."""
    kept = list(
        Record.objects.filter(user__email=MENTOR_EMAIL, programme=year.programme).order_by(
            "done_on"
        )
    )
    if kept:
        made = certificate_of(kept[0].user, kept, name=str(kept[0].user))
        made.issued_on = (year.now - timedelta(days=20)).date()
        made.save()
        made.records.set(kept)


def _skills(year: Year) -> None:
    """The same mentor has looked at themselves twice. It is about them, not about a programme."""
    user = User.objects.filter(email=MENTOR_EMAIL, skills_said=None).first()
    if user:
        SkillSaid.objects.bulk_create(
            SkillSaid(
                user=user,
                key=key,
                level=level,
                at=year.now - timedelta(days=24),
                before=before,
                before_at=year.now - timedelta(days=190) if before else None,
            )
            for key, level, before in SKILLS
        )
