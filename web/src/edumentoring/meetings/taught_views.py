"""The desk's page of what is taught each week, and its rows."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import taught_batch_of, taught_line_of
from edumentoring.meetings.models import Taught
from edumentoring.meetings.taught import Rows, TaughtForm, read_rows, text_of
from edumentoring.meetings.taught_models import monday_of
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHOWN = 200


@get_and_post
@staff
def taught(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands there; a POST shows what was pasted, and keeps it when told to."""
    if request.method != "POST":
        return _page(request, desk_for(request, slug))
    seat = desk_for(request, slug, "people")
    text = ""
    try:
        file = request.FILES.get("file")
        text = text_of(file) if file else request.POST.get("text", "")
        rows = read_rows(seat.programme, text)
        if request.POST.get("do") == "save" and not rows.wrong:
            return _keep(request, seat, rows)
    except Refused as refusal:
        return _page(request, seat, status=422, refusal=refusal, text=text)
    return _page(request, seat, status=422 if rows.wrong else 200, rows=rows, text=text)


def _keep(request: HttpRequest, seat: Coordinator, rows: Rows) -> HttpResponse:
    programme = seat.programme
    meant = [row.meant for row in rows.new]
    batch, count = operations.keep_taught(programme, meant, by=seat.user)
    undo = reverse("meetings:remove_batch", args=[programme.slug, batch]) if count else ""
    toast(request, ngettext("%d line is kept.", "%d lines are kept.", count) % count, undo=undo)
    return redirect("meetings:taught", programme.slug)


def _page(
    request: HttpRequest, seat: Coordinator, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Weeks that have gone by stay in the database, and leave this page."""
    kept = Taught.objects.kept().filter(programme=seat.programme)
    coming = kept.filter(week__gte=monday_of(seat.programme.today()))[:MOST_SHOWN]
    given = desk_context(seat, coming=coming, **context)
    return render(request, "meetings/taught.html", given, status=status)


@get_and_post
@staff
def taught_line(request: HttpRequest, slug: str, line: UUID) -> HttpResponse:
    """One line, to change."""
    seat = desk_for(request, slug, "people")
    found = taught_line_of(seat, line)
    version = found.version
    if request.method != "POST":
        form = TaughtForm(instance=found)
        return _form(request, seat, found, form, version)
    # A copy: a form that is wrong must not change what the page's heading says.
    form = TaughtForm(request.POST, instance=taught_line_of(seat, line))
    status = 422
    if form.is_valid():
        try:
            operations.change_taught(
                found,
                form.cleaned_data,
                version=version_in(request.POST),
                by=seat.user,
            )
        except Stale as refusal:
            form.add_error(None, str(refusal))
            status = 409
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            toast(request, _("Saved."))
            return redirect("meetings:taught", slug)
    return _form(request, seat, found, form, version, status=status)


def _form(
    request: HttpRequest,
    seat: Coordinator,
    found: Taught,
    form: TaughtForm,
    version: int,
    *,
    status: int = 200,
) -> HttpResponse:
    given = desk_context(seat, line=found, form=form, version=version, theirs=status == 409)
    return render(request, "meetings/taught_line.html", given, status=status)


@require_POST
@staff
def remove_line(request: HttpRequest, slug: str, line: UUID) -> HttpResponse:
    """Take one line away, with a way back."""
    seat = desk_for(request, slug, "people")
    operations.remove_taught(taught_line_of(seat, line), by=seat.user)
    undo = reverse("meetings:bring_back_line", args=[slug, line])
    toast(request, _("Taken away."), undo=undo)
    return redirect("meetings:taught", slug)


@require_POST
@staff
def bring_back_line(request: HttpRequest, slug: str, line: UUID) -> HttpResponse:
    """Undo."""
    seat = desk_for(request, slug, "people")
    operations.bring_back_taught(taught_line_of(seat, line), by=seat.user)
    return redirect("meetings:taught", slug)


@require_POST
@staff
def remove_batch(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Undo a paste."""
    seat = desk_for(request, slug, "people")
    count = operations.remove_batch(seat.programme, taught_batch_of(seat, batch), by=seat.user)
    words = ngettext("%d line is taken away.", "%d lines are taken away.", count)
    toast(request, words % count)
    return redirect("meetings:taught", slug)
