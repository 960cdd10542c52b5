"""A past issue in a real browser: counted when it is seen, and nothing kept of who saw it."""

import pytest
from playwright.sync_api import Browser

from edumentoring.newsletter.tests import make
from edumentoring.newsletter.tests.test_visits import FIREFOX
from edumentoring.stories.tests import make as told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_look_is_counted_without_a_cookie_and_jumps_lead_to_their_part(
    browser: Browser, live_server
):
    newsletter = make.newsletter(told.programme())
    things = {"title": "Three things", "items": [{"title": "Swap", "words": "", "url": ""}]}
    issue = make.issue(newsletter, make.WORDS, ("list", things))
    context = browser.new_context(user_agent=FIREFOX, viewport={"width": 320, "height": 400})
    page = context.new_page()

    with page.expect_response("**/seen/") as told_us:
        page.goto(live_server.url + issue.own_path())
    page.get_by_role("link", name="Three things").click()

    assert told_us.value.status == 204
    assert newsletter.visits.get().count == 1
    assert context.cookies() == []
    assert page.url.endswith("#part-2")
    top = page.locator("#part-2").evaluate("part => part.getBoundingClientRect().top")
    assert 0 <= top < 200
    context.close()
