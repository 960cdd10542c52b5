"""Announcements at the desk: `edit` writes them, `publish` sends, `people` sees who replied."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.notes.marked import shown
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.provider import letters, operations
from edumentoring.provider.access import announcement_at
from edumentoring.provider.forms import AnnouncementForm, EditAnnouncementForm
from edumentoring.provider.models import Announcement
from edumentoring.provider.showing import show_desk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PART = "announcements"
PAGE = 30


@staff
@require_safe
def announcements(request: HttpRequest, slug: str) -> HttpResponse:
    """Drafts first, then what went out, with how many read it and replied."""
    seat = desk_for(request, slug, "edit")
    mine = Announcement.objects.filter(programme=seat.programme)
    sent = mine.exclude(goes_at=None).annotate(
        people=Count("receipts"),
        read=Count("receipts", filter=Q(receipts__read_at__isnull=False)),
        replied=Count("receipts", filter=Q(receipts__replied_at__isnull=False)),
    )
    page = Paginator(sent.order_by("-goes_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    drafts = mine.drafts().select_related("by").order_by("-made_at")
    return show_desk(request, "announcements", seat, part=PART, page=page, drafts=drafts)


@staff
@get_and_post
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one. Nothing is sent by it."""
    seat = desk_for(request, slug, "edit")
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.write_announcement(
                seat.programme, by=seat.user, form_key=form.cleaned_data["form_key"], **form.said
            )
        except Refused as refusal:
            form.add_error("choices" if "answers" in str(refusal) else None, str(refusal))
        else:
            return redirect("provider:desk_announcement", slug, made.code)
    status = 422 if form.is_bound else 200
    return show_desk(request, "announcement_form", seat, part=PART, form=form, status=status)


@staff
@require_safe
def announcement(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A draft as it would be read, or one that went out and what came of it."""
    seat = desk_for(request, slug, "edit")
    found = announcement_at(seat, code)
    context: dict[str, Any] = {"announcement": found, "text": shown(found.text)}
    if found.is_draft:
        context |= {"people": found.audience().count(), "letter": letters.example(found)}
    else:
        context |= _came_of_it(seat, found)
    return show_desk(request, "announcement", seat, part=PART, **context)


def _came_of_it(seat: Coordinator, found: Announcement) -> dict[str, Any]:
    """How many read and replied; who, for those who see people."""
    receipts = found.receipts.all()
    replied = Q(replied_at__isnull=False)
    counts = receipts.aggregate(
        people=Count("pk"),
        read=Count("pk", filter=Q(read_at__isnull=False)),
        replied=Count("pk", filter=replied),
    )
    chosen = dict(receipts.filter(replied).order_by().values_list("choice").annotate(n=Count("pk")))
    first = (F("replied_at").desc(nulls_last=True), F("read_at").desc(nulls_last=True))
    with_people = receipts.select_related("participant__user", "message__query")
    by_name = with_people.order_by(*first, "participant__filed_as", "pk")
    return {
        **counts,
        "bars": [(one, chosen.get(one, 0)) for one in found.choices],
        "receipts": by_name[:1000] if seat.may("people") else (),
    }


@staff
@get_and_post
def change(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Word it anew: all of a draft, and the words of one that went out."""
    seat = desk_for(request, slug, "edit")
    found = announcement_at(seat, code)
    form = _form_for(found, request)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.said if isinstance(form, AnnouncementForm) else dict(form.cleaned_data)
        data.pop("version", None)
        version = form.cleaned_data["version"] or 0
        try:
            operations.change_announcement(found, version=version, by=seat.user, **data)
        except Stale as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = announcement_at(seat, code).version  # type: ignore[index]
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Saved."))
            return redirect("provider:desk_announcement", slug, code)
    context: dict[str, Any] = {"form": form, "announcement": found, "theirs": status == 409}
    return show_desk(request, "announcement_form", seat, part=PART, status=status, **context)


def _form_for(found: Announcement, request: HttpRequest) -> AnnouncementForm | EditAnnouncementForm:
    if found.is_draft:
        return (
            AnnouncementForm(request.POST)
            if request.method == "POST"
            else AnnouncementForm.of(found)
        )
    if request.method == "POST":
        return EditAnnouncementForm(request.POST)
    names = ("title", "text", "edit_note", "version")
    return EditAnnouncementForm(initial={name: getattr(found, name) for name in names})


@staff
@require_POST
def send(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Let it go in ten minutes."""
    seat = desk_for(request, slug, "publish")
    found = announcement_at(seat, code)
    try:
        count = operations.send(found, version=version_in(request.POST), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "It goes to %d person in ten minutes.", "It goes to %d people in ten minutes.", count
        )
        undo = reverse("provider:take_back_announcement", args=[slug, code])
        toast(request, said % count, undo=undo)
    return redirect("provider:desk_announcement", slug, code)


@staff
@require_POST
def take_back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Nobody gets it."""
    seat = desk_for(request, slug, "publish")
    try:
        operations.take_back(announcement_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Taken back. It is a draft again, and nobody got it."))
    return redirect("provider:desk_announcement", slug, code)


@staff
@require_POST
def archive(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Put it away, or bring it back."""
    seat = desk_for(request, slug, "publish")
    try:
        operations.archive(announcement_at(seat, code), by=seat.user, on="off" not in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("provider:desk_announcement", slug, code)
