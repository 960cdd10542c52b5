"""Pages about consents: the public notice and code, a person's own, and the desk's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.consents import conduct as code
from edumentoring.consents import notice, operations
from edumentoring.consents.access import purpose_named, readable_programme
from edumentoring.consents.forms import NotedConsentForm, NoticeForm, WordingForm
from edumentoring.consents.models import OPTIONAL, REQUIRED, Consent, Purpose, Wording
from edumentoring.consents.set_up import step
from edumentoring.consents.standing import asked_by, said_by
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for, own_part, participant_for
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import address_of, desk_context
from edumentoring.programmes.operations import note_step

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
DESK, PLACE = Consent.Way.DESK, Consent.Way.PLACE

# --- Public -------------------------------------------------------------------------------------


@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's privacy notice, with the purposes that it asks consent for."""
    programme = readable_programme(request, slug)
    last = programme.notices.first()
    context = {
        "programme": programme,
        **notice_context(notice.sections_of(programme)),
        "wordings": operations.current_wordings(programme),
        "worded_at": last.worded_at if last else None,
        "version": last.version if last else 0,
        "ask_url": address_of("queries:ask", slug),
        "place": place_of(programme, person=request.user),
    }
    return render(request, "consents/privacy.html", context)


def notice_context(sections: list[notice.Section]) -> dict[str, list[notice.Section]]:
    """The sections before and after those that say why."""
    return {"before": sections[: notice.AFTER_KEPT], "after": sections[notice.AFTER_KEPT :]}


@require_safe
def conduct(request: HttpRequest, slug: str) -> HttpResponse:
    """What mentors and mentees do and avoid, what stays confidential, and where that ends."""
    programme = readable_programme(request, slug)
    asked = operations.current_wordings(programme)
    context = {
        "programme": programme,
        "wording": next((each for each in asked if each.purpose == Purpose.CONDUCT), None),
        "code": code.CODE,
        "confidential": code.CONFIDENTIAL,
        "limit": code.LIMIT,
        "worried_url": address_of("concerns:tell", slug),
        "place": place_of(programme, person=request.user),
    }
    return render(request, "consents/conduct.html", context)


# --- One's own ----------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What I agreed to, in which words and when; give and withdraw, each by itself."""
    participant = own_part(request, slug)
    if request.method == "POST":
        return _answer(request, participant)
    context = {
        "participant": participant,
        "programme": participant.programme,
        "said": said_by(participant),
        "leave_url": address_of("signup:leave", slug),
        "back_url": address_of("signup:mine", slug) or reverse("pairs:place"),
        "left": participant.state == Participant.State.LEFT,
    }
    return render(request, "consents/mine.html", context)


def _answer(request: HttpRequest, participant: Participant) -> HttpResponse:
    slug, purpose = participant.programme.slug, request.POST.get("purpose", "")
    if purpose not in Purpose:
        raise Http404
    if "withdraw" in request.POST and purpose in REQUIRED:
        return redirect(address_of("signup:leave", slug) or "pairs:place")
    if "withdraw" in request.POST:
        ended = operations.withdraw(participant, purpose, way=PLACE, by=participant.user)
        if ended:
            toast(request, _("Taken back: %s. It counts from now.") % ended.wording.title)
    else:
        shown = {purpose: version_in(request.POST)}
        made = operations.give(participant, shown, way=PLACE, by=participant.user)
        if made:
            toast(request, _("Thank you. You agreed to: %s.") % made[0].wording.title)
    return redirect("consents:mine", slug)


# --- The desk -----------------------------------------------------------------------------------


@get_and_post
@staff
def wordings(request: HttpRequest, slug: str) -> HttpResponse:
    """What people are asked, in which words, and how many hold which version."""
    seat = desk_for(request, slug, "own")
    if request.method == "POST":
        return _change_asking(request, seat)
    context = desk_context(
        seat,
        asked=asked_by(seat.programme),
        not_asked=[each for each in OPTIONAL if each not in _known(seat)],
        notice_version=notice.version_now(seat.programme),
        set_up_url=address_of("programmes:set_up", slug),
        seen=step(seat).seen,
    )
    return render(request, "consents/wordings.html", context)


def _known(seat: Coordinator) -> set[str]:
    return {each.purpose for each in asked_by(seat.programme)}


def _change_asking(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    programme = seat.programme
    if "fine" in request.POST:
        note_step(programme, "consents")
        return redirect(address_of("programmes:set_up", programme.slug) or programme)
    purpose = purpose_named(request.POST.get("purpose", ""))
    name = purpose.label
    try:
        if "stop" in request.POST:
            operations.stop_asking(programme, purpose, by=seat.user)
            toast(request, _("Newcomers are no longer asked: %s.") % name)
        elif "again" in request.POST:
            operations.ask_again(programme, purpose, by=seat.user)
            toast(request, _("People see the new words at My place: %s.") % name)
        else:
            operations.ask_for(programme, purpose, by=seat.user)
            toast(request, _("Newcomers are asked from now on: %s.") % name)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consents:wordings", programme.slug)


@get_and_post
@staff
def wording(request: HttpRequest, slug: str, purpose: str) -> HttpResponse:
    """Put one purpose in other words, looking at it first."""
    seat = desk_for(request, slug, "own")
    named = purpose_named(purpose)
    now = next((each.wording for each in asked_by(seat.programme) if each.purpose == named), None)
    if now is None:
        raise Http404
    first = {"title": now.title, "text": now.text, "version": now.version}
    form = WordingForm(request.POST or None, initial=first)
    if not form.is_bound:
        return _wording_page(request, seat, form, now)
    if not form.is_valid():
        return _wording_page(request, seat, form, now, status=422)
    if "look" in request.POST:
        return _wording_page(request, seat, form, now, shown=form.cleaned_data)
    return _save_wording(request, seat, form, now)


def _save_wording(
    request: HttpRequest, seat: Coordinator, form: WordingForm, now: Wording
) -> HttpResponse:
    try:
        made = operations.reword(seat.programme, now.purpose, by=seat.user, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, str(stale))
        form.data = {**request.POST.dict(), "version": str(now.version)}
        return _wording_page(request, seat, form, now, status=409, theirs=now)
    toast(request, _("Saved. From now on people agree to version %s.") % made.version)
    return redirect("consents:wordings", seat.programme.slug)


def _wording_page(
    request: HttpRequest,
    seat: Coordinator,
    form: WordingForm,
    now: Wording,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    versions = seat.programme.wordings.filter(purpose=now.purpose).order_by("-version")
    context = desk_context(
        seat,
        form=form,
        now=now,
        purpose=Purpose(now.purpose),
        versions=versions.select_related("worded_by"),
        **{"shown": {"title": now.title, "text": now.text}, **more},
    )
    return render(request, "consents/wording.html", context, status=status)


@get_and_post
@staff
def edit_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the privacy notice in the programme's own words, looking at it first."""
    seat = desk_for(request, slug, "own")
    programme = seat.programme
    first = {each.key: each.text for each in notice.sections_of(programme)}
    first["version"] = str(notice.version_now(programme))
    form = NoticeForm(programme, request.POST or None, initial=first)
    if not form.is_bound:
        return _notice_page(request, seat, form)
    if not form.is_valid():
        return _notice_page(request, seat, form, status=422)
    if "look" in request.POST:
        return _notice_page(request, seat, form)
    version = form.cleaned_data["version"]
    try:
        operations.word_notice(programme, form.sections, by=seat.user, version=version)
    except Stale as stale:
        form.add_error(None, str(stale))
        form.data = {**request.POST.dict(), "version": str(notice.version_now(programme))}
        return _notice_page(request, seat, form, status=409)
    toast(request, _("Saved the privacy notice."))
    return redirect("consents:wordings", slug)


def _notice_page(
    request: HttpRequest, seat: Coordinator, form: NoticeForm, *, status: int = 200
) -> HttpResponse:
    programme = seat.programme
    ready = form.is_bound and form.is_valid() and status == 200
    sections = notice.sections_of(programme, form.sections if ready else None)
    context = desk_context(
        seat,
        form=form,
        wordings=operations.current_wordings(programme),
        versions=programme.notices.select_related("worded_by"),
        public_url=reverse("consents:privacy", args=[programme.slug]),
    ) | notice_context(sections)
    return render(request, "consents/notice.html", context, status=status)


@get_and_post
@staff
def person(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Note what somebody agreed to, or took back, outside the service."""
    seat = desk_for(request, slug, "people")
    participant = participant_for(seat, code)
    said = said_by(participant)
    wanting = [each.asked for each in said if each.asked and not each.standing]
    form = NotedConsentForm(wanting, request.POST if "give" in request.POST else None)
    if "withdraw" in request.POST:
        return _withdraw_for(request, seat, participant)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        operations.give(participant, given["purposes"], way=DESK, by=seat.user, note=given["note"])
        toast(request, _("Noted what %s agreed to.") % participant)
        return redirect(participant)
    takes_back = [each for each in said if each.standing and not each.required]
    context = desk_context(
        seat, "people", person=participant, form=form, wanting=wanting, takes_back=takes_back
    )
    status = 422 if form.is_bound else 200
    return render(request, "consents/person.html", context, status=status)


def _withdraw_for(
    request: HttpRequest, seat: Coordinator, participant: Participant
) -> HttpResponse:
    purpose = purpose_named(request.POST["withdraw"])
    if purpose in REQUIRED:
        messages.error(request, _("Without this nobody takes part. Mark them as left instead."))
    elif operations.withdraw(participant, purpose, way=DESK, by=seat.user):
        toast(request, _("Noted that %s took it back.") % participant)
    return redirect(participant)
