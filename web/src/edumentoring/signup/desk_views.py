"""The coordinators' page of sign-ups: who has not confirmed, and what is being written."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import desk_context
from edumentoring.signup import operations
from edumentoring.signup.access import unconfirmed_for
from edumentoring.signup.board import counts, unconfirmed, with_letters

PAGE = 50


@staff
@require_safe
def sign_ups(request: HttpRequest, slug: str) -> HttpResponse:
    """Those whose e-mail is not proved, the longest waiting first."""
    seat = desk_for(request, slug)
    page = Paginator(unconfirmed(seat.programme), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": with_letters(page),
        "counts": counts(seat.programme),
        "may_act": seat.may("people"),
    }
    return render(request, "signup/sign_ups.html", desk_context(seat, "people", **context))


@staff
@require_POST
def sign_up(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write to somebody again, or take them in without the letter."""
    seat = desk_for(request, slug, "people")
    participant = unconfirmed_for(seat, str(code))
    try:
        if request.POST.get("do") == "take_in":
            settled = operations.take_in_by_hand(participant, by=seat.user)
            toast(request, _said(settled))
        else:
            operations.write_again(participant, by=seat.user)
            toast(request, _("We have written to %s again.") % participant)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("signup:sign_ups", slug=slug)


def _said(participant: Participant) -> str:
    if participant.state == Participant.State.QUEUED:
        return _("%s is on the waiting list now.") % participant
    return _("%s takes part now.") % participant
