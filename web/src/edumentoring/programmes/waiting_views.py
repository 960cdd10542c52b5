"""The waiting list: who is on it, in which order, and letting them in."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations
from edumentoring.programmes.access import desk_for, participant_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.opening import places_left

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@staff
def waiting_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list in its order; one press lets in as many as there is room for, or one of them."""
    if request.method == "POST":
        seat = desk_for(request, slug, "people")
        try:
            _let_in(request, seat)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("programmes:waiting_list", slug)
    seat = desk_for(request, slug)
    queued = Paginator(seat.programme.participants.queued().with_person(), 100)
    context = desk_context(
        seat,
        "people",
        queued=queued.get_page(request.GET.get("page")),
        left=places_left(seat.programme),
    )
    return render(request, "programmes/waiting_list.html", context)


def _let_in(request: HttpRequest, seat: Coordinator) -> None:
    code = request.POST.get("who", "")
    if code:
        came = operations.let_one_in(participant_for(seat, _code(code)), by=seat.user)
        toast(request, _("%s is in, and gets a letter.") % came)
        return
    operations.refuse_unless_running(seat.programme)
    number = len(operations.let_in(seat.programme, by=seat.user))
    if not number:
        messages.error(request, _("There is no room yet. Raise a limit first."))
        return
    toast(
        request,
        ngettext("%d person came in.", "%d people came in.", number) % number,
    )


def _code(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None
