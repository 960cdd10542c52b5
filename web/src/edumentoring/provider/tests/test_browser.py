"""An announcement from the desk to a reply, in a real browser."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.tests.make import sign_in_browser
from edumentoring.provider.letters import link_of
from edumentoring.provider.models import Announcement
from edumentoring.provider.tests import make
from edumentoring.queries.models import Query

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A narrow one, without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_an_announcement_is_written_looked_at_sent_and_answered_from_its_letter(
    page: Page, phone: Page, live_server
):
    programme = make.programme()
    me = make.mentor(programme)
    sign_in_browser(page.context, live_server.url, make.writer(programme), staff=True)
    page.goto(f"{live_server.url}/programmes/{programme.slug}/provider/announcements/")
    page.get_by_role("link", name="Write one").click()
    page.get_by_label("Title").fill("A morning for mentors")
    page.get_by_label("What would you like to tell them?").fill("Bring **one lesson** you saw.")
    page.get_by_label("They choose one answer").check()
    page.get_by_role("button", name="Save and look at it").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Write two to six answers")
    page.get_by_label("The answers to choose from").fill("I come\nI cannot")
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_text("Please reply. It takes one tap")).to_be_visible()
    page.get_by_role("button", name="Send it to 1 person").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert_suits_everyone(page, widths=(320, 1440))

    Announcement.objects.update(goes_at=timezone.now())
    link = link_of(make.receipt(Announcement.objects.get(), me))
    phone.goto(live_server.url + link[link.index("/announcements/") :])
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.get_by_label("I come").check()
    phone.get_by_label("If you like, a word with it").fill("May I bring a colleague?")
    phone.get_by_role("button", name="Send my reply").click()
    expect(phone.get_by_text("You answered “I come”")).to_be_visible()

    page.reload()
    expect(page.get_by_role("row", name="Imran Sadiq")).to_contain_text("I come")
    assert Query.objects.get().messages.get().text == "May I bring a colleague?"

    page.goto(f"{live_server.url}/programmes/{programme.slug}/provider/policies/")
    expect(page.get_by_text("Printed on")).to_be_hidden()
    page.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    page.emulate_media(media="print")
    expect(page.get_by_text("Printed on")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    assert page.locator("td").first.evaluate("one => getComputedStyle(one).display") == "table-cell"
