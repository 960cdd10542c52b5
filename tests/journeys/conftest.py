"""The demonstration on a live server, and a browser that forgives nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from edumentoring.config.tests.migrated import put_back
from edumentoring.demonstration.operations import load_demonstration
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.design.tests.looking import AXE
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from tests.journeys.looking import WIDE

EMAILS = {
    "coordinator": "helen@demonstration.example",
    "mentor": MENTOR_EMAIL,
    "mentee": MENTEE_EMAIL,
}


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the service in demonstration mode; its letters lead back to it."""
    settings.DEMONSTRATION = True
    settings.SITE_URL = live_server.url
    return live_server.url


class Complaints:
    """What browsers complain of: a broken content policy, a script that failed."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.contexts: list[BrowserContext] = []

    def listen(self, context: BrowserContext) -> BrowserContext:
        self.contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self.heard.append(str(fault.error)))
        return context

    def _hear(self, said: ConsoleMessage) -> None:
        # A browser also logs each answer of 4xx, and that a letter's frame runs no script.
        expected = ("Failed to load resource", "frame is sandboxed")
        if said.type == "error" and not any(words in said.text for words in expected):
            self.heard.append(f"{said.page.url if said.page else ''} {said.text}")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    found = Complaints()
    yield found
    for context in found.contexts:
        context.close()
    assert found.heard == []


class Actors:
    """One browser for each kind of person, begun when first asked for and kept for later walks:
    to begin one takes longer than to look at a page. What a walk leaves in it is cleared away."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.complaints = Complaints()
        self.pages: dict[tuple[str, bool], Page] = {}
        self.here: list[Page] = []

    def page(self, actor: str, *, script: bool = True) -> Page:
        key = (actor, script)
        if key not in self.pages:
            self.pages[key] = self._begin(script)
        page = self.pages[key]
        if page not in self.here:
            self.sign_in(page.context, actor)
            self.here.append(page)
        return page

    def _begin(self, script: bool) -> Page:
        context = self.browser.new_context(
            java_script_enabled=script, reduced_motion="reduce", viewport=WIDE
        )
        self.complaints.listen(context)
        if script:
            context.add_init_script(AXE)  # sent once, and not again with each page
        return context.new_page()

    def leave(self) -> None:
        """Let no browser keep anything of this walk, or ask for anything more."""
        for page in self.here:
            page.goto(f"{self.site}/health/")  # no script there keeps words as its page goes
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.context.clear_cookies()
            page.goto("about:blank")
        self.here.clear()
        heard, self.complaints.heard = self.complaints.heard, []
        assert heard == []

    def sign_in(self, context: BrowserContext, actor: str) -> None:
        if actor == "superuser":
            user = people.staff_person("host@school.example", is_superuser=True)
        elif actor in EMAILS or "@" in actor:
            user = User.objects.get(email=EMAILS.get(actor, actor))
        else:
            return
        staff = actor in {"coordinator", "superuser"}
        people.sign_in_browser(context, self.site, user, staff=staff)
        if staff:
            people.prove_again(context)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration is kept once it was drawn: to draw it takes two seconds."""
    return tmp_path_factory.mktemp("demonstration") / "drawn.sqlite3"


@pytest.fixture
def demonstration(site: str, kept: Path) -> None:
    """The demonstration as it was when it was first drawn, whatever tests have done since."""
    if kept.exists():
        put_back(kept)
        return
    load_demonstration(people=40)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(kept)) as file:
            connection.connection.backup(file)


@pytest.fixture(scope="session")
def everybody(browser: Browser, live_server: Any) -> Actors:
    return Actors(browser, live_server.url)


@pytest.fixture
def actors(everybody: Actors, site: str, demonstration: None) -> Iterator[Actors]:
    """The demonstration, and everybody who opens its pages."""
    yield everybody
    everybody.leave()
