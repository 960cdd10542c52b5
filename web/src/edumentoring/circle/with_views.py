"""What somebody who is asked in sees: the question, and their page while they help."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.circle import operations
from edumentoring.circle.access import member_for, person
from edumentoring.circle.keys import asked_in
from edumentoring.circle.models import Asked, Member, Observation, Supervision
from edumentoring.circle.showing import read_by
from edumentoring.circle.wording import role_here
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.programmes.front import place_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: GET only shows, so a mail scanner that opens it answers nothing.

    The page says who asks and what for. What there is to read opens only after signing in.
    """
    asked = asked_in(token)
    if asked is None:
        return render(request, "circle/unknown.html", status=404)
    if request.method == "POST":
        _keep_answer(request, asked)
        return redirect(request.path)
    programme = asked.pair.programme if isinstance(asked, Member) else asked.programme
    context = {
        "asked": asked,
        "programme": programme,
        "place": place_of(programme),
        "is_open": _is_open(asked),
        "role": role_here(asked) if isinstance(asked, Member) else "",
    }
    return render(request, "circle/reply.html", context)


def _is_open(asked: Member | Supervision) -> bool:
    if isinstance(asked, Supervision):
        return asked.state == Asked.State.ASKED and asked.programme.archived_at is None
    open_now = Member.objects.waiting_for(asked.user_id) if asked.user_id else None
    if open_now is not None:
        return open_now.filter(pk=asked.pk).exists()
    late = asked.until is not None and asked.until < asked.pair.programme.today()
    return asked.state == Asked.State.ASKED and asked.pair.is_together and not late


def _keep_answer(request: HttpRequest, asked: Member | Supervision) -> None:
    answer = request.POST.get("answer")
    if answer not in {"yes", "no"}:
        messages.error(request, _("Choose yes or no."))
        return
    try:
        operations.answer(asked, yes=answer == "yes")
    except Refused as refusal:
        messages.error(request, str(refusal))


# --- Signed in ------------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def member(request: HttpRequest, code: UUID) -> HttpResponse:
    """What I was asked, and while I help: what the mentee opened to me, and what we do."""
    found = member_for(request, code)
    came = found.state == Asked.State.YES
    pair = found.pair
    context = {
        "member": found,
        "pair": pair,
        "role": role_here(found),
        "came": came,
        "rows": read_by(found) if came else [],
        "reviews": pair.team_reviews.all() if came and found.is_team else [],
        "observations": Observation.objects.filter(pair=pair, records__user=person(request))
        if came
        else [],
    }
    return render(request, "circle/with.html", context)


@login_required
@require_POST
def answer_here(request: HttpRequest, code: UUID) -> HttpResponse:
    """The same answer, given on one's own page."""
    found = member_for(request, code)
    yes = request.POST.get("answer") == "yes"
    try:
        operations.answer(found, yes=yes, user=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pairs:place")
    if yes:
        return redirect("circle:with", code)
    toast(request, _("Thank you for saying so. Nobody is blamed."))
    return redirect("pairs:place")


@login_required
@require_POST
def end(request: HttpRequest, code: UUID) -> HttpResponse:
    """I stop helping; the pair sees that I am no longer there."""
    operations.end(member_for(request, code))
    toast(request, _("You have stopped. Thank you for your help."))
    return redirect("pairs:place")
