"""The views of the people's list: those everybody uses, and those coordinators keep."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.frames import Tab
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Coordinator, SavedView
from edumentoring.programmes.navigation import desk_context

page = require_http_methods(["GET", "HEAD", "POST"])
A_DAY = 24 * 60 * 60


def views_of(seat: Coordinator) -> QuerySet[SavedView]:
    """Views this coordinator kept or that another shares."""
    return SavedView.objects.filter(Q(by=seat.user) | Q(shared=True), programme=seat.programme)


def own_view(seat: Coordinator, pk: int) -> SavedView:
    """One of this coordinator's own views; others' and strangers' meet 404."""
    try:
        return SavedView.objects.get(programme=seat.programme, by=seat.user, pk=pk)
    except SavedView.DoesNotExist:
        raise Http404 from None


def tabs_of(shown: PeopleList, seat: Coordinator) -> list[Tab]:
    """The usual views with how many are in them, then the saved ones."""
    address = reverse("programmes:people", args=[shown.programme.slug])
    tallies = shown.tallies
    usual: tuple[tuple[str, str, dict[str, str]], ...] = (
        (_("Everyone"), "everyone", {}),
        (_("Waiting for a match"), "waiting", {"waiting": "yes"}),
        (_("Mentors with room"), "room", {"room": "yes"}),
        (_("Missing answers"), "missing", {"missing": "any"}),
        (_("Not confirmed"), "unconfirmed", {"status": "signed_up"}),
        (_("Waiting list"), "queued", {"status": "queued"}),
        (_("Paused"), "paused", {"status": "paused"}),
    )
    saved = list(views_of(seat))
    now = shown.address().removeprefix("?")
    is_saved = any(view.address == now for view in saved)
    tabs = [
        Tab(
            label,
            f"{address}?{urlencode(keep)}" if keep else address,
            not is_saved and shown.chosen == {key: [value] for key, value in keep.items()},
            tallies[name],
        )
        for label, name, keep in usual
        if tallies[name] or name not in {"unconfirmed", "queued", "missing", "paused"}
    ]
    return tabs + [
        Tab(view.name, f"{address}?{view.address}", view.address == now) for view in saved
    ]


@page
@staff
def saved(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the list as it is under a name (POST), or look over the views that are kept."""
    seat = desk_for(request, slug)
    if request.method == "POST":
        return _save(request, seat)
    mine = [
        {"view": view, "url": _address(seat, view), "says": _says(seat, view)}
        for view in views_of(seat).select_related("by")
    ]
    return render(request, "programmes/saved_views.html", desk_context(seat, "people", views=mine))


def _save(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    shown = PeopleList(seat.programme, request.GET)
    back = reverse("programmes:people", args=[seat.programme.slug]) + shown.address()
    try:
        view = operations.save_view(
            seat.programme,
            name=request.POST.get("name", ""),
            address=shown.address(),
            by=seat.user,
            shared=bool(request.POST.get("shared")),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved the view “%s”. It is a tab from now on.") % view.name)
    return redirect(back)


def _address(seat: Coordinator, view: SavedView) -> str:
    return f"{reverse('programmes:people', args=[seat.programme.slug])}?{view.address}"


def _says(seat: Coordinator, view: SavedView) -> str:
    """What a view keeps, in words."""
    shown = PeopleList(seat.programme, QueryDict(view.address))
    return "; ".join(chip.label for chip in shown.chips()) or _(
        "Everyone, in another order or look"
    )


def salt_of(slug: str) -> str:
    """So that a view that was removed from one programme cannot be put back in another."""
    return f"removed view of {slug}"


@require_POST
@staff
def saved_one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rename, share or remove one of one's own views."""
    seat = desk_for(request, slug)
    view = own_view(seat, pk)
    if request.POST.get("do") == "remove":
        kept = {"name": view.name, "address": view.address, "shared": view.shared}
        view.delete()
        undo = reverse("programmes:view_back", args=[slug, signing.dumps(kept, salt=salt_of(slug))])
        toast(request, _("Removed the view “%s”.") % kept["name"], undo=undo)
        return redirect("programmes:views", slug=slug)
    try:
        operations.change_view(
            view, name=request.POST.get("name", ""), shared=bool(request.POST.get("shared"))
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved the view “%s”.") % view.name)
    return redirect("programmes:views", slug=slug)


@require_POST
@staff
def view_back(request: HttpRequest, slug: str, kept: str) -> HttpResponse:
    """Put a removed view back: all that it was stands, signed, in the address."""
    seat = desk_for(request, slug)
    try:
        was: dict[str, Any] = signing.loads(kept, salt=salt_of(slug), max_age=A_DAY)
    except signing.BadSignature:
        raise Http404 from None
    try:
        view = operations.bring_back_view(seat.programme, was, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("The view “%s” is back.") % view.name)
    return redirect("programmes:views", slug=slug)
