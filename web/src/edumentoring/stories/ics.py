"""Booked talks as calendars read them (RFC 5545 and 5546).

As with meetings (`meetings/ics.py`): the same UID, a higher SEQUENCE and the address the letter
comes from let a calendar move its entry in place; CANCEL takes it out.
"""

from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from edumentoring.common.mail import one_line
from edumentoring.meetings.zones import timezone_of
from edumentoring.stories.models import Slot, Talk

PRODID = "-//EduMentoring//Talks//EN"


def invitation(talk: Talk) -> str:
    """For the calendars of both: the talk as it now is."""
    return _written("REQUEST", talk, talk.slot, status="CONFIRMED")


def cancellation(talk: Talk, slot: Slot | None = None) -> str:
    """Takes the talk out of both calendars; with `slot`, as it stood before it was moved."""
    return _written("CANCEL", talk, slot or talk.slot, status="CANCELLED")


def download(talk: Talk) -> str:
    """A file to open with any calendar; later invitations change the same entry."""
    return _written("PUBLISH", talk, talk.slot, status="CONFIRMED")


def _written(method: str, talk: Talk, slot: Slot, *, status: str) -> str:
    calendar = Calendar()
    for name, value in (
        ("prodid", PRODID),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", method),
    ):
        calendar.add(name, value)
    zone = slot.programme.time_zone
    calendar.add_component(timezone_of(zone, slot.starts_at.astimezone(UTC).year))
    calendar.add_component(_event(talk, slot, zone, status, with_people=method != "PUBLISH"))
    return str(calendar.to_ical().decode())


def _event(talk: Talk, slot: Slot, zone: str, status: str, *, with_people: bool) -> Event:
    event = Event()
    event.add("uid", f"{talk.code}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", talk.sequence)
    event.add("dtstamp", talk.changed_at.astimezone(UTC))
    event.add("dtstart", _on(slot.starts_at, zone))
    event.add("dtend", _on(slot.ends_at, zone))
    event.add("status", status)
    event.add("class", "PRIVATE")
    event.add("summary", _("Talk: your story, %s") % slot.programme.name)
    event.add("location", one_line(slot.where))
    event.add("organizer", _organiser(slot))
    if with_people:
        guests = [(talk.user.email if talk.user else talk.email, talk.name)]
        guests += [(slot.host.email, str(slot.host))] if slot.host else []
        for email, name in guests:
            if email:
                event.add("attendee", _attendee(email, name), encode=False)
    return event


def _on(moment: datetime, zone: str) -> datetime:
    """The wall clock's time in `zone` on that very day, with its TZID."""
    return moment.astimezone(ZoneInfo(zone))


def _organiser(slot: Slot) -> vCalAddress:
    """The very address the letter comes from: otherwise Google keeps no update."""
    who = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    who.params["cn"] = vText(_param(slot.programme.sender_name or slot.programme.name))
    return who


def _attendee(email: str, name: str) -> vCalAddress:
    who = vCalAddress(f"mailto:{email}")
    who.params["cn"] = vText(_param(name))
    who.params["role"] = vText("REQ-PARTICIPANT")
    who.params["partstat"] = vText("ACCEPTED")
    who.params["rsvp"] = vText("FALSE")
    return who


def _param(words: str) -> str:
    """A parameter may hold no double quote and no line's end."""
    return one_line(words).replace('"', "'")
