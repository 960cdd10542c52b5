"""One's own pages in one programme: how I stand, room, a break, leaving and coming back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.consents.operations import current_wordings, give
from edumentoring.consents.standing import said_by
from edumentoring.design.toasts import toast
from edumentoring.people.operations import forget
from edumentoring.people.personal import Scope
from edumentoring.programmes import apart, leaving
from edumentoring.programmes.access import own_part
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.operations import (
    bring_back_participant,
    change_participant,
)
from edumentoring.programmes.operations import leaving as goings
from edumentoring.signup.forms import ConsentForm
from edumentoring.signup.own_answers import answered_by, changes_of
from edumentoring.signup.own_forms import LeaveForm, PauseForm, RoomForm
from edumentoring.signup.own_operations import take_a_break
from edumentoring.signup.own_standing import situation_of
from edumentoring.verification.use import Use, use_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
State = Participant.State
HERE = (State.IN, State.PAUSED)


def _page(
    request: HttpRequest,
    template: str,
    participant: Participant,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"participant": participant, "programme": participant.programme}
    return render(request, f"signup/own/{template}.html", context, status=status)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of mine in this programme, whatever my state."""
    participant = own_part(request, slug)
    is_here = participant.state != State.LEFT
    return _page(
        request,
        "mine",
        participant,
        situation=situation_of(participant),
        is_here=is_here,
        may_pause=participant.state == State.IN,
        may_come_back=participant.state == State.PAUSED and not apart.rests(participant),
        answered=answered_by(participant) if is_here else [],
        changes=changes_of(participant),
        said=said_by(participant),
        verification_url=_verification(participant) if is_here else "",
        invite_url=address_of("reach:invite_others", slug) if participant.state in HERE else "",
        ask_url=address_of("queries:ask", slug),
        data_url=address_of("people:data"),
        other_role=_other_role(participant) if is_here else "",
    )


def _verification(participant: Participant) -> str:
    """Where to show that one works in a school, in a programme that asks for it at all."""
    programme = participant.programme
    if use_of(programme) == Use.NOT_USED:
        return ""
    return address_of("verification:mine", programme.slug)


def _other_role(participant: Participant) -> str:
    """The role they could take up besides, through the form that merges both."""
    programme = participant.programme
    if not programme.published_at:
        return ""
    if not participant.is_mentor and programme.takes_mentors:
        return "mentor"
    return "mentee" if not participant.is_mentee and programme.takes_mentees else ""


# --- Room ---------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """A mentor's places: more, fewer, or none for now."""
    participant = own_part(request, slug)
    if not participant.is_mentor or participant.state == State.LEFT:
        return redirect("signup:mine", slug)
    first = {"capacity": participant.capacity}
    form = RoomForm(participant, request.POST if "save" in request.POST else None, initial=first)
    try:
        if "none" in request.POST:
            return _keep_room(request, participant, {"capacity": participant.mentees_now})
        if "step_down" in request.POST:
            return _keep_room(request, participant, {"is_mentor": False})
        if form.is_bound and form.is_valid():
            return _keep_room(request, participant, {"capacity": form.cleaned_data["capacity"]})
    except Refused as refusal:
        messages.error(request, str(refusal))
    may_step_down = participant.is_mentee and not participant.mentees_now
    status = 422 if form.is_bound else 200
    return _page(
        request, "room", participant, status=status, form=form, may_step_down=may_step_down
    )


def _keep_room(
    request: HttpRequest, participant: Participant, changes: dict[str, Any]
) -> HttpResponse:
    change_participant(participant, changes=changes, by=participant.user, source="person")
    toast(request, _("Saved. You can change it again at any time."))
    return redirect("signup:mine", participant.programme.slug)


# --- A break ------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a break, with a day to come back or without one."""
    participant = own_part(request, slug)
    today = participant.programme.today()
    data = request.POST if request.method == "POST" else None
    has_pairs = bool(participant.mentees_now or participant.mentors_now)
    first = {"until": participant.paused_until}
    form = PauseForm(today, data, initial=first, has_pairs=has_pairs)
    if form.is_bound and form.is_valid():
        try:
            take_a_break(participant, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("Enjoy your break. Come back whenever you like."))
        return redirect("signup:mine", slug)
    if participant.state not in HERE:
        return redirect("signup:mine", slug)
    return _page(request, "pause", participant, status=422 if form.is_bound else 200, form=form)


@login_required
@require_POST
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """End my break."""
    participant = own_part(request, slug)
    if participant.state != State.PAUSED:
        return redirect("signup:mine", slug)
    try:
        bring_back_participant(participant, by=participant.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Welcome back."))
    return redirect("signup:mine", slug)


# --- Leaving and coming back --------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave in one step; no reason is asked. Being forgotten here is a choice beside it."""
    participant = own_part(request, slug)
    data = request.POST if request.method == "POST" else None
    form = LeaveForm(data)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["forget"]:
            return _forget_here(request, participant)
        goings.leave_programme(participant, by=participant.user, reason=form.cleaned_data["reason"])
        return redirect("signup:mine", slug)
    return _page(
        request,
        "leave",
        participant,
        status=422 if form.is_bound else 200,
        form=form,
        has_left=participant.state == State.LEFT,
        foretold=leaving.foretold(participant),
    )


def _forget_here(request: HttpRequest, participant: Participant) -> HttpResponse:
    name, slug = participant.programme.name, participant.programme.slug
    scope = Scope(user=participant.user, programme_id=participant.programme_id)
    try:
        forget(scope, by=participant.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("signup:leave", slug)
    messages.success(request, _("You have left %s, and what it kept about you is gone.") % name)
    return redirect("pairs:place")


@login_required
@require_POST
def stay(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo my leaving, within ten minutes."""
    participant = own_part(request, slug)
    try:
        goings.undo_leaving(participant, by=participant.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("You are still here. Nobody else heard of it."))
    return redirect("signup:mine", slug)


@never_cache
@login_required
@get_and_post
def come_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take part again, having read what that needs."""
    participant = own_part(request, slug)
    if participant.state != State.LEFT:
        return redirect("signup:mine", slug)
    needed = [each for each in current_wordings(participant.programme) if each.required]
    form = ConsentForm(needed, {}, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            came = goings.come_back(participant, by=participant.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("signup:mine", slug)
        give(came, form.versions(), way="place", by=came.user)
        toast(request, _("Welcome back."))
        return redirect("signup:mine", slug)
    return _page(request, "return", participant, status=422 if form.is_bound else 200, form=form)
