"""The list of people: finding, narrowing, downloading, and doing one thing to several."""

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common import tables
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.people.operations import record
from edumentoring.programmes import export as sheets
from edumentoring.programmes import operations
from edumentoring.programmes.access import change_for, desk_for
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.navigation import address_of, desk_context

page = require_http_methods(["GET", "HEAD", "POST"])

FILE_TYPES = {"csv": tables.CSV_TYPE, "xlsx": tables.XLSX_TYPE}


@require_safe
@staff
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody, or those a filter keeps."""
    seat = desk_for(request, slug)
    shown = PeopleList(seat.programme, request.GET)
    context = desk_context(
        seat,
        "people",
        shown=shown,
        may_edit=seat.may("people"),
        page=shown.page,
        views=_views(shown),
        import_url=address_of("intake:uploads", slug),
        all_columns=shown.all_columns.values(),
    )
    response = render(request, "programmes/people.html", context)
    if request.headers.get("hx-request"):
        page_ = {"page": shown.page.number} if shown.page.number > 1 else {}
        response["HX-Push-Url"] = request.path + shown.address(**page_)
    return response


def _views(shown: PeopleList) -> list[dict[str, Any]]:
    """The views everybody uses, as tabs."""
    address = reverse("programmes:people", args=[shown.programme.slug])
    views: tuple[tuple[str, str, dict[str, str]], ...] = (
        (_("Everyone"), "everyone", {}),
        (_("Waiting for a match"), "waiting", {"waiting": "yes"}),
        (_("Mentors with room"), "room", {"room": "yes"}),
        (_("Missing answers"), "missing", {"missing": "any"}),
        (_("Paused"), "paused", {"status": "paused"}),
    )
    return [
        {
            "label": label,
            "url": f"{address}?{urlencode(keep)}" if keep else address,
            "amount": shown.tallies[name],
            "current": shown.chosen == {key: [value] for key, value in keep.items()},
        }
        for label, name, keep in views
    ]


@page
@staff
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Download what the list shows. A page asks which kind; the POST notes it and sends it."""
    seat = desk_for(request, slug)
    shown = PeopleList(seat.programme, request.GET)
    if request.method != "POST":
        context = desk_context(seat, "people", shown=shown, count=shown.people.count())
        return render(request, "programmes/export.html", context)
    form = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    chosen = _chosen(request, shown) if "who" in request.POST else shown.people
    rows = list(sheets.seen_rows(chosen.with_person(), shown.columns))
    record(
        "export_people",
        seat.programme,
        by=seat.user,
        summary=f"Downloaded a list of {len(rows) - 1} people",
        programme_id=seat.programme_id,
    )
    content = sheets.as_bytes(rows, form, title=_("People"))
    return HttpResponse(
        content,
        headers={
            "content-type": FILE_TYPES[form],
            "content-disposition": f'attachment; filename="{slug}-people.{form}"',
            "cache-control": "no-store",
        },
    )


def _chosen(request: HttpRequest, shown: PeopleList) -> Any:
    """The people ticked, or all that the filter keeps."""
    if request.POST.get("all"):
        return shown.people
    codes = []
    for code in request.POST.getlist("who"):
        try:
            codes.append(UUID(code))
        except ValueError:
            raise Http404 from None
    return shown.people.filter(code__in=codes)


TOGETHER = {
    "pause": ({"state": "paused"}, ngettext_lazy("Paused %d person.", "Paused %d people.")),
    "back": ({"state": "in"}, ngettext_lazy("Brought back %d person.", "Brought back %d people.")),
    "left": (
        {"state": "left"},
        ngettext_lazy("Marked %d person as left.", "Marked %d people as left."),
    ),
}


@require_POST
@staff
def together(request: HttpRequest, slug: str) -> HttpResponse:
    """Do one thing to everybody who is ticked."""
    seat = desk_for(request, slug, "people")
    shown = PeopleList(seat.programme, request.GET)
    back = f"{reverse('programmes:people', args=[slug])}?{request.GET.urlencode()}"
    if request.POST.get("do") not in TOGETHER:
        messages.error(request, _("Choose what to do with the people you ticked."))
        return redirect(back)
    changes, words = TOGETHER[request.POST["do"]]
    code, changed = operations.change_together(
        _chosen(request, shown), changes=changes, by=seat.user
    )
    if changed:
        undo_url = reverse("programmes:undo", args=[slug, code])
        toast(request, words % changed, undo=undo_url)
    else:
        messages.error(request, _("Nobody was changed. Tick the people you mean first."))
    return redirect(back)


@require_POST
@staff
def undo(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take back what was changed in one go."""
    seat = desk_for(request, slug, "people")
    try:
        touched = operations.undo_change(
            change_for(seat, code), programme=seat.programme, by=seat.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Undone for %d person.", "Undone for %d people.", touched)
        toast(request, words % touched)
    return redirect(where_from(request, reverse("programmes:people", args=[slug])))


def where_from(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that the request came from."""
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return otherwise
