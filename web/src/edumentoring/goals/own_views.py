"""One's own pages, whatever one's pairs: the career plan and practice for interviews."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.goals import operations
from edumentoring.goals.access import me, own_plan_item, pair_among, pairs_to_share_with
from edumentoring.goals.forms import (
    ONLY_ME,
    ChangePlanItemForm,
    PlanItemForm,
    PracticeForm,
    with_newest,
)
from edumentoring.goals.models import PlanItem, Practice
from edumentoring.goals.questions import QUESTIONS, Phase, Role, questions_for
from edumentoring.goals.views import get_and_post


@never_cache
@login_required
@get_and_post
def career(request: HttpRequest) -> HttpResponse:
    """My career plan: steps, experience I want, applications; and one line to add."""
    sides = pairs_to_share_with(request)
    form = PlanItemForm(sides, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        item = operations.add_plan_item(
            me(request),
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            shared_in=pair_among(sides, form.cleaned_data["shared_in"]),
            code=form.code,
        )
        undo = reverse("goals:do_own", args=["plan", item.code, "remove"])
        toast(request, _("Added: %s") % item.text, undo=undo)
        return redirect("goals:career")
    items = list(PlanItem.objects.of(me(request)).kept().select_related("shared_in"))
    names = {side.pair.pk: side.other_name for side in sides}
    context = {
        "form": form,
        "groups": _by_kind([(item, names.get(item.shared_in_id or 0, "")) for item in items]),
        "is_empty": not items,
    }
    return render(request, "goals/career.html", context, status=422 if form.is_bound else 200)


def _by_kind(items: list[tuple[PlanItem, str]]) -> list[dict[str, Any]]:
    """What goes on under its kind, and what came to an end beneath."""
    heads = {
        PlanItem.Kind.STEP: _("Steps"),
        PlanItem.Kind.EXPERIENCE: _("Experience I want"),
        PlanItem.Kind.APPLICATION: _("Applications"),
    }
    groups = []
    for kind, head in heads.items():
        its = [(item, whom) for item, whom in items if item.kind == kind]
        open_ = [each for each in its if not each[0].is_closed]
        closed = [each for each in its if each[0].is_closed]
        if its:
            groups.append({"head": head, "kind": kind, "open": open_, "closed": closed})
    return groups


@never_cache
@login_required
@get_and_post
def plan_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """One line of my plan: its words, its day, how far it is, who can read it."""
    found = own_plan_item(request, item)
    if found.removed_at:
        raise Http404
    sides = pairs_to_share_with(request)
    form = ChangePlanItemForm(sides, found, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data | {"shared_in": pair_among(sides, form.cleaned_data["shared_in"])}
        try:
            operations.change_plan_item(me(request), found, **data)
        except Stale as stale:
            found.refresh_from_db()
            with_newest(form, found.version, stale)
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Saved."))
            return redirect("goals:career")
    return render(request, "goals/plan_item.html", {"form": form, "item": found}, status=status)


# --- Interview practice ---------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def interview(request: HttpRequest) -> HttpResponse:
    """Questions of a panel by role and phase; those I wrote something for say so."""
    role = request.GET.get("role", "")
    phase = request.GET.get("phase", "")
    role = role if role in Role.values else ""
    phase = phase if phase in Phase.values else ""
    mine = {each.question: each for each in Practice.objects.of(me(request))}
    found = [(each, mine.get(each.key)) for each in questions_for(role, phase)]
    context = {
        "questions": found,
        "roles": Role.choices,
        "phases": Phase.choices,
        "role": role,
        "phase": phase,
        "started": sum(practice is not None for _question, practice in found),
    }
    return render(request, "goals/interview.html", context)


@never_cache
@login_required
@get_and_post
def question(request: HttpRequest, question: str) -> HttpResponse:
    """One question, my notes for it, and whom I would like to practise it with."""
    asked = QUESTIONS.get(question)
    if asked is None:
        raise Http404
    sides = pairs_to_share_with(request)
    kept = Practice.objects.of(me(request)).filter(question=question).first()
    form = PracticeForm(
        sides,
        request.POST if request.method == "POST" else None,
        initial=_as_kept(kept, [(str(side.pair.code), side.pair.pk) for side in sides]),
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _keep(request, question, form, sides)
        except Stale as stale:
            with_newest(form, kept.version if kept else 0, stale)
            status = 409
        else:
            toast(request, _("Saved."))
            return redirect("goals:interview")
    context = {"form": form, "question": asked, "practice": kept, "next": _next_after(question)}
    return render(request, "goals/question.html", context, status=status)


def _as_kept(kept: Practice | None, pairs: list[tuple[str, int]]) -> dict[str, Any]:
    if kept is None:
        return {"version": 0}
    shared = next((code for code, key in pairs if key == kept.shared_in_id), ONLY_ME)
    return {"version": kept.version, "text": kept.text, "shared_in": shared}


def _keep(request: HttpRequest, question: str, form: PracticeForm, sides: list[Any]) -> None:
    data = form.cleaned_data
    operations.change_practice(
        me(request),
        question,
        version=data["version"],
        text=data["text"],
        shared_in=pair_among(sides, data["shared_in"]),
        practised_on=timezone.localdate() if data["practised"] else None,
    )


def _next_after(question: str) -> str:
    keys = list(QUESTIONS)
    at = keys.index(question) + 1
    return keys[at] if at < len(keys) else ""
