"""Every kind of page that those who run a programme open; see test_every_page.py."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Actors
from tests.journeys.looking import faults_of
from tests.journeys.visits.desk import desk_pages
from tests.journeys.visits.newsletter import newsletter_desk_pages
from tests.journeys.visits.provider import provider_desk_pages
from tests.journeys.visits.setting_up import people_pages, set_up_pages
from tests.journeys.visits.stories import story_desk_pages
from tests.journeys.visits.training import training_desk_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


GROUPS = (
    desk_pages,
    set_up_pages,
    people_pages,
    story_desk_pages,
    training_desk_pages,
    newsletter_desk_pages,
    provider_desk_pages,
)


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_suits_everyone(group: Callable, actors: Actors, site: str):
    faults = faults_of(group(site), actors, site)

    assert faults == [], "\n".join(faults)
