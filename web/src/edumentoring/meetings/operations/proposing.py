"""Suggesting times: one to three, how to meet and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.meetings import letters
from edumentoring.meetings.models import LONGEST, MOST_OFFERS, SHORTEST, Meeting, Offer
from edumentoring.meetings.operations.common import (
    has_been,
    hold_pair,
    invite_both,
    keep,
    locked,
    note,
)
from edumentoring.meetings.suggesting import rests_on
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side

FURTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Details:
    """How two people meet: for how long, by which way, where."""

    minutes: int = 45
    channel: str = Meeting.Channel.VIDEO
    where: str = ""

    def __post_init__(self) -> None:
        if self.channel not in Meeting.Channel.values:
            raise ValueError(f"There is no way to meet called {self.channel!r}")
        if not SHORTEST <= self.minutes <= LONGEST:
            raise Refused(
                _("A meeting takes from %(least)d minutes to %(most)d. Choose another length.")
                % {"least": SHORTEST, "most": LONGEST}
            )

    def fields(self) -> dict[str, Any]:
        return {"minutes": self.minutes, "channel": self.channel, "where": self.where}


@transaction.atomic
def propose(
    side: Side,
    starts: Sequence[datetime],
    details: Details,
    *,
    word: str = "",
    already_agreed: bool = False,
) -> Meeting:
    """Suggest times to the other, who takes one or names others. With `already_agreed` the one
    time stands at once. While a suggestion waits, naming times anew takes its place."""
    hold_pair(side)
    if already_agreed:
        return _agree_at_once(side, starts, details, word)
    times = checked(side, starts)
    waiting = Meeting.objects.suggested().filter(pair=side.pair, series=None).first()
    if waiting is not None:
        waiting.pair = side.pair
        return _take_its_place(side, waiting, times, details, word)
    meeting = Meeting.objects.create(
        pair=side.pair, offered_by=side.me, word=word, word_by=side.me, **details.fields()
    )
    offer(side, meeting, times)
    return meeting


def _take_its_place(
    side: Side, meeting: Meeting, times: list[datetime], details: Details, word: str
) -> Meeting:
    before = {name: getattr(meeting, name) for name in details.fields()}
    same = list(meeting.offers.values_list("starts_at", flat=True)) == times
    if same and meeting.has_asked(side.me) and before == details.fields() and meeting.word == word:
        return meeting  # the same press twice
    keep(meeting, offered_by=side.me, word=word, word_by=side.me, **details.fields())
    offer(side, meeting, times)
    return meeting


def _agree_at_once(side: Side, starts: Sequence[datetime], details: Details, word: str) -> Meeting:
    there = Meeting.objects.filter(
        pair=side.pair, state=Meeting.State.AGREED, starts_at__in=starts
    ).first()
    if there is not None and len(set(starts)) == 1:
        there.pair = side.pair
        return there  # the same press twice
    times = checked(side, starts)
    if len(times) != 1:
        raise Refused(_("You can agree on one time only. Keep one, or ask which of them suits."))
    meeting = Meeting.objects.create(
        pair=side.pair,
        state=Meeting.State.AGREED,
        starts_at=times[0],
        word=word,
        word_by=side.me,
        **details.fields(),
    )
    note("agree_meeting", meeting, side, f"Agreed a meeting of {side.pair}")
    note_sign(side.pair)
    invite_both(meeting, by=side.me, what="agreed")
    return meeting


@transaction.atomic
def suggest_other_times(
    side: Side, meeting: Meeting, starts: Sequence[datetime], *, word: str = ""
) -> Meeting:
    """Name other times: instead of those that were suggested, or to move what is agreed. An
    agreed meeting keeps its time until the other takes one of the new ones."""
    meeting = locked(side, meeting)
    if not meeting.is_open or (has_been(meeting) and not meeting.waits_for(side.me)):
        raise Refused(_("This meeting is over or called off. Suggest a new one instead."))
    times = [time for time in checked(side, starts, moving=meeting) if time != meeting.starts_at]
    if not times:
        raise Refused(_("That is the time it has already. Choose another."))
    if meeting.series and meeting.is_suggested:
        raise Refused(_("Say yes or no to all of them first. Then each one can be moved."))
    keep(meeting, offered_by=side.me, word=word, word_by=side.me)
    offer(side, meeting, times)
    return meeting


def offer(side: Side, meeting: Meeting, times: list[datetime]) -> None:
    """Put these times in place of the ones that waited, and ask the other."""
    meeting.offers.all().delete()
    Offer.objects.bulk_create(Offer(meeting=meeting, starts_at=time) for time in times)
    note("propose_meeting", meeting, side, f"Suggested times to meet for {side.pair}")
    note_sign(side.pair)
    letters.suggested(meeting, side.other, by=side.me)


def checked(
    side: Side, starts: Sequence[datetime], *, moving: Meeting | None = None
) -> list[datetime]:
    """Each time once, in order; Refused, with the cure, where one of them cannot be."""
    times = sorted(set(starts))
    if not times:
        raise Refused(_("Choose at least one time."))
    if len(times) > MOST_OFFERS:
        raise Refused(
            _("Choose up to %(most)d times. You have chosen %(now)d.")
            % {"most": MOST_OFFERS, "now": len(times)}
        )
    for time in times:
        check(side, time)
    check_free(side, times, moving)
    return times


def check(side: Side, time: datetime) -> None:
    """Refused where a time has gone by, is years away, or falls into a pause."""
    now = timezone.now()
    if time <= now:
        raise Refused(_("That time has gone by. Choose a later one."))
    if time > now + FURTHEST:
        raise Refused(_("That is more than a year away. Choose an earlier time."))
    if rests_on(side.pair, time.astimezone(ZoneInfo(side.pair.programme.time_zone)).date()):
        raise Refused(_("You are taking a break then. Choose a day after the break."))


def check_free(side: Side, times: list[datetime], moving: Meeting | None) -> None:
    """Refused, with the cure, where the two meet at one of these times already, or may yet."""
    others = Meeting.objects.open().filter(pair=side.pair, starts_at__in=times)
    if moving is not None:
        others = others.exclude(pk=moving.pk)
    states = set(others.values_list("state", flat=True))
    if Meeting.State.AGREED in states:
        raise Refused(_("You two meet at one of these times already. Choose another."))
    if states:
        raise Refused(
            _(
                "One of these times is among the days that wait for an answer. "
                "See to those first, or choose another time."
            )
        )
