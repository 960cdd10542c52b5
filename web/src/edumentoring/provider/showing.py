"""What this room's pages stand in: for those who take part, and at the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.design.frames import Tab
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context


def show(
    request: HttpRequest,
    template: str,
    me: Participant,
    *,
    part: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page for somebody who takes part."""
    slug = me.programme.slug
    names = {
        "announcements": _("Announcements"),
        "handbook": _("Handbook"),
        "year": _("The year"),
        "teaching": _("How we teach"),
    }
    context |= {
        "me": me,
        "programme": me.programme,
        "slug": slug,
        "parts": [
            Tab(words, reverse(f"provider:{name}", args=[slug]), name == part)
            for name, words in names.items()
        ],
    }
    return render(request, f"provider/{template}.html", context, status=status)


def show_desk(
    request: HttpRequest,
    template: str,
    seat: Coordinator,
    *,
    part: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page at the desk, with the parts of this room that the seat may open."""
    slug = seat.programme.slug
    pages = (
        ("announcements", _("Announcements"), "edit"),
        ("handbook", _("Handbook"), "edit"),
        ("policies", _("Policies"), "see"),
        ("teaching", _("How we teach"), "edit"),
        ("partners", _("Schools and partners"), "see"),
    )
    context["parts"] = [
        Tab(words, reverse(f"provider:desk_{name}", args=[slug]), name == part)
        for name, words, power in pages
        if seat.may(power)
    ]
    given = desk_context(seat, **context)
    return render(request, f"provider/desk/{template}.html", given, status=status)
