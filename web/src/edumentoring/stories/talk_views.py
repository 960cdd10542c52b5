"""Times to talk with somebody of the team: booked by whoever tells, offered at the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.forms import Worded
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.stories import ics, operations
from edumentoring.stories.access import slot_at, story_by_key, talk_by_key, teller_in
from edumentoring.stories.forms import BookForm, SlotForm
from edumentoring.stories.keys import talk_key
from edumentoring.stories.letters import when
from edumentoring.stories.models import DECIDES, Slot, Story, Talk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
MOST_TIMES = 20


@never_cache
@login_required
@get_and_post
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a time, as somebody who takes part."""
    part = teller_in(request, slug)
    return _booking(request, part.programme, part=part)


@never_cache
@get_and_post
def book_by_key(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a time, as the teller of a story."""
    story = story_by_key(token)
    if story.is_over or story.state == Story.State.UNCONFIRMED:
        raise Http404
    return _booking(request, story.programme, story=story)


def _booking(
    request: HttpRequest,
    programme: Programme,
    *,
    part: Participant | None = None,
    story: Story | None = None,
) -> HttpResponse:
    form, slots = _times(request, programme)
    if form.is_bound and form.is_valid():
        try:
            slot = slots[form.cleaned_data["slot"]]
            talk = operations.book(slot, story=story, part=part)
        except Refused as refusal:
            form.add_error("slot", str(refusal))
        else:
            toast(request, _("Booked. A letter with the time is on its way."))
            return redirect("stories:talk", talk_key(talk))
    status = 422 if form.is_bound else 200
    context = {"form": form, "times": slots}
    return _page(request, "stories/book.html", programme, status=status, **context)


def _times(request: HttpRequest, programme: Programme) -> tuple[BookForm, dict[str, Slot]]:
    """The free times as a form, the soonest first."""
    free = Slot.objects.free().filter(programme=programme).select_related("programme", "host")
    slots = {str(one.code): one for one in free[:MOST_TIMES]}
    choices = [(code, Worded(when(one), str(one.host))) for code, one in slots.items()]
    data = request.POST if request.method == "POST" and "slot" in request.POST else None
    if request.method == "POST" and data is None and request.POST.get("press") != "cancel":
        data = request.POST
    return BookForm(choices, data), slots  # type: ignore[arg-type]


@never_cache
@get_and_post
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """My talk: when, with whom, where; another time, or none."""
    found = talk_by_key(token)
    programme = found.slot.programme
    form, slots = _times(request, programme)
    if request.method == "POST":
        try:
            if request.POST.get("press") == "cancel":
                operations.cancel_talk(found)
                toast(request, _("Called off. It is out of both calendars."))
                return redirect("stories:talk", token)
            if form.is_valid():
                operations.move_talk(found, slots[form.cleaned_data["slot"]])
                toast(request, _("Moved. A letter with the new time is on its way."))
                return redirect("stories:talk", token)
        except Refused as refusal:
            form.add_error("slot", str(refusal))
    context = {
        "talk": found,
        "when": when(found.slot),
        "is_over": found.slot.ends_at < timezone.now(),
        "form": form,
        "times": slots,
        "token": token,
    }
    status = 422 if form.is_bound and form.errors else 200
    return _page(request, "stories/talk.html", programme, status=status, **context)


@never_cache
@require_safe
def talk_file(request: HttpRequest, token: str) -> HttpResponse:
    """The talk as a file for any calendar."""
    found = talk_by_key(token)
    if found.cancelled_at:
        raise Http404
    response = HttpResponse(ics.download(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="talk.ics"'
    return response


def _page(
    request: HttpRequest, template: str, programme: Programme, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"programme": programme, "place": place_of(programme)}
    return render(request, template, context, status=status)


# --- At the desk ----------------------------------------------------------------------------------


@staff
@get_and_post
def slots(request: HttpRequest, slug: str) -> HttpResponse:
    """The times we keep free, and who booked one."""
    seat = desk_for(request, slug, DECIDES)
    form = SlotForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        zone = ZoneInfo(seat.programme.time_zone)
        starts_at = datetime.combine(given["day"], given["time"], tzinfo=zone)
        try:
            operations.offer_slot(
                seat.programme,
                starts_at=starts_at,
                minutes=given["minutes"],
                where=given["where"],
                by=seat.user,
            )
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            toast(request, _("Offered. Whoever tells a story can book it."))
            return redirect("stories:slots", slug)
    coming = Slot.objects.coming().filter(programme=seat.programme).select_related("host")
    booked = {one.slot_id: one for one in Talk.objects.coming().filter(slot__in=coming)}
    rows = [(one, when(one), booked.get(one.pk)) for one in coming.select_related("programme")]
    context = {"form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(
        request, "stories/slots.html", desk_context(seat, "stories", **context), status=status
    )


@staff
@require_POST
def remove_slot(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a time away; whoever booked it is told."""
    seat = desk_for(request, slug, DECIDES)
    operations.remove_slot(slot_at(seat, code), by=seat.user)
    messages.success(request, _("Removed. Whoever had booked it gets a letter."))
    return redirect("stories:slots", slug)
