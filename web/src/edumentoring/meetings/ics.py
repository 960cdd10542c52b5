"""Meetings as calendars read them (RFC 5545 and 5546).

Outlook, Google and Apple change an entry in place when three things hold: the UID stays the
same, SEQUENCE is higher than before, and the organiser is the address the letter comes from.
CANCEL removes the entry by the same UID. Each meeting is an event of its own: no rule repeats
it, so that moving one never moves the others.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from edumentoring.common.mail import one_line
from edumentoring.meetings.feeds import Entry
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.zones import timezone_of
from edumentoring.pairs.letters import sender_of
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Programme

PRODID = "-//EduMentoring//Meetings//EN"


def invitation(meeting: Meeting) -> str:
    """For the calendars of both: the meeting as it now is."""
    return _written("REQUEST", meeting, status="CONFIRMED")


def cancellation(meeting: Meeting) -> str:
    """Takes the meeting out of both calendars."""
    return _written("CANCEL", meeting, status="CANCELLED")


def download(side: Side, meetings: Iterable[Meeting]) -> str:
    """A file to open with any calendar; later invitations change the same entries."""
    return _published(((side, meeting) for meeting in _timed(meetings)), name="")


def feed(meetings: Iterable[tuple[Side, Meeting]], *, name: str, also: Iterable[Entry] = ()) -> str:
    """All meetings of one person, and what rooms above have for them. It lies with whoever keeps
    their calendar: only first names."""
    return _published(meetings, name=name, also=also)


def _timed(meetings: Iterable[Meeting]) -> list[Meeting]:
    return [meeting for meeting in meetings if meeting.starts_at]


# --- Between the two --------------------------------------------------------------------------


def _written(method: str, meeting: Meeting, *, status: str) -> str:
    pair = meeting.pair
    calendar = new_calendar(method)
    event = _event(meeting, status=status)
    event.add("summary", _("Mentoring: %s") % _both(pair))
    event.add("organizer", organiser(pair.programme))
    for each in (pair.mentor, pair.mentee):
        event.add("attendee", attendee(each.user.email, each.name), encode=False)
    return written(calendar, [_entry(meeting, event)])


def _both(pair: Pair) -> str:
    return _("%(mentee)s and %(mentor)s") % {
        "mentee": pair.mentee.user.first_name,
        "mentor": pair.mentor.user.first_name,
    }


def organiser(programme: Programme) -> vCalAddress:
    """The very address the letter comes from: otherwise Google keeps no update."""
    who = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    who.params["cn"] = vText(_param(sender_of(programme)))
    return who


def attendee(email: str, name: str) -> vCalAddress:
    """They have said yes here already, so no calendar need ask them again."""
    who = vCalAddress(f"mailto:{email}")
    who.params["cn"] = vText(_param(name))
    who.params["role"] = vText("REQ-PARTICIPANT")
    who.params["partstat"] = vText("ACCEPTED")
    who.params["rsvp"] = vText("FALSE")
    return who


def _param(words: str) -> str:
    """A parameter may hold no double quote and no line's end."""
    return one_line(words).replace('"', "'")


# --- For one person ---------------------------------------------------------------------------
# A published calendar names who keeps it (RFC 5546, 3.2.1), and no guests.


def _published(
    meetings: Iterable[tuple[Side, Meeting]], *, name: str, also: Iterable[Entry] = ()
) -> str:
    calendar = new_calendar("PUBLISH", name=name)
    entries = []
    for side, meeting in meetings:
        event = _event(meeting, status="CONFIRMED")
        event.add("summary", _("Mentoring: %s") % side.other_name)
        event.add("organizer", organiser(meeting.pair.programme))
        entries.append(_entry(meeting, event))
    return written(calendar, [*entries, *also])


# --- Both -------------------------------------------------------------------------------------


def new_calendar(method: str, *, name: str = "") -> Calendar:
    """An empty calendar; with a name, one to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    return calendar


def _event(meeting: Meeting, *, status: str) -> Event:
    """The event without its people. DTSTAMP is when it last changed, so that a feed in which
    nothing changed is the same file."""
    zone = meeting.pair.programme.time_zone
    event = Event()
    event.add("uid", f"{meeting.code}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    _add_times(event, meeting, zone)
    event.add("status", status)
    takes_time = status == "CONFIRMED" and not meeting.whole_day
    event.add("transp", "OPAQUE" if takes_time else "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("location", one_line(meeting.where or meeting.get_channel_display()))
    url = f"{settings.SITE_URL}{meeting.get_absolute_url()}"
    event.add("description", _("Move it or call it off here: %s") % url)
    event.add("url", url)
    return event


def _add_times(event: Event, meeting: Meeting, zone: str) -> None:
    """From when to when; a day alone where nobody said at what hour it was."""
    if meeting.whole_day:
        day = _on(meeting.starts_at, zone).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", _on(meeting.starts_at, zone))
        event.add("dtend", _on(meeting.ends_at, zone))


def _on(moment: datetime | None, zone: str) -> datetime:
    """The wall clock's time in `zone` on that very day, with its TZID."""
    if moment is None:
        raise ValueError("A meeting without a time stands in no calendar.")
    return moment.astimezone(ZoneInfo(zone))


def _entry(meeting: Meeting, event: Event) -> Entry:
    """Whole days stand in no zone."""
    zone = "" if meeting.whole_day else meeting.pair.programme.time_zone
    return Entry(event, zone, _on(meeting.starts_at, "UTC").year)


def written(calendar: Calendar, entries: Iterable[Entry]) -> str:
    """The zones first, as old Outlooks want them; each once, from the earliest entry's year."""
    kept = list(entries)
    first: dict[str, int] = {}
    for entry in kept:
        if entry.zone:
            first[entry.zone] = min(entry.year, first.get(entry.zone, entry.year))
    for zone, year in sorted(first.items()):
        calendar.add_component(timezone_of(zone, year))
    for entry in kept:
        calendar.add_component(entry.event)
    return str(calendar.to_ical().decode())
