"""Records and certificates at the desk: who is trained, until when, by what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.common.tables import CSV_TYPE, write_csv
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for, participant_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.training import operations
from edumentoring.training.access import batch_at, certificate_at, record_at
from edumentoring.training.forms import RecordForm
from edumentoring.training.models import Certificate
from edumentoring.training.pasted import Rows, read_rows
from edumentoring.training.proof import MEANINGS, Proof, proof_of
from edumentoring.training.records import (
    hours_in,
    is_trained,
    records_of,
    standings,
    trained,
    users_of,
)

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 100


@staff
@require_safe
def records(request: HttpRequest, slug: str) -> HttpResponse:
    """Every mentor: trained or not, hours, until when."""
    seat = desk_for(request, slug)
    everybody = standings(seat.programme)
    proof, here = proof_of(seat.programme), {one.participant.pk for one in everybody}
    counts = {one: len(here & trained(seat.programme, proof=one)) for one in Proof}
    context: dict[str, Any] = {
        "mentors": len(everybody),
        "page": Paginator(everybody, PAGE).get_page(request.GET.get("page")),
        "trained": sum(one.is_trained for one in everybody),
        "ending": [one for one in everybody if one.ends_soon],
        "proof": proof,
        "choices": [(one, one.label, MEANINGS[one], counts[one]) for one in Proof],
        "certificates": Certificate.objects.filter(programme=seat.programme).select_related("user")[
            :50
        ],
    }
    return render(request, "training/records.html", desk_context(seat, **context))


@staff
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a sheet."""
    seat = desk_for(request, slug)
    rows: list[list[Any]] = [
        [
            _("Name"),
            _("E-mail"),
            _("School"),
            _("Trained"),
            _("Until"),
            _("Things done"),
            _("Hours"),
        ]
    ]
    for one in standings(seat.programme):
        person, trained = one.participant, _("Yes") if one.is_trained else _("No")
        about = [person.name, person.user.email, person.school_name]
        rows.append([*about, trained, one.until, one.things, one.hours])
    response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="mentor-training.csv"'
    return response


@staff
@require_POST
def choose_proof(request: HttpRequest, slug: str) -> HttpResponse:
    """What counts as trained here."""
    seat = desk_for(request, slug, "own")
    try:
        operations.choose_proof(seat.programme, request.POST.get("proof", ""), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved. The next round goes by it."))
    return redirect("training:records", slug)


@staff
@get_and_post
def person(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One person's record; a POST adds a line."""
    seat = desk_for(request, slug, "see" if request.method != "POST" else "people")
    participant = participant_for(seat, code)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.add_record(participant, form.cleaned_data, by=seat.user)
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            undo = reverse("training:remove_record", args=[slug, made.code])
            toast(request, _("It stands on the record."), undo=undo)
            return redirect("training:person", slug, code)
    kept = list(records_of(participant))
    context: dict[str, Any] = {
        "person": participant,
        "form": form,
        "records": kept,
        "hours": hours_in(kept),
        "is_trained": is_trained(participant),
        "certificates": Certificate.objects.filter(
            programme=seat.programme, user__in=users_of(participant)
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "training/person.html", desk_context(seat, **context), status=status)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a line off a record; it can be put back."""
    seat = desk_for(request, slug, "people")
    found = record_at(seat, code)
    operations.remove_record(found, by=seat.user)
    undo = reverse("training:restore_record", args=[slug, code])
    toast(request, _("Off the record. Certificates that rest on it hold no more."), undo=undo)
    return _back(seat, found.user_id)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Put it back."""
    seat = desk_for(request, slug, "people")
    found = record_at(seat, code)
    try:
        operations.restore_record(found, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("It stands on the record again."))
    return _back(seat, found.user_id)


def _back(seat: Coordinator, user: int) -> HttpResponse:
    """To the person's record; to the list where they take no part here."""
    slug = seat.programme.slug
    part = seat.programme.participants.filter(user=user).first()
    if part is None:
        return redirect("training:records", slug)
    return redirect("training:person", slug, part.code)


# --- From a sheet -----------------------------------------------------------------------------


@staff
@get_and_post
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Lines for many records: looked at first, then kept."""
    seat = desk_for(request, slug, "people")
    if request.method != "POST":
        return _paste_page(request, seat)
    given: dict[str, Any] = {
        "text": request.POST.get("text", ""),
        "title": request.POST.get("title", "")[:120],
        "hours": request.POST.get("hours", "")[:20],
        "counts_as_training": "counts" in request.POST,
    }
    try:
        rows = read_rows(seat.programme, **given)
    except Refused as refusal:
        return _paste_page(request, seat, status=422, refusal=refusal, given=given)
    if request.POST.get("do") == "save" and not rows.wrong:
        batch, count = operations.keep_pasted(seat.programme, rows.lines, by=seat.user)
        words = ngettext("%d line is kept.", "%d lines are kept.", count) % count
        undo = reverse("training:remove_batch", args=[slug, batch]) if count else ""
        toast(request, words, undo=undo)
        return redirect("training:records", slug)
    return _paste_page(request, seat, status=422 if rows.wrong else 200, rows=rows, given=given)


def _paste_page(
    request: HttpRequest,
    seat: Coordinator,
    *,
    status: int = 200,
    rows: Rows | None = None,
    **context: Any,
) -> HttpResponse:
    given = desk_context(seat, rows=rows, **context)
    return render(request, "training/paste.html", given, status=status)


@staff
@require_POST
def remove_batch(request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
    """Undo a paste."""
    seat = desk_for(request, slug, "people")
    count = operations.remove_batch(seat.programme, batch_at(seat, batch), by=seat.user)
    words = ngettext("%d line is taken back.", "%d lines are taken back.", count)
    toast(request, words % count)
    return redirect("training:records", slug)


# --- Certificates -----------------------------------------------------------------------------


@staff
@get_and_post
def revoke(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """It holds no more, with a reason; or it holds again."""
    seat = desk_for(request, slug, "people")
    found = certificate_at(seat, code)
    if found.user is None:
        raise Http404
    if request.method != "POST":
        return render(request, "training/revoke.html", desk_context(seat, certificate=found))
    try:
        if request.POST.get("do") == "restore":
            operations.bring_back_certificate(found, by=seat.user)
            toast(request, _("The certificate holds again. Its page says so."))
        else:
            operations.revoke(found, request.POST.get("why", ""), by=seat.user)
            toast(request, _("The certificate is revoked. Its page says so from now on."))
    except Refused as refusal:
        messages.error(request, str(refusal))
        given = desk_context(seat, certificate=found)
        return render(request, "training/revoke.html", given, status=422)
    return redirect("training:records", slug)
