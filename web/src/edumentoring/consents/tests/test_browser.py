"""The desk's pages of consents, for everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from edumentoring.consents.tests import make
from edumentoring.people.tests.make import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


def test_the_desk_s_pages_suit_everyone(page: Page, live_server):
    """axe finds nothing, and 320 px need no sideways scrolling."""
    consent = make.consent()
    programme = consent.participant.programme
    make.reworded(programme)
    seat = make.seat("owner", programme_=programme)
    sign_in_browser(page.context, live_server.url, seat.user, staff=True)
    page.set_viewport_size(NARROW)
    here = f"{live_server.url}/programmes/{programme.slug}"
    for address in (
        f"{here}/set-up/consent/",
        f"{here}/set-up/consent/research/",
        f"{here}/set-up/consent/notice/",
        f"{here}/people/{consent.participant.code}/consents/",
    ):
        page.goto(address)
        assert page.url == address
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], f"{address} is {wide} px wide"
