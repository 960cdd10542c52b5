"""Fetch a meeting and check the right to it in one step; strangers meet a 404."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest

from edumentoring.meetings.models import AgendaItem, Meeting, OwnCalendar, Taught
from edumentoring.pairs import keys
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Participant

PURPOSE = "meeting"
_FEED = signing.Signer(salt="edumentoring.meetings.feed", sep=".")


def meeting_of(request: HttpRequest, code: UUID, meeting: UUID) -> tuple[Side, Meeting]:
    """A meeting of a pair of the person signed in, to read."""
    return _in(own_side(request, code), meeting)


def writing_meeting_of(request: HttpRequest, code: UUID, meeting: UUID) -> tuple[Side, Meeting]:
    """The same where the pair goes on; after its end nothing is written any more (404)."""
    return _in(writing_side(request, code), meeting)


def _in(side: Side, code: UUID) -> tuple[Side, Meeting]:
    try:
        found = Meeting.objects.select_related("offered_by__user", "word_by").get(
            pair=side.pair, code=code
        )
    except Meeting.DoesNotExist:
        raise Http404 from None
    found.pair = side.pair
    return side, found


def series_of(request: HttpRequest, code: UUID, series: UUID) -> tuple[Side, list[Meeting]]:
    """Meetings that were suggested together, in a pair of the person signed in that goes on."""
    side = writing_side(request, code)
    return side, _series(side, series)


def _series(side: Side, series: UUID) -> list[Meeting]:
    found = list(Meeting.objects.filter(pair=side.pair, series=series).order_by("starts_at"))
    if not found:
        raise Http404
    for meeting in found:
        meeting.pair = side.pair
    return found


def item_of(request: HttpRequest, code: UUID, item: UUID) -> tuple[Side, AgendaItem]:
    """Something on the list of a pair of theirs that goes on."""
    side = writing_side(request, code)
    try:
        return side, AgendaItem.objects.get(pair=side.pair, code=item)
    except AgendaItem.DoesNotExist:
        raise Http404 from None


# --- By a letter's key ------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What a letter's link opens: whose letter it was, and the meeting it is about."""

    side: Side
    meeting: Meeting
    series: list[Meeting]


def asked_by(token: str) -> Asked | None:
    """None where the key is not ours, is too old, or the two are no pair any more."""
    named = keys.read_key(PURPOSE, token)
    if named is None:
        return None
    code, reader = named
    meeting = Meeting.objects.with_pair().filter(code=code).first()
    if meeting is None or not meeting.pair.is_together or meeting.pair.programme.archived_at:
        return None
    side = _side_of(meeting, reader)
    if side is None:
        return None
    series = _series(side, meeting.series) if meeting.series else []
    return Asked(side, meeting, series)


def _side_of(meeting: Meeting, key: int) -> Side | None:
    """The letter's reader, if still one of the two and still here."""
    pair = meeting.pair
    for each in (pair.mentor, pair.mentee):
        is_here = each.state != Participant.State.LEFT and each.user.is_active
        if each.pk == key and is_here:
            return side_of(pair, each)
    return None


def key_for(meeting: Meeting, reader: Participant) -> str:
    """What stands in a letter's link."""
    return keys.link_to(PURPOSE, meeting.code, reader)


# --- One's own calendar -----------------------------------------------------------------------


def calendar_of(user: User) -> OwnCalendar:
    """How this person keeps their meetings; not saved where they have chosen nothing yet."""
    return OwnCalendar.objects.filter(user=user).first() or OwnCalendar(user=user)


def feed_key(calendar: OwnCalendar) -> str:
    """The secret part of the feed's address. Nothing of it is kept: a new number makes it void."""
    return _FEED.sign(f"{calendar.user.code.hex}-{calendar.feed_number}")


def feed_owner(key: str) -> User:
    """Whose feed a key opens; 404 for any other, and for one that was made anew."""
    try:
        code, _dash, number = _FEED.unsign(key).partition("-")
        user = User.objects.get(code=UUID(code), is_active=True)
    except (signing.BadSignature, ValueError, User.DoesNotExist):
        raise Http404 from None
    if str(calendar_of(user).feed_number) != number:
        raise Http404
    return user


# --- At the desk ------------------------------------------------------------------------------


def taught_line_of(seat: Coordinator, code: UUID) -> Taught:
    """A line of what this programme's people are taught; a removed one too, to bring it back."""
    try:
        return Taught.objects.select_related("programme").get(programme=seat.programme, code=code)
    except Taught.DoesNotExist:
        raise Http404 from None


def taught_batch_of(seat: Coordinator, batch: UUID) -> UUID:
    """What was pasted together in this programme; 404 for any other."""
    if not Taught.objects.filter(programme=seat.programme, batch=batch).exists():
        raise Http404
    return batch
