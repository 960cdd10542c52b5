"""Open doors: mine, those open to me, and the visits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.circle import operations
from edumentoring.circle.access import (
    door_of_mine,
    door_open_to,
    part_of_mine,
    person,
    visit_for,
)
from edumentoring.circle.forms import DoorForm, KnockForm, ThanksForm
from edumentoring.circle.models import Door, DropIn
from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.programmes.models import Participant

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Doors I opened, doors open to me, and visits of the last months."""
    user, today = person(request), timezone.localdate()
    parts = Participant.objects.filter(user=user, programme__archived_at=None)
    visits = DropIn.objects.of(user).select_related("visitor", "door__teacher__user")
    context = {
        "parts": parts.exclude(state=Participant.State.LEFT).select_related("programme"),
        "mine": Door.objects.open(today).filter(teacher__user=user).select_related("teacher"),
        "open_to_me": Door.objects.open_to(user, today).select_related("teacher__user"),
        "visits": visits.exclude(state=DropIn.State.TAKEN_BACK)[:30],
    }
    return render(request, "circle/doors.html", context)


@never_cache
@login_required
@get_and_post
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a door."""
    teacher = part_of_mine(request, slug)
    form = DoorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.offer_door(teacher, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Your door is open. We tell you when somebody knocks."))
            return redirect("circle:doors")
    context = {"form": form, "programme": teacher.programme}
    return render(request, "circle/offer.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def close(request: HttpRequest, code: UUID) -> HttpResponse:
    """Close a door of mine."""
    operations.close_door(door_of_mine(request, code))
    toast(request, _("Closed. Visits you agreed to still stand."))
    return redirect("circle:doors")


@never_cache
@login_required
@get_and_post
def knock(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask to drop in on a day."""
    door = door_open_to(request, code)
    form = KnockForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            visit = operations.knock(door, visitor=person(request), on=form.cleaned_data["on"])
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            toast(request, _("Asked. %s answers.") % door.teacher.user.first_name)
            return redirect("circle:visit", visit.code)
    context = {"form": form, "door": door}
    return render(request, "circle/knock.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@get_and_post
def visit(request: HttpRequest, code: UUID) -> HttpResponse:
    """One visit: the answer, and the two lines afterwards."""
    found = visit_for(request, code)
    is_visitor = found.visitor_id == request.user.pk
    first = {"worked": found.worked, "take_away": found.take_away}
    form = ThanksForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and not is_visitor:
        raise Http404
    if form.is_bound and form.is_valid():
        try:
            operations.thank(found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Thank you. Only the two of you can read it."))
            warn_of_pupils(request, *form.cleaned_data.values())
            return redirect("circle:visit", code)
    context: dict[str, Any] = {
        "visit": found,
        "teacher": found.door.teacher,
        "is_visitor": is_visitor,
        "has_been": found.on <= found.door.teacher.programme.today(),
        "form": form,
    }
    return render(request, "circle/visit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def answer(request: HttpRequest, code: UUID) -> HttpResponse:
    """The teacher's yes or no, or the visitor's "I cannot come after all"."""
    found = visit_for(request, code)
    said = request.POST.get("answer")
    try:
        if found.visitor_id == request.user.pk:
            operations.take_back_knock(found)
        else:
            operations.answer_knock(found, yes=said == "yes")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circle:visit", code)
