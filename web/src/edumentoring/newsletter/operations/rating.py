"""One tap says whether an issue was worth the time; a comment goes to the shared inbox."""

import uuid

from django.db import transaction

from edumentoring.newsletter.keys import mark_of
from edumentoring.newsletter.models import Rating, Sending, Subscription
from edumentoring.queries import operations as queries


@transaction.atomic
def rate(subscription: Subscription, sending: Sending, *, answer: str) -> None:
    """Count an answer; the second one of a reader replaces the first."""
    if answer not in Rating.Answer.values:
        raise ValueError(f"Nobody can answer {answer!r}.")
    Rating.objects.update_or_create(
        sending=sending,
        mark=mark_of(subscription.code, sending.pk),
        defaults={"answer": answer},
    )


def comment(
    subscription: Subscription, sending: Sending, *, text: str, form_key: uuid.UUID
) -> None:
    """Pass a reader's words on as a query, which can be answered. Refused above 5 an hour."""
    queries.ask(
        sending.newsletter.programme,
        email=subscription.email,
        name="",
        subject=sending.subject,
        text=text,
        form_key=form_key,
    )
