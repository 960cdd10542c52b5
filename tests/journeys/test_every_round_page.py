"""Every kind of page of importing and matching; see test_every_page.py."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Actors
from tests.journeys.looking import faults_of
from tests.journeys.visits.rounds import import_and_match_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("group", [import_and_match_pages])
def test_every_page_suits_everyone(group: Callable, actors: Actors, site: str):
    faults = faults_of(group(site), actors, site)

    assert faults == [], "\n".join(faults)
