"""Loading the demonstration, and bringing its raw sheets in by hand."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from edumentoring.common.models import Letter
from edumentoring.concerns.models import Concern
from edumentoring.consents.operations import agreed, holds
from edumentoring.demonstration.days import school_day
from edumentoring.demonstration.operations import Summary, load_demonstration
from edumentoring.matching.models import Round
from edumentoring.newsletter.models import Newsletter
from edumentoring.pairs.models import Pair
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import AnswerChange, Note, Participant, Programme, SavedView
from edumentoring.programmes.opening import opening_of
from edumentoring.provider.models import Acknowledgement, Edition, Receipt
from edumentoring.queries.models import Query
from edumentoring.schools.models import Organisation
from edumentoring.schools.search import find
from edumentoring.signup.models import Draft
from edumentoring.training.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(for_all_tests: None) -> Summary:
    """Loaded once for all tests here: it takes two seconds."""
    return load_demonstration(people=60)


def test_loads_a_programme_with_its_people_and_seats(loaded):
    programme = Programme.objects.get(slug="wider-staffroom")

    assert loaded.people == programme.participants.count() == 60
    assert (loaded.mentees, loaded.mentors) == (
        programme.participants.mentees().count(),
        programme.participants.mentors().count(),
    )
    seats = {seat.user.email: seat.role for seat in programme.coordinators.all()}
    assert seats["helen@demonstration.example"] == "owner"
    assert set(seats.values()) == {"owner", "coordinator", "matcher", "viewer"}


def test_proposes_one_round_and_publishes_nothing(loaded):
    round_ = Round.objects.get()

    assert round_.state == Round.State.PROPOSED
    assert loaded.pairs > 20
    assert not Pair.objects.exists()
    assert str(loaded.pairs) in str(loaded)


def test_anyone_of_the_demonstration_can_sign_in(loaded):
    for character in CHARACTERS:
        assert User.objects.filter(email=character.email, is_active=True).exists()


def test_schools_are_found_and_stand_under_their_trusts(loaded):
    found = find("harrow beck")

    assert any(one.name.startswith("Harrow Beck") for one in found)
    assert Organisation.objects.filter(kind="trust", members__isnull=False).exists()
    assert Participant.objects.exclude(school=None).count() > 40


def test_those_who_signed_up_twice_have_a_history(loaded):
    assert AnswerChange.objects.filter(key="availability").exists()
    assert Participant.objects.count() == 60


def test_a_second_one_gets_a_number_and_the_same_schools(loaded):
    schools = Organisation.objects.count()

    again = load_demonstration(people=20, seed=2)

    assert again.programme.slug == "wider-staffroom-2"
    assert Organisation.objects.count() == schools
    assert again.programme.participants.count() == 20


# --- What goes on beside matching -----------------------------------------------------------------


def test_everybody_agreed_to_what_has_to_be_agreed_to_and_some_to_more(loaded):
    here = loaded.programme.participants.exclude(state="left")

    for participant in here:
        assert holds(participant, "part")
        assert holds(participant, "conduct")
    assert 0 < agreed(loaded.programme, "research").count() < here.count()


def test_the_last_came_by_the_form_and_have_not_confirmed(loaded):
    unconfirmed = loaded.programme.participants.filter(state="signed_up")

    assert unconfirmed.count() == 3
    assert set(unconfirmed.values_list("is_mentee", "status")) == {(True, "waiting")}
    for participant in unconfirmed:
        assert Letter.objects.filter(to=participant.user.email, kind="signup_confirm").exists()
    assert Draft.objects.unfinished().count() == 1


def test_some_rest_and_one_has_left_and_none_of_them_is_in_a_proposed_pair(loaded):
    programme = loaded.programme

    rest = programme.participants.paused()
    assert {one.paused_until for one in rest} == {programme.today() + timedelta(days=30)}
    away = programme.participants.filter(state__in=["paused", "left"])
    assert set(away.values_list("status", flat=True)) == {"waiting"}
    assert away.filter(state="left").count() == 1


def test_the_desk_has_questions_links_tags_notes_and_a_view_to_look_at(loaded):
    programme = loaded.programme

    assert sorted(Query.objects.values_list("state", flat=True)) == ["answered", "new"]
    assert Concern.objects.filter(programme=programme).open().count() == 1
    assert [link.arrivals.count() > 3 for link in programme.links.all()] == [True, True]
    assert programme.participants.filter(is_verified=True).count() == 4
    assert programme.participants.filed_under("tag", "speaks at events").count() == 4
    assert Note.objects.count() == 3  # what was said on leaving is one
    view = SavedView.objects.get()
    assert PeopleList(programme, QueryDict(view.address)).narrowed


def test_sign_up_is_open_and_closes_before_the_next_round(loaded):
    programme = Programme.objects.get(pk=loaded.programme.pk)

    assert opening_of(programme).is_open
    assert programme.today() < programme.closes_on < programme.next_round_on


def test_a_weekend_gives_way_to_the_monday_after_it():
    week = [date(2026, 11, 23) + timedelta(days=number) for number in range(7)]

    assert [school_day(day).isoweekday() for day in week] == [1, 2, 3, 4, 5, 1, 1]
    assert school_day(week[5]) == school_day(week[6]) == week[0] + timedelta(days=7)


def test_events_and_issues_fall_on_school_days_and_in_working_hours(loaded):
    times = [
        *Event.objects.values_list("starts_at", flat=True),
        *Newsletter.objects.get().sendings.values_list("began_at", flat=True),
    ]
    here = [at.astimezone(ZoneInfo(loaded.programme.time_zone)) for at in times]

    assert len(here) >= 8
    assert all(at.weekday() < 5 and 8 <= at.hour < 18 for at in here), here


def test_this_year_has_a_handbook_news_and_the_events_of_a_partner_and_writes_to_nobody(loaded):
    programme = loaded.programme
    visitor = Participant.objects.get(programme=programme, user__email=CHARACTERS[1].email)

    assert programme.announcements.drafts().count() == 1
    assert programme.announcements.out().count() == 3
    assert Receipt.objects.filter(announcement__programme=programme).exclude(choice="").exists()
    assert Receipt.objects.waiting().filter(participant=visitor).exists()
    assert Edition.objects.filter(document__programme=programme).count() == 4
    assert Acknowledgement.objects.filter(participant__programme=programme).count() > 20
    held = Event.objects.filter(programme=programme).exclude(held_by=None)
    assert sorted(held.values_list("state", "taken")) == [("offered", 0), ("published", 7)]
    assert not Letter.objects.filter(kind__in=["announcement", "partner_added"]).exists()


def test_a_newsletter_went_out_twice_and_a_third_issue_is_being_written(loaded):
    newsletter = Newsletter.objects.get()
    first = newsletter.sendings.earliest("began_at")

    assert sorted(newsletter.issues.values_list("number", "live")) == [
        (1, True),
        (2, True),
        (3, False),
    ]
    assert [sending.state for sending in newsletter.sendings.all()] == ["done", "done"]
    assert first.deliveries.filter(state="sent").count() == newsletter.subscriptions.count() > 20
    assert "Begin with the week" in first.html
    assert not Letter.objects.filter(kind__startswith="newsletter").exists()
