"""The model of teaching at the desk: `edit` words it, `people` answers what people suggest."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.provider import operations
from edumentoring.provider.access import element_at, suggestion_at
from edumentoring.provider.forms import DecideForm, ElementForm
from edumentoring.provider.models import Element, Suggestion
from edumentoring.provider.showing import show_desk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PART = "teaching"
MOST_SHOWN = 200


@staff
@get_and_post
def teaching(request: HttpRequest, slug: str) -> HttpResponse:
    """The elements, a form for one more, and what people suggest."""
    seat = desk_for(request, slug, "edit")
    form = ElementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "looks_like", "source")}
        try:
            made = operations.keep_element(seat.programme, by=seat.user, **data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            toast(request, _("Added: %s") % made.name)
            return redirect("provider:desk_teaching", slug)
    rows = Suggestion.objects.filter(programme=seat.programme).select_related("element", "by__user")
    context: dict[str, Any] = {
        "elements": Element.objects.kept().filter(programme=seat.programme),
        "form": form,
        "suggestions": rows[:MOST_SHOWN] if seat.may("people") else (),
    }
    status = 422 if form.is_bound else 200
    return show_desk(request, "teaching", seat, part=PART, status=status, **context)


@staff
@get_and_post
def element(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Word one element anew."""
    seat = desk_for(request, slug, "edit")
    found = element_at(seat, code)
    status = 200
    if request.method == "POST":
        form = ElementForm(request.POST)
        status = 422
        if form.is_valid():
            data = dict(form.cleaned_data)
            data["version"] = data["version"] or 0
            try:
                operations.change_element(found, by=seat.user, **data)
            except Stale as refusal:
                form.add_error(None, str(refusal))
                form.data = form.data.copy()  # type: ignore[attr-defined]
                form.data["version"] = element_at(seat, code).version  # type: ignore[index]
                status = 409
            except Refused as refusal:
                form.add_error("name", str(refusal))
            else:
                toast(request, _("Saved."))
                return redirect("provider:desk_teaching", slug)
    else:
        names = ("name", "looks_like", "source", "version")
        form = ElementForm(initial={name: getattr(found, name) for name in names})
    context: dict[str, Any] = {"form": form, "element": found, "theirs": status == 409}
    return show_desk(request, "element", seat, part=PART, status=status, **context)


@staff
@require_POST
def move(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One place up or down."""
    seat = desk_for(request, slug, "edit")
    operations.move_element(element_at(seat, code), by=seat.user, up="up" in request.POST)
    return redirect("provider:desk_teaching", slug)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take it out of the model, with a way back."""
    seat = desk_for(request, slug, "edit")
    operations.remove_element(element_at(seat, code), by=seat.user)
    undo = reverse("provider:restore_element", args=[slug, code])
    toast(request, _("Taken out of the model."), undo=undo)
    return redirect("provider:desk_teaching", slug)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Undo."""
    seat = desk_for(request, slug, "edit")
    try:
        operations.restore_element(element_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("provider:desk_teaching", slug)


@staff
@get_and_post
def suggestion(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One suggestion, with what speaks for it, and the answer to whoever made it."""
    seat = desk_for(request, slug, "people")
    found = suggestion_at(seat, code)
    status = 200
    if request.method == "POST":
        form = DecideForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                operations.decide(found, by=seat.user, **form.cleaned_data)
            except Stale as refusal:
                found = suggestion_at(seat, code)
                form.add_error(None, str(refusal))
                form.data = form.data.copy()  # type: ignore[attr-defined]
                form.data["version"] = found.version  # type: ignore[index]
                status = 409
            except Refused as refusal:
                form.add_error("reason", str(refusal))
            else:
                toast(request, _("Noted. Whoever suggested it reads of it in their next letter."))
                return redirect("provider:desk_teaching", slug)
    else:
        names = ("status", "reason", "version")
        form = DecideForm(initial={name: getattr(found, name) for name in names})
    context: dict[str, Any] = {"form": form, "suggestion": found, "theirs": status == 409}
    return show_desk(request, "suggestion", seat, part=PART, status=status, **context)
