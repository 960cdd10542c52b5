"""Forms that two who supervise each other fill in together: the tools of a pair, kept apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.circle import operations
from edumentoring.circle.access import person, removed_sheet_of, sheet_of
from edumentoring.circle.models import Asked, Supervision, TalkSheet
from edumentoring.circle.supervision_views import for_the_two
from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.tools.access import tool_for
from edumentoring.tools.forms import SheetForm
from edumentoring.tools.pages import differences_in, pupils_among, steps_with
from edumentoring.tools.shapes import LOOK_AGAIN

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@for_the_two
@require_POST
def begin(request: HttpRequest, found: Supervision, key: str) -> HttpResponse:
    """Begin a form for both of us."""
    tool = tool_for(key)
    if not tool.steps:
        return redirect("circle:supervision", found.code)
    try:
        made = operations.begin_sheet(found, tool, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("circle:supervision", found.code)
    return redirect("circle:sheet", found.code, made.code)


@never_cache
@for_the_two
@get_and_post
def sheet(request: HttpRequest, found: Supervision, sheet: UUID) -> HttpResponse:
    """A form to write in; once the two have ended it, to read."""
    page = sheet_of(found, sheet)
    if found.state != Asked.State.YES:
        return redirect("circle:read_sheet", found.code, page.code)
    if request.method != "POST":
        return _page(request, found, page, _form(page))
    form = _form(page, request.POST)
    if not form.is_valid():
        return _page(request, found, page, form, status=422)
    try:
        operations.save_sheet(page, form.filled)
    except Stale:
        page.refresh_from_db()
        now = differences_in(page.tool, _words(page), form.filled)
        return _page(request, found, page, form, status=409, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved."))
    return redirect("circle:read_sheet", found.code, page.code)


def _form(page: TalkSheet, data: Any = None) -> SheetForm:
    form = SheetForm(page.tool, data, initial=_words(page) | {"title": page.title})
    for key in page.tool.only_mine:
        del form.fields[key]
    return form


def _words(page: TalkSheet) -> dict[str, Any]:
    return {**page.answers, LOOK_AGAIN: page.look_again_on}


def _page(
    request: HttpRequest,
    found: Supervision,
    page: TalkSheet,
    form: SheetForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    words = _words(page)
    if form.is_bound:
        words = {key: form[key].value() for key in form.fields}
    steps = steps_with(page.tool, words, form=form, hidden=page.tool.only_mine)
    context = {
        **_shared(request, found, page),
        "form": form,
        "steps": steps,
        "pupils": pupils_among(page.title, steps),
        "unsaved": unsaved_at(status),
        "version": version_in(request.POST) if status == 422 else page.version,
        **more,
    }
    return render(request, "circle/sheet.html", context, status=status)


def _shared(request: HttpRequest, found: Supervision, page: TalkSheet) -> dict[str, Any]:
    """What both pages of a form show. The boxes of the tools ask for the other's name by `side`."""
    first = found.other_of(person(request)).split(" ")[0]
    return {
        "supervision": found,
        "sheet": page,
        "tool": page.tool,
        "goes_on": found.state == Asked.State.YES,
        "side": {"other_name": first},
        "readers": first,
        "no_libraries": True,
    }


@for_the_two
@require_POST
def save(request: HttpRequest, found: Supervision, sheet: UUID) -> HttpResponse:
    """Kept while somebody types; 409 where it was saved elsewhere since."""
    page = sheet_of(found, sheet)
    form = _form(page, request.POST)

    def keep() -> TalkSheet:
        if not form.is_valid():
            raise Refused(" ".join(str(each) for errors in form.errors.values() for each in errors))
        return operations.save_sheet(page, form.filled)

    return answer_autosave(keep)


@never_cache
@for_the_two
@require_safe
def read(request: HttpRequest, found: Supervision, sheet: UUID) -> HttpResponse:
    """A form to read, and to print on one side of paper."""
    page = sheet_of(found, sheet)
    steps = steps_with(page.tool, _words(page), hidden=page.tool.only_mine)
    context = {
        **_shared(request, found, page),
        "steps": steps,
        "pupils": pupils_among(page.title, steps),
    }
    return render(request, "circle/read_sheet.html", context)


@for_the_two
@require_POST
def remove(request: HttpRequest, found: Supervision, sheet: UUID) -> HttpResponse:
    """Either of the two removes it, with a way back."""
    page = sheet_of(found, sheet)
    try:
        operations.remove_sheet(page)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("circle:restore_sheet", args=[found.code, page.code])
        toast(request, _("Removed."), undo=undo)
    return redirect("circle:supervision", found.code)


@for_the_two
@require_POST
def restore(request: HttpRequest, found: Supervision, sheet: UUID) -> HttpResponse:
    """Undo a removal."""
    page = removed_sheet_of(found, sheet)
    try:
        operations.restore_sheet(page)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("circle:supervision", found.code)
    return redirect("circle:read_sheet", found.code, page.code)
