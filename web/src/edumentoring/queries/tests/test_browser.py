"""This room's pages in a real browser: without JavaScript, at 320 px, for everyone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.common.models import Letter
from edumentoring.people.tests.make import sign_in_browser
from edumentoring.queries.models import Query
from edumentoring.queries.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """What the policy stopped, or a script that failed, is a fault."""
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert [words for words in complaints if "Failed to load resource" not in words] == []


def test_a_question_asked_without_javascript_is_answered_with_a_suggestion(
    page: Page, browser: Browser, live_server
):
    programme = make.programme()
    plain = browser.new_context(java_script_enabled=False, viewport=NARROW)
    asking = plain.new_page()
    asking.goto(f"{live_server.url}/join/{programme.slug}/ask/")
    asking.get_by_label("Your name").fill("Jo Barker")
    asking.get_by_label("Your e-mail").fill("jo@example.org")
    asking.get_by_label("Your question").fill("How do I change my answers?")
    asking.get_by_role("button", name="Send", exact=True).click()
    expect(asking.get_by_role("heading", name="Thank you. We have it")).to_be_visible()
    plain.close()

    seat = make.seat("owner", programme_=programme)
    sign_in_browser(page.context, live_server.url, seat.user, staff=True)
    page.goto(f"{live_server.url}/programmes/{programme.slug}/queries/")
    page.get_by_role("link", name="How do I change my answers?").click()
    box = page.get_by_label("Your reply")
    box.fill("Dear Jo,")
    page.locator(".suggestion summary").first.click()
    page.get_by_role("button", name="Put it in my reply").first.click()
    expect(box).to_have_value(
        "Dear Jo,\n\n" + page.locator("[data-insert]").first.get_attribute("data-insert")
    )
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text("Your reply goes out in two minutes.")).to_be_visible()

    letter = Letter.objects.get(kind="query_reply")
    assert "You can change them yourself" in letter.text
    assert Query.objects.get().state == Query.State.ANSWERED
