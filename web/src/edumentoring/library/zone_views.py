"""Pages of the zones, which editors write, and the pictures on them."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve

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
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture in one of the sizes that pages show. What was brought in is never given out."""
    folder = Path(settings.MEDIA_ROOT) / "images"
    kind = SHOWN.get(Path(name).suffix.lower())
    file = folder / name
    if kind is None or file.parent != folder or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type=f"image/{kind}")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
