"""One story, from a phone to the wall and off it again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.people.tests.make import sign_in_browser
from edumentoring.stories.models import Story
from edumentoring.stories.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

expect.set_options(timeout=20_000)
PHONE = {"width": 320, "height": 640}


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


def link_in(kind: str, page: str) -> str:
    """The path behind a letter's link."""
    [found] = re.findall(rf"/story/\S+/{page}/", make.letters(kind)[-1].text)
    return found


def test_told_on_a_phone_reworded_with_a_yes_on_the_wall_and_gone(
    page: Page, browser: Browser, live_server
):
    programme = make.programme()
    site, wall = live_server.url, f"{live_server.url}/stories/{programme.slug}/"
    phone = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()

    phone.goto(f"{wall}tell/")
    phone.get_by_label("A quote", exact=True).check()
    phone.get_by_label("Your words").fill("She asked, and she waited, and I stayed.")
    phone.get_by_label("Your name").fill("Bethan Cole")
    phone.get_by_label("Your e-mail").fill("bethan@elsewhere.example")
    phone.get_by_label("How may we describe you?").fill("ECT")
    phone.get_by_label("The programme’s stories page").check()
    phone.get_by_role("button", name="Send it to the team").click()
    expect(phone.get_by_role("heading", name="Thank you. One step is left")).to_be_visible()
    phone.goto(site + link_in("confirm", "confirm"))
    phone.get_by_role("button", name="Yes, it is mine").click()

    desk = f"{site}/programmes/{programme.slug}/stories/"
    sign_in_browser(page.context, site, make.owner(programme), staff=True)
    page.goto(desk)
    page.get_by_role("link", name="She asked").click()
    page.get_by_role("link", name="Propose other words").click()
    page.get_by_label("The words you propose").fill("She asked, then waited. I stayed.")
    page.get_by_role("button", name="Ask the teller").click()
    expect(page.get_by_text("Waits for the teller’s yes")).to_be_visible()

    phone.goto(site + link_in("wording", "wording"))
    both = phone.get_by_role("region", name="As it is")
    expect(both.get_by_text("She asked, and she waited, and I stayed.")).to_be_visible()
    phone.get_by_role("button", name="Yes, use these words").click()

    page.reload()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Published. Its teller gets a letter.")).to_be_visible()
    phone.goto(wall)
    expect(phone.get_by_text("She asked, then waited. I stayed.")).to_be_visible()
    expect(phone.get_by_text("Bethan, ECT")).to_be_visible()

    phone.goto(site + link_in("published", "withdraw"))
    phone.get_by_role("button", name="Take it back now").click()
    expect(phone.get_by_text("Your story is shown nowhere now.")).to_be_visible()
    phone.goto(wall)
    expect(phone.get_by_text("Stories will be here")).to_be_visible()
    assert Story.objects.get().state == "withdrawn"
