"""Two phones without JavaScript: from the first suggestion to two lines about the meeting."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from edumentoring.meetings.models import Meeting
from edumentoring.meetings.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.tests.make import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


def phone(browser: Browser, site: str, side: Side | None = None) -> Page:
    """One without JavaScript; somebody is signed in, or nobody."""
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    if side:
        sign_in_browser(context, site, side.me.user)
    return context.new_page()


def test_two_find_a_time_move_it_meet_and_say_how_it_went(
    browser: Browser, live_server: Any, settings: Any
):
    settings.SITE_URL = site = live_server.url
    mentee, _mentor = make.sides()
    Pair.objects.update(agreed_at=timezone.now() - timedelta(days=9))
    hers, his = phone(browser, site, mentee), phone(browser, site)

    hers.goto(f"{site}/place/pairs/{mentee.pair.code}/meetings/")
    hers.get_by_role("link", name="Suggest a time").click()
    hers.get_by_role("checkbox", name="Thursday").first.check()
    hers.get_by_label("Where, or which link or number?").fill("Room 4")
    hers.get_by_role("button", name="Send to Imran").click()
    expect(hers.get_by_role("heading", name="You suggested times to Imran")).to_be_visible()

    his.goto(site + make.link_in(make.letters("suggested")[-1]))
    his.get_by_role("button", name="Take this").click()
    expect(his.get_by_role("heading", name="You meet Bethan")).to_be_visible()
    expect(his.get_by_text("Room 4")).to_have_count(0)
    his.get_by_role("link", name="Suggest another time").click()
    his.get_by_role("checkbox", name="Thursday").first.check()
    his.get_by_role("button", name="Send to Bethan").click()

    hers.reload()
    expect(hers.get_by_text("Imran asks to move it")).to_be_visible()
    hers.get_by_role("button", name="Take this").click()
    hers.get_by_label("What would you like to talk about?").fill("Calm starts")
    hers.get_by_role("button", name="Put it on the list").click()
    with hers.expect_download() as downloading:
        hers.get_by_role("link", name="Add to my calendar").click()
    assert "Mentoring: Imran" in downloading.value.path().read_text()

    Meeting.objects.update(starts_at=make.soon(-1))
    hers.reload()
    hers.get_by_role("link", name="Say how it went").click()
    hers.get_by_label("Yes, we met").check()
    hers.get_by_label("What did you talk about?").fill("Greeting at the door")
    hers.get_by_label("Calm starts").check()
    hers.get_by_role("button", name="Keep this").click()
    expect(hers.get_by_text("Greeting at the door")).to_be_visible()
    assert Pair.objects.get().state == Pair.State.MEETING
    assert hers.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]
    for one in (hers, his):
        one.context.close()
