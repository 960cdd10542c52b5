"""A section on one page to print: a tagged PDF and its picture, from the words of its blocks."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from edumentoring.library.models import Section
from edumentoring.reach import printing

ROOM = Path(__file__).parent


def guide_of(section: Section) -> bytes:
    """PDF/UA-1 of one or two pages. It is kept until its words change. Raises printing.Busy."""
    return printing.paper(ROOM, "guide", _said(section))


def picture_of(section: Section) -> bytes:
    """A PNG of the guide's first page. Raises printing.Busy."""
    return printing.first_page(ROOM, "guide", _said(section))


def card_of(section: Section) -> bytes:
    """The picture that other sites show beside the section's address."""
    words = {"title": section.title, "lede": section.summary, "zone": _zone(section)}
    return printing.first_page(ROOM, "card", {**words, **_frame(section)})


def address_of(section: Section, kind: str = "pdf") -> str:
    """Where the guide is. The address changes with the page, so that browsers may keep it."""
    name = slugify(section.title) or "guide"
    version = sha256(str(section.live_revision_id).encode()).hexdigest()[:8]
    return f"{reverse(f'library:guide_{kind}', args=[section.pk, name])}?v={version}"


def _zone(section: Section) -> str:
    zone = section.own_zone()
    return "EduMentoring" if zone.is_shared else str(zone.organisation or zone.programme)


def _frame(section: Section) -> dict[str, Any]:
    zone = section.own_zone()
    programme = None if zone.is_shared else zone.programmes().first()
    return printing.frame(programme.look if programme else "teal")


def _said(section: Section) -> dict[str, Any]:
    address = f"{settings.SITE_URL}{section.url}"
    return {
        **_frame(section),
        "zone": printing.tidy(_zone(section), 80),
        "title": printing.tidy(section.title, 120),
        "summary": printing.tidy(section.summary, 240),
        "now": _("Right now"),
        "actions": [
            {
                "title": printing.tidy(block.value["title"], 120),
                "minutes": _("%s minutes") % block.value["minutes"],
            }
            for block in section.actions
        ],
        "parts": [
            {
                "title": printing.tidy(block.value["title"], 60),
                "points": [printing.tidy(point, 240) for point in block.value["points"]],
            }
            for block in section.guide
        ],
        "more": _("The whole section, with its sources:"),
        "address": address.partition("://")[2].rstrip("/"),
        "code": printing.code_of(address),
        "code_is": _("A code to scan. It opens %s") % address,
        "free": _("Print it, copy it, share it. EduMentoring is free and open software."),
    }
