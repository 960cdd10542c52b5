"""Issues on the web: the page of one, and the feed of all."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from edumentoring.newsletter import operations
from edumentoring.newsletter.access import public_newsletter, public_page
from edumentoring.newsletter.composing import context_of
from edumentoring.newsletter.models import Issue, Newsletter
from edumentoring.newsletter.showing import web_page
from edumentoring.newsletter.visitors import is_somebody

IN_THE_FEED = 20


@require_safe
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One issue as it was published, without what was taken back since."""
    newsletter = public_newsletter(slug)
    found = Issue.objects.live().filter(newsletter=newsletter, number=number).first()
    if found is None:
        raise Http404
    return web_page(request, found, is_counted=True)


@csrf_exempt
@require_POST
def visited(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page of an issue, or 0 for the list of them, says that it is looked at.

    It comes without a cookie, from a page that may be kept: there is nothing to forge but a count.
    """
    newsletter = public_page(slug, number)
    if is_somebody(request, newsletter) and ratelimit.consume(request, action="count_visit"):
        operations.count_visit(newsletter, number)
    return HttpResponse(status=204)


class IssueFeed(Feed[Issue, Newsletter]):
    """The newest issues, whole, for a feed reader."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Newsletter:
        return public_newsletter(slug)

    def title(self, newsletter: Newsletter) -> str:
        return newsletter.name

    def subtitle(self, newsletter: Newsletter) -> str:
        return newsletter.about

    def link(self, newsletter: Newsletter) -> str:
        return settings.SITE_URL + newsletter.get_absolute_url()

    def items(self, newsletter: Newsletter) -> Any:
        live = Issue.objects.live().filter(newsletter=newsletter)
        return live.order_by("-first_published_at", "-pk")[:IN_THE_FEED]

    def item_title(self, item: Issue) -> str:
        return str(item.title)

    def item_description(self, item: Issue) -> str:
        return render_to_string("newsletter/feed_item.html", context_of(item))

    def item_link(self, item: Issue) -> str:
        return settings.SITE_URL + item.own_path()

    def item_pubdate(self, item: Issue) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: Issue) -> Any:
        return item.last_published_at


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Atom."""
    return IssueFeed()(request, slug=slug)
