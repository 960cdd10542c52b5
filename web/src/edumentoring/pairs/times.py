"""From "Thursdays after school" to real dates, right across clock changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.design.times import clock
from edumentoring.programmes.vocabulary import DAYS

TALK = timedelta(minutes=45)
# Time enough for both to answer first.
NOTICE = timedelta(days=3)

_WEEKDAYS = {day.id: number for number, day in enumerate(DAYS)}
# When a talk would start; the term's rank is only the hour the part of the day is known by.
_STARTS = {
    "morning": time(7, 30),
    "day": time(12, 15),
    "after": time(16, 0),
    "evening": time(19, 0),
}


@dataclass(frozen=True)
class Suggestion:
    """One real time: `starts` and `ends` know their zone."""

    starts: datetime
    ends: datetime

    @property
    def day(self) -> str:
        """For example "Thursday 26 November"."""
        return date_format(self.starts, "l j F")

    @property
    def hours(self) -> str:
        """For example "4.00 to 4.45 pm"."""
        if (self.starts.hour < 12) == (self.ends.hour < 12):
            return _("%(start)s to %(end)s") % {
                "start": date_format(self.starts, "g.i"),
                "end": clock(self.ends),
            }
        return _("%(start)s to %(end)s") % {
            "start": clock(self.starts),
            "end": clock(self.ends),
        }


def next_times(
    slots: Iterable[str], *, zone: ZoneInfo, after: datetime, count: int = 3
) -> list[Suggestion]:
    """The first `count` times in the weekly `slots` ("thu-after"), at least three days on.

    Clock times are those of `zone` on that very date: four o'clock stays four o'clock
    when the clocks change between the letter and the talk.
    """
    known = [slot.split("-") for slot in slots if _is_slot(slot)]
    if not known:
        return []
    earliest = (after + NOTICE).astimezone(zone)
    found = []
    for days_on in range(7 * count + 8):
        day = earliest.date() + timedelta(days=days_on)
        found += [_on(day, part, zone) for name, part in known if day.weekday() == _WEEKDAYS[name]]
    found = sorted((each for each in found if each.starts >= earliest), key=lambda s: s.starts)
    return found[:count]


def _is_slot(slot: str) -> bool:
    day, _dash, part = slot.partition("-")
    return day in _WEEKDAYS and part in _STARTS


def _on(day: date, part: str, zone: ZoneInfo) -> Suggestion:
    starts = datetime.combine(day, _STARTS[part], tzinfo=zone)
    return Suggestion(starts, starts + TALK)
