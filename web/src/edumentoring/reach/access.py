"""Fetch a link and check the right to it in one step; strangers meet a 404."""

from django.http import Http404, HttpRequest

from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.reach.models import Link
from edumentoring.reach.operations import link_for


def came_by(request: HttpRequest, programme: Programme) -> Link | None:
    """The link in `?via=`, if it is one of this programme that counts; anything else is nothing."""
    return link_for(programme, request.GET.get("via", ""))


def public_link(code: str) -> Link:
    """A link of a programme that anybody may read about, retired or not; others meet 404."""
    try:
        return Link.objects.select_related("programme").get(
            code=code.lower()[:12],
            programme__published_at__isnull=False,
            programme__archived_at=None,
        )
    except Link.DoesNotExist:
        raise Http404 from None


def campaign_for(seat: Coordinator, code: str) -> Link:
    """One campaign link of the programme at this desk. Personal links are their owners' alone."""
    try:
        return Link.objects.campaign().get(programme=seat.programme, code=code)
    except Link.DoesNotExist:
        raise Http404 from None
