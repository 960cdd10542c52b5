"""Posters and pictures, drawn when asked for and kept for the next who asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for, published_programme
from edumentoring.reach import printing
from edumentoring.reach.access import campaign_for
from edumentoring.reach.sharing import NO_LINK


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that other sites show beside a shared address."""
    return picture(request, slug, channel=printing.CARD)


@require_safe
def picture(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """A picture in the size of one channel."""
    programme = published_programme(slug)
    if channel not in printing.SIZES:
        raise Http404
    return _file(printing.picture, programme, channel, kind="image/png", public=True)


@staff
@require_safe
def poster(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A poster of A4 with the link's code: for the school's printer, or with bleed for a shop."""
    seat = desk_for(request, slug)
    link = None if code == NO_LINK else campaign_for(seat, code)
    bleed = request.GET.get("paper") == "bleed"
    response = _file(
        printing.poster, seat.programme, link, bleed, kind="application/pdf", public=False
    )
    name = slugify(f"{seat.programme.slug} {link or ''}") or "poster"
    response["Content-Disposition"] = f'inline; filename="{name}-poster.pdf"'
    return response


def _file(draw: object, *given: object, kind: str, public: bool) -> HttpResponse:
    try:
        drawn = draw(*given)  # type: ignore[operator]
    except printing.Busy:
        return HttpResponse(
            _("Many pictures are being drawn just now. Try again in a few seconds."),
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "5"},
        )
    response = HttpResponse(drawn, content_type=kind)
    if public:
        patch_cache_control(response, public=True, max_age=600)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
