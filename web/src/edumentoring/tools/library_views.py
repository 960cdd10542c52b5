"""The libraries: action steps, things to practise, and questions, each to search and to take."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_sides, writing_side
from edumentoring.tools import operations
from edumentoring.tools.access import Opened, taken_for, writing_sheet
from edumentoring.tools.bank import (
    AREAS,
    FOCUSES,
    MOMENTS,
    PRACTICE_AREAS,
    QUESTIONS,
    TOPICS,
    find,
)
from edumentoring.tools.own_topics import CHALLENGE, closest, with_a_critical_friend
from edumentoring.tools.sources import ACTION_STEPS, PRACTICE, QUESTIONING

MOST_OWN = 6


def _chips(request: HttpRequest, names: dict[str, Any], chosen: str, found: Any) -> list[Any]:
    """A chip for each area of a library. The words that were searched for stay."""
    kept = request.GET.copy()
    for name in ("area", "page"):
        kept.pop(name, None)
    chips = []
    for key, label in {"": _("All"), **names}.items():
        query = kept.copy()
        if key:
            query["area"] = key
        amount = sum(1 for each in found if key in {"", each.area})
        if amount or key == chosen:
            url = f"?{query.urlencode()}" if query else request.path
            chips.append({"label": label, "url": url, "current": key == chosen, "amount": amount})
    return chips


def _library(
    request: HttpRequest, items: Any, areas: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """What was searched for in a library, under its headings."""
    words, area = request.GET.get("q", "")[:100], request.GET.get("area", "")
    area = area if area in areas else ""
    found = find(items, words)
    shown = [each for each in found if area in {"", each.area}]
    groups = [
        {"key": key, "title": label, "items": [each for each in shown if each.area == key]}
        for key, label in areas.items()
    ]
    return {
        "words": words,
        "area": area,
        "chips": _chips(request, areas, area, found),
        "groups": [group for group in groups if group["items"]],
        "amount": len(shown),
        "opened": _opened(request),
        **more,
    }


def _opened(request: HttpRequest) -> Opened | None:
    """The sheet somebody came from, to take something into it."""
    code = _code_in(request.GET.get("sheet", ""))
    return writing_sheet(request, code) if code else None


def _code_in(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


@never_cache
@login_required
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """Action steps by area, each with an example and a way to rehearse it."""
    context = _library(request, FOCUSES, AREAS, sources=ACTION_STEPS)
    return render(request, "tools/steps.html", context)


@never_cache
@login_required
@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Things to practise, each with its goal, what good looks like, and rounds to try."""
    context = _library(request, TOPICS, PRACTICE_AREAS, sources=PRACTICE)
    if not (context["words"] or context["area"]):
        opened = context["opened"]
        sides = [opened.side] if opened and opened.side else own_sides(request.user)
        context["groups"] = _own_first(context["groups"], closest(TOPICS, sides)[:MOST_OWN])
    return render(request, "tools/practice.html", context)


def _own_first(groups: list[dict[str, Any]], own: list[Any]) -> list[dict[str, Any]]:
    """The same entries, those closest to the reader under a head of their own at the top."""
    if not own:
        return groups
    first = {"key": "own", "title": _("For what you wanted to work on"), "items": own}
    rest = [
        {**each, "items": [item for item in each["items"] if item not in own]} for each in groups
    ]
    return [first, *(group for group in rest if group["items"])]


@never_cache
@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Clarifying questions by the moment they fit."""
    sides = own_sides(request.user)
    context = _library(request, QUESTIONS, MOMENTS, sources=QUESTIONING, sides=sides)
    if with_a_critical_friend(sides) and not (context["words"] or context["area"]):
        groups = context["groups"]
        context["groups"] = sorted(groups, key=lambda group: group["key"] != CHALLENGE)
        context["has_critical_friend"] = True
    return render(request, "tools/questions.html", context)


def _put(request: HttpRequest, opened: Opened, words: dict[str, str]) -> HttpResponse:
    """Put words into boxes of a sheet, and lead back to it."""
    try:
        operations.put_into(opened.sheet, words, by=opened.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("It is in your form. Change it so that it fits."))
    return redirect(opened.sheet)


@login_required
@require_POST
def take_step(request: HttpRequest, key: str) -> HttpResponse:
    """Put an action step and its rehearsal into the sheet one came from."""
    focus = next((each for each in FOCUSES if each.key == key), None)
    code = _code_in(request.POST.get("sheet", ""))
    if focus is None or code is None:
        raise Http404
    opened = writing_sheet(request, code)
    box = opened.sheet.tool.box_that_finds("steps")
    if box is None:
        raise Http404
    words = {box.key: str(focus.step), **_beside(opened, {"rehearsal": focus.rehearsal})}
    return _put(request, opened, words)


@login_required
@require_POST
def take_topic(request: HttpRequest, key: str) -> HttpResponse:
    """Put a thing to practise into the sheet one came from: what good is, and what to rehearse."""
    topic = next((each for each in TOPICS if each.key == key), None)
    code = _code_in(request.POST.get("sheet", ""))
    if topic is None or code is None:
        raise Http404
    opened = writing_sheet(request, code)
    box = opened.sheet.tool.box_that_finds("practice")
    if box is None:
        raise Http404
    good = "\n".join(str(line) for line in topic.good)
    rounds = {f"round-{n}": _("To do: %s") % line for n, line in enumerate(topic.rounds, start=1)}
    more = _beside(opened, {"good": good, "example": topic.example, **rounds})
    return _put(request, opened, {box.key: str(topic.goal), **more})


def _beside(opened: Opened, parts: Mapping[str, Any]) -> dict[str, str]:
    """What else of an entry goes into the sheet: each part into its box, if this person has it."""
    hidden = set() if opened.is_writer else set(opened.sheet.kept_back)
    boxes = {part: opened.sheet.tool.box_that_takes(part) for part in parts}
    return {
        box.key: str(parts[part]) for part, box in boxes.items() if box and box.key not in hidden
    }


@login_required
@require_POST
def take_question(request: HttpRequest, key: str) -> HttpResponse:
    """Take a question to the next meeting with somebody, or into the sheet one came from."""
    question = next((each for each in QUESTIONS if each.key == key), None)
    if question is None:
        raise Http404
    if code := _code_in(request.POST.get("sheet", "")):
        opened = writing_sheet(request, code)
        if box := opened.sheet.tool.box_that_finds("questions"):
            return _put(request, opened, {box.key: str(question.words)})
    if code := _code_in(request.POST.get("pair", "")):
        side = writing_side(request, code)
        operations.take_question(key, side)
        toast(request, _("It is on your list for %s.") % side.other_name)
        return redirect("tools:pair_tools", side.pair.code)
    raise Http404


@login_required
@require_POST
def asked(request: HttpRequest, code: UUID) -> HttpResponse:
    """A question was asked, or is not wanted any more."""
    taken = taken_for(request, code)
    operations.mark_asked(taken)
    return redirect("tools:pair_tools", taken.pair.code)
