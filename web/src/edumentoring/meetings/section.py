"""Meetings on the page of a pair: the next one, what waits for an answer, how often they met."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.meetings.models import Meeting
from edumentoring.meetings.when import Clocks, When, clocks_for, said
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side


@dataclass(frozen=True)
class Row:
    """One meeting as its reader sees it."""

    meeting: Meeting
    when: When | None
    waits: bool
    has_asked: bool
    said_no: str = ""


@dataclass(frozen=True)
class Gathered:
    """All meetings of a pair, sorted into what they mean today."""

    coming: list[Row] = field(default_factory=list)
    suggested: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    told: list[Row] = field(default_factory=list)
    times_met: int = 0
    last_met: When | None = None
    rhythm: str | Promise = ""


def gathered(side: Side, clocks: Clocks) -> Gathered:
    """Asks the database once."""
    found = Gathered(times_met=0)
    met: list[Meeting] = []
    seen = set()
    meetings = Meeting.objects.filter(pair=side.pair).exclude(
        state__in=[Meeting.State.CANCELLED, Meeting.State.DECLINED]
    )
    for meeting in meetings.order_by("starts_at", "pk"):
        meeting.pair = side.pair
        row = Row(
            meeting,
            said(meeting, clocks),
            meeting.waits_for(side.me),
            meeting.has_asked(side.me),
            said_no(side, meeting),
        )
        if meeting.is_suggested and meeting.series in seen:
            continue  # a series is answered as one
        if meeting.is_suggested and meeting.series:
            seen.add(meeting.series)
        _place(found, row)
        if meeting.state == Meeting.State.HELD:
            met.append(meeting)
    found.told.reverse()
    found.gone.reverse()
    last = said(met[-1], clocks) if met else None
    return replace(found, times_met=len(met), last_met=last, rhythm=_rhythm(met))


def said_no(side: Side, meeting: Meeting) -> str:
    """What a calendar answered to the time the meeting has; "" where nothing."""
    if meeting.cannot_id is None:
        return ""
    if meeting.cannot_id == side.me.pk:
        return now("You said no to this in your calendar.")
    return now("%s said no to this in their calendar.") % side.other_name


# Up to how many days lie between two meetings, and what people call that.
_RHYTHMS = (
    (10, _("About once a week so far.")),
    (17, _("About every two weeks so far.")),
    (24, _("About every three weeks so far.")),
    (35, _("About once a month so far.")),
    (60, _("About once each half term so far.")),
)


def _rhythm(met: list[Meeting]) -> str | Promise:
    """How far apart their meetings mostly were, once there are enough to say so. It looks back
    only: nothing counts the days since the last one."""
    starts = [each.starts_at for each in met if each.starts_at]
    if len(starts) < 3:
        return ""
    gap = median((later - earlier).days for earlier, later in pairwise(starts))
    return next((words for most, words in _RHYTHMS if gap <= most), "")


def _place(found: Gathered, row: Row) -> None:
    meeting = row.meeting
    if meeting.is_suggested:
        found.suggested.append(row)
    elif meeting.is_logged:
        found.told.append(row)
    elif meeting.has_begun():
        found.gone.append(row)
    else:
        found.coming.append(row)


def section(side: Side) -> Section | None:
    """Shown also before the first meeting: it says how to find a time."""
    clocks = clocks_for(side)
    found = gathered(side, clocks)
    if not side.may_write and not found.told:
        return None
    return Section(
        title=_("Meetings"),
        template="meetings/section.html",
        place=10,
        url=reverse("meetings:meetings", args=[side.pair.code]),
        context={"found": found, "next": found.coming[0] if found.coming else None},
    )
