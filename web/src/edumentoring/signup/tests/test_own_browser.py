"""One's own place on a phone without JavaScript, and for everyone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.consents import operations as consents
from edumentoring.consents.models import Consent
from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.tests.make import sign_in_browser
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations.leaving import leave_programme
from edumentoring.signup.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


@pytest.fixture
def somebody() -> Participant:
    """A mentor and mentee with answers, consents, and words that changed since."""
    programme = make.open_programme()
    me = make.participant(
        programme,
        name="Bethan Lloyd",
        is_mentor=True,
        is_mentee=True,
        capacity=2,
        answers={"topics_wanted": ["behaviour", "workload"]},
    )
    consents.give(me, ["part", "conduct", "research"], way="form", by=me.user)
    consents.reword(
        programme,
        "research",
        title="Leeds may study my answers",
        text="Twice a year.",
        by=make.coordinator(),
        asks_again=True,
    )
    return me


@pytest.fixture
def phone(browser: Browser, live_server, somebody: Participant) -> Iterator[Page]:
    """Signed in on a narrow phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    sign_in_browser(context, live_server.url, somebody.user)
    yield context.new_page()
    context.close()


def test_an_answer_a_consent_a_break_and_leaving_without_javascript(
    phone: Page, live_server, somebody: Participant
):
    phone.goto(f"{live_server.url}/place/")
    phone.get_by_role("link", name="My part in The Wider Staffroom").click()
    phone.locator("summary", has_text="What you would like help with").click()
    phone.get_by_role("link", name="Change What you would like help with").click()
    phone.get_by_label("Behaviour").first.uncheck()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Saved: What you would like help with.")).to_be_visible()

    phone.get_by_role("link", name="Change what I agreed to").click()
    phone.get_by_role("button", name="Agree to the new words").click()
    phone.get_by_role("button", name=re.compile("Take this back.*Leeds may study")).click()
    expect(phone.get_by_text("It counts from now.")).to_be_visible()

    phone.get_by_role("link", name="My place").first.click()
    phone.get_by_role("link", name="Take a break", exact=True).click()
    phone.get_by_role("button", name="Start my break").click()
    phone.get_by_role("button", name="Come back now").click()
    phone.get_by_role("link", name="Leave", exact=True).click()
    phone.get_by_role("button", name="Leave The Wider Staffroom").click()
    expect(phone.get_by_text("Thank you for having been here.")).to_be_visible()
    phone.get_by_role("button", name="Stay after all").click()
    expect(phone.get_by_text("You are still here.")).to_be_visible()

    somebody.refresh_from_db()
    assert somebody.state == "in"
    assert somebody.answers["topics_wanted"] == ["workload"]
    research = Consent.objects.filter(participant=somebody, purpose="research")
    assert [each.ended_as for each in research] == ["renewed", "withdrawn"]


def test_own_pages_suit_everyone(page: Page, live_server, somebody: Participant):
    """axe finds nothing, and 320 px need no sideways scrolling."""
    sign_in_browser(page.context, live_server.url, somebody.user)
    slug = somebody.programme.slug
    here = f"/place/{slug}/"
    for path in (
        "/place/",
        here,
        f"{here}answers/topics/",
        f"{here}consents/",
        f"{here}room/",
        f"{here}pause/",
        f"{here}leave/",
        f"/join/{slug}/conduct/",
        f"/join/{slug}/privacy/",
    ):
        look(page, live_server.url + path)
    leave_programme(somebody, by=somebody.user)
    for path in (here, f"{here}return/", f"{here}leave/"):
        look(page, live_server.url + path)


def look(page: Page, address: str) -> None:
    page.goto(address)
    assert page.url == address
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    assert_suits_everyone(page, address)
