"""The list of people: finding, narrowing, downloading, and doing one thing to several."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common import tables
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.people.operations import counted, record
from edumentoring.programmes import export as sheets
from edumentoring.programmes import operations
from edumentoring.programmes.access import change_for, desk_for
from edumentoring.programmes.beyond import ask, beyond_limits, coming_in, goes_on
from edumentoring.programmes.list_cells import cells_of, changes_for
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Coordinator, Participant, ParticipantQuerySet
from edumentoring.programmes.navigation import address_of, desk_context
from edumentoring.programmes.saved_views import tabs_of

page = require_http_methods(["GET", "HEAD", "POST"])

FILE_TYPES = {"csv": tables.CSV_TYPE, "xlsx": tables.XLSX_TYPE}


MORE = "more-people"  # the id of the line that asks for the next page when it comes in sight


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
        cells=cells_of(seat.programme, shown.questions),
        may_edit=seat.may("people"),
        page=shown.page,
        more_id=MORE,
    )
    if request.headers.get("hx-trigger") == MORE:
        return render(request, "programmes/people.html#rows", context)
    context |= {
        "views": tabs_of(shown, seat),
        "import_url": address_of("intake:uploads", slug),
        "tags": list(shown.filters["tag"].choices),
    }
    response = render(request, "programmes/people.html", context)
    if request.headers.get("hx-request"):
        page_ = {"page": shown.page.number} if shown.page.number > 1 else {}
        response["HX-Push-Url"] = request.path + shown.address(**page_)
    return response


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
        summary=f"Downloaded a list of {counted(len(rows) - 1, 'person', 'people')}",
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


def _chosen(request: HttpRequest, shown: PeopleList) -> ParticipantQuerySet:
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


# What is done: whom it concerns among those ticked, what changes, and what the toast says.
TOGETHER = {
    "pause": (
        ("in",),
        {"state": "paused"},
        ngettext_lazy("Paused %d person.", "Paused %d people."),
    ),
    "back": (
        ("paused", "left"),
        {"state": "in"},
        ngettext_lazy("Brought back %d person.", "Brought back %d people."),
    ),
    "left": (
        ("in", "paused", "signed_up", "queued"),
        {"state": "left"},
        ngettext_lazy("Marked %d person as left.", "Marked %d people as left."),
    ),
}
NOBODY = gettext_lazy("Nobody was changed. Tick the people you mean first.")


@require_POST
@staff
def together(request: HttpRequest, slug: str) -> HttpResponse:
    """Do one thing to everybody who is ticked."""
    seat = desk_for(request, slug, "people")
    shown = PeopleList(seat.programme, request.GET)
    do = request.POST.get("do", "")
    if do == "field":
        return _field_page(request, seat, shown)
    back = reverse("programmes:people", args=[slug]) + shown.address()
    if do == "take_in":
        take_in(request, _chosen(request, shown), seat)
        return redirect(back)
    try:
        chosen = _chosen(request, shown)
        states = _asked_for(do, request, chosen, seat)
        if words := beyond_limits(seat.programme, states):
            return ask(request, seat, words, who=coming_in(states), back=back)
        done, words = _do(do, request, chosen, seat)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    code, changed = done
    if changed:
        undo_url = reverse("programmes:undo", args=[slug, code])
        toast(request, words % changed, undo=undo_url)
    else:
        messages.error(request, str(NOBODY))
    return redirect(back)


def take_in(request: HttpRequest, chosen: Iterable[Participant], seat: Coordinator) -> None:
    """Take in those who signed up, as far as there is room, and say who has to wait."""
    try:
        done = operations.take_in(seat.programme, chosen, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    if not (done.came or done.waiting):
        messages.error(request, str(NOBODY))
        return
    words = ngettext("Took in %d person.", "Took in %d people.", done.came) % done.came
    if done.waiting:
        wait = ngettext(
            "There is no room for %d person, who is on the waiting list.",
            "There is no room for %d people, who are on the waiting list.",
            done.waiting,
        )
        words = f"{words} {wait % done.waiting}" if done.came else wait % done.waiting
    undo_url = reverse("programmes:undo", args=[seat.programme.slug, done.together])
    toast(request, words, undo=undo_url if done.settled else "")


def _do(
    do: str, request: HttpRequest, chosen: ParticipantQuerySet, seat: Coordinator
) -> tuple[tuple[UUID, int], Any]:
    """What was done, as its undo code and how many it changed, and the words for it."""
    if do in TOGETHER:
        states, changes, words = TOGETHER[do]
        people_ = chosen.filter(state__in=states)
        return operations.change_together(people_, changes=changes, by=seat.user), words
    tag = request.POST.get("tag", "")
    if do == "tag":
        words = ngettext_lazy("Tagged %d person.", "Tagged %d people.")
        return operations.add_tags(chosen, tag, by=seat.user), words
    if do == "untag":
        words = ngettext_lazy("Took a tag from %d person.", "Took a tag from %d people.")
        return operations.remove_tags(chosen, tag, by=seat.user), words
    if do == "set":
        words = ngettext_lazy("Changed %d person.", "Changed %d people.")
        return _set_field(request, chosen, seat), words
    raise Refused(_("Choose what to do with the people you ticked."))


def _asked_for(
    do: str, request: HttpRequest, chosen: ParticipantQuerySet, seat: Coordinator
) -> list[tuple[Participant, str]]:
    """The states that may pass a limit of places, unless they were told so and go on."""
    if goes_on(request) or do not in ("back", "set"):
        return []
    if do == "back":
        gone = chosen.filter(state=Participant.State.LEFT).with_person()
        return [(each, Participant.State.IN) for each in gone]
    if request.POST.get("field") != "state":
        return []
    changes = _read_field(request, chosen, seat)
    return [(person, mine.get("state", "")) for person, mine in changes]


def _set_field(
    request: HttpRequest, chosen: ParticipantQuerySet, seat: Coordinator
) -> tuple[UUID, int]:
    """Give one cell the same value for everybody it applies to."""
    changes = {person.pk: mine for person, mine in _read_field(request, chosen, seat) if mine}
    return operations.change_each(changes, by=seat.user)


def _read_field(
    request: HttpRequest, chosen: ParticipantQuerySet, seat: Coordinator
) -> list[tuple[Participant, dict[str, Any]]]:
    """What the value would change of each whom it applies to."""
    cell = cells_of(seat.programme).get(request.POST.get("field", ""))
    if cell is None:
        raise Refused(_("Choose what to change."))
    written = request.POST.get("value", "")
    return [
        (person, changes_for(cell, person, written))
        for person in chosen.with_person()
        if cell.applies_to(person)
    ]


def _field_page(request: HttpRequest, seat: Coordinator, shown: PeopleList) -> HttpResponse:
    """Ask which field to change, then what to put there. Nothing is changed yet."""
    chosen = _chosen(request, shown)
    cells = cells_of(seat.programme, shown.questions)
    cell = cells.get(request.POST.get("field", ""))
    everybody = list(chosen.with_person()) if cell else []
    context = desk_context(
        seat,
        "people",
        shown=shown,
        count=len(everybody) if cell else chosen.count(),
        who=[] if request.POST.get("all") else request.POST.getlist("who"),
        all=request.POST.get("all", ""),
        cells=cells.values(),
        cell=cell,
        applies=sum(cell.applies_to(person) for person in everybody) if cell else 0,
    )
    return render(request, "programmes/change_field.html", context)


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
