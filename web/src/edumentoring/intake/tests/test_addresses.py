"""An address is one address however its letters are written."""

import pytest

from edumentoring.intake.tests import make
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


def test_finds_the_account_of_somebody_who_wrote_it_in_capitals():
    user = programmes.user("Person One", "Person1@School.example")

    make.save(make.upload(make.sheet(make.person(1))))

    assert Participant.objects.get().user == user
    assert User.objects.filter(email__iexact="person1@school.example").count() == 1


def test_finds_the_participant_of_somebody_who_wrote_it_in_capitals():
    programme = programmes.programme()
    user = programmes.user("Person One", "Person1@School.example")
    Participant.objects.create(programme=programme, user=user, is_mentee=True, demand=1)

    make.save(make.upload(make.sheet(make.person(1)), programme_=programme))

    assert Participant.objects.get().user == user
