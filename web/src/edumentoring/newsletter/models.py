"""Readers, sendings and issues, each in a file of their own."""

from edumentoring.newsletter.issue_models import Issue, Visits
from edumentoring.newsletter.list_models import (
    Newsletter,
    Segment,
    Subscription,
    SubscriptionQuerySet,
    Thanked,
)
from edumentoring.newsletter.sending_models import (
    Delivery,
    Rating,
    Sending,
    SendingQuerySet,
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
