"""Fetch an upload and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.intake.models import Upload
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator


def upload_for(request: HttpRequest, slug: str, code: UUID) -> tuple[Coordinator, Upload]:
    """The seat of somebody who may bring people in, and one upload of their programme."""
    seat = desk_for(request, slug, "people")
    upload = Upload.objects.select_related("programme", "by").filter(
        programme=seat.programme, code=code
    )
    found = upload.first()
    if found is None:
        raise Http404
    return seat, found
