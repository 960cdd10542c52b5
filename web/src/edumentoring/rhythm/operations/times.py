"""When a programme offers its pairs to look back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.rhythm.models import ReviewTimes


@transaction.atomic
def set_times(programme: Programme, times: Mapping[str, Any], *, by: User) -> ReviewTimes:
    """Keep the programme's times. What was offered already is not offered a second time."""
    kept, _new = ReviewTimes.objects.update_or_create(programme=programme, defaults=dict(times))
    record(
        "set_review_times",
        programme,
        by=by,
        programme_id=programme.pk,
        summary="Set when pairs are offered to look back",
    )
    return kept
