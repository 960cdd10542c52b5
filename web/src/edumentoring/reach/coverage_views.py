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
from edumentoring.programmes.kinds import hour_of
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.reach import operations, public
from edumentoring.reach.coverage import NOT_SAID, SIDES, Coverage, Row, coverage_of, rows_of
from edumentoring.reach.crossing import (
    Asked,
    Crossing,
    asked_in,
    choices_of,
    crossing_of,
    narrowed,
)
from edumentoring.reach.forms import CallForm
from edumentoring.reach.missing import draft_call, missing_from
from edumentoring.reach.models import Call

DRAWN = 12
MOST_ACROSS = 20


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits against who has room, by what ?by= and ?and= name; POST saves the call."""
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
    asked = asked_in(request.GET)
    found = coverage_of(programme)
    missing = missing_from(found)
    left = narrowed(found, asked.only)
    rows = rows_of(programme, left, asked.side)
    last: Call | None = programme.calls.first()
    address = public.whole(public.page_address(programme))
    draft = draft_call(programme.name, address, missing, an_hour=hour_of(programme))
    text = last.text if last else draft
    context = {
        "waiting": len(found.waiting),
        "mentors": len(found.with_room),
        "room": found.room,
        "missing": missing,
        "rows": rows,
        "bars": _bars(rows),
        "hidden_bars": max(0, len([row for row in rows if row.id != NOT_SAID]) - DRAWN),
        "any": found.waiting or found.with_room,
        "side": SIDES[asked.side][0],
        "asked": asked,
        "tabs": _tabs(request.path, asked),
        "narrowing": _narrowing(programme, found, asked),
        "across": SIDES[asked.across][0] if asked.across else "",
        "second": [(key, SIDES[key][0]) for key in SIDES if key != asked.side],
        "crossed": _crossed(programme, left, asked),
        "draft": draft,
        "last": last,
        "form": form or CallForm(initial={"text": text, "after": last.pk if last else None}),
        "versions": programme.calls.select_related("by")[1:6],
        "mail_url": f"mailto:?subject={quote(_('Could you mentor a teacher?'))}&body={quote(text)}",
        "newer": last if status == 409 else None,
    }
    return render(request, "reach/coverage.html", desk_context(seat, "", **context), status=status)


def _tabs(path: str, asked: Asked) -> list[Tab]:
    return [
        Tab(word, path + asked.at(by=key, **{key: ""}), key == asked.side)
        for key, (word, *_keys) in SIDES.items()
    ]


def _narrowing(programme: Programme, found: Coverage, asked: Asked) -> list[dict[str, Any]]:
    """A list to choose from for each side that is neither down nor across."""
    return [
        {
            "key": key,
            "label": word,
            "chosen": asked.only.get(key, ""),
            "choices": choices_of(programme, found, key),
        }
        for key, (word, *_keys) in SIDES.items()
        if key not in {asked.side, asked.across}
    ]


def _crossed(programme: Programme, left: Coverage, asked: Asked) -> dict[str, Any] | None:
    """The table of two sides, each cell with its bars in parts of 100; the first of many."""
    if not asked.across:
        return None
    crossing: Crossing = crossing_of(programme, left, asked.side, asked.across)
    part = 100 / crossing.most
    return {
        "heads": crossing.heads[:MOST_ACROSS],
        "more": max(0, len(crossing.heads) - MOST_ACROSS),
        "lines": [
            (
                words,
                [
                    {
                        "row": row,
                        "waiting": f"{part * row.waiting:.1f}",
                        "room": f"{part * row.room:.1f}",
                    }
                    for row in cells[:MOST_ACROSS]
                ],
            )
            for words, cells in crossing.lines
        ],
    }


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
