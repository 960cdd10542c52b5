"""Times as one reader sees them: on their own clock, and it says which clock that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from edumentoring.design.times import clock
from edumentoring.meetings.models import Meeting, OwnCalendar
from edumentoring.pairs.sides import Side
from edumentoring.pairs.times import Suggestion
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

# Regions of the zone database that are offsets or old names.
_NOT_PLACES = {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}


@dataclass(frozen=True)
class Clocks:
    """The clock a reader goes by, and the programme's, which may be another."""

    own: ZoneInfo
    programmes: ZoneInfo

    @property
    def place(self) -> str:
        """For example "London time"."""
        return _("%s time") % city(self.own)

    def say(self, starts_at: datetime, minutes: int) -> "When":
        return When(starts_at, minutes, self)


@dataclass(frozen=True)
class When:
    """One time in words."""

    starts_at: datetime
    minutes: int
    clocks: Clocks

    @property
    def _here(self) -> Suggestion:
        return self._on(self.clocks.own)

    def _on(self, zone: ZoneInfo) -> Suggestion:
        # In UTC first: adding to a wall clock would go wrong in the night the clocks change.
        ends = self.starts_at + timedelta(minutes=self.minutes)
        return Suggestion(self.starts_at.astimezone(zone), ends.astimezone(zone))

    @property
    def day(self) -> str:
        """For example "Thursday 26 November"."""
        return self._here.day

    @property
    def hours(self) -> str:
        """For example "4.00 to 4.45 pm"."""
        return self._here.hours

    @property
    def start(self) -> str:
        """For example "4.00 pm"."""
        return clock(self._here.starts)

    @property
    def place(self) -> str:
        return self.clocks.place

    @property
    def elsewhere(self) -> str:
        """The programme's clock, where it shows another time; "" where it does not."""
        there = self._on(self.clocks.programmes)
        if there.starts.utcoffset() == self._here.starts.utcoffset():
            return ""
        return _("%(hours)s in %(place)s") % {
            "hours": there.hours,
            "place": city(self.clocks.programmes),
        }

    @property
    def line(self) -> str:
        """For example "Thursday 26 November, 4.00 to 4.45 pm, London time"."""
        words = f"{self.day}, {self.hours}, {self.place}"
        return f"{words} ({self.elsewhere})" if self.elsewhere else words

    @property
    def short(self) -> str:
        """For example "Thursday 26 November, 4.00 pm"."""
        return f"{self.day}, {self.start}"

    @property
    def value(self) -> str:
        """As a form carries it."""
        return self.starts_at.isoformat()

    def __str__(self) -> str:
        return self.line


def city(zone: ZoneInfo) -> str:
    """What people call a zone: "London" of "Europe/London"."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def clocks_of(reader: Participant) -> Clocks:
    """The clocks of one person in their programme; asks the database once."""
    return _clocks(reader, own_zone(reader.user))


def clocks_for(side: Side) -> Clocks:
    """The same for whoever looks at a page."""
    return clocks_of(side.me)


def _clocks(reader: Participant, own: str) -> Clocks:
    programmes = ZoneInfo(reader.programme.time_zone)
    return Clocks(ZoneInfo(own) if own else programmes, programmes)


def own_zone(user: User) -> str:
    """The zone somebody chose for themselves; "" where they go by the programme's."""
    chosen = OwnCalendar.objects.filter(user=user).values_list("time_zone", flat=True).first()
    return chosen if chosen in zones() else ""


def clocks_on_first_page(sides: list[Side]) -> dict[int, Clocks]:
    """The clocks for each pair of one reader, by the pair's key, in one question."""
    if not sides:
        return {}
    own = own_zone(sides[0].me.user)
    return {side.pair.pk: _clocks(side.me, own) for side in sides}


def said(meeting: Meeting, clocks: Clocks) -> When | None:
    """When a meeting is, in words; None until a time was taken."""
    return clocks.say(meeting.starts_at, meeting.minutes) if meeting.starts_at else None


@cache
def zones() -> frozenset[str]:
    """Every zone that can be chosen: places, not abbreviations."""
    return frozenset(key for key in available_timezones() if _is_place(key))


def _is_place(key: str) -> bool:
    region = key.partition("/")[0]
    return "/" in key and region not in {
        "Etc",
        "SystemV",
        "US",
        "Canada",
        "Brazil",
        "Chile",
        "Mexico",
    }
