"""What anybody may open: public events, the pages behind letters' links, certificates."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.programmes.access import published_programme
from edumentoring.programmes.front import place_of
from edumentoring.reach import printing
from edumentoring.reach.drawn import draws
from edumentoring.signup.limits import TooMany, count_request
from edumentoring.training import ics, letters, operations, paper
from edumentoring.training.access import (
    booking_by_key,
    certificate_for,
    key_of,
    own_certificate,
    own_parts,
    part_for,
    public_event,
)
from edumentoring.training.forms import GuestForm, SaidForm
from edumentoring.training.models import Booking, Event
from edumentoring.training.views import CALENDAR, calendar_file

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
State = Booking.State
FRESH_FOR = 15 * 60


# --- Events -----------------------------------------------------------------------------------


@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """The public events of a programme that are to come."""
    programme = published_programme(slug)
    coming = Event.objects.public().coming().filter(programme=programme).with_programme()
    context = {
        "programme": programme,
        "place": place_of(programme, person=request.user),
        "rows": [{"event": one, "when": letters.said_for(one, None)} for one in coming[:100]],
        "feed": request.build_absolute_uri("calendar.ics"),
    }
    return render(request, "training/public_events.html", context)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a calendar to subscribe to, with those that are off and those just over."""
    programme = published_programme(slug)
    shown = Event.objects.filter(programme=programme, is_public=True).with_programme()
    shown = shown.exclude(published_at=None).order_by("-starts_at")[:200]
    words = ics.public_feed(shown, name=programme.name)
    etag = f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(words, content_type=CALENDAR)
        response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return response


@get_and_post
def event(request: HttpRequest, code: UUID) -> HttpResponse:
    """One public event. A guest asks for a place; the letter's link gives it."""
    found = public_event(code)
    form = GuestForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                count_request(request, found.programme)
                operations.book_as_guest(found, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("email", str(refusal))
                status = 429 if isinstance(refusal, TooMany) else 422
            else:
                asked = {"event": found, "email": form.cleaned_data["email"]}
                return _in_its_name(request, found, "asked", asked)
    when = letters.said_for(found, None)
    context = {
        "event": found,
        "form": form,
        "when": when,
        "card": _card(found, str(when)),
        "may_have_a_page": _may_have_a_page(request, found),
    }
    return _in_its_name(request, found, "public_event", context, status=status)


def _may_have_a_page(request: HttpRequest, event: Event) -> bool:
    """Whether it may be at My place too: not for those signed in whom it is not for."""
    return not request.user.is_authenticated or bool(part_for(event, own_parts(request.user)))


def _card(event: Event, when: str) -> dict[str, str]:
    """What other sites show of it."""
    words = Truncator(" ".join(event.about.split())).chars(160)
    return {
        "url": event.public_url,
        "title": event.title,
        "words": f"{when}. {words}",
        "picture": f"{event.public_url}card.png?v={event.version}",
    }


@require_safe
@draws
@cache_control(public=True, max_age=600)
def card(request: HttpRequest, code: UUID) -> HttpResponse:
    """The picture that other sites show beside the event's address."""
    found = public_event(code)
    words = f"{letters.said_for(found, None)}. {found.place_words}"
    drawn = printing.card_of(found.programme, title=found.title, words=words)
    return HttpResponse(drawn, content_type="image/png")


@require_safe
def event_file(request: HttpRequest, code: UUID) -> HttpResponse:
    """A public event as a file for any calendar."""
    return calendar_file(ics.download(public_event(code)))


def _in_its_name(
    request: HttpRequest,
    event: Event,
    template: str,
    context: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    programme = event.programme
    context |= {"programme": programme, "place": place_of(programme, person=request.user)}
    return render(request, f"training/{template}.html", context, status=status)


# --- Behind a letter's link -------------------------------------------------------------------


@never_cache
@get_and_post
def booking(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the letter may confirm, give back or rate. Showing changes nothing."""
    found = booking_by_key(token)
    if found is None:
        return render(request, "training/unknown.html", status=404)
    form = SaidForm(request.POST if request.POST.get("do") == "rate" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        return redirect("training:booking", key_of(_act(request, found, form)))
    context: dict[str, object] = {
        "event": found.event,
        "booking": found,
        "when": letters.when_for(found),
        "form": form,
        "is_asked": found.state == State.ASKED,
        "may_rate": found.event.has_begun and found.state in (State.BOOKED, State.CAME),
    }
    context["programme"] = found.event.programme
    context["place"] = place_of(found.event.programme)
    status = 422 if form.is_bound else 200
    return render(request, "training/booking.html", context, status=status)


def _act(request: HttpRequest, found: Booking, form: SaidForm) -> Booking:
    """Do what was pressed. Gives the booking it is about now: a guest with an account may have
    had one already."""
    do = request.POST.get("do")
    try:
        if do in ("confirm", "book"):
            part = found.participant
            return operations.book(found.event, part) if part else operations.confirm_guest(found)
        if do == "cancel":
            return operations.cancel_booking(found)
        if form.is_bound:
            operations.rate(found, form.cleaned_data["rating"], form.cleaned_data["comment"])
            toast(request, _("Thank you. That helps us plan the next one."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return found


# --- Certificates -----------------------------------------------------------------------------


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate holds, for whoever was given its address."""
    found = certificate_for(request, code)
    context = {
        "certificate": found,
        "is_mine": found.user_id is not None and found.user_id == request.user.pk,
        "programme": found.programme,
        "place": place_of(found.programme),
    }
    response = render(request, "training/certificate.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
@draws
def certificate_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate to print. One that holds no more says so across its face."""
    found = certificate_for(request, code)
    response = HttpResponse(paper.certificate(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.code}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_POST
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Hide my certificate from whoever has its address, or show it again."""
    found = own_certificate(request, code)
    shown = request.POST.get("show") == "yes"
    operations.show_certificate(found, shown=shown)
    words = (
        _("Whoever has the address can see it again.")
        if shown
        else _("Hidden. Its address shows nothing to anybody but you.")
    )
    toast(request, words)
    return redirect(found)
