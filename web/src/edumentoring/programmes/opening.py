"""Whether a programme takes sign-ups today, from whom, and how to say so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant, Programme

State = Literal["open", "not_yet", "closed", "paused", "hidden"]

LIMITS = {"mentee": "limit_mentees", "mentor": "limit_mentors"}


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How sign-up stands. With state "open" it takes sign-ups, also for a full role: they wait.

    `full_for` are the roles whose limit is reached, `ways` what somebody may choose.
    """

    state: State
    words: str
    opens_on: date | None
    closes_on: date | None
    full_for: frozenset[str]
    ways: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def waiting_words(self) -> str:
        """For whom there is only the waiting list now, or ""."""
        return _full_words(self.full_for)


def opening_of(programme: Programme, *, now: datetime | None = None) -> Opening:
    """How sign-up stands now; asks the database only where there are limits."""
    state = _state(programme, programme.today(now))
    full_for = frozenset(role for role, left in places_left(programme).items() if left == 0)
    return Opening(
        state=state,
        words=_words(programme, state, full_for),
        opens_on=programme.opens_on,
        closes_on=programme.closes_on,
        full_for=full_for,
        ways=_ways(programme),
    )


def _state(programme: Programme, today: date) -> State:
    if programme.archived_at or not programme.published_at:
        return "hidden"
    if programme.paused_at:
        return "paused"
    if programme.opens_on and today < programme.opens_on:
        return "not_yet"
    if programme.closes_on and today > programme.closes_on:
        return "closed"
    return "open" if _ways(programme) else "closed"


def _ways(programme: Programme) -> tuple[str, ...]:
    if programme.takes_mentees and programme.takes_mentors:
        return ("mentee", "mentor", "both")
    if programme.takes_mentees:
        return ("mentee",)
    return ("mentor",) if programme.takes_mentors else ()


def _words(programme: Programme, state: State, full_for: frozenset[str]) -> str:
    if state == "hidden":
        return _("This page is not public yet.")
    if state == "paused":
        return paused_words(programme)
    if state == "not_yet":
        return _("Sign-up opens on %s.") % long_date(programme.opens_on)
    if state == "closed":
        return _("Sign-up is closed.")
    until = _("Open until %s.") % long_date(programme.closes_on) if programme.closes_on else ""
    return f"{until or _('Open now.')} {_full_words(full_for)}".strip()


def _full_words(full_for: frozenset[str]) -> str:
    if {"mentee", "mentor"} <= full_for:
        return _("All places are taken, so new people join the waiting list.")
    if "mentee" in full_for:
        return _("All places for mentees are taken, so new mentees join the waiting list.")
    if "mentor" in full_for:
        return _("All places for mentors are taken, so new mentors join the waiting list.")
    return ""


def paused_words(programme: Programme) -> str:
    """That everything rests, until when, and the coordinator's note."""
    if programme.resumes_on:
        rest = _("The programme is paused until %s.") % long_date(programme.resumes_on)
    else:
        rest = _("The programme is paused.")
    return f"{rest} {programme.pause_note}".strip()


def long_date(day: date | None) -> str:
    """A date as people say it: Saturday 3 October 2026."""
    return date_format(day, "l j F Y") if day else ""


def places_left(programme: Programme) -> dict[str, int | None]:
    """For each role how many more may come in before the limit; None where there is none."""
    limits = {role: getattr(programme, field) for role, field in LIMITS.items()}
    if all(limit is None for limit in limits.values()):
        return dict.fromkeys(LIMITS)
    taken = placed(programme)
    return {
        role: None if limit is None else max(0, limit - taken[role])
        for role, limit in limits.items()
    }


def placed(programme: Programme) -> dict[str, int]:
    """How many hold a place in each role; whoever takes both roles holds one of each.

    Whoever pauses keeps their place.
    """
    here = Q(state__in=[Participant.State.IN, Participant.State.PAUSED])
    counted: dict[str, int] = programme.participants.aggregate(
        mentee=Count("pk", filter=here & Q(is_mentee=True)),
        mentor=Count("pk", filter=here & Q(is_mentor=True)),
    )
    return counted
