"""Every page of a pair, and those of worries about safety: for everyone, at every width."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Actors
from tests.journeys.looking import faults_of
from tests.journeys.visits.pairs import PAIR_GROUPS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("group", PAIR_GROUPS)
def test_every_page_of_a_pair_suits_everyone(group: Callable, actors: Actors, site: str):
    faults = faults_of(group(site), actors, site)

    assert faults == [], "\n".join(faults)
