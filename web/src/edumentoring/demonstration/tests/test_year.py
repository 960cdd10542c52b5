"""Last year's cohort of the demonstration, with everything its pairs did."""

from collections import Counter

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.demonstration.operations import load_demonstration
from edumentoring.demonstration.year.cohort import live_a_year
from edumentoring.network.models import Answer, Membership, Question
from edumentoring.pairs.models import Farewell, Pair
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.provider.models import Receipt
from edumentoring.training.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TOLD = (Pair.State.INTRODUCED, *Pair.TOGETHER, Pair.State.FINISHED, Pair.State.ENDED)


def test_last_years_cohort_has_pairs_in_every_state_with_a_past_in_order():
    """One test: making the year is most of the work."""
    loaded = load_demonstration(people=80)
    assert Answer.objects.filter(question__programme=loaded.programme).exists()
    written = Letter.objects.count()

    year = live_a_year(loaded.programme)

    assert Letter.objects.count() == written  # it is the past: nobody is written to
    pairs = Pair.objects.filter(programme=year)
    assert set(pairs.values_list("state", flat=True)) == {*TOLD, Pair.State.DECLINED}
    assert pairs.filter(came_from__isnull=False).exists()
    the_places_add_up(year)
    some_say_what_they_want_next(year)
    those_whom_anybody_may_be_have_pairs_to_look_at(year)
    mentors_find_each_other_at_work(year)
    for pair in pairs:
        days = [pair.introduced_at, pair.agreed_at, pair.started_at, pair.ended_at]
        days = [day for day in days if day]
        assert days == sorted(days)


def the_places_add_up(year):
    live = Pair.objects.filter(programme=year).live()
    mentees, mentors = (Counter(live.values_list(role, flat=True)) for role in ("mentor", "mentee"))
    for person in year.participants.all():
        assert (person.mentees_now, person.mentors_now) == (mentees[person.pk], mentors[person.pk])


def some_say_what_they_want_next(year):
    """And whoever wants nobody for now asks for nobody: their place is closed."""
    said = Farewell.objects.filter(pair__programme=year).values_list("next_step", flat=True)
    assert {"nobody", "somebody"} <= set(said)
    closed = Farewell.objects.filter(pair__programme=year, next_step="nobody")
    asked = closed.filter(participant=F("pair__mentee"), participant__mentors_now=0)
    assert not asked.filter(participant__demand__gt=0).exists()


def those_whom_anybody_may_be_have_pairs_to_look_at(year):
    for character in [one for one in CHARACTERS if one.who in ("mentor", "mentee")]:
        theirs = Q(mentor__user__email=character.email) | Q(mentee__user__email=character.email)
        assert Pair.objects.filter(theirs, programme=year, state=Pair.State.MEETING).exists()


def mentors_find_each_other_at_work(year):
    """Targets, cases to judge, a group with a date: something to read, and something to do."""
    mentor = year.participants.get(user__email=CHARACTERS[1].email)
    put_there = Question.objects.filter(programme=year)
    assert put_there.filter(kind="target", answers__isnull=False).exists()
    cases = put_there.filter(kind="case").annotate(judges=Count("judgements"))
    assert cases.filter(judgements__by=mentor, judges__gt=1).exists()
    assert cases.exclude(judgements__by=mentor).filter(judges__gt=1).exists()
    mine = Membership.objects.filter(participant=mentor)
    assert mine.filter(group__meets_at__gt=timezone.now()).exists()
    assert Record.objects.filter(user=mentor.user, kind=Record.Kind.EVENT).exists()
    assert year.taught.exclude(mentors_do="").exclude(mentees_do="").exists()
    assert Receipt.objects.filter(announcement__programme=year, message__isnull=False).exists()
