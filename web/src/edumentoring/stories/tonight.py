"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.stories.models import DECIDES, Story


def lines(seat: Coordinator) -> Iterable[Line]:
    """Stories that somebody has to read, or may publish now. One question to the database."""
    state = Story.State
    here = Story.objects.filter(programme=seat.programme)
    counts = here.aggregate(
        to_read=Count("pk", filter=Q(state__in=(state.RECEIVED, state.READING))),
        ready=Count("pk", filter=Q(state=state.READY)),
    )
    desk = reverse("stories:desk", args=[seat.programme.slug])
    to_read, ready = counts["to_read"], counts["ready"]
    if to_read:
        yield Line(
            text=ngettext("%d story waits to be read", "%d stories wait to be read", to_read)
            % to_read,
            detail=_("Somebody told it, and would like to hear from you."),
            url=f"{desk}?which=waiting",
            button=_("Read them"),
            urgency=Urgency.REVIEW,
            count=to_read,
            power=DECIDES,
        )
    if ready:
        yield Line(
            text=ngettext("%d story is ready to publish", "%d stories are ready to publish", ready)
            % ready,
            detail=_("Its words are agreed. It shows where its teller allows."),
            url=f"{desk}?which=ready",
            button=_("See what is ready"),
            urgency=Urgency.TIDY,
            count=ready,
            power=DECIDES,
        )
