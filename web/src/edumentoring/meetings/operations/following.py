"""What happens to coming meetings when a pair pauses or ends."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction

from edumentoring.common.models import Letter
from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations.changing import cancel
from edumentoring.meetings.operations.common import note
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


def follow(pair: Pair, before: str, after: str) -> None:
    """A pause calls off what lies before the day they come back; an end, everything.

    Called by `pairs.changes` inside the transaction of the change itself.
    """
    if after == Pair.State.PAUSED:
        call_off_all(pair, until=pair.back_on)
    elif before in Pair.TOGETHER and after not in Pair.TOGETHER:
        call_off_all(pair)


@transaction.atomic
def call_off_all(
    pair: Pair, *, until: date | None = None, tell: Iterable[Participant] | None = None
) -> list[Letter]:
    """Call off what is suggested and what is agreed before `until`; gives the letters.

    One letter for each entry that stands in a calendar, since only that takes it out of there.
    It names no reason: why a pair rests or ends is written elsewhere, or nowhere.
    """
    readers = [pair.mentor, pair.mentee] if tell is None else list(tell)
    zone = ZoneInfo(pair.programme.time_zone)
    written: list[Letter] = []
    if until is None:
        letters.withdraw_invitations(pair)
    for meeting in Meeting.objects.open().filter(pair=pair).select_for_update():
        meeting.pair = pair
        if until and _is_after(meeting, until, zone):
            continue
        stands = meeting.is_agreed and not meeting.has_begun() and meeting.invited_at is not None
        if meeting.is_agreed and meeting.has_begun():
            continue  # it may have been: they can still say how it went
        cancel(meeting)
        note("call_off_meeting", meeting, None, f"Called off a meeting of {pair}")
        if stands:
            written += letters.called_off_for(meeting, readers)
    return written


def _is_after(meeting: Meeting, until: date, zone: ZoneInfo) -> bool:
    return meeting.starts_at is not None and meeting.starts_at.astimezone(zone).date() >= until
