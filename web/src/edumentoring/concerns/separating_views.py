"""One press that separates a pair, and those that let each take part again or undo it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.access import pair_to_separate, separation_for
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
def end_rest(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One of the two was spoken with, and takes part again. The two stay apart."""
    user, separation = separation_for(request, slug, code)
    pair = separation.pair
    who = {"mentor": pair.mentor, "mentee": pair.mentee}.get(request.POST.get("who", ""))
    if who is None:
        raise Http404
    operations.end_rest(separation, who, by=user)
    toast(request, _("%s may take part again. The two stay apart.") % who)
    return redirect("concerns:concerns", slug)


@staff
@require_POST
def undo(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Bring them together again as they were."""
    user, separation = separation_for(request, slug, code)
    try:
        operations.undo_separation(separation.pair, by=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s are together again. Write to both, please.") % separation.pair)
    return redirect("concerns:concerns", slug)


def _back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """To the concern it was pressed on, or to the pair's page."""
    concern = request.POST.get("concern", "")
    found = Concern.objects.filter(programme__slug=slug, pair__code=code)
    if concern and any(str(one.code) == concern for one in found):
        return redirect("concerns:concern", slug, concern)
    return redirect("pairs:pair", slug, code)
