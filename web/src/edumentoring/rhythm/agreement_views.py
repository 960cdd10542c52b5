"""Changing how two people work from within a look back, where they see that it no longer fits."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.pairs.agreement_writing import write_agreement
from edumentoring.rhythm.access import writing_stage
from edumentoring.rhythm.models import Said


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, code: UUID, stage: str) -> HttpResponse:
    """How we work, with what I wrote about it beside it; then back to the look back.

    Words that I ticked to share stand in the box already. Others are shown to me alone, so that
    nothing private is shown by mistake.
    """
    side, at = writing_stage(request, code, stage)
    mine = Said.objects.filter(review__pair=side.pair, review__participant=side.me)
    said = mine.filter(review__stage=at, key="purpose").exclude(text="").first()
    written = write_agreement(request, side, also=said.text if said and said.shared else "")
    if written.is_kept:
        return redirect("rhythm:review", code=code, stage=at)
    context = {"side": side, "stage": at, "said": said, "form": written.form}
    return render(request, "rhythm/agreement.html", context, status=written.status)
