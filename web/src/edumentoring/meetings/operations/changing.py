"""Changing where and how long, and calling off: always with room for a kind word."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations.common import (
    has_been,
    invite_both,
    keep,
    locked,
    next_sequence,
    note,
)
from edumentoring.meetings.operations.proposing import Details
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side


@transaction.atomic
def change_details(side: Side, meeting: Meeting, details: Details, *, word: str = "") -> Meeting:
    """Another place, way or length for what is agreed. It counts at once, in both calendars."""
    meeting = locked(side, meeting)
    if not meeting.is_agreed or has_been(meeting):
        raise Refused(_("This meeting is over or called off. Suggest a new one instead."))
    if details.fields() == {name: getattr(meeting, name) for name in details.fields()}:
        return meeting
    keep(
        meeting,
        word=word,
        word_by=side.me,
        sequence=next_sequence(meeting),
        **details.fields(),
    )
    note("change_meeting", meeting, side, f"Changed how {side.pair} meet")
    note_sign(side.pair)
    invite_both(meeting, by=side.me, what="changed")
    return meeting


@transaction.atomic
def call_off(side: Side, meeting: Meeting, *, word: str = "") -> Meeting:
    """Call a meeting off, or take back a suggestion of one's own. No reason is asked."""
    meeting = locked(side, meeting)
    if meeting.state == Meeting.State.CANCELLED:
        return meeting
    if not meeting.is_open:
        raise Refused(_("This meeting is over already. Nothing was changed."))
    if has_been(meeting):
        raise Refused(_("Its time has come already. Say how it went, or that it did not happen."))
    was_agreed = meeting.is_agreed
    cancel(meeting)
    keep(meeting, word=word, word_by=side.me)
    note("call_off_meeting", meeting, side, f"Called off a meeting of {side.pair}")
    if was_agreed:
        for reader in (side.me, side.other):
            letters.called_off(meeting, reader, by=side.me)
    else:
        letters.taken_back(meeting, side.other, by=side.me)
    return meeting


def cancel(meeting: Meeting) -> None:
    """The meeting is off: no times wait, nobody is reminded. The caller writes to people."""
    keep(
        meeting,
        state=Meeting.State.CANCELLED,
        sequence=next_sequence(meeting),
        offered_by=None,
    )
    meeting.offers.all().delete()
    nudges.take_back(meeting.nudge_key)
