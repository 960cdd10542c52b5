"""Announcements, as those they went to read and answer them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused
from edumentoring.notes.marked import shown
from edumentoring.programmes.front import place_of
from edumentoring.provider import operations
from edumentoring.provider.access import (
    part_in,
    partners_of,
    parts_of,
    receipt_by_key,
    receipt_for,
)
from edumentoring.provider.forms import ReplyForm
from edumentoring.provider.models import Receipt
from edumentoring.provider.showing import show

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 20


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What those who run my programme tell, and figures I may read; with several, which one."""
    parts, figures = parts_of(request), partners_of(request)
    if len(parts) == 1 and not figures:
        return redirect("provider:announcements", parts[0].programme.slug)
    if len(figures) == 1 and not parts:
        return redirect("provider:partner", figures[0].code)
    return render(request, "provider/mine.html", {"parts": parts, "figures": figures})


@never_cache
@login_required
@require_safe
def announcements(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of now; and the earlier ones, which a coordinator put away."""
    me = part_in(request, slug)
    earlier = request.GET.get("show") == "earlier"
    rows = Receipt.objects.out().with_all().filter(participant=me)
    rows = rows.filter(announcement__archived_at__isnull=not earlier)
    page = Paginator(rows.order_by("-announcement__goes_at", "-pk"), PAGE)
    chips = [
        {"label": _("Now"), "url": request.path, "current": not earlier},
        {"label": _("Earlier"), "url": f"{request.path}?show=earlier", "current": earlier},
    ]
    context: dict[str, Any] = {"chips": chips, "earlier": earlier}
    context["page"] = page.get_page(request.GET.get("page"))
    return show(request, "announcements", me, part="announcements", **context)


@never_cache
@login_required
@get_and_post
def announcement(request: HttpRequest, code: UUID) -> HttpResponse:
    """One announcement: read it, say so, or reply."""
    receipt = receipt_for(request, code)

    def page(form: ReplyForm | None, status: int) -> HttpResponse:
        context = _context(receipt, form)
        me = receipt.participant
        return show(request, "announcement", me, part="announcements", status=status, **context)

    return _answered(request, receipt, page)


@never_cache
@get_and_post
def by_key(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter. GET only shows, so a mail scanner that opens it answers nothing."""
    receipt = receipt_by_key(token)
    if receipt is None:
        return render(request, "provider/unknown.html", status=404)

    def page(form: ReplyForm | None, status: int) -> HttpResponse:
        programme = receipt.announcement.programme
        context = {
            **_context(receipt, form),
            "programme": programme,
            "place": place_of(programme),
            "by_key": True,
        }
        return render(request, "provider/announcement.html", context, status=status)

    return _answered(request, receipt, page)


def _context(receipt: Receipt, form: ReplyForm | None) -> dict[str, Any]:
    announcement = receipt.announcement
    return {
        "receipt": receipt,
        "announcement": announcement,
        "text": shown(announcement.text),
        "form": form,
    }


def _answered(
    request: HttpRequest, receipt: Receipt, page: Callable[[ReplyForm | None, int], HttpResponse]
) -> HttpResponse:
    """Show it, or keep what was pressed; the same by a letter's link as on one's own page."""
    announcement = receipt.announcement
    asks = announcement.asks_reply and not announcement.archived_at
    initial = {"choice": receipt.choice}
    if request.method != "POST":
        return page(ReplyForm(announcement, initial=initial) if asks else None, 200)
    if request.POST.get("do") == "read" or not asks:
        operations.mark_read(receipt)
        return redirect(request.path)
    form = ReplyForm(announcement, request.POST)
    if form.is_valid():
        try:
            operations.reply(receipt, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Thank you. Your reply is there."))
            return redirect(request.path)
    return page(form, 422)
