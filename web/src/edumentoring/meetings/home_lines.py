"""What a person's first page says of their meetings: the next, what waits, one suggestion."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.meetings.models import Meeting
from edumentoring.meetings.section import said_no
from edumentoring.meetings.suggesting import named_time
from edumentoring.meetings.when import Clocks, clocks_on_first_page, said
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side

_LINK = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"\+?[\d ()/.-]{6,25}")
# For so long after its time we ask how a meeting went; then we leave it.
ASKED_FOR = timedelta(days=14)


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """Two questions to the database, for however many pairs."""
    clocks = clocks_on_first_page(list(sides))
    meetings = _by_pair(sides)
    mine = [
        (each.starts_at, each.minutes)
        for of_pair in meetings.values()
        for each in of_pair
        if each.is_agreed and each.starts_at
    ]
    for side in sides:
        yield from _of(side, meetings.get(side.pair.pk, []), clocks[side.pair.pk], mine)


def _by_pair(sides: Sequence[Side]) -> dict[int, list[Meeting]]:
    since = timezone.now() - ASKED_FOR
    open_ = Meeting.objects.open().filter(pair__in=[side.pair.pk for side in sides])
    # A series has many rows: of those only what the page can need.
    recent = open_.filter(Q(starts_at=None) | Q(starts_at__gt=since)).order_by("starts_at", "pk")
    found: dict[int, list[Meeting]] = {}
    for meeting in recent:
        found.setdefault(meeting.pair_id, []).append(meeting)
    return found


def _of(
    side: Side, meetings: list[Meeting], clocks: Clocks, mine: list[tuple[datetime, int]]
) -> Iterator[Line]:
    for meeting in meetings:
        meeting.pair = side.pair
    coming = [each for each in meetings if each.is_agreed and not each.has_begun()]
    asked = [each for each in meetings if each.waits_for(side.me)]
    gone = [each for each in meetings if each.is_agreed and each.has_begun()]
    if coming:
        yield _next(side, coming[0], clocks)
    yield from _asked(side, asked)
    if gone:
        yield _how_it_went(side, gone[-1], clocks)
    elif not meetings and side.pair.state != Pair.State.PAUSED:
        yield _find_a_time(side, clocks, mine)


def _next(side: Side, meeting: Meeting, clocks: Clocks) -> Line:
    when = said(meeting, clocks)
    return Line(
        kind=Kind.MEETING,
        text=_("%(other)s: %(when)s") % {"other": side.other_name, "when": when},
        detail=said_no(side, meeting) or meeting.get_channel_display(),
        url=meeting.get_absolute_url(),
        at=meeting.starts_at,
        side=side,
        button=_("Get ready"),
        reach=meeting.where,
        reach_url=_opens(meeting),
    )


def _opens(meeting: Meeting) -> str:
    """What a tap on a meeting's link or number opens; "" for a place or other words."""
    if link := _LINK.search(meeting.where):
        return link[0].rstrip(".,;)")
    number = _NUMBER.fullmatch(meeting.where.strip())
    if meeting.channel == Meeting.Channel.PHONE and number:
        return "tel:" + re.sub(r"[^\d+]", "", number[0])
    return ""


def _asked(side: Side, asked: list[Meeting]) -> Iterator[Line]:
    """One line for each thing to answer: a series is one."""
    seen = set()
    for meeting in asked:
        if meeting.series and meeting.is_suggested and meeting.series in seen:
            continue
        seen.add(meeting.series)
        words = (
            _("%s asks to move your meeting")
            if meeting.is_agreed
            else _("%s suggests times to meet")
        )
        yield Line(
            kind=Kind.ASKED,
            text=words % side.other_name,
            url=meeting.get_absolute_url(),
            side=side,
            button=_("Answer"),
        )


def _how_it_went(side: Side, meeting: Meeting, clocks: Clocks) -> Line:
    when = said(meeting, clocks)
    return Line(
        kind=Kind.SUGGESTION,
        text=_("You were to meet %(other)s on %(day)s.")
        % {"other": side.other_name, "day": when.day if when else ""},
        detail=_("If you like, keep two lines about it. It may also not have happened."),
        url=reverse("meetings:log", args=[side.pair.code, meeting.code]),
        rank=20,
        side=side,
        button=_("Say how it went"),
    )


def _find_a_time(side: Side, clocks: Clocks, mine: list[tuple[datetime, int]]) -> Line:
    named = named_time(side, timezone.now(), mine)
    both = (
        _("%s is among the times you both named.") % clocks.say(named, 45).short
        if named
        else _("You have not named the same times. Suggest one.")
    )
    return Line(
        kind=Kind.SUGGESTION,
        text=_("You and %s have no next date.") % side.other_name,
        detail=both,
        url=reverse("meetings:propose", args=[side.pair.code]),
        rank=40,
        side=side,
        button=_("Suggest a time"),
    )
