"""Every kind of page, as the person it is for: at three widths, in light and dark, by keyboard.

The rooms' own access tables say which addresses answer a GET; one that is neither visited
nor named in NOT_PAGES fails the test. The desk's pages are in test_every_desk_page.py and
test_every_round_page.py, so that workers can share them.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import expect

import edumentoring
from edumentoring.demonstration.people import MENTEE_EMAIL
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from tests.journeys.conftest import Actors
from tests.journeys.looking import NARROW, faults_of
from tests.journeys.visits.circle import circle_pages
from tests.journeys.visits.desk import desk_pages
from tests.journeys.visits.everyone import ask_for_a_letter, public_pages
from tests.journeys.visits.library import LIBRARY_FILES, library_pages
from tests.journeys.visits.network import network_pages
from tests.journeys.visits.newsletter import (
    NEWSLETTER_FILES,
    newsletter_desk_pages,
    newsletter_pages,
)
from tests.journeys.visits.pairs import PAIR_FILES, PAIR_GROUPS
from tests.journeys.visits.projects import project_pages
from tests.journeys.visits.provider import PROVIDER_FILES, provider_desk_pages, provider_pages
from tests.journeys.visits.rounds import import_and_match_pages
from tests.journeys.visits.setting_up import people_pages, set_up_pages
from tests.journeys.visits.sign_up import place_pages, sign_up_pages
from tests.journeys.visits.stories import STORY_FILES, story_desk_pages, story_pages
from tests.journeys.visits.training import TRAINING_FILES, training_desk_pages, training_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

GROUPS = (
    public_pages,
    sign_up_pages,
    place_pages,
    circle_pages,
    network_pages,
    project_pages,
    story_pages,
    training_pages,
    newsletter_pages,
    provider_pages,
    library_pages,
)
ELSEWHERE = (
    story_desk_pages,
    training_desk_pages,
    newsletter_desk_pages,
    provider_desk_pages,
    desk_pages,
    set_up_pages,
    people_pages,
    import_and_match_pages,
    *PAIR_GROUPS,
)

FILES = PAIR_FILES | STORY_FILES | TRAINING_FILES | PROVIDER_FILES
FILES |= LIBRARY_FILES | NEWSLETTER_FILES
NOT_PAGES = FILES | {
    "design:kit": "parts, not a page; the design room tries it in each of its frames",
    "health": "one line of JSON for a machine",
    "demonstration:csv": "a file",
    "demonstration:xlsx": "a file",
    "intake:bad_rows": "a file",
    "people:outbox_html": "the letter inside people:outbox_letter",
    "account_request_login_code": "the same address as account_login",
    "mfa_login_webauthn": "answers the passkey's script",
    "mfa_reauthenticate_webauthn": "asks for a real passkey; the people room's tests give it one",
    "pairs:preview": "the letter inside pairs:letter",
    "pairs:example_html": "the letter inside pairs:example",
    "signup:resume": "leads on to the page one was at",
    "reach:invite": "leads on to the programme's page",
    "reach:card": "a picture",
    "reach:picture": "a picture",
    "reach:poster": "a file",
    "questionnaire:export": "a file",
    "network:ask_from_note": "leads on to the form with the words in it",
    "projects:file": "a file",
    "rhythm:this_year": "leads on to the year we are in",
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_suits_everyone(group: Callable, actors: Actors, site: str):
    faults = faults_of(group(site), actors, site)

    assert faults == [], "\n".join(faults)


# --- Without JavaScript -----------------------------------------------------------------------


def test_participants_need_no_script(actors: Actors, site: str):
    """Every page shows that they meet before their pair, and forms do their work. What comes with
    the pair is walked in test_without_script.py, by plain requests."""
    alone = (public_pages, sign_up_pages, place_pages)
    for visit in (visit for group in alone for visit in group(site)):
        if visit.go:
            continue
        page = actors.page(visit.actor, script=False)
        page.set_viewport_size(NARROW)
        page.goto(site + visit.path)
        expect(page.locator("h1")).to_be_visible()
        assert not page.locator(".with-script:visible").count(), visit

    stranger, mentee = (actors.page(one, script=False) for one in ("anonymous", "mentee"))
    ask_for_a_letter(site)(stranger)
    stranger.goto(f"{site}/help/")
    stranger.get_by_role("button", name="Dark", exact=True).click()
    expect(stranger.locator("html")).to_have_attribute("data-theme", "dark")
    mentee.goto(f"{site}/me/")
    mentee.get_by_label("Your name").fill("Aisha of the Demonstration")
    mentee.get_by_role("button", name="Save").first.click()
    assert User.objects.get(email=MENTEE_EMAIL).name == "Aisha of the Demonstration"
    mentee.goto(f"{site}/place/")
    mentee.get_by_role("button", name="Not now").first.click()
    assert Pair.objects.get(round_number=7).state == Pair.State.DECLINED


# --- None is forgotten ------------------------------------------------------------------------


def test_no_page_is_forgotten(site: str, demonstration: None):
    rooms = Path(edumentoring.__file__).parent
    tables = [
        import_module(f"edumentoring.{table.parts[-3]}.tests.access_table")
        for table in rooms.glob("*/tests/access_table.py")
    ]
    readable = {route.name for table in tables for route in table.ROUTES if route.get}
    visited = {visit.route for group in GROUPS + ELSEWHERE for visit in group(site)}

    assert readable - visited - set(NOT_PAGES) == set(), "Visit these, or say why not."
    assert set(NOT_PAGES) <= readable, "These are no addresses any more."
    assert not set(NOT_PAGES) & visited
