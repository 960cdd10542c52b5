"""Events as calendars read them: the same rules as for meetings (`meetings.ics`).

The same UID and a higher SEQUENCE move an entry in place; CANCEL takes it out.
"""

from collections.abc import Iterable
from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event as Component

from edumentoring.common.mail import one_line
from edumentoring.meetings.feeds import Entry
from edumentoring.meetings.ics import attendee, new_calendar, organiser, written
from edumentoring.people.models import User
from edumentoring.training.models import Booking, Event


def invitation(booking: Booking) -> str:
    """The event as it now is, for the calendar of somebody who has a place."""
    return _letter("REQUEST", booking, status="CONFIRMED")


def cancellation(booking: Booking) -> str:
    """Takes it out of their calendar."""
    return _letter("CANCEL", booking, status="CANCELLED")


def _letter(method: str, booking: Booking, *, status: str) -> str:
    page = booking.event.get_absolute_url() if booking.user else _public_page(booking.event)
    component = _component(booking.event, status=status, has_place=True, page=page)
    component.add("attendee", attendee(booking.email, booking.name), encode=False)
    return written(new_calendar(method), [_entry(booking.event, component)])


def download(event: Event, *, has_place: bool = False) -> str:
    """One event as a file to open with any calendar."""
    return written(new_calendar("PUBLISH"), [_published(event, has_place=has_place)])


def for_host(event: Event, page: str) -> str:
    """The same for whoever holds it, with their own page of it."""
    off = event.state == Event.State.CANCELLED
    status = {Event.State.PUBLISHED: "CONFIRMED"}.get(Event.State(event.state), "TENTATIVE")
    component = _component(event, status="CANCELLED" if off else status, has_place=True, page=page)
    return written(new_calendar("PUBLISH"), [_entry(event, component)])


def public_feed(events: Iterable[Event], *, name: str) -> str:
    """The public events of a programme, to subscribe to. One that is off stays in, as off."""
    return written(
        new_calendar("PUBLISH", name=name), [_published(event, has_place=False) for event in events]
    )


def entries(user: User) -> Iterable[Entry]:
    """What a person has a place at, for their own calendar."""
    mine = Booking.objects.with_places().filter(user=user, event__state=Event.State.PUBLISHED)
    for booking in mine.with_people().order_by("event__starts_at", "pk"):
        yield _published(booking.event, has_place=True)


def _published(event: Event, *, has_place: bool) -> Entry:
    off = event.state == Event.State.CANCELLED
    status = "CANCELLED" if off else "CONFIRMED"
    page = event.get_absolute_url() if has_place else _public_page(event)
    return _entry(event, _component(event, status=status, has_place=has_place, page=page))


def _public_page(event: Event) -> str:
    return reverse("training:public_event", args=[event.code])


def _entry(event: Event, component: Component) -> Entry:
    return Entry(component, event.programme.time_zone, event.starts_at.astimezone(UTC).year)


def _component(event: Event, *, status: str, has_place: bool, page: str) -> Component:
    """The link to join is for those who have a place."""
    component = Component()
    component.add("uid", f"{event.code}@{urlsplit(settings.SITE_URL).hostname}")
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(event.zone))
    component.add("dtend", event.ends_at.astimezone(event.zone))
    component.add("status", status)
    component.add("transp", "OPAQUE" if has_place and status == "CONFIRMED" else "TRANSPARENT")
    component.add("summary", event.title)
    component.add("organizer", organiser(event.programme))
    where = event.link if has_place and event.link and not event.where else event.place_words
    component.add("location", one_line(where))
    join = _("Join here: %s") % event.link + "\n" if has_place and event.link else ""
    component.add("description", join + _("All about it: %s") % f"{settings.SITE_URL}{page}")
    component.add("url", f"{settings.SITE_URL}{page}")
    return component
