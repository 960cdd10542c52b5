"""Whom a rule about one person leaves out is said wherever the rule can be changed."""

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.matching.tests import make
from edumentoring.people.tests.make import sign_in_as_staff

pytestmark = pytest.mark.django_db


def test_the_board_says_whom_a_rule_leaves_out_and_nothing_where_it_leaves_out_nobody():
    programme = make.programme(mentors=0, mentees=0)
    make.mentor(programme, is_trained=True, is_verified=True)
    make.mentor(programme, capacity=2, is_verified=True)
    make.mentee(programme, is_verified=True)
    round_ = make.round_(programme)
    desk = sign_in_as_staff(Client(), make.owner(programme))
    address = reverse("matching:board", args=[programme.slug, round_.number])

    ticks = {one["name"]: one["hint"] for one in desk.get(address).context["ticks"]}

    assert ticks["must-trained_only"] == "This leaves out 1 of 2 mentors with room, and 2 places."
    assert ticks["must-verified_only"] == ""
