"""What became of a meeting: two lines for both to read, or that it did not happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.operations import add_action
from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.meetings.operations.common import hold_pair, keep, locked, note
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import (
    note_first_meeting,
    note_sign,
    take_back_first_meeting,
)
from edumentoring.pairs.sides import Side

MIDDAY = time(12)


@dataclass(frozen=True, kw_only=True)
class Told:
    """How it went. Both lines may be empty; `reached` are things on the list they talked about."""

    happened: bool
    talked: str = ""
    next_step: str = ""
    reached: Sequence[UUID] = ()
    is_mine_to_do: bool = False


@transaction.atomic
def tell_how_it_went(side: Side, meeting: Meeting, told: Told, *, version: int) -> Meeting:
    """Keep the log of a meeting whose time has come. Either may mend it later; Stale where the
    other wrote it meanwhile."""
    meeting = locked(side, meeting)
    if not (meeting.is_logged or (meeting.is_agreed and meeting.has_begun())):
        raise Refused(_("You can say how it went once its time has come."))
    if meeting.version != version:
        if _says_the_same(meeting, told):
            return meeting
        raise Stale(
            _("%s wrote about this meeting a moment ago. Read it, then save yours.")
            % side.other_name
        )
    had_met = meeting.state == Meeting.State.HELD
    keep(meeting, **_fields(side, told))
    meeting.offers.all().delete()
    nudges.take_back(meeting.nudge_key)
    note("log_meeting", meeting, side, _summary(side.pair, told))
    if had_met and not told.happened:
        _take_back(side, meeting)
    _after(side, meeting, told)
    return meeting


@transaction.atomic
def record_meeting(side: Side, day: date, told: Told) -> Meeting:
    """Keep a meeting by its day. The same day twice is one meeting; one that was planned for an
    hour of that day which has come, is that meeting."""
    hold_pair(side)
    now = timezone.now()
    if day > now.astimezone(side.zone).date():
        raise Refused(_("That day is still to come. Choose today or an earlier day."))
    there = _on_that_day(side, day, now)
    if there is not None:
        return _tell_of_that_day(side, there, told)
    meeting = Meeting.objects.create(
        pair=side.pair,
        # Some hour has to stand there, and today's midday may be still to come.
        starts_at=min(datetime.combine(day, MIDDAY, tzinfo=side.zone), now),
        whole_day=True,
        channel=Meeting.Channel.OTHER,
        **_fields(side, told),
    )
    note("record_meeting", meeting, side, _summary(side.pair, told))
    _after(side, meeting, told)
    return meeting


def _on_that_day(side: Side, day: date, now: datetime) -> Meeting | None:
    """What is in their record for that day, or else what was planned for it."""
    begins, ends = (
        datetime.combine(each, time.min, tzinfo=side.zone)
        for each in (day, day + timedelta(days=1))
    )
    found = Meeting.objects.filter(
        pair=side.pair,
        state__in=[Meeting.State.HELD, Meeting.State.AGREED],
        starts_at__gte=begins,
        starts_at__lt=ends,
        starts_at__lte=now,
    )
    return next(iter(sorted(found, key=lambda each: not each.is_logged)), None)


def _tell_of_that_day(side: Side, there: Meeting, told: Told) -> Meeting:
    there.pair = side.pair
    if not there.is_logged:
        return tell_how_it_went(side, there, told, version=there.version)
    if _says_the_same(there, told):
        return there
    raise Refused(_("That day is in your record already. Open it there to change it."))


def _fields(side: Side, told: Told) -> dict[str, Any]:
    state = Meeting.State.HELD if told.happened else Meeting.State.MISSED
    return {
        "state": state,
        "talked": told.talked,
        "next_step": told.next_step,
        "logged_by": side.me,
        "logged_at": timezone.now(),
        "offered_by": None,
    }


def _says_the_same(meeting: Meeting, told: Told) -> bool:
    happened = meeting.state == Meeting.State.HELD
    return meeting.is_logged and (happened, meeting.talked, meeting.next_step) == (
        told.happened,
        told.talked,
        told.next_step,
    )


def _summary(pair: Pair, told: Told) -> str:
    if told.happened:
        return f"{pair} met"
    return f"A meeting of {pair} did not happen"


def _after(side: Side, meeting: Meeting, told: Told) -> None:
    """What they reached belongs to this meeting; the rest stays on the list for the next."""
    note_sign(side.pair)
    if not told.happened:
        return
    waiting = AgendaItem.objects.waiting().filter(pair=side.pair, code__in=told.reached)
    waiting.update(meeting=meeting)
    if side.pair.state == Pair.State.AGREED and meeting.starts_at:
        note_first_meeting(side.pair, at=meeting.starts_at, by=side.me)
    if told.is_mine_to_do and told.next_step:
        # Said again, as when a word of the log is changed, it is the same thing to do.
        same = uuid5(meeting.code, f"{side.me.pk}:{told.next_step}")
        add_action(side, text=told.next_step, source="meeting", code=same)


def _take_back(side: Side, meeting: Meeting) -> None:
    """It did not happen after all: what was ticked waits again, and they met on another day or
    not yet."""
    waiting = AgendaItem.objects.waiting().filter(pair=side.pair).values_list("text", flat=True)
    meeting.agenda.exclude(text__in=list(waiting)).update(meeting=None)
    others = Meeting.objects.held().filter(pair=side.pair).order_by("starts_at")
    first = others.values_list("starts_at", flat=True).first()
    if meeting.starts_at:
        take_back_first_meeting(side.pair, at=meeting.starts_at, instead=first, by=side.me)
