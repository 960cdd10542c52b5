"""A person's own training: what they can book, what they have done, how sure they are."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings.when import clocks_of
from edumentoring.people.models import User
from edumentoring.training import ics, letters, operations
from edumentoring.training.access import events_for, own_event, own_parts
from edumentoring.training.forms import CertificateForm
from edumentoring.training.learning import steps_for
from edumentoring.training.models import Booking, Certificate, Event, Record, SkillSaid
from edumentoring.training.records import hours_in
from edumentoring.training.skills import AREAS, SKILLS, SOURCES

CALENDAR = "text/calendar; charset=utf-8"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def me_of(request: HttpRequest) -> User:
    """The person signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I have booked, and what I can book."""
    me, parts = me_of(request), own_parts(request.user)
    booked = Booking.objects.live().with_people().filter(user=me)
    coming = list(booked.filter(event__in=Event.objects.coming()).order_by("event__starts_at"))
    taken = {booking.event_id for booking in coming}
    events = [one for one in events_for(parts).order_by("starts_at") if one.pk not in taken]
    context = {
        "coming": [{"booking": one, "when": letters.when_for(one)} for one in coming],
        "events": [{"event": one, "when": letters.said_for(one, None)} for one in events],
        "has_record": Record.objects.standing().filter(user=me).exists(),
        "is_mentor": any(part.is_mentor for part in parts),
    }
    return render(request, "training/mine.html", context)


@never_cache
@login_required
@require_safe
def event(request: HttpRequest, code: UUID) -> HttpResponse:
    """One event: what for, when, where, and one button."""
    found, booking, part = own_event(request, code)
    series = Event.objects.open_to(part).coming() if part and found.series else None
    context = {
        "event": found,
        "programme": found.programme,
        "booking": booking,
        "may_book": part is not None,
        "when": letters.said_for(found, clocks_of(part) if part else None),
        "others": series.filter(series=found.series).exclude(pk=found.pk) if series else [],
        "in_line": _in_line(booking),
    }
    return render(request, "training/event.html", context)


def _in_line(booking: Booking | None) -> int:
    """How many stand in line with them, up to and with them; 0 for whoever does not wait."""
    if booking is None or booking.state != Booking.State.WAITING:
        return 0
    waiting = list(booking.event.bookings.waiting().values_list("pk", flat=True))
    return waiting.index(booking.pk) + 1


@login_required
@require_POST
def book(request: HttpRequest, code: UUID) -> HttpResponse:
    """A place, or a place in line."""
    found, _booking, part = own_event(request, code)
    if part is None:
        raise Http404
    try:
        booking = operations.book(found, part)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if booking.state == Booking.State.BOOKED:
            toast(request, _("You have a place. A letter with the calendar entry is on its way."))
        else:
            toast(request, _("You are on the waiting list. We write to you if a place is free."))
    return redirect(found)


@login_required
@require_POST
def cancel(request: HttpRequest, code: UUID) -> HttpResponse:
    """I cannot come."""
    found, booking, _part = own_event(request, code)
    if booking is None:
        raise Http404
    try:
        operations.cancel_booking(booking)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Your name is off the list. Nobody asks why."))
    return redirect(found)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, code: UUID) -> HttpResponse:
    """The event as a file for any calendar."""
    found, booking, _part = own_event(request, code)
    has_place = booking is not None and booking.state == Booking.State.BOOKED
    return calendar_file(ics.download(found, has_place=has_place))


def calendar_file(words: str) -> HttpResponse:
    response = HttpResponse(words, content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


# --- What I have done -------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def record(request: HttpRequest) -> HttpResponse:
    """What stands on my record, and certificates for it; a POST makes one."""
    me = me_of(request)
    records = Record.objects.standing().filter(user=me).select_related("programme")
    form = CertificateForm(
        request.POST if request.method == "POST" else None,
        records=records,
        initial={"name": str(me)},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.issue(
                me, list(given["records"]), name=given["name"], form_key=given["form_key"]
            )
        except Refused as refusal:
            form.add_error("records", str(refusal))
        else:
            toast(request, _("Your certificate is ready. Share it, print it, or keep it."))
            return redirect(made)
    kept = list(records)
    context = {
        "records": kept,
        "hours": hours_in(kept),
        "certificates": Certificate.objects.filter(user=me).select_related("programme"),
        "form": form,
    }
    return render(request, "training/record.html", context, status=422 if form.is_bound else 200)


# --- How sure I am ----------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def skills(request: HttpRequest) -> HttpResponse:
    """What mentors do, and how sure I am of each. For myself alone."""
    me = me_of(request)
    if request.method == "POST":
        operations.say_skills(me, _said(request))
        toast(request, _("Saved, for you alone."))
        return redirect("training:skills")
    said = {one.key: one for one in SkillSaid.objects.filter(user=me)}
    to_grow = _to_grow(said)
    context = {
        "areas": [
            {
                "area": area,
                "skills": [{"skill": one, "said": said.get(one.key)} for one in area.skills],
            }
            for area in AREAS
        ],
        "levels": SkillSaid.Level.choices,
        "sources": SOURCES,
        "steps": steps_for(to_grow, own_parts(me)),
        "has_said": bool(said),
    }
    return render(request, "training/skills.html", context)


def _said(request: HttpRequest) -> dict[str, int | None]:
    """What was chosen, for the skills that there are; nothing chosen takes it back."""
    levels = {str(level): int(level) for level in SkillSaid.Level.values}
    return {key: levels.get(request.POST.get(key, "")) for key in SKILLS}


def _to_grow(said: dict[str, SkillSaid]) -> list[str]:
    """The areas with something that is not there yet or is growing, the least sure first."""
    least: dict[str, Any] = {}
    for area in AREAS:
        levels = [said[one.key].level for one in area.skills if one.key in said]
        if levels and min(levels) <= SkillSaid.Level.GROWING:
            least[area.key] = sum(levels) / len(levels)
    return sorted(least, key=lambda key: least[key])
