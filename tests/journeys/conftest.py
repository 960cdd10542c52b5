"""The demonstration on a live server, and a browser that forgives nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, expect

expect.set_options(timeout=30_000)


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
