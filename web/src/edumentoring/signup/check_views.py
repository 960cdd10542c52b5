"""The last page, which sends the sign-up, and what is said once it is sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from edumentoring.programmes.forecast import lately, places_in_words, public_count, wait_in_words
from edumentoring.programmes.opening import long_date, opening_of
from edumentoring.signup import operations
from edumentoring.signup.access import draft_for
from edumentoring.signup.forms import KeptForm, full_words
from edumentoring.signup.frame import answer, let_go
from edumentoring.signup.journey import Journey
from edumentoring.signup.keys import page_link
from edumentoring.signup.limits import TooMany, count_request
from edumentoring.signup.models import Draft
from edumentoring.signup.pages import CHECK
from edumentoring.signup.views import elsewhere, journey_of, keyed, pressed, typed_in


@keyed
def check(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Everything that was answered, what they agree to, and one button that sends it."""
    journey = journey_of(slug, key)
    moved = elsewhere(request, journey)
    if moved is not None:
        return moved
    if request.method != "POST":
        return _show_check(request, journey, journey.form(CHECK))
    try:
        return _sent_check(request, journey)
    except operations.AlreadySent:
        return redirect(page_link(journey.draft, "sent"))


def _sent_check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Keep the ticks whatever is pressed; send it where nothing is missing."""
    form = journey.form(CHECK, data=request.POST)
    if form.is_valid():
        draft = journey.keep(CHECK, form)
    else:
        left = bool(request.POST.get("go"))
        draft = operations.keep_typed(journey.draft, CHECK, typed_in(request), left=left)
    journey = journey.now_as(draft)
    gone = pressed(request, journey, CHECK)
    if gone:
        return redirect(gone)
    missing = journey.missing()
    if missing or not form.is_valid():
        return _show_check(request, journey, form, errors=missing)
    try:
        count_request(request, journey.programme)
        return _thank(operations.send_draft(journey.draft))
    except TooMany as refusal:
        return _show_check(request, journey, form, errors=[str(refusal)], status=429)


def _show_check(
    request: HttpRequest, journey: Journey, form: KeptForm, *, errors: Any = (), status: int = 200
) -> HttpResponse:
    return answer(
        request,
        "check",
        journey.programme,
        framed=journey.draft.framed,
        status=status,
        form=form,
        errors=errors,
        answers=journey.answers(),
        steps=len(journey.steps),
        stamp=journey.draft.touched_at.isoformat(),
    )


def _thank(draft: Draft) -> HttpResponse:
    response = redirect(page_link(draft, "sent"))
    if not draft.framed:
        let_go(response, draft.programme)
    return response


@require_safe
def sent(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What happens next and when, as honestly as the figures allow."""
    draft = draft_for(slug, key)
    if draft.sent_at is None:
        return redirect(page_link(draft))
    programme = draft.programme
    opening, expect = opening_of(programme), lately(programme)
    roles = [
        role
        for role, is_one in (("mentee", draft.is_mentee), ("mentor", draft.is_mentor))
        if is_one
    ]
    return answer(
        request,
        "sent",
        programme,
        framed=draft.framed,
        email=draft.email,
        way=draft.way,
        full=full_words(opening, roles),
        taking_part=public_count(expect.taking_part) if expect.taking_part else "",
        waiting=public_count(expect.mentees_waiting) if expect.mentees_waiting else "",
        with_room=public_count(expect.mentors_with_room) if expect.mentors_with_room else "",
        places=places_in_words(expect, roles),
        wait=wait_in_words(expect.usual_wait),
        next_round=long_date(expect.next_round_on),
    )
