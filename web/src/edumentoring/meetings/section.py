"""Meetings on the page of a pair: the next one, what waits for an answer, how often they met."""

from dataclasses import dataclass, field

from django.urls import reverse
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


@dataclass(frozen=True)
class Gathered:
    """All meetings of a pair, sorted into what they mean today."""

    coming: list[Row] = field(default_factory=list)
    suggested: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    told: list[Row] = field(default_factory=list)
    times_met: int = 0


def gathered(side: Side, clocks: Clocks) -> Gathered:
    """Asks the database once."""
    found = Gathered(times_met=0)
    met = 0
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
        )
        if meeting.is_suggested and meeting.series in seen:
            continue  # a series is answered as one
        if meeting.is_suggested and meeting.series:
            seen.add(meeting.series)
        _place(found, row)
        met += meeting.state == Meeting.State.HELD
    found.told.reverse()
    found.gone.reverse()
    return Gathered(found.coming, found.suggested, found.gone, found.told, met)


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
