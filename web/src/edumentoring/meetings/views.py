"""A pair's meetings: all of them, one of them, suggesting, answering, moving, calling off."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import meeting_of, series_of, writing_meeting_of
from edumentoring.meetings.agenda_views import agenda_of
from edumentoring.meetings.content import content_for
from edumentoring.meetings.forms import (
    ChangeDetailsForm,
    ProposeForm,
    SeriesForm,
    TimesForm,
    WordForm,
)
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.section import gathered
from edumentoring.meetings.suggesting import free_times, rests_on
from edumentoring.meetings.when import Clocks, clocks_for, said
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.sides import Side

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def page(
    request: HttpRequest, template: str, side: Side, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room about a pair."""
    return render(
        request,
        f"meetings/{template}.html",
        {"side": side, "pair": side.pair, **context},
        status=status,
    )


@never_cache
@login_required
@require_safe
def meetings(request: HttpRequest, code: UUID) -> HttpResponse:
    """All of a pair's meetings, and what they want to talk about."""
    side = own_side(request, code)
    clocks = clocks_for(side)
    return page(
        request,
        "meetings",
        side,
        found=gathered(side, clocks),
        agenda=agenda_of(side),
        clocks=clocks,
    )


@never_cache
@login_required
@require_safe
def meeting(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """One meeting: when, where, what to talk about, and what to do about it."""
    side, found = meeting_of(request, code, meeting)
    clocks = clocks_for(side)
    return page(request, "meeting", side, **about(side, found, clocks))


def about(side: Side, found: Meeting, clocks: Clocks) -> dict[str, Any]:
    """What the page of one meeting shows."""
    series = found.series if found.is_suggested else None
    starts = found.starts_at
    return {
        "meeting": found,
        "when": said(found, clocks),
        "clocks": clocks,
        "times": offered(found, clocks),
        "series": series_times(found, clocks) if series else [],
        "waits": found.waits_for(side.me),
        "has_asked": found.has_asked(side.me),
        "has_begun": found.has_begun(),
        "word_by": found.word_by,
        "agenda": agenda_of(side, found),
        "content": content_for(side, starts.astimezone(side.zone).date()) if starts else [],
    }


def offered(found: Meeting, clocks: Clocks) -> list[Any]:
    """The times that wait for an answer, in words."""
    times = found.offers.values_list("starts_at", flat=True) if found.is_open else []
    return [clocks.say(starts_at, found.minutes) for starts_at in times]


def series_times(found: Meeting, clocks: Clocks) -> list[Any]:
    """All days that were suggested with this one."""
    together = Meeting.objects.suggested().filter(pair=found.pair, series=found.series)
    return [said(each, clocks) for each in together.order_by("starts_at")]


# --- Suggesting ---------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def propose(request: HttpRequest, code: UUID) -> HttpResponse:
    """Suggest one to three times to meet."""
    side = writing_side(request, code)
    clocks = clocks_for(side)
    data = request.POST if request.method == "POST" else None
    form = ProposeForm(clocks, free_times(side), data, initial=_usual(side))
    if form.is_bound and form.is_valid():
        try:
            made = operations.propose(
                side,
                form.cleaned_data["times"],
                form.details(),
                word=form.cleaned_data["word"],
                already_agreed=form.cleaned_data["already_agreed"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _sent(side, made))
            return redirect(made)
    status = 422 if form.is_bound else 200
    return page(request, "propose", side, status=status, form=form, clocks=clocks)


def _usual(side: Side) -> dict[str, Any]:
    """As they met last: nobody types a link twice."""
    last = Meeting.objects.filter(pair=side.pair).order_by("-made_at").first()
    if last is None or last.minutes is None:
        return {}
    return {"minutes": last.minutes, "channel": last.channel, "where": last.where}


def _sent(side: Side, made: Meeting) -> str:
    if made.is_agreed:
        return _("Kept. The invitation is on its way to both of you.")
    return _("Sent to %s. We write to you when they answer.") % side.other_name


@never_cache
@login_required
@get_and_post
def every(request: HttpRequest, code: UUID) -> HttpResponse:
    """Suggest a meeting every so often; the days are shown before they are sent."""
    side = writing_side(request, code)
    clocks = clocks_for(side)
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(clocks, data, initial=_usual(side))
    days: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        days = _days(side, form, clocks)
        if "send" in request.POST:
            made = _send_series(request, side, form, days)
            if made:
                toast(request, _sent(side, made[0]))
                return redirect("meetings:meetings", code)
    status = 422 if form.errors else 200
    return page(request, "every", side, status=status, form=form, days=days, clocks=clocks)


def _days(side: Side, form: SeriesForm, clocks: Clocks) -> list[dict[str, Any]]:
    """Each day, ticked unless they rest then or it was unticked."""
    try:
        times = form.times()
    except ValidationError as trouble:
        form.add_error("hour", trouble)
        return []
    kept = set(form.data.getlist("keep")) if "shown" in form.data else None  # type: ignore[attr-defined]
    return [_day(side, form, clocks, at, kept) for at in times]


def _day(
    side: Side, form: SeriesForm, clocks: Clocks, at: datetime, kept: set[str] | None
) -> dict[str, Any]:
    when = clocks.say(at, form.cleaned_data["minutes"])
    rests = rests_on(side.pair, at.astimezone(side.zone).date())
    ticked = not rests and (kept is None or when.value in kept)
    return {"at": at, "when": when, "rests": rests, "ticked": ticked}


def _send_series(
    request: HttpRequest, side: Side, form: SeriesForm, days: list[dict[str, Any]]
) -> list[Meeting]:
    try:
        return operations.propose_series(
            side, [day["at"] for day in days if day["ticked"]], form.details()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return []


# --- Answering ------------------------------------------------------------------------------------


@login_required
@require_POST
def answer(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """Take one of the times, or say that none will do."""
    side, found = writing_meeting_of(request, code, meeting)
    keep_answer(request, side, found)
    return redirect(found)


def keep_answer(request: HttpRequest, side: Side, found: Meeting) -> None:
    """What was pressed: a time, or "none"."""
    pressed = request.POST.get("answer", "")
    if pressed == "none":
        word = request.POST.get("word", "")[:300]
        done: Callable[[], object] = lambda: operations.say_not_these(side, found, word=word)  # noqa: E731
        words = _("We have told %s kindly.") % side.other_name
    else:
        done = lambda: operations.accept(side, found, _moment(pressed))  # noqa: E731
        words = _("It is agreed. The invitation is on its way to both of you.")
    _do(request, done, words)


def _moment(pressed: str) -> datetime:
    try:
        at = datetime.fromisoformat(pressed)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Refused(_("Choose one of the times."))
    return at


def _do(request: HttpRequest, done: Callable[[], object], words: str) -> None:
    try:
        done()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, words)


@login_required
@require_POST
def answer_series(request: HttpRequest, code: UUID, series: UUID) -> HttpResponse:
    """Yes or no to meetings that were suggested together."""
    side, _found = series_of(request, code, series)
    keep_series_answer(request, side, series)
    return redirect("meetings:meetings", code)


def keep_series_answer(request: HttpRequest, side: Side, series: UUID) -> None:
    """What was pressed: yes, or no with a word."""
    if request.POST.get("answer") == "yes":
        _do(
            request,
            lambda: operations.accept_series(side, series),
            _("It is agreed. The days are on their way to both of you."),
        )
    else:
        word = request.POST.get("word", "")[:300]
        _do(
            request,
            lambda: operations.decline_series(side, series, word=word),
            _("We have told %s kindly.") % side.other_name,
        )


@never_cache
@login_required
@get_and_post
def other_times(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """Name other times: in answer to a suggestion, or to move what is agreed."""
    side, found = writing_meeting_of(request, code, meeting)
    clocks = clocks_for(side)
    form, sent = times_sent(request, side, found, clocks)
    if sent:
        return redirect(found)
    status = 422 if form.is_bound else 200
    return page(
        request,
        "other_times",
        side,
        status=status,
        form=form,
        meeting=found,
        when=said(found, clocks),
        clocks=clocks,
    )


def times_sent(
    request: HttpRequest, side: Side, found: Meeting, clocks: Clocks
) -> tuple[TimesForm, bool]:
    """The form, and whether the times in it were sent to the other."""
    data = request.POST if request.method == "POST" else None
    form = TimesForm(clocks, free_times(side), data, minutes=found.minutes)
    if form.is_bound and form.is_valid():
        word = form.cleaned_data["word"]
        try:
            operations.suggest_other_times(side, found, form.cleaned_data["times"], word=word)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Sent to %s. We write to you when they answer.") % side.other_name)
            return form, True
    return form, False


# --- Changing and calling off ---------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def where(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """Another place, way or length for a meeting that is agreed."""
    side, found = writing_meeting_of(request, code, meeting)
    first = {"minutes": found.minutes, "channel": found.channel, "where": found.where}
    form = ChangeDetailsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            operations.change_details(side, found, form.details(), word=form.cleaned_data["word"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Saved. Both calendars hear of it."))
            return redirect(found)
    status = 422 if form.is_bound else 200
    return page(request, "where", side, status=status, form=form, meeting=found)


@never_cache
@login_required
@get_and_post
def call_off(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """Call a meeting off, or take a suggestion back, with a kind word or none."""
    side, found = writing_meeting_of(request, code, meeting)
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        word = form.cleaned_data["word"]
        _do(
            request,
            lambda: operations.call_off(side, found, word=word),
            _("Done. We have told %s.") % side.other_name,
        )
        return redirect("meetings:meetings", code)
    clocks = clocks_for(side)
    status = 422 if form.is_bound else 200
    return page(
        request,
        "call_off",
        side,
        status=status,
        form=form,
        meeting=found,
        when=said(found, clocks),
    )


@login_required
@require_POST
def call_off_series(request: HttpRequest, code: UUID, series: UUID) -> HttpResponse:
    """Call off all that is still to come of meetings that were suggested together."""
    side, _found = series_of(request, code, series)
    count = operations.call_off_series(side, series)
    words = ngettext("%d meeting is called off.", "%d meetings are called off.", count) % count
    toast(request, words)
    return redirect("meetings:meetings", code)
