"""An editor's first section: from signing in to a page that anybody reads.

With PICTURES=1 the same way is kept in pictures for docs/guides/editor.md.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.library.models import Section
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.tests import make
from tests.journeys.conftest import Complaints
from tests.journeys.pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def desk(browser: Browser, site: str, complaints: Complaints) -> Page:
    """The browser of a coordinator who writes, signed in with a second factor."""
    owner = people.staff_person("helen@northgate.example", "Helen Marsh")
    make.programme("Northgate Mentoring", by=owner, slug="northgate")
    return _browser_of(owner, browser, site, complaints)


def _browser_of(user: User, browser: Browser, site: str, complaints: Complaints) -> Page:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    complaints.listen(context)
    people.sign_in_browser(context, site, user, staff=True)
    return context.new_page()


def add(page: Page, part: str, kind: str = "") -> None:
    """Add a block below the last one of a part; `kind` where there are several to choose from."""
    count = page.locator(f"input[name='{part}-count']")
    count.locator("xpath=..").get_by_title("Insert a block").last.click()
    if kind:
        page.get_by_role("option", name=kind).click()


def write(page: Page, name: str, words: str) -> None:
    """Fill a box by its name in the form."""
    page.locator(f"[name='{name}']").fill(words)


def write_richly(page: Page, name: str, words: str) -> None:
    """Fill a box that knows bold, italic and links: it keeps its words in a hidden one."""
    editor = page.locator(f"[name='{name}']").locator("xpath=..").locator("[contenteditable=true]")
    editor.click()
    page.keyboard.type(words)
    expect(page.locator(f"[name='{name}']")).to_have_value(re.compile(words))


def fill_section(page: Page) -> None:
    """Everything that a section must have."""
    write(page, "title", "Calm starts")
    write(page, "summary", "How the first two minutes of a lesson become calm.")
    for at in range(3):
        add(page, "actions")
        write(page, f"actions-{at}-value-title", f"Stand at the door, day {at + 1}")
        write(page, f"actions-{at}-value-minutes", "2")
        write_richly(page, f"actions-{at}-value-words", "Greet each pupil by name.")
    take(page, "zone-actions")
    add(page, "focus")
    write(page, "focus-0-value", "The first two minutes.")
    add(page, "reading", "Text")
    write_richly(page, "reading-0-value", "A calm start is made before the lesson.")


def test_a_section_from_nothing_to_the_web(desk: Page, site: str, browser: Browser):
    desk.goto(f"{site}/programmes/northgate/zone/")
    take(desk, "zone-desk")
    desk.get_by_role("button", name="Open a zone of our own").click()
    expect(desk.get_by_role("heading", name="What would you like to write?")).to_be_visible()
    take(desk, "zone-home")

    desk.get_by_role("link", name="New section").click()
    fill_section(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save draft").click()
    section = Section.objects.get()
    assert not section.live
    stranger = browser.new_page()
    assert stranger.goto(f"{site}{section.url}").status == 404

    desk.get_by_role("button", name="Toggle preview").click()
    preview = desk.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="Calm starts")).to_be_visible()
    take(desk, "zone-preview")

    desk.get_by_role("button", name="More actions").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Publish", exact=True).click()
    assert Section.objects.get().live
    stranger.goto(f"{site}{section.url}")
    expect(stranger.get_by_role("heading", name="Stand at the door, day 2")).to_be_visible()
    take(stranger, "zone-section")
    stranger.close()
