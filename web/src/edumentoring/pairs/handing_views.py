"""The desk hands a mentee over to another mentor: who could take them on, and the press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import board, operations
from edumentoring.pairs.access import pair_for
from edumentoring.pairs.models import Pair
from edumentoring.people.access import staff
from edumentoring.programmes import apart
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import desk_context

MOST = 200


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Choose the new mentor. The mentee chooses later what goes along."""
    seat = desk_for(request, slug, "publish")
    found = pair_for(seat, code)
    mentors = _who_could(found)
    if request.method == "POST":
        chosen = next((m for m in mentors if str(m.code) == request.POST.get("mentor")), None)
        try:
            if chosen is None:
                raise Refused(_("Choose the new mentor."))
            after = operations.hand_over(found, chosen, by=seat.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("%s are introduced. Both still say yes or not now.") % after)
            return redirect(after)
    context = desk_context(
        seat, "introductions", pair=found, row=board.row(found), mentors=mentors[:MOST]
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "pairs/desk/hand_over.html", context, status=status)


def _who_could(found: Pair) -> list[Participant]:
    """Mentors with room whom this mentee has not been paired with."""
    known = Pair.objects.filter(mentee=found.mentee).exclude(state=Pair.State.WITHDRAWN)
    mentors = Participant.objects.with_person().with_room().filter(programme=found.programme)
    mentors = mentors.exclude(pk__in=known.values("mentor")).exclude(user=found.mentee.user)
    mentors = mentors.filter(apart.not_from(found.mentee.user_id, "user"))
    return list(mentors.order_by("user__name", "pk"))
