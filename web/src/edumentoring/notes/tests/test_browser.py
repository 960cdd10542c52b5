"""Writing a note in a real browser while the service goes away and comes back."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from edumentoring.common.tests.forked import Forked, forking

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEED = """
from django.conf import settings
from edumentoring.notes.tests import make
from edumentoring.rhythm.tests.make import mentee_side, met
from edumentoring.tools.tests.make import sheet
pair = met(days=125)
form = sheet(mentee_side(pair), empty=True).get_absolute_url()
client = make.signed_in(pair.mentee.user)
session = client.cookies[settings.SESSION_COOKIE_NAME].value
(settings.DATA / "seeded").write_text(f"{session} /place/pairs/{pair.code}/ {form}")
"""
SERVE = "from edumentoring.cli import main; main(['serve'])"


@dataclass
class House:
    """A service of its own, as a process that can be killed."""

    address: str
    begin: Callable[[str], Forked]
    process: Forked | None = None

    def start(self) -> None:
        self.process = self.begin(SERVE)
        until = time.monotonic() + 180
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.address}/health/", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("The service did not answer within three minutes.")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process = None


def environment(folder: Path) -> dict[str, str]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
    return clean | {
        "EDUMENTORING_DATA": str(folder),
        "EDUMENTORING_SECRET_KEY": "only-for-killing-" * 4,
        "EDUMENTORING_SITE_URL": f"http://127.0.0.1:{port}",
        "EDUMENTORING_LOG_LEVEL": "ERROR",
        "PORT": str(port),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]) -> Path:
    """What the service keeps."""
    folder = tmp_path_factory.mktemp("house")
    migrated(folder)
    return folder


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    settings = environment(folder)
    with forking(settings) as begin:
        house = House(settings["EDUMENTORING_SITE_URL"], begin)
        house.start()
        yield house
        house.kill()


@dataclass
class Place:
    """What the mentee of a pair has before her: the pair's pages, and one form of a tool."""

    context: BrowserContext
    pair: str
    form: str

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.goto(address)
        return page


@pytest.fixture(scope="module")
def place(browser: Browser, house: House, folder: Path) -> Iterator[Place]:
    assert house.begin(SEED).wait() == 0
    session, pair, form = (folder / "seeded").read_text().split()
    context = browser.new_context(base_url=house.address)
    context.add_cookies([{"name": "edumentoring", "value": session, "url": house.address}])
    yield Place(context, pair, form)
    context.close()


@pytest.fixture
def page(place: Place) -> Page:
    return place.open(f"{place.pair}notes/")


def words_of(page: Page):
    """The first box of a form."""
    return page.locator("form[data-autosave] textarea").first


def box(page: Page):
    return page.get_by_label("Your note")


def state(page: Page):
    return page.locator("[data-autosave-state]")


def test_two_tabs_and_a_killed_server_lose_no_word_of_a_tool_or_a_look_back(
    place: Place, house: House
):
    forms = {place.form: "Keep as a draft", f"{place.pair}reviews/mid/": "Save and go on later"}
    for address in forms:
        words_of(first := place.open(address)).fill("Calm.")
        expect(state(first), address).to_contain_text("Saved at")
        first.close()

    # Two tabs of each form, and the server dies while somebody types in both.
    tabs = [(place.open(address), who) for address in forms for who in (" First.", " Second.")]
    house.kill()
    for tab, who in tabs:
        words_of(tab).fill(f"Calm.{who}")
        expect(state(tab)).to_contain_text("Your words are kept on this device")
    for tab, _who in tabs:
        tab.close()
    house.start()

    for address, button in forms.items():
        page = place.open(address)
        expect(words_of(page)).to_have_value("Calm.")
        page.get_by_role("button", name="Put them back").click()
        expect(state(page)).to_contain_text("Saved at")
        expect(words_of(page)).to_have_value("Calm. Second.")

        # The other tab's words come back too, and meet what was saved since.
        page.goto(address)
        page.get_by_role("button", name="Put them back").click()
        expect(state(page)).to_contain_text("saved this")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_contain_text("Calm. Second.")
        expect(words_of(page)).to_have_value("Calm. First.")
        expect(state(page)).to_contain_text("Not saved yet")

        # They were refused, so the device still holds them when that page is left.
        page.goto(address)
        expect(words_of(page)).to_have_value("Calm. Second.")
        page.get_by_role("button", name="Put them back").click()
        expect(state(page)).to_contain_text("saved this")
        page.get_by_role("button", name=button).click()
        expect(state(page)).to_contain_text("Not saved yet")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_hidden()
        page.goto(address)
        expect(words_of(page)).to_have_value("Calm. First.")
        expect(page.get_by_role("button", name="Put them back")).to_be_hidden()


def test_words_typed_before_the_script_is_there_are_saved_too(page: Page, house: House):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/autosave*.js", hold)
    page.get_by_role("link", name="Write a note").click()
    box(page).fill("Three calm starts.")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.unroute("**/autosave*.js", hold)

    expect(state(page)).to_contain_text("Saved at")
    page.reload()
    expect(box(page)).to_have_value("Three calm starts.")


def test_a_killed_server_and_a_second_tab_lose_no_word(page: Page, house: House):
    page.get_by_role("link", name="Write a note").click()
    box(page).fill("Three calm starts.")
    expect(state(page)).to_contain_text("Saved at")

    # Killed while somebody types: nothing more is saved, and the page says so.
    house.kill()
    box(page).press_sequentially(" And one that was not.")
    expect(state(page)).to_contain_text("Your words are kept on this device")
    page.get_by_role("button", name="Save, only for me").click()
    expect(box(page)).to_have_value("Three calm starts. And one that was not.")

    # The tab goes too. Back later, the words are offered, and saved.
    address = page.url
    context = page.context
    page.close()
    house.start()
    page = context.new_page()
    page.goto(address)
    expect(box(page)).to_have_value("Three calm starts.")
    page.get_by_role("button", name="Put them back").click()
    expect(state(page)).to_contain_text("Saved at")
    page.reload()
    expect(box(page)).to_have_value("Three calm starts. And one that was not.")
    expect(page.get_by_role("button", name="Put them back")).to_be_hidden()

    # Two tabs: the later one is told, and both texts stand side by side.
    second = context.new_page()
    second.goto(address)
    box(second).fill("From the second tab.")
    expect(state(second)).to_contain_text("Saved at")
    box(page).fill("From the first tab.")
    expect(state(page)).to_contain_text("another tab")
    page.get_by_role("button", name="Save, only for me").click()
    expect(page.get_by_role("heading", name="This note was changed elsewhere")).to_be_visible()
    expect(page.locator("main")).to_contain_text("From the second tab.")
    expect(page.get_by_label("Your note")).to_have_value("From the first tab.")
    page.get_by_role("button", name="Save what I typed").click()
    expect(page.locator(".note-text")).to_contain_text("From the first tab.")

    # Nothing private stays on the device after signing out.
    second.evaluate("localStorage.setItem('autosave:left', '{}')")
    page.get_by_role("button", name="Sign out").first.click()
    expect(page).to_have_url(f"{house.address}/")
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('autosave'))") == []
    )
