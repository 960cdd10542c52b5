"""School days: nothing in the demonstration falls on a weekend, or at night."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from edumentoring.programmes.models import Programme


def school_day(day: date) -> date:
    """This day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def moment(programme: Programme, day: date, hour: time) -> datetime:
    """An hour of the programme's clock on that day, or on the next school day."""
    return datetime.combine(school_day(day), hour, ZoneInfo(programme.time_zone))
