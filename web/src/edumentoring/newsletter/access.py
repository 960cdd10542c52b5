"""Fetch and check the right in one step; strangers meet a 404."""

from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.common.sent import number_in
from edumentoring.newsletter.keys import chosen, code_to_confirm
from edumentoring.newsletter.models import (
    Delivery,
    Issue,
    Newsletter,
    Segment,
    Sending,
    Subscription,
)
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator


def public_newsletter(slug: str) -> Newsletter:
    """A newsletter that anybody may read and ask for; any other meets 404."""
    newsletters = Newsletter.objects.select_related("programme__organisation", "organisation")
    try:
        return newsletters.get(programme__slug=slug, is_open=True, programme__archived_at=None)
    except Newsletter.DoesNotExist:
        raise Http404 from None


def public_page(slug: str, number: int) -> Newsletter:
    """The newsletter whose issue of this number anybody may read; 0 is the list of issues."""
    newsletter = public_newsletter(slug)
    live = Issue.objects.live().filter(newsletter=newsletter, number=number)
    if number and not live.exists():
        raise Http404
    return newsletter


def newsletter_at(
    request: HttpRequest, slug: str, power: str = "edit"
) -> tuple[Coordinator, Newsletter]:
    """The seat at this desk and its newsletter; 404 where none was started."""
    seat = desk_for(request, slug, power)
    return seat, newsletter_of(seat)


def newsletter_of(seat: Coordinator) -> Newsletter:
    found = Newsletter.objects.select_related("programme__organisation", "organisation")
    try:
        return found.get(programme=seat.programme)
    except Newsletter.DoesNotExist:
        raise Http404 from None


def sending_of(newsletter: Newsletter, pk: int) -> Sending:
    """One sending of this newsletter."""
    try:
        return Sending.objects.select_related(
            "newsletter__programme", "asked_by", "approved_by"
        ).get(newsletter=newsletter, pk=pk)
    except Sending.DoesNotExist:
        raise Http404 from None


def delivery_of(sending: Sending, pk: int) -> Delivery:
    """One copy of this sending."""
    try:
        return Delivery.objects.select_related("sending__newsletter").get(sending=sending, pk=pk)
    except Delivery.DoesNotExist:
        raise Http404 from None


def issue_of(newsletter: Newsletter, number: int) -> Issue:
    """One issue of this newsletter, published or not."""
    issues = Issue.objects.select_related("newsletter__programme__organisation")
    found: Issue | None = issues.filter(newsletter=newsletter, number=number).first()
    if found is None:
        raise Http404
    return found


def subscription_of(newsletter: Newsletter, pk: str) -> Subscription:
    """One reader of this newsletter, by a number that was typed or pressed."""
    found = newsletter.subscriptions.filter(pk=number_in(pk)).first()
    if found is None:
        raise Http404
    return found


def segment_of(newsletter: Newsletter, pk: int) -> Segment:
    """One segment of this newsletter."""
    try:
        return newsletter.segments.get(pk=pk)
    except Segment.DoesNotExist:
        raise Http404 from None


def to_confirm(key: str) -> Subscription | None:
    """The subscription a letter asks about; None where the key is not ours or too old."""
    code = code_to_confirm(key)
    return _with_newsletter(code) if code else None


def by_key(key: str) -> tuple[Subscription, int] | None:
    """The subscription of a newsletter's link, and the sending that it came with."""
    found = chosen(key)
    subscription = _with_newsletter(found[0]) if found else None
    return (subscription, found[1]) if subscription and found else None


def _with_newsletter(code: UUID) -> Subscription | None:
    rows = Subscription.objects.select_related("newsletter__programme__organisation")
    return rows.filter(code=code).first()
