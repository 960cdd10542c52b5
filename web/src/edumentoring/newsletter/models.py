"""Readers and sendings, and the issues, each in its own file."""

from edumentoring.newsletter.issue_models import Issue, Visits
from edumentoring.newsletter.list_models import (
    Delivery,
    Newsletter,
    Rating,
    Segment,
    Sending,
    SendingQuerySet,
    Subscription,
    SubscriptionQuerySet,
    Thanked,
    counted,
)

__all__ = [
    "Delivery",
    "Issue",
    "Newsletter",
    "Rating",
    "Segment",
    "Sending",
    "SendingQuerySet",
    "Subscription",
    "SubscriptionQuerySet",
    "Thanked",
    "Visits",
    "counted",
]
