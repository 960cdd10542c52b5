"""What a calendar has to know of a time zone: when its clocks change, and to what.

A VTIMEZONE is written from the system's own rules. Where the changes follow a yearly rule
("the last Sunday of March") it is given as one: Outlook reads no other kind. icalendar's own
`Timezone.from_tzinfo` lists dates instead, and begins summer an hour late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# As many years are looked at for a rule; a rule that held so long is taken to go on.
YEARS = 6
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 (a wall clock, as calendars write it)


@dataclass(frozen=True)
class Change:
    """One change of the clocks: the wall clock's time just before, and the offsets around it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        return (self.before, self.after, self.name)


@lru_cache(maxsize=64)
def timezone_of(key: str, year: int) -> Timezone:
    """The VTIMEZONE of the zone `key` for meetings from `year` on. Do not change what it gives."""
    zone = ZoneInfo(key)
    found = Timezone()
    found.add("TZID", key)
    changes = list(_changes(zone, year - 1, year + YEARS))
    if not changes:
        found.add_component(_steady(zone, year))
        return found
    for kind in dict.fromkeys(change.kind for change in changes):
        same = [change for change in changes if change.kind == kind]
        for part in _parts(same):
            found.add_component(part)
    return found


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterable[Change]:
    """Every change from the beginning of `first` to the end of `last`."""
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while day < end:
        later = day + timedelta(days=1)
        if _offset(day, zone) != _offset(later, zone):
            yield _change_between(day, later, zone)
        day = later


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change_between(early: datetime, late: datetime, zone: ZoneInfo) -> Change:
    """The very minute, by halving the time between."""
    before = _offset(early, zone)
    while late - early > timedelta(minutes=1):
        middle = early + timedelta(minutes=(late - early) // timedelta(minutes=2))
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    name = late.astimezone(zone).tzname() or ""
    return Change((late + before).replace(tzinfo=None), before, _offset(late, zone), name)


def _parts(changes: list[Change]) -> Iterable[TimezoneStandard | TimezoneDaylight]:
    """One part with a rule, or one for each date where there is none."""
    rule = _rule(changes)
    if rule:
        part = _part(changes[0])
        part.add("RRULE", rule)
        yield part
        return
    for change in changes:
        yield _part(change)


def _part(change: Change) -> TimezoneStandard | TimezoneDaylight:
    # Ireland calls its winter the exception; calendars expect the later clock to be the summer's.
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("DTSTART", change.at)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    part.add("TZNAME", change.name)
    return part


def _rule(changes: list[Change]) -> dict[str, object] | None:
    """ "The last Sunday of March" as calendars write it; None where the years do not agree."""
    first = changes[0].at
    years = [change.at.year for change in changes]
    alike = {(change.at.month, change.at.weekday(), change.at.time()) for change in changes}
    if len(alike) > 1 or years != list(range(years[0], years[0] + len(years))) or len(years) < 3:
        return None
    places = set.intersection(*(_places(change.at) for change in changes))
    if not places:
        return None
    place = -1 if -1 in places else places.pop()
    day = f"{place}{DAYS[first.weekday()]}"
    return {"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": day}


def _places(at: datetime) -> set[int]:
    """Which weekday of its month this is, from the front, and -1 for the last."""
    is_last = (at + timedelta(days=7)).month != at.month
    return {(at.day - 1) // 7 + 1} | ({-1} if is_last else set())


def _steady(zone: ZoneInfo, year: int) -> TimezoneStandard:
    """A zone whose clocks never change."""
    here = datetime(year, 1, 1, tzinfo=zone)
    part = TimezoneStandard()
    part.add("DTSTART", _LONG_AGO)
    for side in ("TZOFFSETFROM", "TZOFFSETTO"):
        part.add(side, here.utcoffset())
    part.add("TZNAME", here.tzname() or "")
    return part
