"""Events at the desk: planning, publishing, who has a place, who came."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import number_in, version_in
from edumentoring.common.tables import CSV_TYPE, write_csv
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.training import operations
from edumentoring.training.access import booking_at, event_at
from edumentoring.training.forms import EventForm
from edumentoring.training.models import Booking, Event
from edumentoring.training.operations.attending import Pasted
from edumentoring.training.operations.recording import as_hours
from edumentoring.training.wording import saved_words

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 30


@staff
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to come, what is not published yet, and what is over."""
    seat = desk_for(request, slug)
    here = Event.objects.filter(programme=seat.programme).with_programme().with_counts()
    page = Paginator(here.over(), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"coming": here.coming(), "page": page}
    return render(request, "training/desk.html", desk_context(seat, **context))


@staff
@get_and_post
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan an event, or a series."""
    seat = desk_for(request, slug, "people")
    form = EventForm(request.POST if request.method == "POST" else None, programme=seat.programme)
    if form.is_bound and form.is_valid():
        made = operations.plan(
            seat.programme,
            form.values,
            by=seat.user,
            repeat=form.cleaned_data.get("repeat") or "",
            times=form.cleaned_data.get("times") or 1,
            form_key=form.cleaned_data.get("form_key"),
        )
        toast(request, _("Kept as a draft. Look at it, then publish it."))
        return redirect("training:desk_event", slug, made.code)
    status = 422 if form.is_bound else 200
    return render(request, "training/edit.html", desk_context(seat, form=form), status=status)


@staff
@get_and_post
def edit(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Change one event."""
    seat = desk_for(request, slug, "people")
    found = event_at(seat, code)
    version = found.version
    data = request.POST if request.method == "POST" else None
    # A copy: a form that is wrong must not change what the page's heading says.
    form = EventForm(data, programme=seat.programme, instance=event_at(seat, code))
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                _event, told = operations.change_event(
                    found, form.values, version=version_in(request.POST), by=seat.user
                )
            except Stale as stale:
                form.add_error(None, str(stale))
                status = 409
            except Refused as refusal:
                form.add_error("places", str(refusal))
            else:
                toast(request, saved_words(told))
                return redirect("training:desk_event", slug, code)
    context: dict[str, Any] = {"form": form, "event": found, "version": version}
    return render(request, "training/edit.html", desk_context(seat, **context), status=status)


@staff
@require_safe
def event(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One event: how it stands, who has a place, who waits, what people said of it."""
    seat = desk_for(request, slug)
    found = event_at(seat, code)
    return render(request, "training/desk_event.html", desk_context(seat, **_about(found)))


def _about(found: Event) -> dict[str, Any]:
    bookings = list(found.bookings.with_people())
    said = found.bookings.exclude(rating=None).values_list("rating").annotate(Count("pk"))
    counts = dict(said.order_by("rating"))
    comments = found.bookings.exclude(comment="").order_by("code").values_list("comment", flat=True)
    series = Event.objects.filter(series=found.series).exclude(pk=found.pk) if found.series else []
    on_list = [one for one in bookings if one.state in (Booking.State.BOOKED, Booking.State.CAME)]
    return {
        "event": found,
        "on_list": sorted(on_list, key=lambda one: one.name.casefold()),
        "waiting": [one for one in bookings if one.state == Booking.State.WAITING],
        "asked": sum(one.state == Booking.State.ASKED for one in bookings),
        "came": sum(bool(one.attended) for one in bookings),
        "series": series,
        "ratings": [(label, counts.get(value, 0)) for value, label in Booking.Rating.choices],
        "rated": sum(counts.values()),
        "comments": comments,
        "may_mark": found.state == Event.State.PUBLISHED and found.has_begun,
    }


@staff
@require_POST
def publish(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Let people read of it and book."""
    seat = desk_for(request, slug, "people")
    try:
        done = operations.publish(event_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Published. People can book.", "Published: %d events.", len(done) or 1)
        toast(request, words % len(done) if len(done) > 1 else words)
    return redirect("training:desk_event", slug, code)


@staff
@require_POST
def send_back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Not like this: a partner hears what should be different."""
    seat = desk_for(request, slug, "people")
    try:
        sent = operations.send_back(
            event_at(seat, code), request.POST.get("word", ""), by=seat.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Sent back. We have written to %s.") % sent.held_by)
    return redirect("training:desk_event", slug, code)


@staff
@get_and_post
def call_off(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Call it off, with a word to those who were to come."""
    seat = desk_for(request, slug, "people")
    found = event_at(seat, code)
    if request.method != "POST":
        live = found.bookings.live().count()
        return render(request, "training/call_off.html", desk_context(seat, event=found, live=live))
    try:
        told = operations.cancel_event(found, request.POST.get("word", ""), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Called off. %d person is told.", "Called off. %d people are told.", told)
        toast(request, words % told)
    return redirect("training:desk_event", slug, code)


@staff
@require_POST
def copy(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A draft like it."""
    seat = desk_for(request, slug, "people")
    made = operations.copy_event(event_at(seat, code), by=seat.user)
    toast(request, _("A draft four weeks later. Look at its day, then publish it."))
    return redirect("training:edit", slug, made.code)


@staff
@require_POST
def move_up(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Give a free place to somebody who waits."""
    seat = desk_for(request, slug, "people")
    found = booking_at(seat, code)
    try:
        operations.move_up(found, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s has a place and gets a letter.") % found.name)
    return redirect("training:desk_event", slug, found.event.code)


@staff
@require_POST
def take_off(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a name off the list."""
    seat = desk_for(request, slug, "people")
    found = booking_at(seat, code)
    try:
        operations.cancel_booking(found, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s is off the list and gets a letter.") % found.name)
    return redirect("training:desk_event", slug, found.event.code)


# --- Who came ---------------------------------------------------------------------------------


@staff
@get_and_post
def attendance(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The list to tick, to print, or to paste into."""
    seat = desk_for(request, slug, "see" if request.method != "POST" else "people")
    found = event_at(seat, code)
    if request.method != "POST":
        return _attendance_page(request, seat, found)
    try:
        if "paste" in request.POST:
            text = request.POST.get("rows", "")[:100_000]
            pasted = operations.paste_attendance(found, text.splitlines(), by=seat.user)
            if pasted.unknown or not pasted.ticked:
                return _attendance_page(request, seat, event_at(seat, code), pasted=pasted)
            _say_marked(request, seat, found)
        else:
            came, hours = _marks(request, found)
            operations.mark(found, came, hours=hours, by=seat.user)
            _say_marked(request, seat, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _attendance_page(request, seat, found, status=422)
    return redirect("training:attendance", slug, code)


def _marks(request: HttpRequest, found: Event) -> tuple[set[int], dict[int, Decimal]]:
    """What was ticked, and hours where somebody stayed for less or more."""
    keys = set(found.bookings.on_the_list().values_list("pk", flat=True))
    if request.POST.get("do") == "all":
        came = keys
    else:
        came = keys & {number_in(key) for key in request.POST.getlist("came")}
    hours = {
        key: as_hours(words)
        for key in came
        if (words := request.POST.get(f"hours-{key}", "").strip())
    }
    return came, hours


def _say_marked(request: HttpRequest, seat: Coordinator, found: Event) -> None:
    came = found.bookings.filter(attended=True).count()
    words = ngettext(
        "%d person came. They are thanked in ten minutes.",
        "%d people came. They are thanked in ten minutes.",
        came,
    )
    undo = reverse("training:undo_marks", args=[seat.programme.slug, found.code])
    toast(request, words % came, undo=undo)


def _attendance_page(
    request: HttpRequest,
    seat: Coordinator,
    found: Event,
    *,
    pasted: Pasted | None = None,
    status: int = 200,
) -> HttpResponse:
    bookings = sorted(
        found.bookings.on_the_list().with_people(), key=lambda one: one.name.casefold()
    )
    left = "\n".join(row for _number, row in pasted.unknown) if pasted else ""
    context: dict[str, Any] = {
        "event": found,
        "bookings": bookings,
        "pasted": pasted,
        "left": left,
        "may_mark": found.state == Event.State.PUBLISHED and found.starts_at <= timezone.now(),
    }
    given = desk_context(seat, **context)
    return render(request, "training/attendance.html", given, status=422 if left else status)


@staff
@require_POST
def undo_marks(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Who came, as it stood before."""
    seat = desk_for(request, slug, "people")
    try:
        operations.undo_marks(event_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("The list is as it was before."))
    return redirect("training:attendance", slug, code)


@staff
@require_safe
def export(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The list as a sheet."""
    seat = desk_for(request, slug)
    found = event_at(seat, code)
    rows: list[list[Any]] = [
        [_("Name"), _("E-mail"), _("School"), _("How it stands"), _("Came"), _("Hours")]
    ]
    for one in found.bookings.exclude(state=Booking.State.ASKED).with_people():
        school = one.participant.school_name if one.participant else ""
        came = {True: _("Yes"), False: _("No"), None: ""}[one.attended]
        rows.append([one.name, one.email, school, one.get_state_display(), came, one.hours])
    response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="event-{found.starts_at:%Y-%m-%d}.csv"'
    return response
