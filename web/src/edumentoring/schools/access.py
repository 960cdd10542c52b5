"""Who may change organisations: staff, by the gate that settings name.

Accounts live in the room above, so the gate is named in settings, as the user model is.
"""

from collections.abc import Callable
from typing import Concatenate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from edumentoring.schools.models import Organisation


def staff[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for those who run programmes; everyone else meets what the gate gives them."""
    gated: Callable[Concatenate[HttpRequest, P], HttpResponse] = import_string(settings.STAFF_GATE)(
        view
    )
    return gated


def hosts_only(request: HttpRequest) -> None:
    """Raise Http404 for everyone but whoever hosts the service."""
    if not getattr(request.user, "is_superuser", False):
        raise Http404


def organisation_for(pk: int) -> Organisation:
    """One organisation with its tree, or Http404."""
    try:
        return Organisation.objects.select_related("parent", "successor").get(pk=pk)
    except Organisation.DoesNotExist:
        raise Http404 from None
