"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.queries.models import Query


def lines(seat: Coordinator) -> Iterable[Line]:
    """Questions that wait for an answer."""
    mine = Query.objects.of_desk(seat)
    inbox = reverse("queries:inbox", args=[seat.programme.slug])
    waiting = mine.open().count()
    if waiting:
        unowned = mine.unowned().count()
        yield Line(
            text=ngettext("%d query waits for us", "%d queries wait for us", waiting) % waiting,
            detail=ngettext("%d is nobody’s yet.", "%d are nobody’s yet.", unowned) % unowned
            if unowned
            else _("Each has somebody who looks after it."),
            url=inbox,
            button=_("Open the inbox"),
            urgency=Urgency.REVIEW,
            count=waiting,
        )
