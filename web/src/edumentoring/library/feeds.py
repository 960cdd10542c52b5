"""What readers and search engines of other sites follow: a feed of articles, and a map."""

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from edumentoring.library import mapped
from edumentoring.library.models import Article

NEWEST = 20


class Articles(Feed[Any, Any]):
    """The newest articles of all zones that are public."""

    feed_type = Atom1Feed
    title = _("Articles of the mentor zone")
    subtitle = _("Written by mentors and those who teach them.")

    def link(self) -> str:
        return reverse("library:zone")

    def items(self) -> Any:
        return Article.objects.live().public().order_by("-first_published_at")[:NEWEST]

    def item_title(self, item: Article) -> str:
        return str(item.title)

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return str(item.url)

    def item_author_name(self, item: Article) -> str | None:
        return item.byline or None

    def item_updateddate(self, item: Article) -> datetime | None:
        found: datetime | None = item.last_published_at
        return found

    def item_pubdate(self, item: Article) -> datetime | None:
        found: datetime | None = item.first_published_at
        return found


articles = require_safe(Articles())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that anybody may read, for search engines."""
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    schema = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    xml.startElement("urlset", AttributesImpl(schema))
    for path, changed in mapped.pages():
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", f"{settings.SITE_URL}{path}")
        if changed:
            xml.addQuickElement("lastmod", changed.date().isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response
