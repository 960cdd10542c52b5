"""Changing one page of my answers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.programmes.access import own_part
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import change_participant
from edumentoring.signup.forms import PageForm
from edumentoring.signup.own_answers import changes_from, held_by, pages_of, said
from edumentoring.signup.pages import Page


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_answers(request: HttpRequest, slug: str, page: str) -> HttpResponse:
    """The same page as at sign-up, filled with my answers of now."""
    participant = own_part(request, slug)
    if participant.state == Participant.State.LEFT:
        return redirect("signup:mine", slug)
    shown = next((each for each in pages_of(participant) if each.key == page), None)
    if shown is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PageForm(shown, held_by(participant, shown), data)
    if not form.is_bound:
        return _page(request, participant, shown, form)
    if not form.is_valid():
        return _page(request, participant, shown, form, status=422)
    return _keep(request, participant, shown, form)


def _keep(
    request: HttpRequest, participant: Participant, shown: Page, form: PageForm
) -> HttpResponse:
    try:
        made = change_participant(
            participant,
            changes=changes_from(form.answers(), participant),
            by=participant.user,
            source="person",
            version=_version(request, participant),
        )
    except Stale:
        return _page(request, participant, shown, form, status=409, now=_now(participant, shown))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, participant, shown, form, status=422)
    if made:
        toast(request, _("Saved: %s.") % shown.heading)
    return redirect("signup:mine", participant.programme.slug)


def _version(request: HttpRequest, participant: Participant) -> int:
    return min(version_in(request.POST) or participant.version, participant.version)


def _now(participant: Participant, shown: Page) -> list[dict[str, str]]:
    fresh = Participant.objects.with_person().get(pk=participant.pk)
    return [{"label": each.label, "answer": said(fresh, each)} for each in shown.questions]


def _page(
    request: HttpRequest,
    participant: Participant,
    shown: Page,
    form: PageForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "participant": participant,
        "programme": participant.programme,
        "page": shown,
        "form": form,
        "is_single": len(shown.questions) == 1,
        "is_private": shown.is_private,
        "version": participant.version,
        **more,
    }
    return render(request, "signup/own/answers.html", context, status=status)
