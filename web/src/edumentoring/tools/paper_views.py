"""A tool on paper, for anybody: it holds what the tool asks, and nothing that was written."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from edumentoring.reach.drawn import draws
from edumentoring.tools import paper
from edumentoring.tools.access import tool_for


@require_safe
@draws
@cache_control(public=True, max_age=3600)
def guide_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """One or two pages of A4, to print."""
    response = HttpResponse(paper.guide_of(tool_for(key)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    return response


@require_safe
@draws
@cache_control(public=True, max_age=3600)
def guide_png(request: HttpRequest, key: str) -> HttpResponse:
    """How its first page looks."""
    return HttpResponse(paper.picture_of(tool_for(key)), content_type="image/png")
