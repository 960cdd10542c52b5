"""Loading the demonstration, and bringing its raw sheets in by hand."""

import pytest

from edumentoring.demonstration import operations
from edumentoring.demonstration.operations import OWNER, load_demonstration
from edumentoring.matching.models import Round
from edumentoring.pairs.models import Pair
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.programmes.models import AnswerChange, Participant, Programme
from edumentoring.schools.models import Organisation
from edumentoring.schools.search import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
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


def test_an_error_half_way_leaves_nothing(monkeypatch):
    monkeypatch.setattr(operations, "_enrol", lambda *_args, **_more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load_demonstration(people=20)

    assert not Programme.objects.exists()
    assert not User.objects.filter(email=OWNER[0]).exists()
    assert not Organisation.objects.exists()
