"""The figures of a programme's schools: for the desk, and for those whom an owner lets look in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings.taught_models import monday_of
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.provider import operations
from edumentoring.provider.access import partner_at, partner_for
from edumentoring.provider.events_rule import EventsRule, events_rule_of
from edumentoring.provider.figures import figures_of
from edumentoring.provider.forms import PartnerForm
from edumentoring.provider.models import Partner
from edumentoring.provider.showing import show_desk
from edumentoring.provider.year_views import week_of
from edumentoring.training.access import events_held_by

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PART = "partners"
SHOWN = 12


@never_cache
@login_required
@require_safe
def partner(request: HttpRequest, code: UUID) -> HttpResponse:
    """What somebody of another organisation sees: numbers, what is taught this week, and how the
    events they hold stand."""
    found = partner_for(request, code)
    programme = found.programme
    held = events_held_by(found.organisation, programme).with_counts()
    context = {
        "partner": found,
        "programme": programme,
        "table": figures_of(programme, found.organisation),
        "this": monday_of(programme.today()),
        "week": week_of(programme),
        "coming": held.coming(),
        "over": held.over()[:SHOWN],
    }
    return render(request, "provider/partner.html", context)


@staff
@get_and_post
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """The same numbers, who else sees them, and a way to let somebody look in."""
    seat = desk_for(request, slug, "own" if request.method == "POST" else "see")
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_partner(seat.programme, by=seat.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            toast(request, _("%s can see the figures now. We have written to them.") % made.user)
            return redirect("provider:desk_partners", slug)
    here = Partner.objects.standing().filter(programme=seat.programme).with_all()
    context = {
        "form": form,
        "partners": here,
        "table": figures_of(seat.programme),
        "rule": events_rule_of(seat.programme),
        "rules": EventsRule.choices,
    }
    status = 422 if form.errors else 200
    return show_desk(request, "partners", seat, part=PART, status=status, **context)


@staff
@require_POST
def choose_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether one of the desk agrees before people see what a partner plans."""
    seat = desk_for(request, slug, "own")
    try:
        operations.choose_events_rule(seat.programme, request.POST.get("rule", ""), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved. What waits already goes on waiting."))
    return redirect("provider:desk_partners", slug)


@staff
@require_POST
def end(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """They see nothing more, with a way back."""
    seat = desk_for(request, slug, "own")
    found = partner_at(seat, code)
    operations.end_partner(found, by=seat.user)
    undo = reverse("provider:restore_partner", args=[slug, code])
    toast(request, _("%s sees the figures no more.") % found.user, undo=undo)
    return redirect("provider:desk_partners", slug)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Undo."""
    seat = desk_for(request, slug, "own")
    try:
        operations.restore_partner(partner_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("provider:desk_partners", slug)
