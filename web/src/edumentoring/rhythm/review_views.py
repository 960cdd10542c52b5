"""Looking back together: half-way, at the end, and two short questions early on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.pupils import findings, warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_side
from edumentoring.pairs.sides import Side
from edumentoring.rhythm import operations
from edumentoring.rhythm.access import asked_side, reviewing_side, side_in, writing_stage
from edumentoring.rhythm.forms import QuestionsForm, ReviewForm
from edumentoring.rhythm.models import EarlyAnswer, Moment, Review, Stage
from edumentoring.rhythm.standing import (
    both_of,
    differences,
    help_for,
    initial_of,
    purpose_of,
    questions_of,
    standing_at,
    standings,
)
from edumentoring.tools.own_topics import challenges, with_a_critical_friend

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def reviews(request: HttpRequest, code: UUID) -> HttpResponse:
    """All that looks back in one pair."""
    side = own_side(request, code)
    context = {"side": side, "standings": standings(side), "questions": questions_of(side)}
    return render(request, "rhythm/reviews.html", context)


@never_cache
@login_required
@get_and_post
def review(request: HttpRequest, code: UUID, stage: str) -> HttpResponse:
    """My look back, and what we both chose to share. After the end it can be read."""
    side, at = reviewing_side(request, code, stage)
    if request.method == "POST":
        return _write(request, *writing_stage(request, code, stage))
    return _show(request, side, at)


def _write(request: HttpRequest, side: Side, stage: Stage) -> HttpResponse:
    form = ReviewForm(stage, side.other_name, request.POST)
    if not form.is_valid():
        return _show(request, side, stage, form=form, status=422)
    what = request.POST.get("what")
    finishing = what == "finish"
    keep = operations.finish_review if finishing else operations.keep_review
    try:
        keep(side, stage, form.answers, sent=request.POST)
    except Stale as stale:
        now = differences(both_of(side, stage), form.answers)
        return _show(request, side, stage, form=form, status=409, stale=stale, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rhythm:review", code=side.pair.code, stage=stage)
    if what == "agreement":  # their words are kept first, so that nothing typed is lost
        return redirect("rhythm:agreement", code=side.pair.code, stage=stage)
    toast(request, _("Finished. Thank you.") if finishing else _("Saved. Go on when you like."))
    warn_of_pupils(request, *(answer.text for answer in form.answers.values()))
    return redirect("rhythm:review", code=side.pair.code, stage=stage)


def _show(
    request: HttpRequest,
    side: Side,
    stage: Stage,
    *,
    form: ReviewForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    standing, both = standing_at(side, stage), both_of(side, stage)
    writes = side.may_write and not standing.is_open_to_both
    if writes and form is None:
        form = ReviewForm(stage, side.other_name, initial=initial_of(both))
    context = {
        "side": side,
        "standing": standing,
        "both": both,
        "purpose": purpose_of(side),
        "form": form if writes else None,
        "version": version_in(request.POST) if status == 422 else _version(side, stage),
        "unsaved": unsaved_at(status),
        "help": help_for(side) if both.needs_help else [],
        "challenges": challenges(3) if writes and with_a_critical_friend([side]) else [],
        "pupils": findings("\n".join(spoken.said.text for spoken in both.mine)),
        "shares": any(spoken.said.shared for spoken in both.mine),
        **more,
    }
    return render(request, "rhythm/review.html", context, status=status)


def _version(side: Side, stage: Stage) -> int:
    mine = Review.objects.filter(pair=side.pair, participant=side.me, stage=stage)
    return mine.values_list("version", flat=True).first() or 0


@login_required
@require_POST
def save_review(request: HttpRequest, code: UUID, stage: str) -> JsonResponse:
    """Save while somebody types."""
    side, at = writing_stage(request, code, stage)
    form = ReviewForm(at, side.other_name, request.POST)
    if not form.is_valid():
        return JsonResponse({"words": _("Something is too long. Press the button.")}, status=422)
    return answer_autosave(
        lambda: operations.keep_review(side, at, form.answers, sent=request.POST)
    )


@login_required
@require_POST
def stop_sharing(request: HttpRequest, code: UUID, stage: str) -> HttpResponse:
    """The other reads none of my words any more."""
    side, at = reviewing_side(request, code, stage)
    operations.stop_sharing(side, at)
    toast(request, _("%s can no longer read it.") % side.other_name)
    return redirect("rhythm:review", code=code, stage=stage)


# --- Two short questions ----------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def questions(request: HttpRequest, code: UUID, moment: str) -> HttpResponse:
    """The two questions, on my own page."""
    side, at = asked_side(request, code, moment)
    return _ask(request, side, at, by_key=False)


@never_cache
@get_and_post
def questions_by_key(request: HttpRequest, moment: str, token: str) -> HttpResponse:
    """The same from a letter, without signing in. GET only shows; it never shows the answers."""
    side = side_in(moment, token)
    if side is None:
        return render(request, "pairs/expired.html", status=404)
    return _ask(request, side, Moment(moment), by_key=True)


def _ask(request: HttpRequest, side: Side, moment: Moment, *, by_key: bool) -> HttpResponse:
    """Answers are shown to nobody but to whoever has signed in as their writer."""
    known = None if by_key else _answered(side, moment)
    data = request.POST if request.method == "POST" else None
    initial = {"worth": known.worth, "heard": known.heard} if known else None
    form = QuestionsForm(side.other_name, data, initial=initial)
    context = {"side": side, "moment": moment, "form": form, "by_key": by_key, "known": known}
    if not side.may_write:
        return render(request, "rhythm/questions_closed.html", context)
    if form.is_bound and form.is_valid():
        given = {name: int(form.cleaned_data[name]) for name in ("worth", "heard")}
        operations.answer_questions(side.pair, side.me, moment, **given)
        low = min(given.values()) <= 2
        context |= {"help": help_for(side) if low else []}
        return render(request, "rhythm/questions_thanks.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "rhythm/questions.html", context, status=status)


def _answered(side: Side, moment: Moment) -> EarlyAnswer | None:
    return EarlyAnswer.objects.filter(pair=side.pair, participant=side.me, moment=moment).first()
