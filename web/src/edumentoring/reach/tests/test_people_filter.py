"""The people's list can be narrowed to those who came by one link."""

import pytest
from django.http import QueryDict

from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.tests import make
from edumentoring.reach.models import Arrival, Link

pytestmark = pytest.mark.django_db


def test_the_list_keeps_who_came_by_a_link():
    programme = make.programme()
    poster = Link.objects.create(programme=programme, code="poster1", label="Staffroom poster")
    friend = Link.objects.create(programme=programme, code="friend1", label="Ann", kind="personal")
    for name, link in (("Ann Alder", None), ("Bea Birch", poster), ("Cem Cedar", friend)):
        Arrival.objects.create(participant=make.mentee(programme, name=name), link=link)

    def kept(asked: str) -> list[str]:
        return [person.name for person in PeopleList(programme, QueryDict(asked)).people]

    assert kept("via=poster1") == ["Bea Birch"]
    assert kept("via=personal") == ["Cem Cedar"]
    assert kept("via=poster1&via=personal") == ["Bea Birch", "Cem Cedar"]
