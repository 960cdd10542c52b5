"""For a coordinator's first page: who left of late. It blames nobody."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.people.models import Event
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.tonight import Line, Urgency

WEEK = timedelta(days=7)


def lines(seat: Coordinator) -> Iterable[Line]:
    """How many left this week and have not come back."""
    count = _left(seat)
    if count:
        yield Line(
            text=ngettext("%d person left this week", "%d people left this week", count) % count,
            detail=_("They owe no reason. Where somebody gave one, it is a note on their page."),
            url=f"{address_of('programmes:people', seat.programme.slug)}?status=left",
            button=_("See who"),
            urgency=Urgency.WATCH,
            count=count,
        )


def _left(seat: Coordinator) -> int:
    lately = Event.objects.filter(
        programme_id=seat.programme_id, action="leave_programme", at__gte=timezone.now() - WEEK
    )
    people = set(lately.values_list("subject_id", flat=True))
    return seat.programme.participants.filter(state="left", pk__in=people).count()
