"""What meetings put on the line of a pair's time: that they met, and what they wrote of it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from edumentoring.goals.models import Goal
from edumentoring.goals.timeline import Moment
from edumentoring.meetings.models import Meeting
from edumentoring.pairs.sides import Side


def moments(side: Side, goal: Goal | None) -> Iterable[Moment]:
    """Meetings that were held, the first by that name. Both read them, and they belong to no one
    goal. One question asked."""
    if goal is not None:
        return
    held = list(Meeting.objects.held().filter(pair=side.pair).reverse())
    began = _day(side.pair.started_at, side)
    has_first = any(_day(each.starts_at, side) == began for each in held)
    if side.pair.started_at and not has_first:
        yield Moment(at=side.pair.started_at, title=_("You first met"), icon="people")
    for number, meeting in enumerate(held):
        is_first = number == 0 and (has_first or began is None)
        if meeting.starts_at:
            meeting.pair = side.pair
            yield Moment(
                at=meeting.starts_at,
                title=_("You first met") if is_first else _("You met"),
                words=_words(meeting),
                icon="people",
                url=meeting.get_absolute_url(),
            )


def _day(at: datetime | None, side: Side) -> date | None:
    return at.astimezone(side.zone).date() if at else None


def _words(meeting: Meeting) -> str:
    following = _("Next: %s") % meeting.next_step if meeting.next_step else ""
    return "\n".join(line for line in (meeting.talked, following) if line)
