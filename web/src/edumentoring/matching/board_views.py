"""The board and what is looked at from it. Nothing here changes anything."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.matching import without_match
from edumentoring.matching.access import person_for, round_for, state_for
from edumentoring.matching.board import Asked, Board
from edumentoring.matching.board_changes import next_to_redo
from edumentoring.matching.comparing import compare, states_to_compare
from edumentoring.matching.forms import pair_keys
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.people_lines import Line, facts, lines
from edumentoring.matching.previews import (
    alternatives,
    cost_of,
    fit_of,
    reasons_of,
    what_if,
)
from edumentoring.matching.solving import prepared
from edumentoring.matching.strategy import IN_VIEW, lifted, sliders, ticks
from edumentoring.matching.supply import left_out_of
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context

FOUND = 20


def context(seat: Coordinator, round_: Round, **more: Any) -> dict[str, Any]:
    """What every page of a round shows."""
    return desk_context(seat, "match", round=round_, may_match=seat.may("match"), **more)


@require_GET
@staff
def board(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The board; a round without one shows the page it is at."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    if not round_.at:
        return redirect(round_.get_absolute_url())
    return show_board(request, seat, round_)


def show_board(
    request: HttpRequest, seat: Coordinator, round_: Round, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page, after a look or after a change."""
    if not round_.at:
        return redirect(round_.get_absolute_url())
    state = state_for(round_)
    shown = Board(round_, state, Asked.of(request.GET))
    may_change = seat.may("match") and round_.has_board
    every_slider = sliders(state.strategy)
    page = context(
        seat,
        round_,
        board=shown,
        state=state,
        may_change=may_change,
        sliders=every_slider[:IN_VIEW],
        more_sliders=every_slider[IN_VIEW:],
        ticks=ticks(state.strategy, left_out_of(state.snapshot).those_that_matter),
        strategy=state.strategy,
        groups=without_match.groups(state),
        advice=without_match.recruiting(state),
        room=without_match.with_room(seat.programme, state),
        log=list(reversed(round_.log))[:4],
        log_count=len(round_.log),
        redo=next_to_redo(round_, state) if may_change else None,
        apart=kept_apart(state),
        **panel(request, state),
        **more,
    )
    return render(request, "matching/board.html", page, status=status)


def kept_apart(state: BoardState) -> list[dict[str, Any]]:
    """Pairs kept apart by hand, so that they can be let again."""
    people = lines(state.round.programme, {key for pair in state.forbids for key in pair})
    return [
        {"key": f"{mentor}-{mentee}", "mentor": people[mentor], "mentee": people[mentee]}
        for mentor, mentee in state.forbids
        if mentor in people and mentee in people
    ]


def panel(request: HttpRequest, state: BoardState) -> dict[str, Any]:
    """What stands open beside the rows: a pair, or the cost of a choice."""
    if keys := pair_keys(request.GET.get("choose", "")):
        try:
            return {"cost": cost_of(state, *keys)}
        except Refused as refusal:
            messages.error(request, str(refusal))
            return {}
    if keys := pair_keys(request.GET.get("pair", "")):
        people = Participant.objects.with_person().filter(programme=state.round.programme)
        found = people.in_bulk(keys)
        if len(found) == 2:
            return pair_context(state, found[keys[1]], found[keys[0]])
    return {}


# --- one pair, one person --------------------------------------------------------------------


def pair_context(state: BoardState, mentee: Participant, mentor: Participant) -> dict[str, Any]:
    """Two people line by line, why they fit, and who else there would be."""
    people = lines(state.round.programme, (mentor.pk, mentee.pk))
    pairs = sorted(state.pairs, key=lambda pair: (pair[3], pair[1]))
    place = next(
        (at for at, pair in enumerate(pairs, 1) if pair[:2] == [mentor.pk, mentee.pk]), None
    )
    key = f"{mentor.pk}-{mentee.pk}"
    known = {mentor.pk, mentee.pk} <= prepared(state.snapshot).people.keys()
    return {
        "pair": {
            "key": key,
            "mentor": people[mentor.pk],
            "mentee": people[mentee.pk],
            "fit": fit_of(state, mentor.pk, mentee.pk) if known else None,
            "place": place,
            "of": len(pairs),
            "locked": [mentor.pk, mentee.pk] in state.locks,
            "apart": [mentor.pk, mentee.pk] in state.forbids,
            "by_hand": key in state.given,
            "reason_given": state.given.get(key, ""),
            "note": state.notes.get(key, ""),
            "facts": facts(mentee, mentor),
            "reasons": reasons_of(state, people[mentor.pk], people[mentee.pk]) if known else {},
            "others": alternatives(state, mentee.pk) if place else [],
        }
    }


@require_GET
@staff
def pair(request: HttpRequest, slug: str, number: int, mentee: UUID, mentor: UUID) -> HttpResponse:
    """One pair, as a page of its own or as the board's side panel."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    state = state_for(round_)
    people = person_for(round_, mentee), person_for(round_, mentor)
    in_round = prepared(state.snapshot).people
    if "mentee" not in in_round.get(people[0].pk, {}) or "mentor" not in in_round.get(
        people[1].pk, {}
    ):
        raise Http404
    page = context(seat, round_, state=state, may_change=may_change(seat, round_))
    page |= pair_context(state, *people)
    return render(request, part_of(request, "pair"), page)


def may_change(seat: Coordinator, round_: Round) -> bool:
    return seat.may("match") and round_.has_board


def part_of(request: HttpRequest, name: str) -> str:
    """The panel's piece for the board's script; otherwise a page."""
    inside = bool(getattr(request, "htmx", False)) and request.htmx.target == "panel"  # type: ignore[attr-defined]
    return f"matching/_{name}.html" if inside else f"matching/{name}.html"


@require_GET
@staff
def person(request: HttpRequest, slug: str, number: int, code: UUID) -> HttpResponse:
    """Somebody of the round: the mentors they could have, and any other by name."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    state = state_for(round_)
    one = person_for(round_, code)
    known = prepared(state.snapshot).people.get(one.pk, {})
    if not known:
        raise Http404
    words = " ".join(request.GET.get("q", "").split())[:80]
    is_mentee = "mentee" in known
    page = context(
        seat,
        round_,
        state=state,
        may_change=may_change(seat, round_),
        person=lines(seat.programme, [one.pk])[one.pk],
        participant=one,
        is_mentee=is_mentee,
        others=alternatives(state, one.pk, most=8 if not words else 3) if is_mentee else [],
        words=words,
        found=by_name(state, words, "mentor" if is_mentee else "mentee", one.pk) if words else [],
        now=partners(state, one.pk, side=1 if is_mentee else 0),
    )
    return render(request, part_of(request, "person"), page)


def partners(state: BoardState, key: int, *, side: int) -> list[Line]:
    """Whom the board gives this person. `side` is 1 for a mentee, 0 for a mentor."""
    keys = [row[1 - side] for row in state.pairs if row[side] == key]
    return list(lines(state.round.programme, keys).values())


def by_name(state: BoardState, words: str, role: str, but: int) -> list[dict[str, Any]]:
    """People of the round in one role whose name, role or school holds the words."""
    in_round = prepared(state.snapshot).people
    wanted = words.casefold().split()
    found = [
        (line, f"{key}-{but}" if role == "mentor" else f"{but}-{key}")
        for key, line in lines(state.round.programme).items()
        if key != but and holds_words(line, wanted) and role in in_round.get(key, {})
    ]
    found.sort(key=lambda one: one[0].name.casefold())
    return [{"line": line, "key": key} for line, key in found[:FOUND]]


def holds_words(line: Line, wanted: list[str]) -> bool:
    """Whether a person's name, role or school holds every word."""
    whole = f"{line.name} {line.role} {line.school}".casefold()
    return all(word in whole for word in wanted)


@require_GET
@staff
def by_hand(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make a pair by hand: find the mentee, then the mentor."""
    seat = desk_for(request, slug, "match")
    round_ = round_for(seat, number)
    state = state_for(round_)
    words = " ".join(request.GET.get("q", "").split())[:80]
    found = by_name(state, words, "mentee", 0) if words else []
    page = context(seat, round_, state=state, words=words, found=found)
    return render(request, "matching/by_hand.html", page)


@require_GET
@staff
def cost(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What choosing this pair would do to everybody, before it is chosen."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    state = state_for(round_)
    keys = pair_keys(request.GET.get("pair", ""))
    try:
        if keys is None:
            raise Refused(_("Choose two people to see what pairing them would cost."))
        worked_out = cost_of(state, *keys)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("matching:board", slug, number)
    page = context(seat, round_, state=state, may_change=may_change(seat, round_), cost=worked_out)
    return render(request, part_of(request, "cost"), page)


# --- the whole ---------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@staff
def what_if_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The whole under other settings. A POST too changes nothing: it is how a form asks."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    state = state_for(round_)
    settings: Any = request.POST if request.method == "POST" else request.GET
    if rule := settings.get("lift", ""):
        settings = lifted(state.strategy, rule)
    page = context(
        seat,
        round_,
        state=state,
        may_change=may_change(seat, round_),
        settings=[(name, settings[name]) for name in settings if name in allowed(settings)],
    )
    try:
        page["if"] = what_if(state, settings)
    except Refused as refusal:
        page["refusal"] = str(refusal)
    inside = bool(getattr(request, "htmx", False)) and request.htmx.target == "what-if"  # type: ignore[attr-defined]
    return render(request, "matching/_what_if.html" if inside else "matching/what_if.html", page)


def allowed(settings: Any) -> set[str]:
    """The names of settings, without tokens and the like."""
    fixed = {"musts-shown", "fairness", "keep_previous"}
    return fixed | {
        name
        for name in settings
        if name.startswith(("weight-", "must-")) or name.endswith("-amount")
    }


@require_GET
@staff
def compare_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Two proposals side by side; to begin with, the last two."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    now = state_for(round_)
    states = states_to_compare(round_)
    numbers = [state.number for state in states]
    before, after = (
        number_in(request.GET.get(name, ""), numbers, usual)
        for name, usual in (("a", numbers[-2] if len(numbers) > 1 else round_.at), ("b", round_.at))
    )
    page = context(
        seat,
        round_,
        state=now,
        states=states,
        a=before,
        b=after,
        comparison=compare(round_, state_for(round_, before), state_for(round_, after)),
    )
    return render(request, "matching/compare.html", page)


def number_in(words: str, numbers: list[int], usual: int) -> int:
    return int(words) if words.isdecimal() and len(words) < 9 and int(words) in numbers else usual


@require_GET
@staff
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything that was done to the board, the newest first."""
    seat = desk_for(request, slug, "see")
    round_ = round_for(seat, number)
    states = BoardState.objects.filter(round=round_).select_related("by")
    rows = states.only("number", "what", "at", "by", "proposal", "kind", "parent")[:200]
    return render(request, "matching/changes.html", context(seat, round_, states=rows))
