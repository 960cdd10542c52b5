"""The people's list can be narrowed to those who came by one link."""

import pytest
from django.http import QueryDict

from edumentoring.people.tests.make import sign_in_as_staff
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make
from edumentoring.reach.models import Arrival, Link
from edumentoring.reach.operations import note_arrivals

pytestmark = pytest.mark.django_db


def test_the_list_keeps_who_came_by_a_link():
    programme = make.programme()
    poster = Link.objects.create(programme=programme, code="poster1", label="Staffroom poster")
    friend = Link.objects.create(programme=programme, code="friend1", label="Zeb", kind="personal")
    for name, link in (("Ann Alder", None), ("Bea Birch", poster), ("Cem Cedar", friend)):
        Arrival.objects.create(participant=make.mentee(programme, name=name), link=link)

    def kept(asked: str) -> list[str]:
        return [person.name for person in PeopleList(programme, QueryDict(asked)).people]

    assert kept("via=poster1") == ["Bea Birch"]
    assert kept("via=personal") == ["Cem Cedar"]
    assert kept("via=poster1&via=personal") == ["Bea Birch", "Cem Cedar"]


def test_their_page_says_by_which_link_they_came_to_the_form(client):
    programme = make.programme()
    sign_in_as_staff(client, make.coordinator(programme_=programme))
    poster = Link.objects.create(programme=programme, code="poster1", label="Staffroom poster")
    friend = Link.objects.create(programme=programme, code="friend1", label="Zeb", kind="personal")
    ways = [(poster, "by the link “Staffroom poster”"), (friend, "by a personal invitation")]
    for link, said in ways:
        person = make.mentee(programme)
        note_arrivals([(person, link)])
        page = client.get(person.get_absolute_url()).content.decode()
        assert f"Signed up on the form, {said}" in page
        assert "first letter will tell them" not in page
        assert "Zeb" not in page

    person = make.mentee(programme)
    Participant.objects.filter(pk=person.pk).update(source="A sheet")
    sheet = client.get(person.get_absolute_url()).content.decode()
    assert "A sheet<br>" in sheet
    assert "Their first letter will tell them." in sheet
