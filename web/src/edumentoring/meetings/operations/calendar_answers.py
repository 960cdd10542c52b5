"""An answer that came from somebody's calendar: passed on to the other, and no more than that.

A mail can be forged, so it moves and calls off nothing: whoever said no is written to as well,
with the link by which they can.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations.common import has_been, keep, note
from edumentoring.meetings.replies import CalendarAnswer, read_answer
from edumentoring.pairs.sides import Side, side_of
from edumentoring.programmes.models import Participant
from edumentoring.queries.incoming import Incoming


def take_calendar_answer(mail: Incoming) -> str | None:
    """What became of a mail in which a calendar answers, in a sentence; None for any other."""
    answer = read_answer(mail.calendar) if mail.calendar else None
    if answer is None or answer.address != mail.sender:
        return None
    return _keep(answer)


@transaction.atomic
def _keep(answer: CalendarAnswer) -> str | None:
    meeting = (
        Meeting.objects.with_pair()
        .select_for_update(of=("self",))
        .filter(code=answer.meeting)
        .first()
    )
    side = _side(meeting, answer.address) if meeting else None
    if meeting is None or side is None:
        return None
    is_stale = answer.sequence < meeting.sequence or has_been(meeting)
    if is_stale or not (meeting.is_agreed and meeting.pair.is_together):
        return _("An answer to a meeting that is over or has changed. Nothing was kept.")
    said_no = meeting.cannot_id == side.me.pk
    if answer.is_no == said_no:
        return _("An answer that was known. Nothing was changed.")
    _pass_on(side, meeting, answer)
    return _("Passed on to the other one of the two.")


def _side(meeting: Meeting, address: str) -> Side | None:
    for each in (meeting.pair.mentor, meeting.pair.mentee):
        is_here = each.state != Participant.State.LEFT and each.user.is_active
        if is_here and each.user.email.lower() == address:
            return side_of(meeting.pair, each)
    return None


def _pass_on(side: Side, meeting: Meeting, answer: CalendarAnswer) -> None:
    """Beside the meeting, and by letter at once: it changes the other's day."""
    cannot = side.me if answer.is_no else None
    keep(meeting, cannot=cannot, word=answer.word, word_by=side.me)
    words = "said no to" if answer.is_no else "said yes again to"
    note("answer_by_calendar", meeting, side, f"One of {side.pair} {words} a meeting")
    letters.calendar_says(meeting, side.other, by=side.me)
    if answer.is_no:
        letters.calendar_says(meeting, side.me, by=side.me)
