"""A person's own pages: the answer from a letter, my place, and the page of a pair."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.frames import Tab
from edumentoring.pairs import correspondence, operations
from edumentoring.pairs.access import (
    all_sides,
    introduction_in,
    introduction_of,
    own_side,
    places_of,
)
from edumentoring.pairs.course_forms import may_become_mentor
from edumentoring.pairs.for_you import Reader, headings_for
from edumentoring.pairs.home import Kind, few, lines_for
from edumentoring.pairs.models import Introduction
from edumentoring.pairs.own_page import lines as own_lines
from edumentoring.pairs.own_page import person_of, standing, ways_to_talk
from edumentoring.pairs.place import introduction_card, places_for
from edumentoring.pairs.portrait import own_words, portrait
from edumentoring.pairs.sections import Section, sections_for
from edumentoring.pairs.sides import Side
from edumentoring.pairs.who_rests import breaks_for
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

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
    """My place: what waits for me, the next meeting, what I said I would do, and my people."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - for the type checker
    mine = places_of(user)
    here = [one for one in mine if one.state != Participant.State.LEFT]
    sides, past = all_sides(user)
    lines = lines_for(sides, user)
    context = {
        "places": places_for(here, past),
        "left": [one for one in mine if one.state == Participant.State.LEFT],
        "people": [person_of(side) for side in sides],
        "past": past,
        "meetings": few(lines, Kind.MEETING),
        "asked": few(lines, Kind.ASKED),
        "promised": few(lines, Kind.PROMISED),
        "suggestion": next((line for line in lines if line.kind == Kind.SUGGESTION), None),
        "own_pages": headings_for(Reader(user, here, sides, past)),
    }
    return render(request, "pairs/place.html", context)


@never_cache
@login_required
@require_safe
def own_pair(request: HttpRequest, code: UUID) -> HttpResponse:
    """The place of a pair, as one of the two sees it."""
    side = own_side(request, code)
    pair = side.pair
    sections = sections_for(side)
    shape, word = standing(side)
    over = not side.may_write
    farewells = {each.participant_id: each for each in pair.farewells.all()} if over else {}
    in_touch = len(farewells) == 2 and all(each.keeps_contact for each in farewells.values())
    context = {
        "side": side,
        "pair": pair,
        "sections": sections,
        "tabs": _tabs(side, sections),
        "shape": shape,
        "word": word,
        "about": portrait(side.other),
        "own_words": own_words(side.other),
        "ways": ways_to_talk(side),
        "reasons": pair.reasons.get(side.role) or [],
        "openers": pair.openers.get(side.role) or [],
        "agreement": pair.agreements.first() if pair.is_together else None,
        "reachable": pair.is_together or in_touch,
        "thanks": farewells.get(side.other.pk),
        "mine": farewells.get(side.me.pk),
        "may_become_mentor": over and side.is_mentee and may_become_mentor(side.me),
        "lines": [line for line in own_lines([side]) if line.kind == Kind.ASKED],
        **breaks_for(side),
    }
    return render(request, "pairs/own_pair.html", context)


def _tabs(side: Side, sections: list[Section]) -> list[Tab]:
    """The pages of this pair; none where there is only this one."""
    found = [Tab(section.title, section.url) for section in sections if section.url]
    here = Tab(_("Together"), reverse("pairs:own_pair", args=[side.pair.code]), current=True)
    return [here, *found] if found else []
