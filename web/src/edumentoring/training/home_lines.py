"""Events one has a place at, on a person's first page."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.training.letters import said_for
from edumentoring.training.models import Booking, Event

SOON = timedelta(days=14)
MOST = 3


def lines(user: User, _sides: Sequence[Side]) -> Iterable[Line]:
    """The next two weeks, in one question to the database."""
    now = timezone.now()
    mine = Booking.objects.with_places().filter(
        user=user,
        event__state=Event.State.PUBLISHED,
        event__ends_at__gt=now,
        event__starts_at__lt=now + SOON,
    )
    for booking in mine.select_related("event__programme").order_by("event__starts_at")[:MOST]:
        event = booking.event
        yield Line(
            kind=Kind.MEETING,
            text=event.title,
            detail=str(said_for(event, None)),
            url=event.get_absolute_url(),
            at=event.starts_at,
            reach=_("Join online") if event.link else "",
            reach_url=event.link,
        )
