"""Pages of introductions: the answer from a letter, a person's place, the coordinator's board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import board, correspondence, operations, wording
from edumentoring.pairs.access import (
    introduction_in,
    introduction_of,
    own_side,
    pair_for,
    places_of,
    round_for,
)
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.place import introduction_card, place_of
from edumentoring.pairs.sections import sections_for
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import desk_context

PAGE = 40
get_and_post = require_http_methods(["GET", "HEAD", "POST"])

# --- The person's own pages -------------------------------------------------------------


@never_cache
@get_and_post
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: GET only shows, so a mail scanner that opens it answers nothing.

    Whoever holds the letter may answer; the page never shows how to reach the other.
    """
    if token == correspondence.EXAMPLE:
        return render(request, "pairs/example.html")
    introduction = introduction_in(token)
    if introduction is None:
        return render(request, "pairs/expired.html", status=404)
    if request.method == "POST":
        _keep_answer(request, introduction)
        return redirect(request.path)
    return render(request, "pairs/reply.html", {"card": introduction_card(introduction)})


@login_required
@require_POST
def answer_here(request: HttpRequest, code: UUID) -> HttpResponse:
    """The same answer, given on one's own page."""
    _keep_answer(request, introduction_of(request, code))
    return redirect("pairs:place")


def _keep_answer(request: HttpRequest, introduction: Introduction) -> None:
    try:
        operations.answer(introduction, request.POST.get("reply", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))


@never_cache
@login_required
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """My place: introductions that wait for my answer, my pairs, and what happens next."""
    mine = places_of(request.user)
    here = [place_of(one) for one in mine if one.state != Participant.State.LEFT]
    left = [one for one in mine if one.state == Participant.State.LEFT]
    return render(request, "pairs/place.html", {"places": here, "left": left})


@never_cache
@login_required
@require_safe
def own_pair(request: HttpRequest, code: UUID) -> HttpResponse:
    """The place of a pair, as one of the two sees it."""
    side = own_side(request, code)
    context = {"side": side, "pair": side.pair, "sections": sections_for(side)}
    return render(request, "pairs/own_pair.html", context)


# --- The board --------------------------------------------------------------------------


@staff
@require_safe
def introductions(request: HttpRequest, slug: str) -> HttpResponse:
    """All introductions by how far they are, and the letters that need a decision."""
    seat = desk_for(request, slug)
    programme = seat.programme
    counts = board.counts(programme)
    chosen = next((g for g in board.groups() if g.id == request.GET.get("group")), None)
    words = request.GET.get("q", "")[:100]
    pairs = board.find(board.pairs_of(programme), words).with_people()
    if chosen:
        pairs = pairs.filter(chosen.which)
    page = Paginator(pairs.prefetch_related("introductions"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [board.row(pair) for pair in page],
        "chips": _chips(request, counts, chosen),
        "chosen": chosen,
        "words": words,
        "total": sum(counts.values()),
        "held_rounds": board.held_rounds(programme),
        "troubled": board.letters_to_decide(programme)[:50],
        "slowed": board.letters_in_trouble(programme),
        "may_publish": seat.may("publish"),
    }
    return render(
        request, "pairs/introductions.html", desk_context(seat, "introductions", **context)
    )


def _chips(
    request: HttpRequest, counts: dict[str, int], chosen: board.Group | None
) -> list[dict[str, Any]]:
    here = request.path
    everything = {"label": _("All"), "url": here, "current": chosen is None}
    groups = [
        {
            "label": group.name,
            "url": f"{here}?group={group.id}",
            "current": chosen is not None and chosen.id == group.id,
            "amount": counts[group.id],
        }
        for group in board.groups()
        if counts[group.id] or (chosen and chosen.id == group.id)
    ]
    return [everything | {"amount": sum(counts.values())}, *groups]


@staff
@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo the publishing of a round while nothing has been sent."""
    seat = desk_for(request, slug, "publish")
    round_for(seat, number)
    try:
        count = operations.take_back(seat.programme, number, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(
            request,
            ngettext(
                "Took back %d introduction. Nothing was sent.",
                "Took back %d introductions. Nothing was sent.",
                count,
            )
            % count,
        )
    return redirect("pairs:introductions", slug=slug)


@staff
@require_safe
def pair(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One pair: how far, why, which letters went, what each answered."""
    seat = desk_for(request, slug)
    found = pair_for(seat, code)
    context = {
        "pair": found,
        "row": board.row(found),
        "letters": Letter.objects.filter(subject_key=found.subject_key).order_by("queued_at"),
        "kinds": {kind.id: kind.name for kind in wording.KINDS.values()},
        "can_end": seat.may("publish") and found.state in {Pair.State.INTRODUCED, *Pair.TOGETHER},
    }
    return render(request, "pairs/pair.html", desk_context(seat, "introductions", **context))


@staff
@require_POST
def end(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """End a pair; both are told kindly."""
    seat = desk_for(request, slug, "publish")
    found = pair_for(seat, code)
    try:
        operations.end_pair(found, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s are no longer a pair. We have written to both.") % found)
    return redirect(found)
