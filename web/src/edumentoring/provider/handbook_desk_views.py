"""The handbook at the desk: writing it needs `edit`; who has read what needs `people`."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common import tables
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.notes.marked import shown
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.provider import operations, readers
from edumentoring.provider.access import document_at, newest_edition
from edumentoring.provider.files import as_download
from edumentoring.provider.forms import ChangeDocumentForm, DocumentForm, EditionForm
from edumentoring.provider.models import Document, Edition
from edumentoring.provider.operations.handbook import writable_by
from edumentoring.provider.showing import show_desk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PART = "handbook"


@staff
@require_safe
def handbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Every document of this programme, and those others wrote for it."""
    seat = desk_for(request, slug, "edit")
    mine = list(Document.objects.kept().filter(programme=seat.programme))
    numbers = dict(
        Edition.objects.newest().filter(document__in=mine).values_list("document", "number")
    )
    counts = readers.counts(mine)
    return show_desk(
        request,
        "handbook",
        seat,
        part=PART,
        rows=[(one, numbers.get(one.pk), counts.get(one.pk)) for one in mine],
        others=Document.objects.kept().filter(also_in=seat.programme).select_related("programme"),
    )


@staff
@get_and_post
def new_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a document into the handbook."""
    seat = desk_for(request, slug, "edit")
    others = writable_by(seat.user, seat.programme)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(others, *sent)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = operations.publish_document(
                seat.programme,
                by=seat.user,
                file=form.sent_file,
                also_in=form.chosen,
                **{name: data[name] for name in ("title", "about", "text", "asked_of", "form_key")},
            )
        except Refused as refusal:
            form.add_error("file" if data.get("file") else "text", str(refusal))
        else:
            toast(request, _("It is in the handbook."))
            return redirect("provider:desk_document", slug, made.code)
    status = 422 if form.is_bound else 200
    return show_desk(request, "document_form", seat, part=PART, form=form, status=status)


@staff
@require_safe
def document(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One document, its versions, and how many have read it; by name where the seat sees people."""
    seat = desk_for(request, slug, "edit")
    found = document_at(seat, code)
    edition = newest_edition(found)
    asked = found.asked_of != "nobody"
    return show_desk(
        request,
        "document",
        seat,
        part=PART,
        document=found,
        edition=edition,
        editions=found.editions.select_related("by"),
        asking=found.editions.asking().first(),
        text=shown(edition.text),
        count=readers.counts([found]).get(found.pk),
        readings=readers.readings(found) if asked and seat.may("people") else (),
        also_in=found.also_in.all(),
    )


@staff
@get_and_post
def change(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Its title, and who is asked to read it."""
    seat = desk_for(request, slug, "edit")
    found = document_at(seat, code)
    others = writable_by(seat.user, seat.programme)
    if request.method == "POST":
        form = ChangeDocumentForm(others, request.POST)
    else:
        form = ChangeDocumentForm.of(others, found)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        names = ("title", "about", "asked_of", "version")
        try:
            operations.change_document(
                found, by=seat.user, also_in=form.chosen, **{name: data[name] for name in names}
            )
        except Stale as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = document_at(seat, code).version  # type: ignore[index]
            status = 409
        else:
            toast(request, _("Saved."))
            return redirect("provider:desk_document", slug, code)
    context: dict[str, Any] = {"form": form, "document": found}
    return show_desk(request, "document_form", seat, part=PART, status=status, **context)


@staff
@get_and_post
def edition(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The next version."""
    seat = desk_for(request, slug, "edit")
    found = document_at(seat, code)
    last = newest_edition(found)
    has_file = hasattr(last, "paper")
    if request.method == "POST":
        form = EditionForm(request.POST, request.FILES, has_file=has_file)
    else:
        now = {"text": last.text, "version": found.version, "keeps_file": has_file}
        form = EditionForm(initial={**now, "asks_again": True}, has_file=has_file)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "file"}
        try:
            operations.new_edition(found, by=seat.user, file=form.sent_file, **data)
        except Stale as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = document_at(seat, code).version  # type: ignore[index]
            status = 409
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(refusal))
        else:
            toast(request, _("The new version is in the handbook."))
            return redirect("provider:desk_document", slug, code)
    context: dict[str, Any] = {"form": form, "document": found, "is_edition": True}
    if status == 409:
        context["theirs"] = newest_edition(found)
    return show_desk(request, "document_form", seat, part=PART, status=status, **context)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take it out of the handbook, with a way back."""
    seat = desk_for(request, slug, "edit")
    operations.remove_document(document_at(seat, code), by=seat.user)
    undo = reverse("provider:restore_document", args=[slug, code])
    toast(request, _("Taken out of the handbook."), undo=undo)
    return redirect("provider:desk_handbook", slug)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Undo."""
    seat = desk_for(request, slug, "edit")
    operations.restore_document(document_at(seat, code), by=seat.user)
    return redirect("provider:desk_document", slug, code)


@staff
@require_POST
def remind(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One more line in the weekly letter of those who have not read it."""
    seat = desk_for(request, slug, "people")
    try:
        count = operations.remind(document_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "%d person reads of it in their next weekly letter.",
            "%d people read of it in their next weekly letter.",
            count,
        )
        toast(request, words % count)
    return redirect("provider:desk_document", slug, code)


@staff
@require_safe
def sheet(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Who has read it, as a sheet."""
    seat = desk_for(request, slug, "people")
    found = document_at(seat, code)
    response = HttpResponse(tables.write_csv(readers.rows(found)), content_type=tables.CSV_TYPE)
    name = f"read-{slugify(found.title) or 'document'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@staff
@require_safe
def file(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Its PDF."""
    seat = desk_for(request, slug, "edit")
    return as_download(newest_edition(document_at(seat, code)))
