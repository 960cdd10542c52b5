"""How the letters about meetings read, for the desk, with made-up people."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered
from edumentoring.meetings import letters
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.when import clocks_of
from edumentoring.pairs.examples import Example, Two


def _meeting(two: Two, **fields: object) -> Meeting:
    """Never saved."""
    given = {
        "starts_at": _next_week(),
        "state": Meeting.State.AGREED,
        "where": now("Room 12"),
        **fields,
    }
    return Meeting(pk=-1, pair=two.pair, channel=Meeting.Channel.PLACE, **given)


def _next_week() -> datetime:
    return timezone.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=7)


def suggested(two: Two) -> Rendered:
    """Two times, each one tap away; none is taken yet."""
    clocks = clocks_of(two.mentee)
    meeting = _meeting(two, state=Meeting.State.PROPOSED, starts_at=None)
    days = (_next_week() + timedelta(days=day) for day in (0, 2))
    times = [clocks.say(day, meeting.minutes) for day in days]
    return letters.compose(
        "suggested", meeting, two.mentee, by=two.mentor, clocks=clocks, times=times
    )


def invitation(two: Two) -> Rendered:
    """The meeting as agreed, for the calendar."""
    return letters.compose(
        "invitation",
        _meeting(two),
        two.mentee,
        by=two.mentor,
        clocks=clocks_of(two.mentee),
        what="agreed",
        carries_entry=True,
    )


def called_off(two: Two) -> Rendered:
    """It is off."""
    return letters.compose(
        "called_off",
        _meeting(two, state=Meeting.State.CANCELLED),
        two.mentee,
        by=two.mentor,
        clocks=clocks_of(two.mentee),
        carries_entry=True,
    )


EXAMPLES = (
    Example(
        key="meeting-suggested",
        name=_("Times to meet"),
        when=_("At once, when one of the two suggests times"),
        write=suggested,
    ),
    Example(
        key="meeting-agreed",
        name=_("A meeting is agreed"),
        when=_("At once, to both people, with the meeting for their calendars"),
        write=invitation,
    ),
    Example(
        key="meeting-off",
        name=_("A meeting is called off"),
        when=_("At once, to the other person, and out of their calendar"),
        write=called_off,
    ),
)
