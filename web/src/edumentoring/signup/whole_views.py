"""Everything on one page, sent in one go; and the page that a letter's link opens."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.templatetags.design import found
from edumentoring.people import entrance
from edumentoring.programmes.access import published_programme
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.opening import opening_of
from edumentoring.signup import operations
from edumentoring.signup.access import draft_in_letter
from edumentoring.signup.frame import answer, sites_of
from edumentoring.signup.keys import new_key, opened_now, opened_within, page_link
from edumentoring.signup.limits import TooMany, count_request
from edumentoring.signup.models import Draft
from edumentoring.signup.operations.taking_in import NOT_HERE
from edumentoring.signup.views import code_sent, keyed, show_closed
from edumentoring.signup.whole import WholeForm, drawn, unanswered


@keyed
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole sign-up on one page. Sending it twice makes one sign-up."""
    programme = published_programme(slug)
    framed = bool(sites_of(programme)) and "framed" in {**request.GET, **request.POST}
    opening = opening_of(programme)
    carried = request.POST.get("opened", "")
    may_finish = bool(opening.ways) and opened_within(programme, carried, operations.GRACE)
    if not opening.is_open and not may_finish:
        return show_closed(request, programme, opening, framed=framed)
    if request.method != "POST":
        body = unanswered(programme, opening, way=request.GET.get("as", ""))
        return _show_whole(request, programme, body, framed=framed)
    form = WholeForm(programme, opening, request.POST)
    errors: list[Any] = []
    status = 200
    if form.is_valid():
        try:
            count_request(request, programme)
            return redirect(page_link(_send(request, programme, form, framed=framed), "sent"))
        except Refused as refusal:
            errors, status = [str(refusal)], 429 if isinstance(refusal, TooMany) else 200
    errors += _to_mend(form)
    body = drawn(form)
    return _show_whole(request, programme, body, framed=framed, errors=errors, status=status)


def _show_whole(
    request: HttpRequest,
    programme: Programme,
    body: str,
    *,
    framed: bool,
    errors: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    return answer(
        request,
        "whole",
        programme,
        framed=framed,
        status=status,
        body=body,
        opened=request.POST.get("opened") or opened_now(programme),
        errors=errors,
        key=request.POST.get("key") or new_key(),
        via=(request.POST.get("via") or request.GET.get("via", ""))[:12],
    )


def _send(request: HttpRequest, programme: Programme, form: WholeForm, *, framed: bool) -> Draft:
    return operations.send_whole(
        programme,
        code=code_sent(request),
        ways=form.way.ways(),
        answers=form.answers(),
        name=form.you.cleaned_data["name"],
        email=form.you.cleaned_data["email"],
        consents=form.consents.versions(),
        via=request.POST.get("via", ""),
        framed=framed,
    )


def _to_mend(form: WholeForm) -> list[dict[str, str]]:
    return [
        {"label": error["words"], "url": f"#{error['target']}"}
        for part in form.errors()
        for error in found(part)
    ]


# --- The letter's link --------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter. Reading it changes nothing, however often a mail scanner does."""
    draft = draft_in_letter(token)
    if draft is None or draft.participant is None:
        return render(request, "signup/spent.html", {"is_old": True}, status=410)
    if draft.confirmed_at is not None:
        return _used(request, draft)
    if request.method == "POST":
        return _confirm(request, draft)
    return render(request, "signup/confirm.html", _shown(draft))


def _confirm(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        participant = operations.confirm_sign_up(draft)
    except Refused as refusal:
        return render(
            request, "signup/confirm.html", {**_shown(draft), "refusal": str(refusal)}, status=409
        )
    if participant is None:
        return _used(request, draft)
    return entrance.enter_by_letter(request, participant.user, then=_place(participant))


def _place(participant: Participant) -> str:
    return address_of("signup:mine", participant.programme.slug) or address_of("pairs:place") or "/"


def _shown(draft: Draft) -> dict[str, Any]:
    return {
        "draft": draft,
        "programme": draft.programme,
        "place": place_of(draft.programme),
        "is_known": draft.kind == Draft.Kind.KNOWN
        and draft.participant is not None
        and draft.participant.state not in NOT_HERE,
    }


def _used(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Used before: it opens nothing a second time, but nothing is wrong either."""
    context = {**_shown(draft), "is_old": False}
    return render(request, "signup/spent.html", context, status=410)


__all__ = ["confirm", "whole"]
