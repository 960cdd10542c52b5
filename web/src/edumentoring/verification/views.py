"""The person's own page, and the page behind a letter's link."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.programmes.access import own_part
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import address_of
from edumentoring.verification import operations
from edumentoring.verification.access import own_verification
from edumentoring.verification.domains import domains_of, school_domain_of
from edumentoring.verification.forms import AnswerForm, ColleagueForm, WorkForm
from edumentoring.verification.models import Verification
from edumentoring.verification.use import Use, use_of

# --- Behind a letter's link ---------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the question, so a mail scanner that opens the link answers nothing."""
    asked = operations.verification_in(token)
    if asked is None:
        return render(request, "verification/unknown.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        answer = form.data.get("answer", "")
        if answer not in {AnswerForm.YES, AnswerForm.NO}:
            form.add_error("answer", _("Choose yes or no."))
        elif form.is_valid():
            return _keep_answer(request, token, form)
    place = place_of(asked.participant.programme)
    context = {"asked": asked, "state": _state(asked), "form": form, "place": place}
    return render(
        request, "verification/confirm.html", context, status=422 if form.is_bound else 200
    )


def _keep_answer(request: HttpRequest, token: str, form: AnswerForm) -> HttpResponse:
    try:
        operations.answer_as_colleague(
            token, form.cleaned_data["answer"] == AnswerForm.YES, form.cleaned_data["name"]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(request.path)


def _state(asked: Verification) -> str:
    """What the page says: ask, late, closed, yes or no."""
    if asked.is_late:
        return "late"
    if asked.state == Verification.State.ASKED:
        moved = asked.organisation_id != asked.participant.school_id
        return "closed" if moved else "ask"
    if asked.state == Verification.State.WITHDRAWN and not asked.answered_at:
        return "closed"
    return "no" if asked.state == Verification.State.REFUSED else "yes"


# --- My own -------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the programme knows that I work in a school, and the ways to show it."""
    return _own_page(request, _asked_part(request, slug))


@login_required
@require_POST
def check_own_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Is the address I sign in with at my school?"""
    participant = _asked_part(request, slug)
    if operations.verify_by_domain(participant):
        toast(request, _("Thank you. We know now that you work in a school."))
    else:
        messages.error(
            request, _("Your sign-in e-mail is not at your school. Choose another way below.")
        )
    return redirect("verification:mine", slug=slug)


@login_required
@require_POST
def ask_work(request: HttpRequest, slug: str) -> HttpResponse:
    """A letter to my work mailbox."""
    participant = _asked_part(request, slug)
    form = WorkForm(request.POST)
    return _ask(request, participant, form, operations.ask_work_address, "work_form")


@login_required
@require_POST
def ask_colleague(request: HttpRequest, slug: str) -> HttpResponse:
    """A letter to somebody I work with."""
    participant = _asked_part(request, slug)
    form = ColleagueForm(request.POST, prefix="colleague")
    return _ask(request, participant, form, operations.ask_colleague, "colleague_form")


def _ask(
    request: HttpRequest,
    participant: Participant,
    form: Any,
    ask: Callable[[Participant, str], Verification],
    place: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            asked = ask(participant, form.cleaned_data["email"])
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            toast(request, _("Asked %s. They have 14 days to answer.") % asked.email)
            return redirect("verification:mine", slug=participant.programme.slug)
    return _own_page(request, participant, status=422, **{place: form})


@login_required
@require_POST
def take_back_ask(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """I asked the wrong person."""
    asked = own_verification(_asked_part(request, slug), code)
    operations.take_back_ask(asked)
    toast(request, _("Taken back. The link in that letter no longer works."))
    return redirect("verification:mine", slug=slug)


def _asked_part(request: HttpRequest, slug: str) -> Participant:
    """My part in a programme that uses verification; any other meets 404."""
    participant = own_part(request, slug)
    if use_of(participant.programme) == Use.NOT_USED:
        raise Http404
    return participant


def _own_page(
    request: HttpRequest, participant: Participant, *, status: int = 200, **forms: Any
) -> HttpResponse:
    attempts = participant.verifications.select_related("organisation")
    context = {
        "participant": participant,
        "programme": participant.programme,
        "standing": attempts.standing().first(),
        "open": attempts.open(),
        "to_look_at": attempts.to_look_at().first(),
        "asked_of_all": use_of(participant.programme) == Use.ASKED,
        "domains": list(domains_of(participant.school)),
        "sign_in_fits": bool(school_domain_of(participant.user.email, participant.school)),
        "answers_url": address_of("signup:mine", participant.programme.slug),
        "ask_url": address_of("queries:ask", participant.programme.slug),
        "work_form": WorkForm(),
        "colleague_form": ColleagueForm(prefix="colleague"),
        **forms,
    }
    return render(request, "verification/mine.html", context, status=status)
