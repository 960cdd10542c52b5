"""Posters and pictures, drawn when asked for and kept for the next who asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for, published_programme
from edumentoring.reach import printing
from edumentoring.reach.access import campaign_for
from edumentoring.reach.drawn import draws
from edumentoring.reach.sharing import NO_LINK


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that other sites show beside a shared address."""
    return picture(request, slug, channel=printing.CARD)


@require_safe
@draws
@cache_control(public=True, max_age=600)
def picture(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """A picture in the size of one channel."""
    programme = published_programme(slug)
    if channel not in printing.SIZES:
        raise Http404
    return HttpResponse(printing.picture(programme, channel), content_type="image/png")


@staff
@require_safe
@draws
@cache_control(private=True, no_store=True)
def poster(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A poster of A4 with the link's code: for the school's printer, or with bleed for a shop."""
    seat = desk_for(request, slug)
    link = None if code == NO_LINK else campaign_for(seat, code)
    drawn = printing.poster(seat.programme, link, request.GET.get("paper") == "bleed")
    response = HttpResponse(drawn, content_type="application/pdf")
    name = slugify(f"{seat.programme.slug} {link or ''}") or "poster"
    response["Content-Disposition"] = f'inline; filename="{name}-poster.pdf"'
    return response
