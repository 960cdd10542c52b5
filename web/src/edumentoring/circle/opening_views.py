"""What one person around a pair may read: opened one thing at a time, taken back in one press."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.circle import operations
from edumentoring.circle.access import member_around, opened_for
from edumentoring.circle.forms import OpenForm
from edumentoring.circle.models import Asked, Member
from edumentoring.circle.showing import opened_by, to_offer
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import writing_side
from edumentoring.pairs.sides import Side


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, code: UUID, member: UUID) -> HttpResponse:
    """What this person reads of mine, and what else I could open to them."""
    side = writing_side(request, code)
    found = member_around(side, member)
    if found.state != Asked.State.YES:
        raise Http404
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            amount = operations.open_things(
                side, found, form.things, until=form.cleaned_data["until"]
            )
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            toast(request, _said(found, amount))
            return redirect("circle:reading", code, member)
    return _page(request, side, found, form)


def _said(member: Member, amount: int) -> str:
    words = ngettext(
        "%(who)s can read one more thing now.",
        "%(who)s can read %(amount)d more things now.",
        amount,
    )
    return words % {"who": member.who, "amount": amount}


def _page(request: HttpRequest, side: Side, member: Member, form: OpenForm) -> HttpResponse:
    opened = opened_by(side, member)
    context = {
        "side": side,
        "pair": side.pair,
        "member": member,
        "opened": opened,
        "offered": to_offer(side, opened),
        "ticked": form.ticked,
        "form": form,
    }
    return render(request, "circle/reading.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_back_opened(request: HttpRequest, code: UUID, member: UUID, key: int) -> HttpResponse:
    """They can read it no more."""
    side = writing_side(request, code)
    found = opened_for(side, member, key)
    try:
        operations.take_back_opened(found, by=side.me.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Taken back. %s can read it no more.") % found.member.who)
    return redirect("circle:reading", code, member)
