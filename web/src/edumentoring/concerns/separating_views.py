"""One press that separates a pair, and an owner's press that undoes it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.access import pair_to_separate, separated_pair_for
from edumentoring.concerns.models import Concern
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff


@staff
@require_POST
def separate(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Shut every page the two share, and tell both in neutral words."""
    user, pair = pair_to_separate(request, slug, code)
    try:
        operations.separate_at_once(pair, by=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s are separated. Their pages are shut, and both have a letter.") % pair)
    return _back(request, slug, code)


@staff
@require_POST
def undo(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Bring them together again as they were."""
    seat, pair = separated_pair_for(request, slug, code)
    try:
        operations.undo_separation(pair, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s are together again. Write to both, please.") % pair)
    return _back(request, slug, code)


def _back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """To the concern it was pressed on, or to the pair's page."""
    concern = request.POST.get("concern", "")
    found = Concern.objects.filter(programme__slug=slug, pair__code=code)
    if concern and any(str(one.code) == concern for one in found):
        return redirect("concerns:concern", slug, concern)
    return redirect("pairs:pair", slug, code)
