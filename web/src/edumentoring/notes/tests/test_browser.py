"""Writing a note in a real browser while the service goes away and comes back."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

expect.set_options(timeout=20_000)

SEED = """
import django; django.setup()
from django.conf import settings
from edumentoring.notes.tests import make
pair = make.pair()
client = make.signed_in(pair.mentee.user)
print(pair.code, client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
SERVE = "import sys; from edumentoring.cli import main; sys.exit(main(['serve']))"


class House:
    """A service of its own, as a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = clean | {
            "EDUMENTORING_DATA": str(folder),
            "EDUMENTORING_SECRET_KEY": "only-for-killing-" * 4,
            "EDUMENTORING_SITE_URL": self.address,
            "EDUMENTORING_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "edumentoring.config.settings",
            "PORT": str(self.port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.address}/health/", timeout=2):
                    return
            except (URLError, OSError):
                assert self.process.poll() is None, "The service stopped by itself."
                time.sleep(0.1)
        raise AssertionError("The service did not answer within a minute.")

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.run("-m", "edumentoring", "migrate", "--verbosity", "0")
    house.start()
    yield house
    house.kill()


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    pair, session = house.run("-c", SEED).split()
    context = browser.new_context(base_url=house.address)
    context.add_cookies([{"name": "edumentoring", "value": session, "url": house.address}])
    page = context.new_page()
    page.goto(f"/place/pairs/{pair}/notes/")
    yield page
    context.close()


def box(page: Page):
    return page.get_by_label("Your note")


def test_a_killed_server_and_a_second_tab_lose_no_word(page: Page, house: House):
    state = page.locator("[data-autosave-state]")
    page.get_by_role("link", name="Write a note").click()
    box(page).fill("Three calm starts.")
    expect(state).to_contain_text("Saved at")

    # Killed while somebody types: nothing more is saved, and the page says so.
    house.kill()
    box(page).press_sequentially(" And one that was not.")
    expect(state).to_contain_text("Your words are kept on this device")
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
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved at")
    page.reload()
    expect(box(page)).to_have_value("Three calm starts. And one that was not.")
    expect(page.get_by_role("button", name="Put them back")).to_be_hidden()

    # Two tabs: the later one is told, and both texts stand side by side.
    second = context.new_page()
    second.goto(address)
    box(second).fill("From the second tab.")
    expect(second.locator("[data-autosave-state]")).to_contain_text("Saved at")
    box(page).fill("From the first tab.")
    expect(page.locator("[data-autosave-state]")).to_contain_text("another tab")
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
