"""How a pair begins, rests and comes back, as one of the two does it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.pairs import operations
from edumentoring.pairs.access import check_in_by_key, check_in_of, own_side, writing_side
from edumentoring.pairs.affirming import affirmation, gains
from edumentoring.pairs.agreement_writing import write_agreement
from edumentoring.pairs.course_forms import PauseForm, WorkingForm
from edumentoring.pairs.first_talk import PARTS
from edumentoring.pairs.models import CheckIn, Pair, Working
from edumentoring.pairs.sides import Side

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def _home(side: Side) -> HttpResponse:
    return redirect("pairs:own_pair", code=side.pair.code)


# --- How we work ----------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def agreement(request: HttpRequest, code: UUID) -> HttpResponse:
    """What we agreed, and a form to change it; the other says whether it is fine."""
    side = writing_side(request, code) if request.method == "POST" else own_side(request, code)
    written = write_agreement(request, side)
    if written.is_kept:
        return redirect("pairs:agreement", code=code)
    context = {
        "side": side,
        "form": written.form,
        "current": written.current,
        "earlier": _earlier(side),
    }
    return render(request, "pairs/agreement.html", context, status=written.status)


def _earlier(side: Side) -> list[object]:
    return list(side.pair.agreements.select_related("by__user")[1:11])


@login_required
@require_POST
def fine(request: HttpRequest, code: UUID) -> HttpResponse:
    """It is fine by me: one tap."""
    side = writing_side(request, code)
    try:
        operations.call_it_fine(side, version=version_in(request.POST))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("You have both said yes to how you work."))
    return redirect("pairs:agreement", code=code)


# --- The first meeting ----------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def first_meeting(request: HttpRequest, code: UUID) -> HttpResponse:
    """A guide to the first talk, with ways to begin from what both said."""
    side = own_side(request, code)
    context = {
        "side": side,
        "openers": side.pair.openers.get(side.role) or [],
        "reasons": side.pair.reasons.get(side.role) or [],
        "affirmation": affirmation(side.pair, side.me),
        "gains": gains(side.pair),
        "parts": PARTS,
    }
    return render(request, "pairs/first_meeting.html", context)


@login_required
@require_POST
def met(request: HttpRequest, code: UUID) -> HttpResponse:
    """We have met: from today it counts as begun."""
    side = writing_side(request, code)
    try:
        operations.note_first_meeting(side.pair, at=timezone.now(), by=side.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("How good. You and %s have begun.") % side.other_name)
    return _home(side)


# --- A break --------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def pause(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take a break until a day or until one is back, with a kind word."""
    side = writing_side(request, code)
    mine = side.pair.breaks.of_this_pair().filter(by=side.me).first()
    initial = {"back_on": mine.back_on, "note": mine.note} if mine else {}
    form = PauseForm(
        side.pair.programme, request.POST if request.method == "POST" else None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.pause_pair(
                side, back_on=form.cleaned_data["back_on"], note=form.cleaned_data["note"]
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("You two have a break. We have told %s kindly.") % side.other_name)
            return _home(side)
    status = 422 if request.method == "POST" else 200
    context = {"side": side, "form": form, "mine": mine}
    return render(request, "pairs/pause.html", context, status=status)


@login_required
@require_POST
def resume(request: HttpRequest, code: UUID) -> HttpResponse:
    """My break is over. Where the other, or a coordinator, lets us rest, that goes on."""
    side = writing_side(request, code)
    try:
        pair = operations.resume_pair(side)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Welcome back. You and %s go on.")
        if pair.state == Pair.State.PAUSED:
            words = _("Your break is over. You and %s rest until the other break is over too.")
        toast(request, words % side.other_name)
    return _home(side)


# --- Is this working for you? ---------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def working(request: HttpRequest, code: UUID) -> HttpResponse:
    """A question for oneself. Nobody else ever reads the answer; help is asked for by a tick."""
    side = writing_side(request, code)
    form = WorkingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        operations.keep_feeling(side, answer=said["answer"], words=said["words"])
        if said["word"]:
            operations.ask_for_a_word(side)
        if said["another"]:
            return redirect("pairs:another", code=code)
        toast(
            request,
            _("Saved. A coordinator will write to you.")
            if said["word"]
            else _("Saved. Only you can read it."),
        )
        return redirect("pairs:working", code=code)
    mine = Working.objects.visible_to(side.me).filter(pair=side.pair)[:12]
    status = 422 if request.method == "POST" else 200
    context = {"side": side, "form": form, "mine": mine}
    return render(request, "pairs/working.html", context, status=status)


@login_required
@require_POST
def forget_working(request: HttpRequest, code: UUID, key: int) -> HttpResponse:
    """Remove one of my answers for good."""
    side = own_side(request, code)
    operations.forget_feeling(side, key)
    toast(request, _("Removed for good."))
    return redirect("pairs:working", code=code)


# --- Have you spoken? -----------------------------------------------------------------------------


@never_cache
@get_and_post
def spoken(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: GET only shows, so a mail scanner that opens it answers nothing."""
    check_in = check_in_by_key(token)
    if check_in is None:
        return render(request, "pairs/expired.html", status=404)
    return _answer(request, check_in)


@never_cache
@login_required
@get_and_post
def have_spoken(request: HttpRequest, code: UUID) -> HttpResponse:
    """The same question on one's own page."""
    return _answer(request, check_in_of(own_side(request, code)))


def _answer(request: HttpRequest, check_in: CheckIn) -> HttpResponse:
    """Each link of the letter has its answer chosen already; only the one button gives it."""
    if request.method == "POST":
        try:
            operations.answer_check_in(check_in, request.POST.get("answer", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    answers = [each for each in CheckIn.Answer if each.value]
    suggested = next((each for each in answers if each == request.GET.get("answer")), None)
    context = {
        "check_in": check_in,
        "other": check_in.pair.other(check_in.participant).user.first_name,
        "answers": answers,
        "suggested": suggested if suggested != check_in.answer else None,
    }
    return render(request, "pairs/spoken.html", context)
