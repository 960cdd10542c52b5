"""Before a meeting: what the two wrote last time about what comes next."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.ready import Part, Thing
from edumentoring.pairs.sides import Side


def parts(side: Side) -> Iterable[Part]:
    """The last meeting that happened. One question to the database."""
    last = Meeting.objects.held().filter(pair=side.pair).first()
    if last is None or not last.next_step or last.starts_at is None:
        return
    last.pair = side.pair
    day = date_format(last.starts_at.astimezone(side.zone), "j F")
    thing = Thing(
        text=last.next_step,
        detail=_("From %s") % day,
        url=last.get_absolute_url(),
        for_list=last.next_step[:200],
    )
    yield Part(title=_("What comes next"), place=10, things=[thing], whom=side.other_name)
