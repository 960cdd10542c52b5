"""Who is missing: supply and demand as a picture with its table, and the call for mentors."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.frames import Tab
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.reach import operations, public
from edumentoring.reach.coverage import NOT_SAID, SIDES, Row, coverage_of, rows_of
from edumentoring.reach.forms import CallForm
from edumentoring.reach.missing import draft_call, missing_from
from edumentoring.reach.models import Call

DRAWN = 12


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits against who has room, by what ?by= names; POST saves the call."""
    seat = desk_for(request, slug, "people" if request.method == "POST" else "see")
    if request.method != "POST":
        return _page(request, seat)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, form=form, status=422)
    try:
        operations.save_call(
            seat.programme,
            text=form.cleaned_data["text"],
            by=seat.user,
            after=form.cleaned_data["after"],
        )
    except Stale as stale:
        return _page(request, seat, form=_newer(form, seat.programme, stale), status=409)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return _page(request, seat, form=form, status=422)
    toast(request, _("The call is saved."))
    return redirect(reverse("reach:coverage", args=[slug]) + "#call")


def _newer(form: CallForm, programme: Programme, stale: Stale) -> CallForm:
    """What was typed, ready to be saved over the newer version once that has been seen."""
    last = programme.calls.first()
    again = CallForm({"text": form.cleaned_data["text"], "after": last.pk if last else ""})
    again.full_clean()
    again.add_error("text", str(stale))
    return again


def _page(
    request: HttpRequest, seat: Coordinator, *, form: CallForm | None = None, status: int = 200
) -> HttpResponse:
    programme = seat.programme
    side = request.GET.get("by", "")
    side = side if side in SIDES else "subject"
    found = coverage_of(programme)
    missing = missing_from(found)
    rows = rows_of(programme, found, side)
    last: Call | None = programme.calls.first()
    address = public.whole(public.page_address(programme))
    draft = draft_call(programme.name, address, missing)
    text = last.text if last else draft
    context = {
        "waiting": len(found.waiting),
        "mentors": len(found.with_room),
        "room": found.room,
        "missing": missing,
        "rows": rows,
        "bars": _bars(rows),
        "hidden_bars": max(0, len([row for row in rows if row.id != NOT_SAID]) - DRAWN),
        "side": SIDES[side][0],
        "tabs": _tabs(request.path, side),
        "draft": draft,
        "last": last,
        "form": form or CallForm(initial={"text": text, "after": last.pk if last else None}),
        "versions": programme.calls.select_related("by")[1:6],
        "mail_url": f"mailto:?subject={quote(_('Could you mentor a teacher?'))}&body={quote(text)}",
        "newer": last if status == 409 else None,
    }
    return render(request, "reach/coverage.html", desk_context(seat, "", **context), status=status)


def _tabs(path: str, side: str) -> list[Tab]:
    return [Tab(word, f"{path}?by={key}", key == side) for key, (word, *_keys) in SIDES.items()]


def _bars(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows to draw, each with its two bars in parts of 100."""
    drawn = [row for row in rows if row.id != NOT_SAID][:DRAWN]
    most = max((max(row.waiting, row.room) for row in drawn), default=0) or 1
    return [
        {
            "row": row,
            "waiting": f"{100 * row.waiting / most:.1f}",
            "room": f"{100 * row.room / most:.1f}",
        }
        for row in drawn
    ]
