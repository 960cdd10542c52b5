"""The team's review: everybody's lines, one's own, and the signatures."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.circle import operations
from edumentoring.circle.access import Reviewing, reviewing
from edumentoring.circle.forms import PartForm
from edumentoring.circle.models import TeamPart
from edumentoring.circle.teams import seats_of, unsigned
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import writing_side
from edumentoring.pairs.portrait import listed


@login_required
@require_POST
def begin(request: HttpRequest, code: UUID) -> HttpResponse:
    """Open a review for the team."""
    side = writing_side(request, code)
    try:
        review = operations.begin_review(side, title=request.POST.get("title", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("circle:people", code)
    return redirect("circle:review", review.code)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everybody's lines, and a form for mine."""
    here = reviewing(request, code)
    if request.method == "POST":
        return _keep(request, here)
    return _page(request, here, PartForm(initial=_first(here)))


def _first(here: Reviewing) -> dict[str, object]:
    part = here.review.parts.filter(user=here.seat.user).first() or TeamPart()
    names = ("going_well", "work_on", "help_with", "version")
    return {name: getattr(part, name) for name in names}


def _keep(request: HttpRequest, here: Reviewing) -> HttpResponse:
    form = PartForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            operations.keep_part(here.review, here.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Stale) else 422
        else:
            toast(request, _("Saved. Everybody of the team can read it now."))
            return redirect("circle:review", here.review.code)
    return _page(request, here, form, status=status)


def _page(
    request: HttpRequest, here: Reviewing, form: PartForm, *, status: int = 200
) -> HttpResponse:
    review = here.review
    review.refresh_from_db(fields=["version"])
    seats = seats_of(review.pair)
    waiting = unsigned(review)
    others = [seat.user.first_name for seat in seats if seat.user != here.seat.user]
    context = {
        "here": here,
        "review": review,
        "pair": review.pair,
        "parts": review.parts.exclude(written_at=None).select_related("user"),
        "seats": [(seat, seat not in waiting) for seat in seats],
        "settled": not waiting,
        "have_signed": here.seat not in waiting,
        "whom": listed(others),
        "form": form,
        "stale": status == 409,
    }
    return render(request, "circle/review.html", context, status=status)


@login_required
@require_POST
def sign(request: HttpRequest, code: UUID) -> HttpResponse:
    """Sign what stands there."""
    here = reviewing(request, code)
    try:
        operations.sign(here.review, here.seat, version=version_in(request.POST))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Signed. If anybody changes their lines, we ask you again."))
    return redirect("circle:review", code)
