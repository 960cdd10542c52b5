"""A tool on one or two pages to print, from the words that its page shows."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.reach import printing
from edumentoring.tools.shapes import Box, Part, Shape, Step, Tool

ROOM = Path(__file__).parent
LONG = 600  # words, from which on they are set smaller, so that two pages hold them
CHOICES = {Shape.TICKS, Shape.ONE}


def guide_of(tool: Tool) -> bytes:
    """PDF/UA-1, kept until its words change. Raises printing.Busy."""
    return printing.paper(ROOM, "guide", _said(tool))


def picture_of(tool: Tool) -> bytes:
    """A PNG of its first page. Raises printing.Busy."""
    return printing.first_page(ROOM, "guide", _said(tool))


def _said(tool: Tool) -> dict[str, Any]:
    address = f"{settings.SITE_URL}{reverse('tools:about', args=[tool.key])}"
    parts = [_part(part) for part in tool.parts]
    minutes = ngettext("about %s minute", "about %s minutes", tool.minutes) % tool.minutes
    return {
        **printing.frame("teal"),
        "zone": f"{tool.group} · {minutes}",
        "title": str(tool.title),
        "summary": str(tool.summary),
        "words": [str(words) for words in tool.words],
        "steps": [_step(step) for step in tool.steps],
        "parts": parts,
        "is_long": len(str(parts).split()) > LONG,
        "sources_title": _("Where this comes from"),
        "sources": [f"{source}." for source in tool.sources],
        "more": _("On the web, to fill in and keep:") if tool.steps else _("On the web:"),
        "address": address.partition("://")[2].rstrip("/"),
        "code": printing.code_of(address),
        "code_is": _("A code to scan. It opens %s") % address,
        "free": _("Print it, copy it, share it. EduMentoring is free and open software."),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "title": str(step.title),
        "hint": str(step.hint),
        "prompts": [str(words) for words in step.prompts],
        "boxes": [_box(box) for box in step.boxes],
    }


def _box(box: Box) -> dict[str, Any]:
    shown = box.options if box.shape in CHOICES else ()
    return {"label": str(box.label), "options": [str(label) for _key, label in shown]}


def _part(part: Part) -> dict[str, Any]:
    day = date_format(part.checked_on, "j F Y") if part.checked_on else ""
    return {
        "title": str(part.title),
        "words": [str(words) for words in part.words],
        "points": [str(point) for point in part.points],
        "examples": _texts(part.examples, "phase", "words"),
        "messages": _texts(part.messages, "title", "when", "words"),
        "lines": _texts(part.lines, "name", "number", "words"),
        "resources": _texts(part.resources, "name", "by", "words"),
        "checked": _("We last checked these numbers on %s.") % day if day else "",
    }


def _texts(things: Any, *names: str) -> list[dict[str, str]]:
    return [{name: str(getattr(one, name)) for name in names} for one in things]
