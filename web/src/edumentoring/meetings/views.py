"""A pair's meetings: all of them, one of them, suggesting, answering, moving, calling off."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import meeting_of, writing_meeting_of
from edumentoring.meetings.agenda_views import agenda_of
from edumentoring.meetings.content import Content, content_for
from edumentoring.meetings.forms import ChangeDetailsForm, ProposeForm, TimesForm, WordForm
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.section import gathered, said_no
from edumentoring.meetings.suggesting import free_times, programme_rests_on
from edumentoring.meetings.usual import usual_for
from edumentoring.meetings.when import Clocks, clocks_for, said
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.ready import parts_for
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
    found = gathered(side, clocks)
    return page(
        request,
        "meetings",
        side,
        found=found,
        agenda=agenda_of(side),
        content=_content(side, found.coming[0].meeting if found.coming else None),
        in_pause=[row.meeting.pk for row in found.coming if in_pause(row.meeting)],
        has_file=any(row.meeting.is_in_calendars for row in found.coming),
        has_later=any(not row.meeting.is_in_calendars for row in found.coming),
        clocks=clocks,
    )


def in_pause(found: Meeting) -> bool:
    """Whether an agreed meeting lies in a pause of the programme. It stands: the two agreed it,
    and they are asked here, not told, what to do with it."""
    if not (found.is_agreed and found.starts_at) or found.has_begun():
        return False
    programme = found.pair.programme
    day = found.starts_at.astimezone(ZoneInfo(programme.time_zone)).date()
    return programme_rests_on(programme, day)


def _content(side: Side, found: Meeting | None) -> list[Content]:
    """What is taught in the week of the meeting, or in this week where none is planned."""
    if not side.may_write:
        return []
    at = found.starts_at if found and found.starts_at else timezone.now()
    return content_for(side, at.astimezone(side.zone).date())


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
    lies_ahead = found.is_open and not found.has_begun()
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
        "content": _content(side, found) if found.is_open else [],
        "ready": parts_for(side) if lies_ahead and side.may_write else [],
        "said_no": said_no(side, found) if lies_ahead else "",
        "in_pause": in_pause(found),
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
    form = ProposeForm(clocks, free_times(side), data, initial=usual_for(side))
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
            toast(request, sent(side, made))
            return redirect(made)
    status = 422 if form.is_bound else 200
    return page(request, "propose", side, status=status, form=form, clocks=clocks)


def sent(side: Side, made: Meeting) -> str:
    """What became of a suggestion, for whoever made it."""
    if made.is_agreed:
        return _("Kept. The invitation is on its way to both of you.")
    return _("Sent to %s. We write to you when they answer.") % side.other_name


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
    do(request, done, words)


def _moment(pressed: str) -> datetime:
    try:
        at = datetime.fromisoformat(pressed)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Refused(_("Choose one of the times."))
    return at


def do(request: HttpRequest, done: Callable[[], object], words: str) -> None:
    """Do it and say so, or say why not."""
    try:
        done()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, words)


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
        do(
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
