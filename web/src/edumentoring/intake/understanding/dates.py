"""Dates: which of day and month comes first is told from the whole column, or asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.design.forms import is_in_our_time
from edumentoring.intake.understanding.reading import Doubt, Reading, clean

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_NUMBERS = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2}|\d{4})\b(.*)$", re.DOTALL)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$", re.DOTALL)
_DAY_NAME = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s\-]+(\d{2,4})(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_FIRST = re.compile(
    r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)$", re.IGNORECASE | re.DOTALL
)
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([ap]\.?m\.?)?", re.IGNORECASE
)
_ZONE = re.compile(r"(?:Z|([+-])(\d{2}):?(\d{2}))\s*$")
_SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$")
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  Excel knows no zone


@dataclass(frozen=True)
class Order:
    """Whether the day comes first in a column, why we think so, and whether to ask."""

    first: str = DAY_FIRST
    why: str = ""
    asks: bool = False
    is_certain: bool = False


def order_of(values: Sequence[str], *, today: date | None = None) -> Order:
    """The order that fits the column's dates.

    >>> order_of(["03/04/2026", "25/04/2026"]).first
    'dmy'
    """
    parts = [part for part in map(_numbers, values) if part]
    if not parts:
        return Order(why=_("Each date says which part is the month."))
    day_first = sum(1 for first, second, _year in parts if first > 12 >= second)
    month_first = sum(1 for first, second, _year in parts if second > 12 >= first)
    if day_first and day_first >= month_first:
        return Order(DAY_FIRST, _only(day_first, DAY_FIRST), is_certain=True)
    if month_first:
        return Order(MONTH_FIRST, _only(month_first, MONTH_FIRST), is_certain=True)
    if all(first == second for first, second, _year in parts):
        return Order(why=_("Day and month are the same in each."))
    return _order_by_sequence(parts, today) or Order(
        DAY_FIRST,
        _("Each date could be read both ways. Please say which comes first."),
        asks=True,
    )


def _only(count: int, first: str) -> str:
    if first == DAY_FIRST:
        return ngettext(
            "Day first. %(count)s date can only be read that way.",
            "Day first. %(count)s dates can only be read that way.",
            count,
        ) % {"count": count}
    return ngettext(
        "Month first. %(count)s date can only be read that way.",
        "Month first. %(count)s dates can only be read that way.",
        count,
    ) % {"count": count}


def _order_by_sequence(parts: list[tuple[int, int, int]], today: date | None) -> Order | None:
    """Forms write rows as they come, and nobody signs up tomorrow."""
    by_day = [(year, second, first) for first, second, year in parts]
    by_month = [(year, first, second) for first, second, year in parts]
    if len(parts) >= 3:
        day_rises, month_rises = by_day == sorted(by_day), by_month == sorted(by_month)
        if day_rises != month_rises:
            return (
                Order(DAY_FIRST, _("Day first: only so do the rows stand in order of time."))
                if day_rises
                else Order(
                    MONTH_FIRST, _("Month first: only so do the rows stand in order of time.")
                )
            )
    if today:
        limit = (today.year, today.month, today.day)
        day_ahead, month_ahead = max(by_day) > limit, max(by_month) > limit
        if day_ahead != month_ahead:
            return (
                Order(MONTH_FIRST, _("Month first: day first would be in the future."))
                if day_ahead
                else Order(DAY_FIRST, _("Day first: month first would be in the future."))
            )
    return None


def _numbers(value: str) -> tuple[int, int, int] | None:
    found = _NUMBERS.match(_DAY_NAME.sub("", clean(value)))
    return (int(found[1]), int(found[2]), _year(found[3])) if found else None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def read_moment(words: str, order: str, zone: ZoneInfo) -> Reading:
    """The moment, in `zone` unless the words name another.

    A date that is none, as 31/02/2026, is a doubt that holds the row back.
    """
    said = clean(words)
    if not said:
        return Reading()
    try:
        moment = _moment(_DAY_NAME.sub("", said), order)
    except ValueError:
        return Reading(doubt=_no_such_date(said))
    if moment is None or not is_in_our_time(moment):
        return Reading(doubt=_no_date(said))
    return Reading(moment.replace(tzinfo=moment.tzinfo or zone).isoformat())


def _no_such_date(said: str) -> Doubt:
    return Doubt(
        what=_("“%s” is not a date in the calendar") % said,
        fix=_("Write the day it was, for example 28/02/2026."),
        blocks=True,
    )


def _no_date(said: str) -> Doubt:
    return Doubt(
        what=_("“%s” is not a date we can read") % said,
        fix=_("Write it as day, month and year, for example 28/02/2026."),
        blocks=True,
    )


def _moment(said: str, order: str) -> datetime | None:
    if _SERIAL.match(said):
        days = float(said.replace(",", "."))
        return _EXCEL_EPOCH + timedelta(seconds=round(days * 86400)) if days < 80_000 else None
    if found := _ISO.match(said):
        return _at(int(found[1]), int(found[2]), int(found[3]), found[4])
    if found := _NUMBERS.match(said):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return _at(_year(found[3]), month, day, found[4])
    if (found := _NAMED.match(said)) and (month := _month(found[2])):
        return _at(_year(found[3]), month, int(found[1]), found[4])
    if (found := _NAMED_FIRST.match(said)) and (month := _month(found[1])):
        return _at(_year(found[3]), month, int(found[2]), found[4])
    return None


def _month(word: str) -> int:
    start = word[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _at(year: int, month: int, day: int, rest: str) -> datetime:
    from datetime import timezone

    clock = _CLOCK.search(rest)
    hour = minute = second = 0
    if clock:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        half = (clock[4] or "").lower()[:1]
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = _ZONE.search(rest) if clock else None
    offset = None
    if zone:
        minutes = int(zone[2] or 0) * 60 + int(zone[3] or 0)
        offset = timezone(timedelta(minutes=-minutes if zone[1] == "-" else minutes))
    elif "gmt" in rest.lower() or "utc" in rest.lower():
        offset = timezone.utc  # noqa: UP017
    return datetime.combine(date(year, month, day), time(hour, minute, second), tzinfo=offset)
