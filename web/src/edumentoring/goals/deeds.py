"""What one press does to a goal, an action, a plan or a skill, and which press undoes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.goals import operations
from edumentoring.goals.access import (
    action_to_answer,
    goal_to_answer,
    own_entry,
    own_plan_item,
    own_skill,
    writing_side,
)
from edumentoring.goals.models import Action, Goal
from edumentoring.pairs.sides import Side


@dataclass(frozen=True)
class Deed:
    """One verb: what it does, what is said then, and the verb that undoes it."""

    do: Callable[..., Any]
    said: str | Promise
    undo: str = ""


def _share(side: Side, goal: Goal, *, seen: str) -> Goal:
    return operations.change_goal(side, goal, version=goal.version, seen=seen)


_BACK = _("It is back.")
_WAITS = _("It waits for you again.")
_GONE = _("Removed.")
IN_PAIR: Mapping[tuple[str, str], Deed] = {
    ("action", "done"): Deed(
        operations.finish_action, _("Done. It is on your timeline."), "undone"
    ),
    ("action", "undone"): Deed(operations.reopen_action, _("It is to do again.")),
    ("action", "take-up"): Deed(operations.take_up_action, _("It is yours now."), "wait"),
    ("action", "let-go"): Deed(operations.let_go_action, _("Let go. We tell nobody."), "wait"),
    ("action", "wait"): Deed(operations.put_back_action, _WAITS),
    ("action", "remove"): Deed(operations.remove_action, _GONE, "restore"),
    ("action", "restore"): Deed(operations.restore_action, _BACK),
    ("action", "remind"): Deed(
        partial(operations.remind_me, wanted=True), _("We will remind you."), "do-not-remind"
    ),
    ("action", "do-not-remind"): Deed(
        partial(operations.remind_me, wanted=False), _("We will not remind you.")
    ),
    ("goal", "take-up"): Deed(operations.take_up_goal, _("It is your goal now."), "wait"),
    ("goal", "let-go"): Deed(operations.let_go_goal, _("Let go. We tell nobody."), "wait"),
    ("goal", "wait"): Deed(operations.put_back_goal, _WAITS),
    ("goal", "remove"): Deed(operations.remove_goal, _GONE, "restore"),
    ("goal", "restore"): Deed(operations.restore_goal, _BACK),
    ("goal", "share"): Deed(partial(_share, seen="pair"), _("You both can read it now."), "keep"),
    ("goal", "keep"): Deed(partial(_share, seen="me"), _("Only you can read it now."), "share"),
    ("entry", "remove"): Deed(operations.remove_entry, _GONE, "restore"),
    ("entry", "restore"): Deed(operations.restore_entry, _BACK),
}
FETCH: Mapping[str, Callable[[Side, UUID], Any]] = {
    "action": action_to_answer,
    "goal": goal_to_answer,
    "entry": own_entry,
}
OF_ONES_OWN: Mapping[tuple[str, str], Deed] = {
    ("plan", "done"): Deed(operations.close_plan_item, _("Done."), "undone"),
    ("plan", "undone"): Deed(operations.reopen_plan_item, _("It is to do again.")),
    ("plan", "remove"): Deed(operations.remove_plan_item, _GONE, "restore"),
    ("plan", "restore"): Deed(operations.restore_plan_item, _BACK),
    ("skill", "remove"): Deed(operations.remove_skill, _("Put away."), "restore"),
    ("skill", "restore"): Deed(operations.restore_skill, _BACK),
}
FETCH_OWN: Mapping[str, Callable[[HttpRequest, UUID], Any]] = {
    "plan": own_plan_item,
    "skill": own_skill,
}
TAKING_AWAY = {"remove", "restore"}


def undo_of(side: Side, kind: str, thing: UUID, verb: str) -> str:
    """The address that takes a press back."""
    return reverse("goals:do", args=[side.pair.code, kind, thing, verb])


@login_required
@require_POST
def do(request: HttpRequest, code: UUID, kind: str, thing: UUID, verb: str) -> HttpResponse:
    """One press on something of a pair: done, taken up, let go, removed, and back."""
    side = writing_side(request, code)
    deed = IN_PAIR.get((kind, verb))
    if deed is None:
        raise Http404
    found = FETCH[kind](side, thing)
    _refuse_what_is_not_theirs(side, found, verb)
    undo = undo_of(side, kind, thing, deed.undo) if deed.undo else ""
    _try(request, deed, undo, side, found)
    gone = kind == "goal" and verb in {"remove", "let-go", "wait"}
    return redirect(_back(request, found, reverse("goals:goals", args=[code]), gone=gone))


def _refuse_what_is_not_theirs(side: Side, found: Any, verb: str) -> None:
    """Whoever suggested a thing may take the suggestion away; all else is for whose it is."""
    if not isinstance(found, Action | Goal):
        return
    owner = found.who_id if isinstance(found, Action) else found.owner_id
    waits = found.state in {Action.State.SUGGESTED, Goal.State.SUGGESTED}
    may_take_away = found.suggested_by_id == side.me.pk if waits else owner == side.me.pk
    if not (may_take_away if verb in TAKING_AWAY else owner == side.me.pk):
        raise Http404


@login_required
@require_POST
def do_own(request: HttpRequest, kind: str, thing: UUID, verb: str) -> HttpResponse:
    """One press on something of one's own: a line of the plan, or a skill."""
    deed = OF_ONES_OWN.get((kind, verb))
    if deed is None:
        raise Http404
    found = FETCH_OWN[kind](request, thing)
    undo = reverse("goals:do_own", args=[kind, thing, deed.undo]) if deed.undo else ""
    _try(request, deed, undo, found)
    return redirect("goals:career" if kind == "plan" else "goals:skills")


def _try(request: HttpRequest, deed: Deed, undo: str, *about: Any) -> None:
    try:
        deed.do(*about)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, str(deed.said), undo=undo)


def _back(request: HttpRequest, found: Any, otherwise: str, *, gone: bool) -> str:
    """Where the button stood, if that is a page of ours that is still there."""
    back = request.POST.get("back", "")
    ours = back.startswith("/place/") and "//" not in back and "\\" not in back
    if ours and not (gone and str(found.code) in back):
        return back
    return otherwise
