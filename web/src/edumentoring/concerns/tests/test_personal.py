"""What whoever raised a concern gets back, and what stays though they ask to be forgotten."""

import json

import pytest

from edumentoring.common.models import Letter
from edumentoring.concerns import operations
from edumentoring.concerns.models import Concern, Contact, Step
from edumentoring.concerns.tests import make
from edumentoring.people import operations as people
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import person

pytestmark = pytest.mark.django_db


def test_they_get_their_words_and_answers_but_no_step():
    programme, writer = make.programme(), person("xylograph@school.example", "Xylo Graph")
    concern = make.concern(programme, user=writer, words="I am afraid.", name="", email="")
    operations.take_step(concern, "acted", by=make.owner(programme), note="About somebody else.")
    operations.write_to_writer(concern, "We will ring.", by=make.owner(programme))

    data = json.dumps(people.data_of(writer), default=str)

    assert "I am afraid." in data
    assert "We will ring." in data
    assert "is kept until its day" in data
    assert "About somebody else." not in data


def test_the_record_stays_until_its_day_and_nothing_leads_from_it_to_the_person():
    programme, writer = make.programme(), person("xylograph@school.example", "Xylo Graph")
    concern = make.concern(
        programme, user=writer, words="I am afraid.", name="", email="", reach="07700 900123"
    )

    people.forget(Scope(user=writer), by=writer)

    concern.refresh_from_db()
    assert (concern.words, concern.name) == ("I am afraid.", "Xylo Graph")
    assert (concern.raised_by, concern.email, concern.reach) == (None, "", "")
    letters = Letter.objects.filter(subject_key=concern.subject_key)
    assert not letters.filter(to="xylograph@school.example").exists()


def test_a_contact_who_is_forgotten_reads_no_more_and_their_openings_stay_by_name():
    programme = make.programme()
    contact = make.contact(programme)
    name = contact.user.name
    concern = make.opened(make.concern(programme), contact.user)

    people.forget(Scope(user=contact.user), by=contact.user)

    assert not Contact.objects.exists()
    step = Step.objects.get(concern=concern)
    assert (step.by, step.by_name) == (None, name)
    assert Concern.objects.count() == 1
