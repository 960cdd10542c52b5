"""The newsletter's public pages, for search engines."""

from collections.abc import Iterator
from datetime import datetime

from edumentoring.newsletter.models import Issue, Newsletter


def pages() -> Iterator[tuple[str, datetime | None]]:
    """Each newsletter that anybody may read, and its past issues."""
    public = Newsletter.objects.filter(is_open=True, programme__archived_at=None)
    for newsletter in public.select_related("programme").order_by("pk"):
        yield newsletter.get_absolute_url(), None
    issues = Issue.objects.live().filter(newsletter__in=public).order_by("pk")
    for issue in issues.select_related("newsletter__programme"):
        yield issue.own_path(), issue.last_published_at
