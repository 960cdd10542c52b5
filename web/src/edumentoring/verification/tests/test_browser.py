"""This room's pages in a real browser: without JavaScript, at 320 px, for everyone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.tests.make import sign_in_browser
from edumentoring.verification import operations
from edumentoring.verification.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


def test_a_colleague_says_yes_without_javascript(browser: Browser, live_server):
    participant = make.at_school(name="Zadie Quill")
    plain = browser.new_context(java_script_enabled=False, viewport=NARROW)
    sign_in_browser(plain, live_server.url, participant.user)
    page = plain.new_page()
    page.goto(f"{live_server.url}/place/{participant.programme.slug}/verification/")
    page.get_by_label("Your colleague’s e-mail").fill(f"head@{make.domain(participant.school)}")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("They have 14 days to answer")).to_be_visible()

    plain.clear_cookies()
    page.goto(f"{live_server.url}/verify/{make.last_key()}/")
    page.get_by_role("button", name="Yes, Zadie works there").click()
    expect(page.get_by_text("We have kept your yes about Zadie Quill")).to_be_visible()
    plain.close()

    participant.refresh_from_db()
    assert participant.is_verified


def own_pages(live_server, page: Page) -> list[str]:
    participant = make.at_school()
    operations.ask_colleague(participant, "head@elsewhere.example")
    sign_in_browser(page.context, live_server.url, participant.user)
    return [
        f"/place/{participant.programme.slug}/verification/",
        f"/verify/{make.last_key()}/",
        "/verify/made-up/",
    ]


def test_pages_suit_everyone(page: Page, live_server):
    """axe finds nothing, and 320 px need no sideways scrolling."""
    for path in own_pages(live_server, page):
        page.goto(live_server.url + path)
        assert_suits_everyone(page, path)
