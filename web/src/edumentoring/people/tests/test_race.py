"""One letter opens one session, however many hands use it at one moment."""

import pytest

from edumentoring.people.tests import race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_twenty_at_once_give_one_session():
    assert (race.by_link(), race.by_code()) == (1, 1)
