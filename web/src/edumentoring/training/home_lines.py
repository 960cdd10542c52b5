"""Events one has a place at, on a person's first page."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.training.letters import said_for
from edumentoring.training.soon import has_a_place_soon, soon

MOST = 3


def lines(user: User, _sides: Sequence[Side]) -> Iterable[Line]:
    """The next two weeks. One question to the database, and none for whoever has no place."""
    if not has_a_place_soon(user.pk):
        return
    mine = soon().filter(user=user).select_related("event__programme")
    for booking in mine.order_by("event__starts_at")[:MOST]:
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
