"""The desk's pages of pairs: all of them by state, what needs a person, and one pair."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import board, desk_facts, doors, nudges, operations, wording, writing
from edumentoring.pairs.access import pair_for, round_for
from edumentoring.pairs.attention import needs_of
from edumentoring.pairs.models import Farewell, Pair, PlannedEnd
from edumentoring.pairs.operations.many import may_end
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import address_of, desk_context

PAGE = 40


@staff
@require_safe
def introductions(request: HttpRequest, slug: str) -> HttpResponse:
    """All pairs by state, what needs a person today, and letters that need a decision."""
    seat = desk_for(request, slug)
    programme = seat.programme
    counts = board.counts(programme)
    chosen = next((g for g in board.groups() if g.id == request.GET.get("group")), None)
    words = request.GET.get("q", "")[:100]
    page = _page(request, seat, chosen, words)
    facts = desk_facts.facts_for(list(page))
    planned, stuck = board.planned_ends(programme)
    context = {
        "page": page,
        "rows": board.rows(list(page), facts),
        "chips": _chips(request, counts, chosen),
        "orders": _orders(request),
        "chosen": chosen,
        "words": words,
        "total": sum(counts.values()),
        "needs": needs_of(programme, counts) if not (chosen or words) else [],
        "held_rounds": board.held_rounds(programme),
        "planned": planned,
        "stuck": stuck,
        "troubled": board.letters_to_decide(programme)[:50],
        "slowed": board.letters_in_trouble(programme),
        "coming_kinds": nudges.coming_in(programme),
        "may_publish": seat.may("publish"),
    }
    return render(
        request, "pairs/introductions.html", desk_context(seat, "introductions", **context)
    )


def _page(
    request: HttpRequest, seat: Coordinator, chosen: board.Group | None, words: str
) -> "Page[Pair]":
    pairs = board.find(board.pairs_of(seat.programme), words).with_people()
    if chosen:
        pairs = board.in_heap(pairs, chosen.id)
    pairs = board.in_order(pairs, request.GET.get("order", ""))
    return Paginator(pairs.prefetch_related("introductions"), PAGE).get_page(
        request.GET.get("page")
    )


def _chips(
    request: HttpRequest, counts: dict[str, int], chosen: board.Group | None
) -> list[dict[str, Any]]:
    everything = {
        "label": _("All"),
        "url": _here(request, group=""),
        "current": chosen is None,
        "amount": sum(counts.values()),
    }
    groups = [
        {
            "label": group.name,
            "url": _here(request, group=group.id),
            "current": chosen is not None and chosen.id == group.id,
            "amount": counts[group.id],
        }
        for group in board.groups()
        if counts[group.id] or (chosen and chosen.id == group.id)
    ]
    return [everything, *groups]


def _orders(request: HttpRequest) -> list[dict[str, Any]]:
    now = request.GET.get("order", "new")
    return [
        {"label": label, "url": _here(request, order=key), "current": key == now}
        for key, (label, _fields) in board.ORDERS.items()
    ]


def _here(request: HttpRequest, **changed: str) -> str:
    """This page with one thing changed, from its first sheet."""
    query = QueryDict(mutable=True)
    for key in ("group", "q", "order"):
        if value := changed.get(key, request.GET.get(key, "")):
            query[key] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


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
    """One pair: how far, why, which letters went, what each answered, and what may be done."""
    seat = desk_for(request, slug)
    found = pair_for(seat, code)
    planned = PlannedEnd.objects.with_people().filter(pair=found).first()
    about = Q(subject_key=found.subject_key) | Q(
        kind=writing.KIND,
        programme_id=found.programme_id,
        person_code__in=(found.mentor.user.code, found.mentee.user.code),
    )
    context = {
        "pair": found,
        "row": board.row(found),
        "facts": desk_facts.facts_for([found]).get(found.pk, []),
        "letters": Letter.objects.filter(about).order_by("queued_at"),
        "kinds": {kind.id: kind.name for kind in wording.KINDS.values()},
        "planned": planned,
        "may_take_back": seat.may("publish"),
        "next_steps": _next_steps(found) if found.state in Pair.PARTED else [],
        "can_end": seat.may("publish") and may_end(found) and (not planned or planned.trouble),
        "days": _days(found),
        "shut": not doors.open_ones(Pair.objects.filter(pk=found.pk)).exists(),
        **_doings(seat, found),
    }
    return render(request, "pairs/pair.html", desk_context(seat, "introductions", **context))


def _doings(seat: Coordinator, found: Pair) -> dict[str, Any]:
    """What this seat may do with the pair, by rooms above where they are installed."""
    slug, waits = seat.programme.slug, found.mentee.open_requests > 0
    is_one_of_them = seat.user_id in {found.mentor.user_id, found.mentee.user_id}
    may_separate = seat.may("people") and found.agreed_at is not None and not is_one_of_them
    return {
        "separate_url": address_of("concerns:separate", slug, found.code) if may_separate else "",
        "concerns_url": address_of("concerns:concerns", slug) if seat.may("people") else "",
        "hand_over_url": address_of("pairs:hand_over", slug, found.code)
        if seat.may("publish") and found.is_together
        else "",
        "waits_again": waits and found.state in Pair.PARTED and found.mentee.state == "in",
        "may_choose": seat.may("publish") and found.is_together,
        "rests": found.state == Pair.State.PAUSED,
    }


def _next_steps(found: Pair) -> list[Farewell]:
    """What each said they want next: that, and no word of their thanks."""
    said = found.farewells.exclude(next_step="").select_related("participant__user")
    return list(said.only("next_step", "pair", "participant__user").order_by("pk"))


def _days(found: Pair) -> list[dict[str, Any]]:
    """When it reached each state, as far as it has come."""
    days = (
        (_("Made"), found.opened_at),
        (_("Introduced"), found.introduced_at),
        (_("Both said yes"), found.agreed_at),
        (_("First met"), found.started_at),
        (_("Last sign of life"), found.last_sign_at),
        (_("Resting since"), found.paused_at),
        (_("Back on"), found.back_on),
        (_("Ended"), found.ended_at),
    )
    return [{"words": words, "at": at} for words, at in days if at]
