"""What a pair's line in time says of visits, and of two people who looked."""

import pytest
from django.utils import timezone

from edumentoring.circle.models import Door, DropIn, Observation, Record
from edumentoring.circle.tests import make
from edumentoring.goals.timeline import moments_of

pytestmark = pytest.mark.django_db


def test_visits_and_observations_are_on_the_line_of_those_who_may_read_them():
    pair = make.pair()
    mentor, mentee = make.side(pair, "mentor"), make.side(pair)
    now = timezone.now()
    door = Door.objects.create(teacher=mentee.me, when="Now", lesson="Maths", last_on=now.date())
    done = {"state": DropIn.State.YES, "on": now.date(), "noted_at": now}
    DropIn.objects.create(door=door, visitor=mentor.me.user, worked="Calm", **done)
    DropIn.objects.create(door=door, visitor=make.person(name="Ann Lee"), worked="Canary", **done)
    looked = Observation.objects.create(
        pair=pair, title="Year 9", focus="Starts", on=now.date(), both_finished_at=now
    )
    for user in (mentor.me.user, make.person(name="Bo Day")):
        Record.objects.create(observation=looked, user=user, saw="Canary")

    def line(side):
        return [(one.words, one.is_private) for one in moments_of(side)]

    assert set(line(mentor)) == {("Calm", False), ("Year 9", True)}
    assert line(mentee) == [("Calm", False)]
    Observation.objects.update(observed=mentee.me)
    assert set(line(mentee)) == {("Calm", False), ("Year 9", False)}
    Observation.objects.update(called_off_at=now)
    assert line(mentor) == [("Calm", False)]
