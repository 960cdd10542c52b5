"""Real threads on a real database: two tabs and two clocks make one sign-up."""

import pytest

from edumentoring.signup.tests import race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ONE_EACH = [1, race.OTHERS + 1, race.OTHERS + 1, race.OTHERS + 1, 1, race.TABS, 1]


def test_one_sign_up_and_one_letter_whoever_is_quickest():
    assert race.all_races() == ONE_EACH
