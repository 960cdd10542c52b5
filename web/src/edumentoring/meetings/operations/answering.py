"""Answering a suggestion: take one time, name others, or say kindly that none will do."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations.common import (
    invite_both,
    keep,
    locked,
    next_sequence,
    note,
)
from edumentoring.meetings.operations.proposing import check_free
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side


@transaction.atomic
def accept(side: Side, meeting: Meeting, starts_at: datetime) -> Meeting:
    """Take one of the times the other suggested. Both get the invitation at once."""
    meeting = locked(side, meeting)
    if meeting.is_agreed and meeting.starts_at == starts_at:
        return meeting  # the same press twice
    _check_may_answer(side, meeting)
    if not meeting.offers.filter(starts_at=starts_at).exists():
        raise Refused(_("That time is not offered any more. Choose one of those below."))
    if starts_at <= timezone.now():
        raise Refused(_("That time has gone by. Choose another, or suggest one."))
    check_free(side, [starts_at], meeting)
    what = "moved" if meeting.is_agreed else "agreed"
    keep(
        meeting,
        state=Meeting.State.AGREED,
        starts_at=starts_at,
        sequence=next_sequence(meeting),
        offered_by=None,
        cannot=None,
    )
    meeting.offers.all().delete()
    if what == "moved":
        note("move_meeting", meeting, side, f"Moved a meeting of {side.pair}")
    else:
        note("agree_meeting", meeting, side, f"Agreed a meeting of {side.pair}")
    note_sign(side.pair)
    invite_both(meeting, by=side.me, what=what)
    return meeting


@transaction.atomic
def say_not_these(side: Side, meeting: Meeting, *, word: str = "") -> Meeting:
    """None of the times will do, and no others are named. Nobody need give a reason. A meeting
    that was to be moved stays where it was."""
    meeting = locked(side, meeting)
    if meeting.is_agreed and meeting.waits_for(side.me):
        return leave_as_it_was(side, meeting, word=word)
    if meeting.state == Meeting.State.DECLINED:
        return meeting
    _check_may_answer(side, meeting)
    asker = side.other
    keep(meeting, state=Meeting.State.DECLINED, offered_by=None, word=word, word_by=side.me)
    meeting.offers.all().delete()
    note("decline_meeting", meeting, side, f"None of the times suited {side.pair}")
    note_sign(side.pair)
    letters.not_these(meeting, asker, by=side.me)
    return meeting


def leave_as_it_was(side: Side, meeting: Meeting, *, word: str = "") -> Meeting:
    """The new times are let go. Whoever answers tells the other; whoever asked takes it back."""
    keep(meeting, offered_by=None, word=word, word_by=side.me if word else None)
    meeting.offers.all().delete()
    note("keep_meeting", meeting, side, f"Left a meeting of {side.pair} as it was")
    letters.not_these(meeting, side.other, by=side.me)
    return meeting


def _check_may_answer(side: Side, meeting: Meeting) -> None:
    if meeting.waits_for(side.me):
        return
    if meeting.has_asked(side.me):
        raise Refused(_("You suggested these times. Now it is for %s to answer.") % side.other_name)
    raise Refused(_("This has been answered already. Nothing was changed."))
