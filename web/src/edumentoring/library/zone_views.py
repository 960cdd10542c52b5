"""Pages of the zones, which editors write; the guides, pictures and feeds made of them."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.views import serve

from edumentoring.library import guides
from edumentoring.library.access import section_for
from edumentoring.reach.drawn import draws

for_an_hour = cache_control(public=True, max_age=3600)
SHOWN = {
    ".avif": "avif",
    ".gif": "gif",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".png": "png",
    ".webp": "webp",
}


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of a zone, as it was published."""
    response: HttpResponse = serve(request, path)
    return response


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture in one of the sizes that pages show. What was brought in is never given out."""
    folder = Path(settings.MEDIA_ROOT) / "images"
    kind = SHOWN.get(Path(name).suffix.lower())
    file = folder / name
    if kind is None or file.parent != folder or not file.is_file():
        raise Http404
    response = HttpResponse(file.read_bytes(), content_type=f"image/{kind}")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


# --- On paper -------------------------------------------------------------------------------------


@require_safe
@draws
@for_an_hour
def guide_pdf(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A section's guide, to print."""
    response = HttpResponse(guides.guide_of(section_for(pk)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name) or "guide"}.pdf"'
    return response


@require_safe
@draws
@for_an_hour
def guide_png(request: HttpRequest, pk: int, name: str) -> HttpResponse:  # noqa: ARG001
    """How the guide looks. The name is for those who read addresses."""
    return HttpResponse(guides.picture_of(section_for(pk)), content_type="image/png")


@require_safe
@draws
@for_an_hour
def card(request: HttpRequest, pk: int, name: str) -> HttpResponse:  # noqa: ARG001
    """The picture that other sites show beside a section's address."""
    return HttpResponse(guides.card_of(section_for(pk)), content_type="image/png")


# --- For machines that read ----------------------------------------------------------------------


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: what is public, and nothing that a letter's key opens."""
    shut = ("/cms/", "/place/", "/me/", "/account/", "/programmes/", "/outbox/", "/introduction/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('library:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
