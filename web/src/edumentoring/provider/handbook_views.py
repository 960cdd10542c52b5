"""The handbook, as those who take part read it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.design.toasts import toast
from edumentoring.notes.marked import shown
from edumentoring.provider import operations
from edumentoring.provider.access import document_for, newest_edition, part_in
from edumentoring.provider.files import as_download
from edumentoring.provider.models import Acknowledgement
from edumentoring.provider.readers import asking_number, entries_for, is_asked
from edumentoring.provider.showing import show


@never_cache
@login_required
@require_safe
def handbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Every document, what waits for me first; or those in which some words stand."""
    me = part_in(request, slug)
    words = request.GET.get("q", "").strip()[:80]
    found = entries_for(me, words)
    return show(request, "handbook", me, part="handbook", entries=found, words=words)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, code: UUID) -> HttpResponse:
    """One document; one press says that I have read it."""
    found, me = document_for(request, code)
    edition = newest_edition(found)
    asked = is_asked(found, me)
    if request.method == "POST":
        if not asked:
            raise Http404
        operations.acknowledge(edition, me)
        toast(request, _("Noted: you have read “%s”.") % found.title)
        return redirect("provider:handbook", me.programme.slug)
    number = _number(request)
    read = Acknowledgement.objects.filter(
        participant=me, edition__document=found, edition__number__gte=asking_number(found)
    ).first()
    context: dict[str, Any] = {
        "document": found,
        "edition": newest_edition(found, number) if number else edition,
        "newest": edition,
        "editions": found.editions.all(),
        "is_asked": asked,
        "read": read,
    }
    context["text"] = shown(context["edition"].text)
    return show(request, "document", me, part="handbook", **context)


@never_cache
@login_required
@require_safe
def file(request: HttpRequest, code: UUID) -> HttpResponse:
    """The PDF of a document."""
    found, _me = document_for(request, code)
    return as_download(newest_edition(found, _number(request)))


def _number(request: HttpRequest) -> int | None:
    words = request.GET.get("version", "")
    return int(words) if words.isdecimal() and len(words) < 5 else None
