"""What those at a programme's desk do for its zone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edumentoring.library import operations
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for


@staff
@require_POST
def open_zone(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the programme's organisation a zone of its own."""
    seat = desk_for(request, slug, "edit")
    zone = operations.open_zone(seat.programme, by=seat.user)
    messages.success(request, _("%s is open. Write its first section.") % zone.title)
    return redirect("wagtailadmin_home")
