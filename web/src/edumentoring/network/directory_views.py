"""The directory: saying that others may find me, what they see, and whom I find."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.sent import version_in
from edumentoring.consents import operations as consents
from edumentoring.consents.models import Purpose, Wording
from edumentoring.design.toasts import toast
from edumentoring.network import operations
from edumentoring.network.access import Reader, parts_of, reader_in
from edumentoring.network.directory import (
    FACETS,
    card_of,
    cards,
    listing_of,
    narrowed,
    near,
    near_to,
)
from edumentoring.network.forms import ListingForm
from edumentoring.network.showing import show
from edumentoring.programmes.vocabulary import REGIONS
from edumentoring.schools.models import Organisation

PAGE = 20


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The network of my programme; with several, which one."""
    parts = parts_of(request)
    if len(parts) == 1:
        return redirect("network:directory", parts[0].programme.slug)
    return render(request, "network/mine.html", {"parts": parts})


@never_cache
@login_required
@require_safe
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom I may find, once others may find me."""
    reader = reader_in(request, slug)
    if not reader.is_listed:
        return _ask_first(request, reader)
    chosen = {key: request.GET.get(key, "")[:80] for key in (*FACETS, "region", "q")}
    people = narrowed(reader.people, chosen)
    places = {str(one.pk): one for one in near(reader.me)}
    chosen["near"] = request.GET.get("near", "")[:20]
    if chosen["near"] in places:
        people = near_to(people, places[chosen["near"]])
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "directory",
        reader,
        part="directory",
        page=page,
        cards=cards(page.object_list),
        selects=[*_near(places, chosen), *_selects(chosen)],
        words=chosen["q"],
        is_narrowed=any(chosen.values()),
    )


def _near(places: dict[str, Organisation], chosen: dict[str, str]) -> list[dict[str, Any]]:
    """Who of my own school, trust or hub; nothing for whoever gave no school."""
    terms = [{"id": key, "label": one.name} for key, one in places.items()]
    if not terms:
        return []
    label = _("Where, of those who show their school")
    return [{"key": "near", "label": label, "terms": terms, "chosen": chosen["near"]}]


def _selects(chosen: dict[str, str]) -> list[dict[str, Any]]:
    labels = {"phase": _("Ages"), "subject": _("Subject"), "strength": _("Can help with")}
    lists = {key: terms for key, (_facet, terms) in FACETS.items()} | {"region": REGIONS}
    labels["region"] = _("Region")
    return [
        {"key": key, "label": labels[key], "terms": terms, "chosen": chosen[key]}
        for key, terms in lists.items()
    ]


def _ask_first(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What it is to be found, and one press to say yes. There is nothing to decline."""
    return show(
        request,
        "found",
        reader,
        part="directory",
        wording=_wording(reader),
        card=card_of(reader.me),
    )


def _wording(reader: Reader) -> Wording | None:
    """The words people here agree to, as they are asked now."""
    asked = consents.current_wordings(reader.me.programme)
    return next((one for one in asked if one.purpose == Purpose.DIRECTORY), None)


@login_required
@require_POST
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Others may find me, or no more. Both count at once."""
    me = reader_in(request, slug).me
    if "withdraw" in request.POST:
        consents.withdraw(me, Purpose.DIRECTORY, way="place", by=me.user)
        toast(request, _("Nobody finds you any more. What you wrote stays where it is."))
        return redirect("network:directory", slug)
    shown = {Purpose.DIRECTORY: version_in(request.POST)}
    if consents.give(me, shown, way="place", by=me.user):
        toast(request, _("Others can find you now. You can take it back on this page."))
    else:
        messages.error(request, _("These words changed. Please read them again, and then choose."))
    return redirect("network:directory", slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """What others see of me."""
    reader = reader_in(request, slug)
    if request.method != "POST":
        form = ListingForm.of(listing_of(reader.me))
    else:
        form = ListingForm(request.POST)
        if form.is_valid():
            operations.choose_listing(reader.me, form.cleaned_data)
            toast(request, _("Saved. This is what others see."))
            return redirect("network:listing", slug)
    status = 422 if form.is_bound else 200
    return show(
        request,
        "listing",
        reader,
        part="directory",
        status=status,
        form=form,
        card=card_of(reader.me),
    )
