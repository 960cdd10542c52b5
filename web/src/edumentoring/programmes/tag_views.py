"""The programme's tags: who has them, renaming one for everybody, making one of two."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.list_filters import tags_in_use
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@staff
def tags(request: HttpRequest, slug: str) -> HttpResponse:
    """Every tag with how many people have it; a POST renames one, or takes it from everybody."""
    if request.method == "POST":
        return _rename(request, desk_for(request, slug, "people"))
    seat = desk_for(request, slug)
    people = reverse("programmes:people", args=[slug])
    listed = [
        {"tag": tag, "count": count, "url": f"{people}?{urlencode({'tag': tag})}"}
        for tag, count in sorted(tags_in_use(seat.programme).items(), key=lambda t: t[0].casefold())
    ]
    return render(request, "programmes/tags.html", desk_context(seat, "people", tags=listed))


def _rename(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    tag, slug = request.POST.get("tag", ""), seat.programme.slug
    to = "" if request.POST.get("do") == "remove" else request.POST.get("to", "")
    try:
        if request.POST.get("do") != "remove" and not to.strip():
            raise Refused(_("Write the tag’s new name first."))
        code, changed = operations.rename_tag(seat.programme, tag, to, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:tags", slug=slug)
    if changed:
        words = ngettext("Changed %d person's tags.", "Changed %d people's tags.", changed)
        toast(request, words % changed, undo=reverse("programmes:undo", args=[slug, code]))
    return redirect("programmes:tags", slug=slug)
