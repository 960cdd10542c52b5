"""The link in a letter about a meeting: answered without signing in.

GET only shows: programs that look through mail open every link, and must answer nothing by it.
The page shows no address, no link to a video room and no number: the letter may be passed on.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from edumentoring.common.refused import Refused
from edumentoring.meetings import operations
from edumentoring.meetings.access import Asked, asked_by
from edumentoring.meetings.series_views import keep_series_answer
from edumentoring.meetings.views import (
    get_and_post,
    keep_answer,
    offered,
    series_times,
    times_sent,
)
from edumentoring.meetings.when import clocks_for, said


@never_cache
@get_and_post
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Take a time, say that none will do, or call off what is agreed."""
    asked = asked_by(token)
    if asked is None:
        return render(request, "meetings/expired.html", status=404)
    side, meeting = asked.side, asked.meeting
    if request.method == "POST":
        _answer(request, asked)
        return redirect(request.path)
    clocks = clocks_for(side)
    is_series = bool(meeting.series) and meeting.is_suggested
    context = {
        "token": token,
        "side": side,
        "meeting": meeting,
        "when": said(meeting, clocks),
        "clocks": clocks,
        "times": offered(meeting, clocks),
        "series": series_times(meeting, clocks) if is_series else [],
        "waits": meeting.waits_for(side.me),
        "has_asked": meeting.has_asked(side.me),
        "has_begun": meeting.has_begun(),
    }
    return render(request, "meetings/reply.html", context)


def _answer(request: HttpRequest, asked: Asked) -> None:
    side, meeting = asked.side, asked.meeting
    if request.POST.get("answer") == "off":
        _call_off(request, asked)
    elif meeting.series and meeting.is_suggested:
        keep_series_answer(request, side, meeting.series)
    else:
        keep_answer(request, side, meeting)


def _call_off(request: HttpRequest, asked: Asked) -> None:
    from django.contrib import messages

    try:
        word = request.POST.get("word", "")[:300]
        operations.call_off(asked.side, asked.meeting, word=word)
    except Refused as refusal:
        messages.error(request, str(refusal))


@never_cache
@get_and_post
def other_times(request: HttpRequest, token: str) -> HttpResponse:
    """Name other times, from the letter."""
    asked = asked_by(token)
    if asked is None:
        return render(request, "meetings/expired.html", status=404)
    side, meeting = asked.side, asked.meeting
    clocks = clocks_for(side)
    form, sent = times_sent(request, side, meeting, clocks)
    if sent:
        return redirect("meetings:reply", token)
    context = {
        "token": token,
        "side": side,
        "meeting": meeting,
        "when": said(meeting, clocks),
        "clocks": clocks,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/reply_times.html", context, status=status)
