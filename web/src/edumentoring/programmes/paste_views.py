"""Pasting cells into the list: what they would change is shown first, then saved in one go."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.beyond import beyond_limits
from edumentoring.programmes.list_cells import cells_of
from edumentoring.programmes.list_columns import Column
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.pasting import MOST_ROWS, Paste, compare

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@staff
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """A box for cells; a POST shows what they would change, and saves it when told to."""
    seat = desk_for(request, slug, "people")
    shown = PeopleList(seat.programme, request.GET)
    if request.method != "POST":
        return _page(request, seat, shown)
    saving = request.POST.get("do") == "save"
    people = _seen(request, seat) if saving else _from_here_on(request, shown)
    columns = _columns(request, shown)
    cells = cells_of(seat.programme, shown.questions)
    try:
        pasted = compare(request.POST.get("text", ""), people, columns, cells)
        if saving:
            return _save(request, seat, shown, pasted)
    except Refused as refusal:
        status = 409 if isinstance(refusal, Stale) else 422
        return _page(request, seat, shown, refusal=refusal, status=status)
    return _page(request, seat, shown, pasted=pasted)


def _from_here_on(request: HttpRequest, shown: PeopleList) -> list[Participant]:
    """People of the list from the one at the cursor, as many as may be pasted."""
    try:
        at = shown.people.get(code=UUID(request.POST.get("at", "")))
    except (ValueError, Participant.DoesNotExist):
        raise Http404 from None
    keys = list(shown.people.values_list("pk", flat=True))
    return _in_order(keys[keys.index(at.pk) :][:MOST_ROWS])


def _seen(request: HttpRequest, seat: Coordinator) -> list[Participant]:
    """Those the preview showed, in its order, whatever the list looks like by now."""
    try:
        codes = [UUID(code) for code in request.POST.getlist("who")[:MOST_ROWS]]
    except ValueError:
        raise Http404 from None
    found = dict(seat.programme.participants.filter(code__in=codes).values_list("code", "pk"))
    return _in_order([found[code] for code in codes if code in found])


def _in_order(keys: Sequence[int]) -> list[Participant]:
    found = Participant.objects.with_person().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _columns(request: HttpRequest, shown: PeopleList) -> list[Column]:
    keys = [column.key for column in shown.columns]
    first = request.POST.get("column", "")
    return shown.columns[keys.index(first) if first in keys else 0 :]


def _save(
    request: HttpRequest, seat: Coordinator, shown: PeopleList, pasted: Paste
) -> HttpResponse:
    versions = [value for value in request.POST.getlist("version") if value.isdecimal()]
    seen = dict(zip(request.POST.getlist("who"), versions, strict=False))
    code, changed = operations.change_each(
        {row.person.pk: row.changes for row in pasted.changed},
        by=seat.user,
        versions={
            row.person.pk: int(seen[str(row.person.code)][:9])
            for row in pasted.changed
            if str(row.person.code) in seen
        },
    )
    words = ngettext("Pasted into %d person.", "Pasted into %d people.", changed)
    undo = reverse("programmes:undo", args=[seat.programme.slug, code]) if changed else ""
    toast(request, words % changed, undo=undo)
    return redirect(reverse("programmes:people", args=[seat.programme.slug]) + shown.address())


def _page(
    request: HttpRequest,
    seat: Coordinator,
    shown: PeopleList,
    *,
    pasted: Paste | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    given: dict[str, Any] = {
        name: request.POST.get(name, request.GET.get(name, "")) for name in ("text", "at", "column")
    }
    if pasted and pasted.troubled and not pasted.count:
        status = 422
    rows = pasted.changed if pasted else []
    states = [(row.person, row.changes.get("state", "")) for row in rows]
    context = desk_context(
        seat,
        "people",
        shown=shown,
        page=shown.page,
        pasted=pasted,
        refusal=refusal,
        beyond=beyond_limits(seat.programme, states),
        given=given,
        now_words=_("Nothing"),
    )
    return render(request, "programmes/paste.html", context, status=status)
