"""An issue in a real browser: a look at it is counted, and it is sent by those who choose when."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from edumentoring.newsletter.tests import make
from edumentoring.newsletter.tests.test_visits import FIREFOX
from edumentoring.people.tests import make as people
from edumentoring.programmes.tests import make as programmes
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


def test_a_day_and_a_time_are_asked_for_once_they_are_wanted(browser: Browser, live_server):
    newsletter = make.newsletter(told.programme())
    make.issue(newsletter)
    seat = programmes.seat("coordinator", programme_=newsletter.programme)
    context = browser.new_context()
    people.sign_in_browser(context, live_server.url, seat.user, staff=True)
    page = context.new_page()

    page.goto(
        live_server.url + reverse("newsletter:desk_issue", args=[newsletter.programme.slug, 1])
    )
    expect(page.get_by_label("Year")).to_be_hidden()
    page.get_by_label("On a day and at a time").check()

    expect(page.get_by_label("Year")).to_be_visible()
    expect(page.get_by_role("textbox", name="Time")).to_be_visible()
    context.close()
