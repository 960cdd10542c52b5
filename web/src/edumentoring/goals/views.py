"""Pages of a pair's goals: the list, one goal, one action, and the line in time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.goals import operations, showing, sources, timeline
from edumentoring.goals.access import (
    action_for,
    asked_of,
    goal_for,
    own_goal,
    own_side,
    writing_side,
)
from edumentoring.goals.deeds import undo_of
from edumentoring.goals.forms import (
    ActionForm,
    ChangeGoalForm,
    EvidenceForm,
    GiveRatingForm,
    GoalForm,
    QuickActionForm,
    ReviewForm,
    SuggestForm,
    with_newest,
)
from edumentoring.goals.models import Action, Goal
from edumentoring.goals.skill_list import looks_like, name_of
from edumentoring.pairs.beside import boxes_for
from edumentoring.pairs.sides import Side

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
WRITE = ("POST",)


def side_for(request: HttpRequest, code: UUID) -> Side:
    """Reading goes on after the end; writing does not."""
    return writing_side(request, code) if request.method in WRITE else own_side(request, code)


def show(
    request: HttpRequest, template: str, side: Side, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"side": side, "pair": side.pair}
    return render(request, f"goals/{template}.html", context, status=status)


# --- The list -------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def goals(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everything the two work on that its reader may read; a line to add, or to suggest."""
    side = side_for(request, code)
    idea = request.POST.get("do") == "suggest"
    sent = request.POST if request.method == "POST" else None
    quick = QuickActionForm(side, None if idea else sent)
    suggest = SuggestForm(side, sent if idea else None)
    if sent is not None:
        form = suggest if idea else quick
        if form.is_valid() and _added(request, side, form):
            return redirect(_after(request, reverse("goals:goals", args=[code])))
    return show(
        request,
        "goals",
        side,
        status=422 if sent is not None else 200,
        page=showing.goals_page(side),
        quick=quick,
        suggest=suggest,
        faulty=suggest if idea else quick,
        plan=showing.shared_plan(side),
        practice=showing.shared_practice(side),
    )


def _added(
    request: HttpRequest, side: Side, form: QuickActionForm | SuggestForm, goal: Goal | None = None
) -> bool:
    """Whether it was added; a refusal stands by the box."""
    try:
        if isinstance(form, SuggestForm):
            action = operations.add_action(
                side, text=form.cleaned_data["text"], whose=side.other, code=form.code
            )
            words = _("%s will see your idea, and may take it up or not.") % side.other_name
        else:
            action = operations.add_action(
                side,
                text=form.cleaned_data["text"],
                due_on=form.due_on,
                seen=form.cleaned_data["seen"],
                goal=goal,
                code=form.code,
            )
            words = _("Added: %s") % action.text
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    toast(request, words, undo=undo_of(side, "action", action.code, "remove"))
    warn_of_pupils(request, action.text)
    return True


def _after(request: HttpRequest, otherwise: str) -> str:
    """The page of a pair where the form stood, if it was one of ours."""
    back = request.POST.get("back", "")
    here = "/place/"
    return back if back.startswith(here) and "//" not in back and "\\" not in back else otherwise


# --- One goal -------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def new_goal(request: HttpRequest, code: UUID) -> HttpResponse:
    """A goal of one's own, or with `?for=them` a mentor's suggestion."""
    side = side_for(request, code)
    if not side.may_write:
        return redirect("goals:goals", code)
    for_other = side.is_mentor and request.GET.get("for") == "them"
    form = GoalForm(side, request.POST if request.method == "POST" else None, for_other=for_other)
    if form.is_bound and form.is_valid():
        goal = _made(side, form, for_other=for_other)
        if for_other:
            words = _("%s will see your idea, and may take it up or not.") % side.other_name
            toast(request, words, undo=undo_of(side, "goal", goal.code, "remove"))
            return redirect("goals:goals", code)
        warn_of_pupils(request, goal.what, goal.why, goal.how_known)
        toast(request, _("Your goal is here."), undo=undo_of(side, "goal", goal.code, "remove"))
        return redirect(goal)
    return show(
        request,
        "goal_form",
        side,
        status=422 if form.is_bound else 200,
        form=form,
        for_other=for_other,
        back_url=reverse("goals:goals", args=[code]),
        source=sources.OWN_GOALS,
    )


def _made(side: Side, form: GoalForm, *, for_other: bool) -> Goal:
    said = {name: form.cleaned_data[name] for name in ("what", "why", "how_known", "by_when")}
    if for_other:
        return operations.suggest_goal(side, **said, code=form.code)
    return operations.add_goal(side, **said, seen=form.cleaned_data["seen"], code=form.code)


@never_cache
@login_required
@get_and_post
def goal(request: HttpRequest, code: UUID, goal: UUID) -> HttpResponse:
    """One goal: why, how one will know, what to do next, and its line in time."""
    side = side_for(request, code)
    found = goal_for(side, goal)
    forms = _goal_forms(request, side, found)
    sent = next((form for form in forms.values() if form.is_bound), None)
    if sent is not None and sent.is_valid() and _kept(request, side, found, sent):
        return redirect(found)
    return show(
        request,
        "goal",
        side,
        status=422 if sent is not None else 200,
        goal=found,
        is_mine=found.owner_id == side.me.pk,
        faulty=sent,
        lines=_lines(side, found),
        moments=timeline.moments_of(side, found),
        sources=[sources.WHEN_AND_WHERE, sources.LOOKING_BACK],
        beside=boxes_for(side.me, found, may_write=side.may_write),
        **forms,
    )


def _goal_forms(request: HttpRequest, side: Side, goal: Goal) -> dict[str, Any]:
    """Each form of the page; the one that was sent holds what was typed."""
    sent = request.POST.get("do") if request.method == "POST" else None
    if not side.may_write or goal.state == Goal.State.SUGGESTED:
        return {}
    forms: dict[str, Any] = {
        "quick": QuickActionForm(side, request.POST if sent == "action" else None, goal=goal)
    }
    if goal.owner_id == side.me.pk:
        forms["evidence"] = EvidenceForm(side, goal, request.POST if sent == "evidence" else None)
        forms["review"] = ReviewForm(side, goal, request.POST if sent == "review" else None)
    return forms


def _kept(request: HttpRequest, side: Side, goal: Goal, form: Any) -> bool:
    if isinstance(form, QuickActionForm):
        return _added(request, side, form, goal)
    data = form.cleaned_data
    try:
        entry = operations.add_entry(
            side,
            goal,
            kind=form.kind,
            text=data["text"],
            link=data.get("link", ""),
            state=data.get("state", ""),
            seen=data.get("seen", "me"),
            code=form.code,
        )
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    toast(request, _("Kept on the line below."), undo=undo_of(side, "entry", entry.code, "remove"))
    warn_of_pupils(request, entry.text)
    return True


def _lines(side: Side, goal: Goal) -> list[showing.ActionLine]:
    """What is to be done for this goal, as far as its reader may read it."""
    found = Action.objects.visible_to(side.me).standing().open().filter(goal=goal)
    return [
        showing.line_of(side, each) for each in found.select_related("goal", "pair").soonest_first()
    ]


@never_cache
@login_required
@get_and_post
def change_goal(request: HttpRequest, code: UUID, goal: UUID) -> HttpResponse:
    """Word a goal of one's own anew, or share it."""
    side = side_for(request, code)
    found = own_goal(side, goal)
    form = ChangeGoalForm(side, found, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = {each: form.cleaned_data[each] for each in _GOAL_FIELDS}
        try:
            operations.change_goal(side, found, version=form.cleaned_data["version"], **said)
        except Stale as stale:
            found.refresh_from_db()
            with_newest(form, found.version, stale)
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            warn_of_pupils(request, *(str(said[each]) for each in ("what", "why", "how_known")))
            toast(request, _("Saved."))
            return redirect(found)
    return show(
        request,
        "goal_form",
        side,
        status=status,
        form=form,
        goal=found,
        back_url=found.get_absolute_url(),
        source=sources.OWN_GOALS,
    )


_GOAL_FIELDS = ("what", "why", "how_known", "by_when", "seen")


@never_cache
@login_required
@require_safe
def print_goal(request: HttpRequest, code: UUID, goal: UUID) -> HttpResponse:
    """A goal on one page of paper, with what its reader may read."""
    side = own_side(request, code)
    found = goal_for(side, goal)
    return show(
        request,
        "print_goal",
        side,
        goal=found,
        lines=_lines(side, found),
        moments=timeline.moments_of(side, found),
    )


@never_cache
@login_required
@require_safe
def line_in_time(request: HttpRequest, code: UUID) -> HttpResponse:
    """Goals, actions done, reviews and what other tools hand in, on one line."""
    side = own_side(request, code)
    moments = timeline.moments_of(side)
    return show(
        request, "timeline", side, months=timeline.by_month(side, moments), count=len(moments)
    )


# --- One action -----------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def action(request: HttpRequest, code: UUID, action: UUID) -> HttpResponse:
    """One thing of mine to do: its words, its day, a reminder, what came of it."""
    side = side_for(request, code)
    found = action_for(side, action)
    form = ActionForm(side, found, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            operations.change_action(side, found, **form.cleaned_data)
        except Stale as stale:
            found.refresh_from_db()
            with_newest(form, found.version, stale)
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            warn_of_pupils(request, form.cleaned_data["text"], form.cleaned_data["came_of_it"])
            toast(request, _("Saved."))
            return redirect("goals:goals", code)
    return show(
        request,
        "action",
        side,
        status=status,
        form=form,
        line=showing.line_of(side, found),
        source=sources.WHEN_AND_WHERE,
    )


# --- What a partner was asked ---------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def asked(request: HttpRequest, code: UUID, rating: UUID) -> HttpResponse:
    """How do you see this skill of theirs? Answered in words, or let go."""
    side = writing_side(request, code)
    found = asked_of(side, rating)
    if request.POST.get("do") == "let_go":
        operations.let_go_rating(side, found)
        toast(request, _("Let go. We tell nobody."))
        return redirect("goals:goals", code)
    form = GiveRatingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.give_rating(side, found, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("Thank you. %s can read it now.") % side.other_name)
        return redirect("goals:goals", code)
    return show(
        request,
        "asked",
        side,
        status=422 if form.is_bound else 200,
        form=form,
        skill=name_of(found.skill),
        looks_like=looks_like(found.skill),
    )
