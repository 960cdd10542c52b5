"""What every change of a meeting does: lock it, say who did what, remind, keep calendars true."""

from typing import Any

from django.utils import timezone

from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting, OwnCalendar
from edumentoring.meetings.when import clocks_of
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant


def locked(side: Side, meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the end of the transaction."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk, pair=side.pair)
    found.pair = side.pair
    return found


def hold_pair(side: Side) -> None:
    """Only one of the two at a time arranges something: a double press finds the first's work."""
    Pair.objects.select_for_update().get(pk=side.pair.pk)


def keep(meeting: Meeting, **changes: Any) -> None:
    """Write these fields; the version tells an older page that it is older."""
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=[*changes, "version", "changed_at"])


def note(action: str, meeting: Meeting, side: Side | None, summary: str) -> None:
    """A line of history: what was done, never what was said."""
    record(
        action,
        meeting,
        by=side.me.user if side else None,
        programme_id=meeting.pair.programme_id,
        summary=summary,
    )


def has_been(meeting: Meeting) -> bool:
    """It was agreed, and its time has come: an old letter may still ask to move it."""
    return meeting.is_agreed and meeting.has_begun()


def next_sequence(meeting: Meeting) -> int:
    """Higher than what calendars may have; what was first agreed is number 0. A feed or a file
    may have brought what no invitation has yet."""
    return meeting.sequence + 1 if meeting.is_agreed else meeting.sequence


def invite_both(meeting: Meeting, *, by: Participant | None, what: str) -> None:
    """An invitation to each, which puts the meeting into their calendars or changes it there."""
    if meeting.invited_at is None:
        meeting.invited_at = timezone.now()
        Meeting.objects.filter(pk=meeting.pk).update(invited_at=meeting.invited_at)
    for reader in (meeting.pair.mentor, meeting.pair.mentee):
        letters.invitation(meeting, reader, by=by, what=what)
    remind_both(meeting)


def remind_both(meeting: Meeting) -> None:
    """A line for the next gentle letter of whoever wishes one, at the time the meeting has now."""
    nudges.take_back(meeting.nudge_key)
    both = (meeting.pair.mentor, meeting.pair.mentee)
    wish = set(
        OwnCalendar.objects.filter(
            user__in=[each.user_id for each in both], wants_reminder=True
        ).values_list("user_id", flat=True)
    )
    for reader in both:
        if reader.user_id in wish:
            remind(meeting, reader)


def remind(meeting: Meeting, reader: Participant) -> None:
    """The line itself."""
    if meeting.starts_at is None:
        return
    when = clocks_of(reader).say(meeting.starts_at, meeting.minutes)
    nudges.offer(
        reader,
        kind="meeting",
        key=meeting.nudge_key,
        line=letters.reminder(meeting, reader, when),
        url=meeting.get_absolute_url(),
        due_at=meeting.starts_at,
    )
