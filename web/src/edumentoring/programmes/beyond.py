"""A status set by hand may pass a limit of places, by somebody who was told so and goes on.

Sign-ups keep to the limit and the waiting list by themselves (`operations/waiting_list.py`). A
coordinator who brings somebody back may have a reason that we do not know.
"""

from collections import Counter
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.opening import LIMITS, placed

# Whoever pauses keeps their place.
HOLD_A_PLACE = (Participant.State.IN, Participant.State.PAUSED)
NAMED = 20


def coming_in(states: Iterable[tuple[Participant, str]]) -> list[Participant]:
    """Who holds no place, and would with this state."""
    return [
        person
        for person, state in states
        if state in HOLD_A_PLACE and person.state not in HOLD_A_PLACE
    ]


def beyond_limits(programme: Programme, states: Iterable[tuple[Participant, str]]) -> str:
    """Which limits would be passed if these people had these states, in words; "" for none."""
    coming = coming_in(states)
    if not coming:
        return ""
    wanted = Counter(role for person in coming for role in LIMITS if getattr(person, f"is_{role}"))
    limits = {role: getattr(programme, LIMITS[role]) for role in wanted}
    there = placed(programme) if set(limits.values()) - {None} else {}
    said = [
        _over(role, limit, there[role] + wanted[role])
        for role, limit in limits.items()
        if limit is not None and there[role] + wanted[role] > limit
    ]
    queued = programme.participants.queued().count() if said else 0
    if queued:
        said.append(
            ngettext("%d person waits for a place.", "%d people wait for a place.", queued) % queued
        )
    return " ".join(said)


def _over(role: str, limit: int, there: int) -> str:
    words = (
        ngettext(
            "The limit is %(limit)s mentee, and this makes %(all)s.",
            "The limit is %(limit)s mentees, and this makes %(all)s.",
            limit,
        )
        if role == "mentee"
        else ngettext(
            "The limit is %(limit)s mentor, and this makes %(all)s.",
            "The limit is %(limit)s mentors, and this makes %(all)s.",
            limit,
        )
    )
    counts = {"limit": limit, "all": there}
    return words % {name: number_format(n, force_grouping=True) for name, n in counts.items()}


def goes_on(request: HttpRequest) -> bool:
    """Whether whoever sent this was told, and goes on."""
    return request.POST.get("beyond") == "yes"


def ask(
    request: HttpRequest, seat: Coordinator, words: str, *, who: list[Participant], back: str
) -> HttpResponse:
    """Say which limit would be passed, and by whom. The page sends all that was sent again, and
    goes on."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "beyond")
        for value in values
    ]
    shown = {"words": words, "who": who[:NAMED], "unnamed": len(who[NAMED:])}
    context = desk_context(
        seat, "people", **shown, sent=sent, address=request.get_full_path(), back=back
    )
    return render(request, "programmes/beyond.html", context)
