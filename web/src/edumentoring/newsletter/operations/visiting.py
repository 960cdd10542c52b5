"""Visits to a newsletter's pages: a number for each page and day, and nothing about anybody."""

from django.db import transaction
from django.db.models import F

from edumentoring.newsletter.models import Newsletter, Visits


@transaction.atomic
def count_visit(newsletter: Newsletter, number: int) -> None:
    """One more on the page of issue `number` today; 0 is the list of issues."""
    today = newsletter.programme.today()
    visits, _new = Visits.objects.get_or_create(newsletter=newsletter, number=number, on=today)
    Visits.objects.filter(pk=visits.pk).update(count=F("count") + 1)
