"""A participant's own invite link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.programmes.access import own_part
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant
from edumentoring.programmes.opening import opening_of
from edumentoring.reach import operations, sharing


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite_others(request: HttpRequest, slug: str) -> HttpResponse:
    """My link, how many came by it, and words to send it with. Never who came."""
    me = own_part(request, slug)
    if request.method == "POST":
        _change(request, me)
        return redirect(request.path)
    link = operations.personal_link(me)
    working = link if link and link.retired_at is None else None
    said = {each.key: each for each in sharing.channels(me.programme, working)}
    context = {
        "participant": me,
        "programme": me.programme,
        "link": working,
        "stopped": link is not None and working is None,
        "came": link.arrivals.count() if link else 0,
        "channels": [said["whatsapp"], said["email"]],
        "opening": opening_of(me.programme),
        "place": place_of(me.programme, person=request.user),
    }
    return render(request, "reach/invite_others.html", context)


def _change(request: HttpRequest, me: Participant) -> None:
    if request.POST.get("do") == "stop":
        link = operations.personal_link(me)
        if link:
            operations.retire_link(link, by=me.user)
            toast(request, _("Your link is stopped. It counts nobody any more."))
        return
    try:
        operations.make_personal_link(me)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Your link is ready."))
