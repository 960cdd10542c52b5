"""A round's own pages: the list, the start, the progress, and publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.matching import operations
from edumentoring.matching.access import round_for, state_for
from edumentoring.matching.board_views import context, show_board
from edumentoring.matching.change_views import conflict
from edumentoring.matching.changes import BoardMoved
from edumentoring.matching.forms import ChangeForm, RoundForm
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.own_questions import refreshed
from edumentoring.matching.people_lines import lines
from edumentoring.matching.publishing import look_through
from edumentoring.matching.snapshot import take_snapshot
from edumentoring.matching.strategy import IN_VIEW, sliders, ticks
from edumentoring.matching.supply import left_out, supply
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.navigation import desk_context


@require_http_methods(["GET", "POST"])
@staff
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """All rounds of a programme, and the way to a new one."""
    seat = desk_for(request, slug, "match" if request.method == "POST" else "see")
    form = RoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.open_round(
                seat.programme, by=seat.user, name=form.cleaned_data["name"]
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("matching:start", slug, made.number)
    found = list(Round.objects.filter(programme=seat.programme).listed())
    page = desk_context(
        seat,
        "match",
        rounds=[(each, figures(each)) for each in found],
        form=form,
        may_match=seat.may("match"),
        open_round=next((each for each in found if each.state not in Round.DONE), None),
    )
    return render(request, "matching/rounds.html", page)


def figures(round_: Round) -> dict[str, Any]:
    """A round in the list: how many pairs of how many people."""
    row = (
        BoardState.objects.filter(round=round_, number=round_.at)
        .values_list("pairs", "result__wanting", "what")
        .first()
    )
    if row is None:
        return {}
    pairs, wanting, _what = row
    return {"pairs": len(pairs), "matched": len({pair[1] for pair in pairs}), "wanting": wanting}


@require_http_methods(["GET", "POST"])
@staff
def start(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who is in and what matters, before the first proposal."""
    seat = desk_for(request, slug, "match" if request.method == "POST" else "see")
    round_ = round_for(seat, number)
    if request.method == "POST":
        try:
            operations.propose(round_, by=seat.user, settings=request.POST)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("matching:progress", slug, number)
    if round_.state != Round.State.DRAFT:
        return redirect(round_.get_absolute_url())
    strategy = refreshed(round_.strategy, seat.programme)
    every_slider, people = sliders(strategy), take_snapshot(seat.programme)
    page = context(
        seat,
        round_,
        supply=supply(people),
        sliders=every_slider[:IN_VIEW],
        more_sliders=every_slider[IN_VIEW:],
        ticks=ticks(strategy, left_out(people).words),
        strategy=strategy,
    )
    return render(request, "matching/start.html", page)


@require_GET
@staff
def progress(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How far the proposal is. The page may be left and come back to."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    asked_by_script = bool(getattr(request, "htmx", False))
    if round_.state == Round.State.PROPOSING:
        name = "matching/_progress.html" if asked_by_script else "matching/progress.html"
        return render(request, name, context(seat, round_))
    if asked_by_script:
        answer = HttpResponse()
        answer["HX-Redirect"] = round_.get_absolute_url()
        return answer
    return redirect(round_.get_absolute_url())


@require_POST
@staff
def stop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Stop working a proposal out."""
    seat = desk_for(request, slug, "match")
    round_ = round_for(seat, number)
    try:
        operations.stop_proposal(round_, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Stopped. Nothing was changed."))
    return redirect(round_.get_absolute_url())


@require_POST
@staff
def close(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a round away."""
    seat = desk_for(request, slug, "match")
    round_ = round_for(seat, number)
    try:
        operations.close_round(round_, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s is put away. Nothing was sent.") % round_)
    return redirect("matching:rounds", slug)


@require_http_methods(["GET", "POST"])
@staff
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Check a round and publish it in one step; afterwards, how long it can be undone."""
    seat = desk_for(request, slug, "publish" if request.method == "POST" else "see")
    round_ = round_for(seat, number)
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("That did not reach us whole. Try it once more."))
            return show_board(request, seat, round_, status=400)
        try:
            count = operations.publish(
                round_,
                by=seat.user,
                version=form.cleaned_data["version"],
                tell_unmatched=bool(request.POST.get("tell")),
            )
        except BoardMoved as moved:
            return conflict(request, seat, round_, moved, _("Publish"))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if count:
                toast(request, published_words(count))
        return redirect("matching:publish", slug, number)
    if not round_.at or round_.state == Round.State.PROPOSING:
        return redirect(round_.get_absolute_url())
    state = state_for(round_)
    page = context(seat, round_, state=state, may_publish=seat.may("publish"))
    if round_.state == Round.State.PUBLISHED:
        return render(request, "matching/published.html", page | held(round_, state))
    found = look_through(round_, state)
    page |= {"found": found, "people": people_of(found, state)}
    return render(request, "matching/publish.html", page)


def published_words(count: int) -> str:
    return (
        ngettext(
            "%d pair published. The letters wait ten minutes.",
            "%d pairs published. The letters wait ten minutes.",
            count,
        )
        % count
    )


def held(round_: Round, state: BoardState) -> dict[str, Any]:
    """How long publishing can still be undone, in whole minutes."""
    left = (round_.held_until - timezone.now()).total_seconds() if round_.held_until else 0
    return {"minutes": -(-int(left) // 60) if left > 0 else 0, "pairs": len(state.pairs)}


def people_of(found: Any, state: BoardState) -> dict[int, Any]:
    """Everyone the check list names."""
    rows = [*found.low, *(row for row, *_rest in found.set_aside)]
    rows += [row for row, _rules in found.unreasoned]
    return lines(state.round.programme, {key for row in rows for key in row[:2]})


@require_POST
@staff
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo publishing while the letters wait."""
    seat = desk_for(request, slug, "publish")
    round_ = round_for(seat, number)
    try:
        count = operations.take_back(round_, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("matching:publish", slug, number)
    toast(request, taken_back_words(count))
    return redirect("matching:board", slug, number)


def taken_back_words(count: int) -> str:
    return (
        ngettext(
            "Took back %d pair. Nothing was sent.", "Took back %d pairs. Nothing was sent.", count
        )
        % count
    )
