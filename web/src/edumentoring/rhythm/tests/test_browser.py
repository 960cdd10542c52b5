"""Two phones look back together: one saves as it is typed, the other has no scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from edumentoring.people.tests.make import sign_in_browser
from edumentoring.rhythm.models import Said
from edumentoring.rhythm.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}
GOOD = "What has been good so far?"


def test_each_writes_and_then_both_read_what_was_shared(page: Page, browser: Browser, live_server):
    pair = make.met(days=125)
    address = live_server.url + reverse("rhythm:review", args=[pair.code, "mid"])
    page.set_viewport_size(PHONE)
    sign_in_browser(page.context, live_server.url, pair.mentee.user)
    page.goto(address)
    page.get_by_label(GOOD).fill("Calm starts.")
    page.get_by_label("What would make our time together more useful?").fill("A canary.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert Said.objects.filter(text="Calm starts.", shared=False).exists()
    page.get_by_label("Share this with Imran when we have both finished").first.check()
    page.get_by_role("button", name="I have finished").click()
    expect(page.get_by_text("Until Imran has too, you can still change it.")).to_be_visible()

    other = browser.new_context(java_script_enabled=False, viewport=PHONE)
    sign_in_browser(other, live_server.url, pair.mentor.user)
    phone = other.new_page()
    phone.goto(live_server.url + reverse("pairs:own_pair", args=[pair.code]))
    phone.get_by_role("link", name="Look back", exact=True).click()
    expect(phone.get_by_text("Calm starts.")).to_have_count(0)
    phone.get_by_label(GOOD).fill("I learn from your lessons.")
    phone.get_by_label("Share this with Bethan when we have both finished").first.check()
    phone.get_by_role("button", name="I have finished").click()

    expect(phone.get_by_text("Calm starts.")).to_be_visible()
    expect(phone.get_by_text("A canary.")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("I learn from your lessons.")).to_be_visible()
    other.close()
