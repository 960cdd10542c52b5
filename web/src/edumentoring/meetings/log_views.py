"""Afterwards: two lines about a meeting, or that it did not happen."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import writing_meeting_of
from edumentoring.meetings.forms import LogForm, RecordForm
from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.meetings.views import get_and_post, page
from edumentoring.meetings.when import clocks_for, said
from edumentoring.pairs.access import writing_side
from edumentoring.pairs.sides import Side


@never_cache
@login_required
@get_and_post
def log(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """How a meeting went. Either may write it, and either may mend it."""
    side, found = writing_meeting_of(request, code, meeting)
    if not (found.is_logged or (found.is_agreed and found.has_begun())):
        return redirect(found)
    items = _waiting(side)
    form = LogForm(items, request.POST if request.method == "POST" else None, initial=_first(found))
    status, theirs = (422 if form.is_bound else 200), False
    if form.is_bound and form.is_valid():
        try:
            operations.tell_how_it_went(
                side, found, form.told(), version=form.cleaned_data["version"]
            )
        except Stale as refusal:
            form.add_error(None, str(refusal))
            status, theirs = 409, True
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Kept. You and %s can read it.") % side.other_name)
            warn_of_pupils(request, *_lines(form))
            return redirect(found)
    if theirs:
        form = _again(items, form, found)
    return page(
        request,
        "log",
        side,
        status=status,
        form=form,
        meeting=found,
        when=said(found, clocks_for(side)),
        theirs=theirs,
    )


def _lines(form: LogForm) -> list[str]:
    """The two lines as they were written."""
    return [str(form.cleaned_data.get(name, "")) for name in ("talked", "next_step")]


def _waiting(side: Side) -> list[AgendaItem]:
    return list(AgendaItem.objects.waiting().filter(pair=side.pair))


def _first(found: Meeting) -> dict[str, Any]:
    first: dict[str, Any] = {"version": found.version}
    if found.is_logged:
        happened = "yes" if found.state == Meeting.State.HELD else "no"
        first |= {
            "happened": happened,
            "talked": found.talked,
            "next_step": found.next_step,
        }
    return first


def _again(items: list[AgendaItem], form: LogForm, found: Meeting) -> LogForm:
    """The same words, over the version that is there now: nothing typed is lost."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(found.version)
    again = LogForm(items, data)
    again.is_valid()
    for sentence in form.non_field_errors():
        again.add_error(None, sentence)
    return again


@never_cache
@login_required
@get_and_post
def record(request: HttpRequest, code: UUID) -> HttpResponse:
    """Keep a meeting that was not planned here."""
    side = writing_side(request, code)
    form = RecordForm(_waiting(side), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.record_meeting(side, form.cleaned_data["day"], form.told())
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            toast(request, _("Kept. You and %s can read it.") % side.other_name)
            warn_of_pupils(request, *_lines(form))
            return redirect(made)
    return page(request, "record", side, status=422 if form.is_bound else 200, form=form)
