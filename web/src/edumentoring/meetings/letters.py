"""The letters about meetings, one function each.

Invitations carry a calendar part, so that mail programs put the meeting into the calendar, move
it there and take it out. What the other just did is written at once (see `pairs.nudges.wants`);
that some times did not suit waits for the weekly letter of whoever chose that.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, new_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.meetings import ics
from edumentoring.meetings.access import calendar_of, key_for
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.when import Clocks, When, clocks_of, said
from edumentoring.pairs import nudges
from edumentoring.pairs.letters import sender_of
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant

# They hold a word to the other, a link, a telephone number or a place.
letter_names.add(
    {
        "meeting_suggested": later("Times to meet"),
        "meeting_series": later("Meeting every so often"),
        "meeting_invitation": later("A meeting is agreed"),
        "meeting_called_off": later("A meeting is called off"),
        "meeting_calendar_says": later("An answer from a calendar"),
        "meeting_taken_back": later("Suggested times are taken back"),
        "meeting_not_these": later("None of the times suits"),
    }
)
open_letters.subjects(
    "meeting_suggested",
    "meeting_series",
    "meeting_invitation",
    "meeting_called_off",
    "meeting_taken_back",
    "meeting_not_these",
)

# Whoever wants fewer letters gets these as a line of the weekly one (see `not_these`).
NOT_URGENT = ("not_these",)


def suggested(meeting: Meeting, reader: Participant, *, by: Participant) -> Letter | None:
    """One to three times, each of them one tap away."""
    clocks = clocks_of(reader)
    times = [
        clocks.say(starts_at, meeting.minutes)
        for starts_at in meeting.offers.values_list("starts_at", flat=True)
    ]
    return _write("suggested", meeting, reader, by=by, clocks=clocks, times=times)


def series_suggested(
    meetings: Sequence[Meeting], reader: Participant, *, by: Participant
) -> Letter | None:
    """Many days, one yes."""
    clocks = clocks_of(reader)
    times = [when for meeting in meetings if (when := said(meeting, clocks))]
    return _write("series", meetings[0], reader, by=by, clocks=clocks, times=times)


def series_agreed(
    meetings: Sequence[Meeting], reader: Participant, *, by: Participant
) -> Letter | None:
    """All the days, with the first for the calendar; the others follow a fortnight before."""
    clocks = clocks_of(reader)
    times = [when for meeting in meetings if (when := said(meeting, clocks))]
    return _write(
        "invitation",
        meetings[0],
        reader,
        by=by,
        clocks=clocks,
        times=times,
        what="series",
        calendar=ics.invitation(meetings[0]),
    )


def invitation(
    meeting: Meeting, reader: Participant, *, by: Participant | None, what: str
) -> Letter | None:
    """The meeting as it now is, for the calendar. `what` is agreed, moved, changed or coming.

    That one of a series comes, is told only for the calendar: whoever has it there by their
    feed is not written to.
    """
    if what == "coming" and not calendar_of(reader.user).gets(meeting):
        return None
    return _write("invitation", meeting, reader, by=by, what=what, calendar=ics.invitation(meeting))


def called_off(
    meeting: Meeting,
    reader: Participant,
    *,
    by: Participant | None,
    more: Sequence[Meeting] = (),
) -> Letter | None:
    """It is off, and out of the calendar. `more`: all those called off with it."""
    clocks = clocks_of(reader)
    times = [when for each in more if (when := said(each, clocks))]
    return _write(
        "called_off",
        meeting,
        reader,
        by=by,
        clocks=clocks,
        times=times,
        calendar=ics.cancellation(meeting),
    )


def called_off_for(meeting: Meeting, readers: Iterable[Participant]) -> list[Letter]:
    """The same to several, from nobody in particular."""
    written = (called_off(meeting, reader, by=None) for reader in readers)
    return [letter for letter in written if letter]


def calendar_says(meeting: Meeting, reader: Participant, *, by: Participant) -> Letter | None:
    """What `by` answered from their calendar: told to the other, and to them that it was told.
    The word that came with it goes to the other alone."""
    what = "no" if meeting.cannot_id == by.pk else "yes"
    return _write("calendar_says", meeting, reader, by=by, what=what)


def taken_back(meeting: Meeting, reader: Participant, *, by: Participant) -> Letter | None:
    """Somebody took their suggestion back before it was answered."""
    return _write("taken_back", meeting, reader, by=by)


def not_these(meeting: Meeting, reader: Participant, *, by: Participant) -> Letter | None:
    """The times that `reader` named do not suit; an agreed meeting stays as it was."""
    if nudges.wants(reader, False):
        return _write("not_these", meeting, reader, by=by)
    nudges.offer(
        reader,
        kind="meeting",
        key=f"not-these:{meeting.pk}:{meeting.version}",
        line=_("%s cannot make the times you suggested.") % by.user.first_name,
        url=meeting.get_absolute_url(),
    )
    return None


def reminder(meeting: Meeting, reader: Participant, when: When) -> str:
    """The line for a gentle letter."""
    return _("You meet %(other)s on %(when)s.") % {
        "other": meeting.pair.other(reader).user.first_name,
        "when": when.line,
    }


def subject_key(pair: Pair) -> str:
    """What these letters are filed under. Not the pair's own key: what is filed there is taken
    back when a pair ends, and then no calendar would hear that a meeting is off."""
    return f"meetings:{pair.pk}"


def withdraw_invitations(pair: Pair) -> None:
    """Take back what still waits to ask or invite; what calls off goes out."""
    kinds = [f"meeting_{kind}" for kind in ("suggested", "series", "invitation")]
    waiting = Letter.objects.filter(subject_key=subject_key(pair), kind__in=kinds)
    waiting.filter(state=Letter.State.WAITING).update(state=Letter.State.WITHDRAWN)


# --- Writing one ------------------------------------------------------------------------------


def _write(
    kind: str,
    meeting: Meeting,
    reader: Participant,
    *,
    by: Participant | None,
    calendar: str = "",
    clocks: Clocks | None = None,
    times: Sequence[When] = (),
    what: str = "",
) -> Letter | None:
    """Queue one letter. Nobody who has left, or was forgotten, is written to."""
    if not _can_be_reached(reader):
        return None
    clocks = clocks or clocks_of(reader)
    if calendar and not calendar_of(reader.user).gets(meeting):
        calendar = ""
    programme = meeting.pair.programme
    written = compose(
        kind,
        meeting,
        reader,
        by=by,
        clocks=clocks,
        times=times,
        what=what,
        carries_entry=bool(calendar),
    )
    letter = new_letter(
        f"meeting_{kind}",
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        calendar=calendar,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        subject_key=subject_key(meeting.pair),
        # Coordinators read a person's letters under their code. These hold what the two said to
        # each other, so they have none; who asks for their own letters gets them by address.
        person_code=None,
        programme_id=programme.pk,
        headers=nudges.stop_headers(reader) if kind in NOT_URGENT else None,
    )
    letter.save()
    return letter


def compose(
    kind: str,
    meeting: Meeting,
    reader: Participant,
    *,
    by: Participant | None,
    clocks: Clocks,
    **more: Any,
) -> Rendered:
    """Write a letter without queueing it."""
    about = _about(meeting, reader, by, clocks) | {"times": (), "what": "", **more}
    return render_letter(f"meetings/letters/{kind}", about)


def _can_be_reached(reader: Participant) -> bool:
    user = reader.user
    return reader.state != Participant.State.LEFT and user.is_active and not user.is_forgotten


def _about(
    meeting: Meeting, reader: Participant, by: Participant | None, clocks: Clocks
) -> dict[str, Any]:
    pair = meeting.pair
    programme = pair.programme
    key = key_for(meeting, reader)
    spoken = meeting.word if by is not None and meeting.word_by_id == by.pk else ""
    return {
        "meeting": meeting,
        "reader": reader.user.first_name,
        "other": pair.other(reader).user.first_name,
        "by": by.user.first_name if by else "",
        "is_mine": by is not None and by.pk == reader.pk,
        "when": said(meeting, clocks),
        "clock": clocks.place,
        "word": spoken,
        "link": settings.SITE_URL + reverse("meetings:reply", args=[key]),
        "others_link": settings.SITE_URL + reverse("meetings:reply_others", args=[key]),
        "page": settings.SITE_URL + meeting.get_absolute_url(),
        "programme": programme,
        "sender": sender_of(programme),
        "reply_to": programme.reply_to,
        "signed_up_on": _day(reader, programme.time_zone),
        "letters_link": nudges.letters_link(reader),
    }


def _day(reader: Participant, zone: str) -> str:
    return date_format(reader.signed_up_at.astimezone(ZoneInfo(zone)), "j F Y")
