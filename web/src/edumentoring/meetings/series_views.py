"""Meeting every so often: days shown first, then suggested, answered and called off together."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import series_of
from edumentoring.meetings.forms import SeriesForm
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.suggesting import rests_on
from edumentoring.meetings.usual import usual_for
from edumentoring.meetings.views import do, get_and_post, page, sent
from edumentoring.meetings.when import Clocks, clocks_for
from edumentoring.pairs.access import writing_side
from edumentoring.pairs.sides import Side


@never_cache
@login_required
@get_and_post
def every(request: HttpRequest, code: UUID) -> HttpResponse:
    """Suggest a meeting every so often; the days are shown before they are sent."""
    side = writing_side(request, code)
    clocks = clocks_for(side)
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(clocks, data, initial=usual_for(side))
    days: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        days = _days(side, form, clocks)
        if "send" in request.POST:
            made = _send_series(request, side, form, days)
            if made:
                toast(request, sent(side, made[0]))
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
        do(
            request,
            lambda: operations.accept_series(side, series),
            _("It is agreed. The days are on their way to both of you."),
        )
    else:
        word = request.POST.get("word", "")[:300]
        do(
            request,
            lambda: operations.decline_series(side, series, word=word),
            _("We have told %s kindly.") % side.other_name,
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
