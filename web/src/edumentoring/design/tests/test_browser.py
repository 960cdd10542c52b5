"""The kit page in a real browser: at three widths and in two themes."""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from edumentoring.design.tests.looking import WIDTHS, assert_suits_everyone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kit_url(live_server, settings) -> str:
    settings.DEMONSTRATION = True
    return f"{live_server.url}/kit/"


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains of, broken content policy included."""
    found: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("frame", ["desk", "page"])
def test_the_kit_can_be_used_by_everyone(page: Page, kit_url: str, faults: list[str], frame: str):
    page.goto(f"{kit_url}?frame={frame}")
    page.wait_for_selector("html.js")

    assert_suits_everyone(page, frame, widths=WIDTHS)
    assert faults == []


def test_the_chosen_theme_beats_the_devices(page: Page, kit_url: str):
    page.emulate_media(color_scheme="light")
    page.goto(f"{kit_url}?frame=page")

    page.get_by_role("button", name="Dark", exact=True).click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(23, 26, 24)"


def test_the_errors_are_read_first_and_lead_to_their_box(page: Page, kit_url: str):
    page.goto(kit_url)

    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter an e-mail address with an @ sign").click()

    expect(page.locator("#id_faulty-address")).to_be_focused()
    assert page.title().startswith("Error: ")


def test_slash_finds_and_escape_closes(page: Page, kit_url: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(kit_url)

    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()

    page.locator("summary", has_text="The Wider Staffroom").click()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_what_is_left_to_write_is_counted(page: Page, kit_url: str):
    page.goto(kit_url)

    page.get_by_label("About me").fill("x" * 290)
    expect(page.locator("#id_about_count")).to_have_text("You have 10 characters left")

    page.get_by_label("About me").fill("x" * 305)
    expect(page.locator("#id_about_count")).to_have_text("You have 5 characters too many")


def test_unsure_takes_the_others_away(page: Page, kit_url: str):
    page.goto(kit_url)
    expect(page.locator("#id_topics_0")).to_be_checked()

    page.locator("label[for=id_topics_2]").click()

    expect(page.locator("#id_topics_2")).to_be_checked()
    expect(page.locator("#id_topics_0")).not_to_be_checked()


def test_a_toast_stays_until_it_is_closed(page: Page, kit_url: str):
    page.goto(kit_url)
    toast = page.get_by_text("Removed Jo Barker from round 2.")
    expect(toast).to_be_visible()

    page.get_by_role("button", name="Close this message").click()

    expect(toast).to_have_count(0)


def test_the_school_search_offers_what_the_service_finds(page: Page, kit_url: str):
    page.route(
        "**/schools/search/?q=*",
        lambda route: route.fulfill(
            json=[{"id": 7, "label": "St Mary’s <b>", "detail": "Leeds, 100123"}]
        ),
    )
    page.goto(kit_url)
    box = page.get_by_role("combobox", name="Your school")

    box.press_sequentially("st mary")
    page.get_by_role("option", name="St Mary").click()

    expect(box).to_have_value("St Mary’s <b>")


def test_a_search_that_finds_nothing_says_what_to_do(page: Page, kit_url: str):
    page.route("**/schools/search/?q=*", lambda route: route.fulfill(json=[]))
    page.goto(kit_url)

    page.get_by_role("combobox", name="Your school").press_sequentially("zzz")

    expect(page.get_by_text("Nothing found. You can type it").first).to_be_visible()


def test_everything_is_there_without_scripts(browser: Browser, kit_url: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(kit_url)

    page.locator("summary", has_text="Menu").click()

    expect(page.get_by_role("link", name="Letters")).to_be_visible()
    expect(page.get_by_label("Your school")).to_be_editable()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("button", name="Close this message")).to_be_hidden()
