"""Events that a partner plans and looks after: they see how many come, and nobody's name."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.provider.access import held_event, partner_for
from edumentoring.provider.event_form import HeldEventForm
from edumentoring.provider.events_rule import is_seen_at_once
from edumentoring.provider.models import Partner
from edumentoring.training import ics, operations
from edumentoring.training.letters import said_for
from edumentoring.training.models import Event
from edumentoring.training.wording import saved_words

CALENDAR = "text/calendar; charset=utf-8"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@get_and_post
def new(request: HttpRequest, code: UUID) -> HttpResponse:
    """Plan an event for the people of the programme."""
    partner = partner_for(request, code)
    programme, at_once = partner.programme, is_seen_at_once(partner.programme)
    form = HeldEventForm(request.POST if request.method == "POST" else None, programme=programme)
    if form.is_bound and form.is_valid():
        try:
            made = operations.offer(
                programme,
                form.values,
                held_by=partner.organisation,
                by=partner.user,
                at_once=at_once,
                form_key=form.cleaned_data.get("form_key"),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _seen(at_once=at_once))
            return redirect("provider:held_event", made.code)
    return _form_page(request, partner, form, status=422 if form.is_bound else 200)


def _seen(*, at_once: bool) -> str:
    if at_once:
        return _("People can see it and book.")
    return _("Sent to the coordinators. We write to you when they have answered.")


@never_cache
@login_required
@require_safe
def event(request: HttpRequest, code: UUID) -> HttpResponse:
    """How one event stands, in numbers."""
    found, partner = held_event(request, code)
    waiting = found.bookings.waiting().count()
    context = {
        "event": found,
        "partner": partner,
        "programme": found.programme,
        "when": said_for(found, None),
        "waiting": waiting,
        "came": found.bookings.filter(attended=True).count() if found.marked_at else None,
        "may_change": found.state != Event.State.CANCELLED and not found.is_over,
    }
    return render(request, "provider/held_event.html", context)


@never_cache
@login_required
@get_and_post
def change(request: HttpRequest, code: UUID) -> HttpResponse:
    """Change it; once people see it, only what they plan by."""
    found, partner = held_event(request, code)
    version, at_once = found.version, is_seen_at_once(found.programme)
    data = request.POST if request.method == "POST" else None
    # A copy: a form that is wrong must not change what the page's heading says.
    copy, _partner = held_event(request, code)
    form = HeldEventForm(data, programme=found.programme, instance=copy, is_all=at_once)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            changed, told = operations.change_held(
                found,
                form.values,
                version=version_in(request.POST),
                by=partner.user,
                at_once=at_once,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Stale) else 422
        else:
            toast(request, _changed(changed, told))
            return redirect("provider:held_event", code)
    return _form_page(request, partner, form, event=found, version=version, status=status)


def _changed(event: Event, told: int) -> str:
    if event.state == Event.State.OFFERED:
        return _seen(at_once=False)
    return saved_words(told)


def _form_page(
    request: HttpRequest,
    partner: Partner,
    form: HeldEventForm,
    *,
    status: int,
    event: Event | None = None,
    version: int = 0,
) -> HttpResponse:
    context = {
        "form": form,
        "partner": partner,
        "programme": partner.programme,
        "event": event,
        "version": version,
        "at_once": is_seen_at_once(partner.programme),
    }
    return render(request, "provider/held_form.html", context, status=status)


@never_cache
@login_required
@get_and_post
def call_off(request: HttpRequest, code: UUID) -> HttpResponse:
    """It does not take place: whoever has a place or waits hears of it at once."""
    found, partner = held_event(request, code)
    if request.method != "POST":
        live = found.bookings.live().count()
        context = {"event": found, "programme": found.programme, "live": live}
        return render(request, "provider/call_off_held.html", context)
    try:
        told = operations.cancel_event(found, request.POST.get("word", ""), by=partner.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Called off. %d person is told.", "Called off. %d people are told.", told)
        toast(request, words % told if told else _("Called off. Nobody needed to be told."))
    return redirect("provider:held_event", code)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, code: UUID) -> HttpResponse:
    """The event for the calendar of whoever holds it."""
    found, _partner = held_event(request, code)
    page = reverse("provider:held_event", args=[code])
    response = HttpResponse(ics.for_host(found, page), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response
