"""A tool on paper, for anybody: it holds what the tool asks, and nothing that was written."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edumentoring.reach.printing import Busy
from edumentoring.tools import paper
from edumentoring.tools.access import tool_for
from edumentoring.tools.shapes import Tool


@require_safe
def guide_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """One or two pages of A4, to print."""
    response = _drawn(paper.guide_of, tool_for(key), "application/pdf")
    response["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    return response


@require_safe
def guide_png(request: HttpRequest, key: str) -> HttpResponse:
    """How its first page looks."""
    return _drawn(paper.picture_of, tool_for(key), "image/png")


def _drawn(draw: Callable[[Tool], bytes], tool: Tool, kind: str) -> HttpResponse:
    try:
        response = HttpResponse(draw(tool), content_type=kind)
    except Busy:
        return HttpResponse(
            _("Many pages are being drawn just now. Try again in a few seconds."),
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "5"},
        )
    patch_cache_control(response, public=True, max_age=3600)
    return response
