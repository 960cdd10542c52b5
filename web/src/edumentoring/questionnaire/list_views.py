"""The list of questions: their order, what is left out, and what is asked again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import address_of, desk_context
from edumentoring.questionnaire import operations
from edumentoring.questionnaire.access import others_owned, past_or_present_for
from edumentoring.questionnaire.asked import (
    current,
    groups,
    length_in_words,
    order_mark,
    retired,
)
from edumentoring.questionnaire.moving import moved


@staff
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, of whom and in which order."""
    return show_list(request, desk_for(request, slug, "own"))


def show_list(
    request: HttpRequest, seat: Coordinator, *, status: int = 200, moved_on: str = ""
) -> HttpResponse:
    """The list as it is now. `moved_on` says beside it that it is not what was seen."""
    asked = current(seat.programme)
    context = desk_context(
        seat,
        moved_on=moved_on,
        groups=groups(asked),
        mark=order_mark(asked),
        lengths=length_in_words(seat.programme, asked),
        retired=retired(seat.programme),
        may_copy=bool(others_owned(seat)),
        seen="questions" in seat.programme.set_up,
        set_up_url=address_of("programmes:set_up", seat.programme.slug),
    )
    return render(request, "questionnaire/questions.html", context, status=status)


def back_to(slug: str, key: str = "") -> HttpResponse:
    """The list again, where this question stands."""
    address = reverse("questionnaire:questions", args=[slug])
    return redirect(f"{address}#question-{key}" if key else address)


@staff
@require_POST
def order(request: HttpRequest, slug: str) -> HttpResponse:
    """Move one question (`move`, "up:key"), or put all in the order given (`order`, keys)."""
    seat = desk_for(request, slug, "own")
    before = current(seat.programme)
    keys = [each.key for each in before]
    given = request.POST if "mark" in request.POST else request.GET  # undo asks by its address
    mark = given.get("mark", "")
    wanted, key = moved(before, given)
    try:
        new_mark = operations.put_in_order(seat.programme, wanted, mark=mark, by=seat.user)
    except Stale as stale:
        return show_list(request, seat, status=409, moved_on=str(stale))
    if new_mark != mark:
        undo = urlencode({"order": " ".join(keys), "mark": new_mark})
        address = reverse("questionnaire:order", args=[slug])
        toast(request, _("The order is changed."), undo=f"{address}?{undo}")
    return back_to(slug, key)


@staff
@require_POST
def leave_out(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask it no more."""
    seat = desk_for(request, slug, "own")
    past_or_present_for(seat, key)
    try:
        question = operations.retire_question(seat.programme, key, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return show_list(request, seat, status=409)
    undo = reverse("questionnaire:bring_back", args=[slug, key])
    toast(request, _("“%s” is not asked any more. Answers stay.") % question.label, undo=undo)
    return back_to(slug)


@staff
@require_POST
def bring_back(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask it again."""
    seat = desk_for(request, slug, "own")
    past_or_present_for(seat, key)
    try:
        question = operations.bring_back_question(seat.programme, key, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return show_list(request, seat, status=409)
    undo = reverse("questionnaire:leave_out", args=[slug, key])
    toast(request, _("“%s” is asked again.") % question.label, undo=undo)
    return back_to(slug, key)


@staff
@require_POST
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """These are right: tick the step of the task list."""
    seat = desk_for(request, slug, "own")
    operations.call_it_seen(seat.programme, by=seat.user)
    toast(request, _("Good. You can change the questions at any time."))
    return redirect(address_of("programmes:set_up", slug) or seat.programme)
