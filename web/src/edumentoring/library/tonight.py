"""This room's line on a coordinator's first page: pages that wait to be published."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState

from edumentoring.library.models import Zone
from edumentoring.library.seats import zone_of
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def waiting_in(zone: Zone) -> list[Page]:
    """Pages of the zone that an editor asked to have published."""
    asked = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    keys = [int(key) for key in asked.values_list("object_id", flat=True) if key.isdigit()]
    return list(Page.objects.descendant_of(zone).filter(pk__in=keys))


def lines(seat: Coordinator) -> Iterable[Line]:
    """What an editor wrote and nobody has published yet."""
    if not seat.may("publish"):
        return
    zone = zone_of(seat.programme)
    if zone is None:
        return
    if count := len(waiting_in(zone)):
        yield Line(
            text=ngettext(
                "%d page of the mentor zone waits for you",
                "%d pages of the mentor zone wait for you",
                count,
            )
            % count,
            detail=_("An editor wrote it. Read it, then publish it or send it back."),
            url=reverse("library:desk", args=[seat.programme.slug]),
            button=_("Look at it"),
            urgency=Urgency.REVIEW,
            power="publish",
        )
