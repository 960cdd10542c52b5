"""What every page of the network stands in: its four parts, and the link for worries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.design.frames import Tab
from edumentoring.network.access import Reader
from edumentoring.programmes.navigation import address_of

PARTS = ("directory", "groups", "questions", "messages")


def show(
    request: HttpRequest,
    template: str,
    reader: Reader,
    *,
    part: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of one part of the network."""
    slug = reader.me.programme.slug
    names = {
        "directory": _("People"),
        "groups": _("Groups"),
        "questions": _("Ask the mentors"),
        "messages": _("Messages"),
    }
    context |= {
        "reader": reader,
        "me": reader.me,
        "programme": reader.me.programme,
        "slug": slug,
        "parts": [
            Tab(names[one], reverse(f"network:{one}", args=[slug]), one == part) for one in PARTS
        ],
        "worried_url": address_of("concerns:tell", slug),
    }
    return render(request, f"network/{template}.html", context, status=status)
