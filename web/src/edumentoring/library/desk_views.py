"""What those at a programme's desk do for its zone: open it, bring in resources."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.library import operations
from edumentoring.library.desk_forms import SheetForm
from edumentoring.library.models import Resource
from edumentoring.library.seats import zone_of
from edumentoring.library.sheets import Fault, bring_in
from edumentoring.library.tonight import waiting_in
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.navigation import desk_context


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The zone of the programme's people: where it is, what waits, and resources from a sheet."""
    seat = desk_for(request, slug, "edit")
    zone = zone_of(seat.programme)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    faults: list[Fault] = []
    if form.is_bound and form.is_valid() and zone is not None:
        brought, faults = bring_in(form.cleaned_data["text"], zone, by=seat.user)
        if not faults:
            words = ngettext("%d resource is in.", "%d resources are in.", brought)
            messages.success(request, words % brought)
            return redirect("library:desk", slug=slug)
    resources = Resource.objects.filter(zone=zone).count() if zone else 0
    context = desk_context(
        seat,
        zone=zone,
        waiting=waiting_in(zone) if zone else [],
        form=form,
        faults=faults,
        resources=resources,
        broken=Resource.objects.filter(zone=zone, link="broken").count() if zone else 0,
    )
    status = 422 if form.is_bound else 200
    return render(request, "library/desk.html", context, status=status)


@staff
@require_POST
def open_zone(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the programme's organisation a zone of its own."""
    seat = desk_for(request, slug, "edit")
    zone = operations.open_zone(seat.programme, by=seat.user)
    messages.success(request, _("%s is open. Write its first section.") % zone.title)
    return redirect("wagtailadmin_home")
