"""The public door, sharing and coverage in a real browser: for everyone, script or not."""

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.reach import operations
from edumentoring.reach.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def programme(db) -> Programme:
    programme = make.published(by=people.staff_person("helen@school.example"), look="plum")
    make.came_by(make.link(programme, "Poster"), name="Amir Dawood")
    for _each in range(3):
        programmes.mentee(programme, answers={"topics_wanted": ["workload"]})
    programmes.mentor(programme)
    return programme


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains of, broken content policy included."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def desk_pages(programme: Programme) -> list[str]:
    desk = f"/programmes/{programme.slug}"
    code = programme.links.campaign().get().code
    return [f"{desk}/share/", f"{desk}/share/{code}/", f"{desk}/coverage/?by=topic&and=phase"]


def test_what_is_there_once_somebody_came_can_be_used_by_everyone(
    page: Page, live_server, programme, faults
):
    """In plum, with a link of one's own. Each kind of page is walked in `tests/journeys`."""
    me = programme.participants.get(user__name="Amir Dawood")
    operations.make_personal_link(me)
    owner = programme.coordinators.get().user
    visits = [
        (None, [f"/join/{programme.slug}/"]),
        (me.user, [f"/place/{programme.slug}/invite/"]),
        (owner, desk_pages(programme)),
    ]
    for who, addresses in visits:
        page.context.clear_cookies()
        if who:
            people.sign_in_browser(page.context, live_server.url, who, staff=who == owner)
        for address in addresses:
            page.goto(live_server.url + address)
            page.wait_for_selector("html.js")
            assert_suits_everyone(page, address, widths=(320, 1440))
    assert faults == []


def test_on_a_phone_without_script_signing_up_stands_before_the_drawing(
    browser: Browser, live_server, programme
):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{live_server.url}/i/{programme.links.get().code}/")

    way_in = page.get_by_role("link", name="Find me a mentor")
    expect(way_in).to_have_attribute(
        "href", f"/join/{programme.slug}/sign-up/?as=mentee&via={programme.links.get().code}"
    )
    tops = [box.bounding_box()["y"] for box in (way_in, page.locator(".door-drawing"))]
    assert tops == sorted(tops)
    page.get_by_text("What does it cost?").click()
    expect(page.get_by_text("Nothing. It takes your time")).to_be_visible()
    context.close()


def test_words_are_copied_by_keyboard_and_it_is_said(page: Page, live_server, programme, faults):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    people.sign_in_browser(
        page.context, live_server.url, programme.coordinators.get().user, staff=True
    )
    page.goto(live_server.url + desk_pages(programme)[1])

    button = page.locator("[data-copy=words-email]")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".said").first.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert programme.links.get().address in copied
    assert faults == []
