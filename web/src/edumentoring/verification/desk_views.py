"""The desk's pages: who is verified, who waits for a look, and whether anybody is asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for, participant_for
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context
from edumentoring.verification import operations, queue
from edumentoring.verification.access import verification_for
from edumentoring.verification.use import MEANINGS, Use, use_of

PAGE = 40


@staff
@require_safe
def unverified(request: HttpRequest, slug: str) -> HttpResponse:
    """People by how they stand, the ones to look at first."""
    return _queue_page(request, desk_for(request, slug, "people"))


def _queue_page(request: HttpRequest, seat: Coordinator, *, status: int = 200) -> HttpResponse:
    group = queue.chosen_group(seat.programme, request.GET.get("group", ""))
    words = request.GET.get("q", "")[:100]
    people = queue.people_in(group, seat.programme, words)
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    used = use_of(seat.programme)
    context = {
        "page": page,
        "rows": [queue.row_of(participant) for participant in page],
        "group": group,
        "chips": _chips(request, seat, group),
        "words": words,
        "used": used,
        "uses": [(use, MEANINGS[use], use == used) for use in Use],
        "may_choose": seat.may("own"),
    }
    return render(
        request, "verification/queue.html", desk_context(seat, "people", **context), status=status
    )


def _chips(request: HttpRequest, seat: Coordinator, chosen: queue.Group) -> list[dict[str, Any]]:
    return [
        {
            "label": group.name,
            "url": f"{request.path}?group={group.key}",
            "current": group.key == chosen.key,
            "amount": group.which(seat.programme).count(),
        }
        for group in queue.GROUPS
    ]


@staff
@require_POST
def use(request: HttpRequest, slug: str) -> HttpResponse:
    """Not used, offered, or asked of everyone."""
    seat = desk_for(request, slug, "own")
    try:
        operations.choose_use(seat.programme, request.POST.get("use", ""), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved."))
    return redirect("verification:unverified", slug=slug)


@staff
@require_POST
def decide(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a colleague's word, or do not."""
    seat = desk_for(request, slug, "people")
    found = verification_for(seat, code)
    takes = request.POST.get("answer") == "accept"
    act = operations.accept if takes else operations.decline
    try:
        act(found, seat.user, request.POST.get("note", ""))
    except Stale as stale:
        messages.error(request, str(stale))
        return _queue_page(request, seat, status=409)
    if takes:
        _say_verified(request, found.participant)
    else:
        toast(request, _("%s stays not verified. Nobody is written to.") % found.participant)
    return _back(request, found.participant)


@staff
@require_POST
def by_hand(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """I know this person."""
    seat = desk_for(request, slug, "people")
    participant = participant_for(seat, code)
    try:
        operations.verify_by_hand(participant, seat.user, request.POST.get("note", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_verified(request, participant)
    return _back(request, participant)


def _say_verified(request: HttpRequest, participant: Participant) -> None:
    undo = reverse("verification:take_back", args=[participant.programme.slug, participant.code])
    toast(request, _("%s is verified.") % participant, undo=undo)


@staff
@require_POST
def take_back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Not verified after all."""
    seat = desk_for(request, slug, "people")
    participant = participant_for(seat, code)
    try:
        operations.take_back(participant, seat.user, request.POST.get("note", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s is not verified any more.") % participant)
    return _back(request, participant)


def _back(request: HttpRequest, participant: Participant) -> HttpResponse:
    """To the list for whoever works through it, otherwise to the person's page."""
    if request.POST.get("back") == "list":
        return redirect("verification:unverified", slug=participant.programme.slug)
    return redirect(participant)
