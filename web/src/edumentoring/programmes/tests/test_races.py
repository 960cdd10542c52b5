"""Real threads on a real database: the last places go to nobody twice."""

import pytest

from edumentoring.programmes.tests import race, race_for_waiting_list

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_places_go_to_two_of_six():
    assert race.race_for_places() == [2, 4, 2, 2]


def test_two_places_of_a_programme_go_to_two_of_twelve_and_to_those_who_waited():
    assert race_for_waiting_list.race_for_the_waiting_list() == [2, 10, 2]
