"""What a pair's line in time says of its meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.goals.timeline import moments_of
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of

pytestmark = pytest.mark.django_db


def test_the_line_begins_with_the_first_meeting_and_says_what_comes_next():
    pair = make.pair()
    now = timezone.now()
    for days, state in ((30, "held"), (9, "held"), (2, "missed"), (-3, "agreed")):
        Meeting.objects.create(
            pair=pair,
            state=state,
            starts_at=now - timedelta(days=days),
            talked="Calm starts",
            next_step="Try the door",
        )
    Pair.objects.filter(pk=pair.pk).update(started_at=now - timedelta(days=30))
    pair.refresh_from_db()

    for person in (pair.mentor, pair.mentee):
        found = [one for one in moments_of(side_of(pair, person)) if "met" in str(one.title)]
        assert [str(one.title) for one in found] == ["You met", "You first met"]
        assert found[0].words == "Calm starts\nNext: Try the door"
    Pair.objects.filter(pk=pair.pk).update(started_at=now - timedelta(days=40))
    pair.refresh_from_db()
    titles = [str(one.title) for one in moments_of(side_of(pair, pair.mentee))]
    assert titles == ["You met", "You met", "You first met"]
