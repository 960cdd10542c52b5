"""The coordinators' page for sharing: links, their report, poster, pictures, words, the frame."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.opening import opening_of
from edumentoring.reach import operations, public, sharing
from edumentoring.reach.access import campaign_for
from edumentoring.reach.forms import LinkForm, SitesForm
from edumentoring.reach.models import Link
from edumentoring.reach.report import source_report

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@staff
@get_and_post
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything to spread the word with; POST makes a link."""
    seat = desk_for(request, slug, "people" if request.method == "POST" else "see")
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            link = operations.make_link(
                seat.programme, label=form.cleaned_data["label"], by=seat.user
            )
        except Refused as refusal:
            form.add_error("label", str(refusal))
        else:
            toast(request, _("The link “%s” is ready.") % link)
            return redirect("reach:link", slug, link.code)
    return _share_page(request, seat, link=None, form=form)


@staff
@get_and_post
def link(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same with one link chosen; POST retires it or brings it back."""
    seat = desk_for(request, slug, "people" if request.method == "POST" else "see")
    chosen = campaign_for(seat, code)
    if request.method == "POST":
        _retire_or_bring_back(request, seat, chosen)
        return redirect("reach:share", slug)
    return _share_page(request, seat, link=chosen, form=LinkForm())


def _retire_or_bring_back(request: HttpRequest, seat: Coordinator, chosen: Link) -> None:
    if request.POST.get("do") == "bring_back":
        operations.bring_back_link(chosen, by=seat.user)
        toast(request, _("“%s” counts again.") % chosen)
    else:
        operations.retire_link(chosen, by=seat.user)
        toast(
            request, _("“%s” is retired. It still leads to the page, and counts nobody.") % chosen
        )


@staff
@require_POST
def sites(request: HttpRequest, slug: str) -> HttpResponse:
    """Which sites may show the form in a frame."""
    seat = desk_for(request, slug, "people")
    form = SitesForm(request.POST)
    if form.is_valid():
        try:
            kept = operations.allow_embedding(
                seat.programme, sites=form.cleaned_data["sites"], by=seat.user
            )
        except Refused as refusal:
            form.add_error("sites", str(refusal))
        else:
            toast(request, _("Saved. These sites may show the form: %s") % len(kept))
            return redirect(reverse("reach:share", args=[slug]) + "#frame")
    return _share_page(request, seat, link=None, form=LinkForm(), sites_form=form)


def _share_page(
    request: HttpRequest,
    seat: Coordinator,
    *,
    link: Link | None,
    form: LinkForm,
    sites_form: SitesForm | None = None,
) -> HttpResponse:
    programme = seat.programme
    opening = opening_of(programme)
    code = link.code if link else sharing.NO_LINK
    poster = reverse("reach:poster", args=[programme.slug, code])
    faulty = form.errors or (sites_form and sites_form.errors)
    context = {
        "link": link,
        "address": sharing.address_for(programme, link),
        "rows": source_report(programme),
        "form": form,
        "sites_form": sites_form or SitesForm(initial={"sites": _sites_of(programme.words)}),
        "sites_count": len(programme.words.get("embed_sites", [])),
        "opening": opening,
        "page_url": public.page_address(programme) if opening.state != "hidden" else "",
        "set_up_url": _set_up_address(programme.slug),
        "poster_url": poster,
        "bleed_url": f"{poster}?paper=bleed",
        "channels": _with_pictures(programme, link, is_public=opening.state != "hidden"),
        "snippet": sharing.snippet(programme, link),
    }
    if request.method == "POST" and not faulty:
        messages.error(request, _("Nothing was saved."))
    page = desk_context(seat, "share", **context)
    return render(request, "reach/share.html", page, status=422 if faulty else 200)


def _sites_of(words: dict[str, Any]) -> str:
    return "\n".join(words.get("embed_sites", []))


def _set_up_address(slug: str) -> str:
    from edumentoring.programmes.navigation import address_of

    return address_of("programmes:set_up", slug)


def _with_pictures(programme: Any, link: Link | None, *, is_public: bool) -> list[dict[str, Any]]:
    """Pictures are public files, so there are none before the page is."""
    return [
        {
            "channel": channel,
            "picture_url": sharing.picture_address(programme, channel.picture)
            if channel.picture and is_public
            else "",
        }
        for channel in sharing.channels(programme, link)
    ]
