"""Pages of the tools: what there is, one tool, one sheet to write in, to read and to print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_side, own_sides, writing_side
from edumentoring.pairs.beside import boxes_for
from edumentoring.programmes.navigation import address_of
from edumentoring.tools import operations
from edumentoring.tools.access import (
    Opened,
    may_begin,
    own_participant,
    own_sheet,
    removed_sheet,
    sheet_for,
    tool_for,
    writing_sheet,
)
from edumentoring.tools.forms import SheetForm
from edumentoring.tools.goal import goal_in_sight
from edumentoring.tools.home_lines import is_due
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.models import Sheet
from edumentoring.tools.pages import differences, form_for, pupils_in, steps_of
from edumentoring.tools.section import taken_questions

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
MOST = 60


def _groups() -> list[dict[str, Any]]:
    """All tools under their headings, in their order."""
    groups: dict[str, list[Any]] = {}
    for tool in TOOLS.values():
        groups.setdefault(str(tool.group), []).append(tool)
    return [{"title": title, "tools": tools} for title, tools in groups.items()]


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every tool, and all I wrote in them, in any pair or none."""
    sheets = Sheet.objects.of_person(request.user.pk).with_people()[:MOST]
    return render(request, "tools/mine.html", {"groups": _groups(), "sheets": sheets})


@never_cache
@login_required
@require_safe
def pair_tools(request: HttpRequest, code: UUID) -> HttpResponse:
    """The tools of a pair: my drafts, what we share, and what to begin."""
    side = own_side(request, code)
    sheets = list(Sheet.objects.visible_to(side.me).filter(pair=side.pair).with_people()[:MOST])
    context = {
        "side": side,
        "groups": _groups(),
        "drafts": [sheet for sheet in sheets if sheet.is_draft],
        "shared": [sheet for sheet in sheets if sheet.is_shared],
        "own": [sheet for sheet in sheets if not (sheet.is_draft or sheet.is_shared)],
        "taken": taken_questions(side),
    }
    return render(request, "tools/pair_tools.html", context)


@never_cache
@login_required
@require_safe
def about(request: HttpRequest, key: str) -> HttpResponse:
    """One tool: what it is for, examples, where it comes from, and a way to begin."""
    tool, sides = tool_for(key), own_sides(request.user)
    side = next((each for each in sides if each.may_write), None)
    finds = side if tool.finds_colleagues else None
    url = address_of("circle:find", finds.pair.code) if finds else ""
    context = {"tool": tool, "sides": sides, "colleagues_url": url}
    context["may_begin"] = bool(sides) or may_begin(request)
    return render(request, "tools/about.html", context)


@login_required
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a sheet, with somebody or for myself."""
    tool = tool_for(key)
    if not tool.steps:
        return redirect("tools:about", key)
    code = _code_in(request.POST.get("pair", ""))
    if code:
        side = writing_side(request, code)
        begun = operations.begin_sheet(tool, writer=side.me, pair=side.pair)
    else:
        begun = operations.begin_sheet(tool, writer=own_participant(request), pair=None)
    return redirect(begun)


def _code_in(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


# --- One sheet ----------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def sheet(request: HttpRequest, code: UUID) -> HttpResponse:
    """A sheet to write in: steps on one page, saved as one types or by a button."""
    opened = sheet_for(request, code)
    if not opened.may_write:
        return redirect("tools:read", code)
    if request.method != "POST":
        return _sheet_page(request, opened, form_for(opened))
    form = form_for(opened, request.POST)
    if not form.is_valid():
        return _sheet_page(request, opened, form, status=422)
    try:
        operations.save_sheet(opened.sheet, by=opened.me, filled=form.filled)
        return _after(request, opened, request.POST.get("what", ""))
    except Stale:
        opened.sheet.refresh_from_db()
        return _sheet_page(request, opened, form, status=409, now=differences(opened, form.filled))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(opened.sheet)


def _sheet_page(
    request: HttpRequest, opened: Opened, form: SheetForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    steps = steps_of(opened, form)
    context = {
        "opened": opened,
        "sheet": opened.sheet,
        "tool": opened.sheet.tool,
        "side": opened.side,
        "form": form,
        "steps": steps,
        "pupils": pupils_in(opened, steps),
        "goal": goal_in_sight(opened.side),
        "beside": boxes_for(opened.me, opened.sheet, may_write=opened.may_write),
        "unsaved": unsaved_at(status),
        "version": version_in(request.POST) if status == 422 else opened.sheet.version,
        **more,
    }
    return render(request, "tools/sheet.html", context, status=status)


def _after(request: HttpRequest, opened: Opened, what: str) -> HttpResponse:
    """What was pressed besides saving, and where it leads."""
    page = opened.sheet
    side = opened.side
    if what == "share" and side and opened.is_writer:
        operations.share_sheet(page, side)
        undo = reverse("tools:take_back", args=[page.code])
        toast(request, _("Shared with %s.") % side.other_name, undo=undo)
        return redirect("tools:read", page.code)
    if what in {"draft", "own"} and opened.is_writer:
        operations.set_aside(page, finished=what == "own")
        words = _("Kept as a draft.") if what == "draft" else _("Kept. Only you can read it.")
        toast(request, words)
        return redirect(_home_of(opened))
    if what in {"steps", "questions", "practice"}:
        return redirect(f"{reverse(f'tools:{what}')}?sheet={page.code}")
    toast(request, _("Saved."))
    return redirect(page)


def _home_of(opened: Opened) -> str:
    if opened.side:
        return reverse("tools:pair_tools", args=[opened.side.pair.code])
    return reverse("tools:mine")


@login_required
@require_POST
def save(request: HttpRequest, code: UUID) -> HttpResponse:
    """Kept while somebody types; 409 where it was saved elsewhere since."""
    opened = writing_sheet(request, code)
    form = form_for(opened, request.POST)

    def keep() -> Sheet:
        if not form.is_valid():
            raise Refused(" ".join(str(each) for errors in form.errors.values() for each in errors))
        return operations.save_sheet(opened.sheet, by=opened.me, filled=form.filled)

    return answer_autosave(keep)


@never_cache
@login_required
@require_safe
def read(request: HttpRequest, code: UUID) -> HttpResponse:
    """A sheet to read, and to print on one side of paper."""
    opened = sheet_for(request, code)
    steps = steps_of(opened)
    context = {
        "opened": opened,
        "sheet": opened.sheet,
        "tool": opened.sheet.tool,
        "side": opened.side,
        "steps": steps,
        "pupils": pupils_in(opened, steps) if opened.may_write else [],
        "goal": goal_in_sight(opened.side),
        "home_url": _home_of(opened),
        "beside": boxes_for(opened.me, opened.sheet, may_write=False),
        **_looking_again(opened),
    }
    return render(request, "tools/read.html", context)


def _looking_again(opened: Opened) -> dict[str, Any]:
    """Whether the day to look again has come, and where the two find a time for it."""
    side, sheet = opened.side, opened.sheet
    if side is None or not side.may_write or sheet.look_again_on is None:
        return {}
    meet_url = address_of("meetings:propose", side.pair.code)
    return {"is_due": is_due(sheet, side), "meet_url": meet_url}


@login_required
@require_POST
def again(request: HttpRequest, code: UUID) -> HttpResponse:
    """Start from this one: a new draft with its words."""
    opened = writing_sheet(request, code)
    made = operations.start_from(opened.sheet, by=opened.me, side=opened.side)
    toast(request, _("This is a new one. The old one stays as it is."))
    return redirect(made)


@login_required
@require_POST
def take_back(request: HttpRequest, code: UUID) -> HttpResponse:
    """The writer takes back what they shared."""
    opened = own_sheet(request, code)
    operations.take_back_sheet(opened.sheet)
    toast(request, _("Taken back. Only you can read it now."))
    return redirect(opened.sheet)


@login_required
@require_POST
def remove(request: HttpRequest, code: UUID) -> HttpResponse:
    """The writer removes a sheet, with a way back."""
    opened = own_sheet(request, code)
    operations.remove_sheet(opened.sheet)
    toast(request, _("Removed."), undo=reverse("tools:restore", args=[code]))
    return redirect(_home_of(opened))


@login_required
@require_POST
def restore(request: HttpRequest, code: UUID) -> HttpResponse:
    """Undo a removal."""
    opened = removed_sheet(request, code)
    operations.restore_sheet(opened.sheet)
    return redirect(opened.sheet)
