"""The desk's pages of one issue on its way: how far it is, and what to do about it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.newsletter import operations
from edumentoring.newsletter.access import delivery_of, newsletter_at, sending_of
from edumentoring.newsletter.desk_views import PAGE, get_and_post, show
from edumentoring.newsletter.models import Delivery, Rating, Sending, counted
from edumentoring.people.access import staff
from edumentoring.programmes.models import Coordinator

STEPS = {
    "approve": operations.approve,
    "take_back": operations.take_back,
    "pause": operations.pause,
    "go_on": operations.go_on,
    "stop": operations.stop_sending,
}


@staff
@never_cache
@get_and_post
def sending(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How far one issue is on its way; POST approves, pauses, goes on, stops or takes back."""
    seat, newsletter = newsletter_at(request, slug)
    found = sending_of(newsletter, pk)
    if request.method == "POST":
        return _step(request, seat, found)
    counts = counted(found)
    done = sum(
        counts[state] for state in counts if state not in {Delivery.State.WAITING, "sending"}
    )
    all_ = sum(counts.values())
    lost = found.deliveries.filter(state=Delivery.State.UNCERTAIN)[:PAGE]
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "sending": found,
        "counts": counts,
        "done": done,
        "all": max(all_, found.expected) if not found.queued_at else all_,
        "rated": _ratings(found),
        "stopped": found.stopped.count(),
        "lost": lost if seat.may("people") else [],
        "lost_count": counts[Delivery.State.UNCERTAIN],
        "may_approve": found.state == Sending.State.ASKED and found.asked_by_id != seat.user_id,
    }
    return show(request, "newsletter/sending.html", seat, **context)


def _ratings(found: Sending) -> list[tuple[str, int]]:
    rows: Any = found.ratings.order_by().values_list("answer").annotate(n=Count("pk"))
    given = dict(rows)
    return [(str(label), given.get(value, 0)) for value, label in Rating.Answer.choices]


def _step(request: HttpRequest, seat: Coordinator, found: Sending) -> HttpResponse:
    act = STEPS.get(request.POST.get("do", ""))
    version = version_in(request.POST)
    if act is None or not version:
        messages.error(request, _("Nothing was done. Press one of the buttons."))
        return redirect(found)
    try:
        act(found, by=seat.user, version=version)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Done."))
    return redirect(found)


@staff
@require_POST
def decide(request: HttpRequest, slug: str, pk: int, copy: int) -> HttpResponse:
    """A copy that may or may not have gone: leave it, or send it again."""
    seat, newsletter = newsletter_at(request, slug, "people")
    found = sending_of(newsletter, pk)
    try:
        operations.decide(
            delivery_of(found, copy), arrived=request.POST.get("do") != "again", by=seat.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Noted."))
    return redirect(found)
