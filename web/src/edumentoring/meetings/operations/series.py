"""Meeting every so often: many single meetings, made at once, each with a life of its own."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.meetings import letters
from edumentoring.meetings.access import calendar_of
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations.changing import cancel
from edumentoring.meetings.operations.common import (
    hold_pair,
    invite_both,
    keep,
    note,
    remind_both,
)
from edumentoring.meetings.operations.proposing import Details, check
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.people.operations import counted

MOST = 40
# One letter for each meeting, and none long before it: a year's invitations at once would bury
# people. The feed and the file have them all from the first day.
INVITED_BEFORE = timedelta(days=14)
INVITED_AT_LAST = timedelta(days=4)


@transaction.atomic
def propose_series(
    side: Side, starts: Sequence[datetime], details: Details, *, word: str = ""
) -> list[Meeting]:
    """Suggest all these meetings in one letter. The other says yes to all, and may move any."""
    hold_pair(side)
    times = sorted(set(starts))
    if len(times) < 2:
        raise Refused(_("Choose at least two days. For a single meeting, suggest a time."))
    if len(times) > MOST:
        raise Refused(_("That is more than %d meetings. Choose an earlier last day.") % MOST)
    for time in times:
        check(side, time)
    times = _without_taken(side, times)
    if not times:
        raise Refused(_("You have these meetings already. Nothing was added."))
    series = uuid.uuid4()
    made = Meeting.objects.bulk_create(
        Meeting(
            pair=side.pair,
            starts_at=time,
            series=series,
            offered_by=side.me,
            word=word,
            word_by=side.me,
            **details.fields(),
        )
        for time in times
    )
    note(
        "propose_meetings",
        made[0],
        side,
        f"Suggested {counted(len(made), 'meeting')} for {side.pair}",
    )
    note_sign(side.pair)
    letters.series_suggested(made, side.other, by=side.me)
    return made


def _without_taken(side: Side, times: list[datetime]) -> list[datetime]:
    there = Meeting.objects.open().filter(pair=side.pair, starts_at__in=times)
    taken = set(there.values_list("starts_at", flat=True))
    return [time for time in times if time not in taken]


@transaction.atomic
def accept_series(side: Side, series: uuid.UUID) -> list[Meeting]:
    """Yes to all of them that are still to come."""
    meetings = _waiting(side, series)
    coming = [each for each in meetings if not each.has_begun()]
    if not coming:
        raise Refused(_("These times have gone by. Suggest new ones."))
    for meeting in meetings:
        state = Meeting.State.AGREED if meeting in coming else Meeting.State.DECLINED
        keep(meeting, state=state, offered_by=None)
    first = coming[0]
    note("agree_meetings", first, side, f"Agreed {counted(len(coming), 'meeting')} of {side.pair}")
    note_sign(side.pair)
    letters.series_agreed(coming, side.me, by=side.me)
    letters.series_agreed(coming, side.other, by=side.me)
    _invite(coming)
    return coming


@transaction.atomic
def decline_series(side: Side, series: uuid.UUID, *, word: str = "") -> None:
    """No to all of them, with a kind word or none."""
    meetings = _waiting(side, series)
    for meeting in meetings:
        keep(
            meeting,
            state=Meeting.State.DECLINED,
            offered_by=None,
            word=word,
            word_by=side.me,
        )
    note("decline_meetings", meetings[0], side, f"These meetings did not suit {side.pair}")
    letters.not_these(meetings[0], side.other, by=side.me)


def _waiting(side: Side, series: uuid.UUID) -> list[Meeting]:
    found = Meeting.objects.suggested().filter(pair=side.pair, series=series)
    meetings = list(found.order_by("starts_at").select_for_update())
    for meeting in meetings:
        meeting.pair = side.pair
    if not meetings or not meetings[0].waits_for(side.me):
        raise Refused(_("This has been answered already. Nothing was changed."))
    return meetings


@transaction.atomic
def call_off_series(side: Side, series: uuid.UUID, *, word: str = "") -> int:
    """Call off those still to come, or take the suggestion back; says how many."""
    found = Meeting.objects.open().filter(
        pair=side.pair, series=series, starts_at__gt=timezone.now()
    )
    meetings = list(found.order_by("starts_at").select_for_update())
    if not meetings:
        return 0
    was_agreed = [each for each in meetings if each.is_agreed]
    for meeting in meetings:
        meeting.pair = side.pair
        cancel(meeting)
    keep(meetings[0], word=word, word_by=side.me)
    note(
        "call_off_meetings",
        meetings[0],
        side,
        f"Called off {counted(len(meetings), 'meeting')} of {side.pair}",
    )
    if not was_agreed:
        letters.taken_back(meetings[0], side.other, by=side.me)
    else:
        _write_off(side, was_agreed)
    return len(meetings)


def _write_off(side: Side, meetings: list[Meeting]) -> None:
    """One letter for all, and one more for each further entry that stands in their calendars."""
    invited = [each for each in meetings if each.invited_at] or meetings[:1]
    for reader in (side.me, side.other):
        letters.called_off(invited[0], reader, by=side.me, more=meetings)
        for meeting in invited[1:]:
            letters.called_off(meeting, reader, by=side.me)


def invite_to_coming() -> int:
    """Invitations to what was agreed long ago and comes within a fortnight. Run by the clock;
    says how many meetings."""
    soon = Meeting.objects.coming().filter(
        invited_at=None,
        starts_at__lte=timezone.now() + INVITED_BEFORE,
        pair__programme__paused_at=None,
        pair__programme__archived_at=None,
    )
    return sum(_invite_one(pk) for pk in soon.values_list("pk", flat=True)[:200])


@transaction.atomic
def _invite_one(pk: int) -> int:
    """Look again under lock: it may have been called off, or another clock was quicker.

    It is the one letter of their week; who had one this week is invited when the week is over,
    unless the meeting is near.
    """
    meeting = (
        Meeting.objects.with_pair()
        .select_for_update(of=("self",))
        .filter(pk=pk, invited_at=None, state=Meeting.State.AGREED)
        .first()
    )
    if meeting is None or meeting.starts_at is None or not meeting.pair.is_together:
        return 0
    users = [meeting.pair.mentor.user, meeting.pair.mentee.user]
    if meeting.starts_at > timezone.now() + INVITED_AT_LAST and nudges.had_one_lately(users):
        return 0
    invite_both(meeting, by=None, what="coming")
    for user in users:
        if calendar_of(user).gets(meeting):  # whoever has the feed alone was not written to
            nudges.note_reminded(user)
    return 1


def _invite(meetings: list[Meeting]) -> None:
    """The first at once, in the letter that says they agreed: see `series_agreed`."""
    now = timezone.now()
    Meeting.objects.filter(pk=meetings[0].pk).update(invited_at=now)
    meetings[0].invited_at = now
    remind_both(meetings[0])
