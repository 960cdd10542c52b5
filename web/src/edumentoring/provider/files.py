"""A PDF that somebody brought in is handed out as a file to keep, and never runs as a page of ours:
its own policy allows it nothing, and browsers are told to save it."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from edumentoring.provider.models import Edition, Paper

POLICY = "default-src 'none'; sandbox"


def as_download(edition: Edition) -> HttpResponse:
    """The file of this edition; 404 where it has none."""
    paper = Paper.objects.filter(edition=edition).first()
    if paper is None:
        raise Http404
    name = f"{slugify(edition.document.title) or 'document'}-{edition.number}.pdf"
    return HttpResponse(
        bytes(paper.data),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )
