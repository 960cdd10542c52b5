"""Signing in with a real browser, and every page of this room as people meet it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from edumentoring.common.mail import queue_letter
from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """A page that the policy stopped from doing something, or whose script failed, is a fault."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if is_bad(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []


def is_bad(message) -> bool:
    # A browser also logs each answer of 4xx, tested by their words, and that playwright
    # itself may not run its script in a letter's frame.
    expected = ("Failed to load resource", "document's frame is sandboxed")
    return message.type == "error" and not any(words in message.text for words in expected)


def ask_for_letter(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me the letter").click()
    expect(page.get_by_role("heading", name="Look at your e-mail")).to_be_visible()


def test_signs_in_by_code_with_the_keyboard_alone(page: Page, live_server):
    person = make.person("bethan@school.example")
    page.goto(f"{live_server.url}/account/login/")
    tab_to(page, "Your e-mail address")
    page.keyboard.type(person.email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look at your e-mail")).to_be_visible()
    tab_to(page, "The 6 numbers in the letter")
    page.keyboard.type(make.code_in(make.last_letter(person.email)))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/" not in url)

    page.goto(f"{live_server.url}/me/")
    expect(page.get_by_text(person.email)).to_be_visible()


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field with this label has the focus."""
    wanted = page.get_by_label(label)
    for _press in range(15):
        if wanted.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {label}")


@pytest.mark.parametrize("with_script", [True, False])
def test_signs_in_by_link_in_another_browser(browser, page: Page, live_server, with_script):
    person = make.person()
    ask_for_letter(page, live_server.url, person.email)
    other = browser.new_context(java_script_enabled=with_script)
    phone = other.new_page()
    phone.goto(live_server.url + make.link_in(make.last_letter(person.email)))
    expect(phone.get_by_text(person.email)).to_be_visible()

    phone.get_by_role("button", name="Sign in").click()

    phone.wait_for_url(lambda url: "/account/" not in url)
    phone.goto(f"{live_server.url}/me/")
    expect(phone.get_by_role("heading", name="My account")).to_be_visible()
    page.goto(f"{live_server.url}/me/")
    expect(page).to_have_url(re.compile("/account/login"))
    other.close()


def test_sets_up_an_authenticator_app_and_signs_in_with_it(page: Page, live_server):
    person = make.person(needs_second_factor=True)
    make.sign_in_browser(page.context, live_server.url, person)
    page.goto(f"{live_server.url}/account/second-factor/")
    expect(page.get_by_text("A stolen mailbox must not be enough")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    square = page.get_by_role("img", name="A square to scan")
    assert square.evaluate("image => image.naturalWidth") > 0
    page.get_by_text("I cannot scan it").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("The 6 numbers that the app shows now").fill(make.code_for(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator("[data-recovery-codes] li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Your second lock is on")).to_be_visible()

    page.context.clear_cookies()
    ask_for_letter(page, live_server.url, person.email)
    page.get_by_label("The 6 numbers").fill(make.code_in(make.last_letter(person.email)))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your second lock")).to_be_visible()
    code = page.get_by_label("The code your authenticator app shows")
    code.fill(make.code_for(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/account/" not in url)


@pytest.fixture
def key(page: Page) -> str:
    """A pretend passkey device in the browser, that always finds the right finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return made["authenticatorId"]


def test_sets_up_a_passkey_and_signs_in_with_it_alone(page: Page, live_server, key: str):
    person = make.person(needs_second_factor=True)
    make.sign_in_browser(page.context, live_server.url, person)
    page.goto(f"{live_server.url}/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for this passkey").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Your second lock is on")).to_be_visible()
    expect(page.get_by_text("My phone").first).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto(f"{live_server.url}/account/second-factor/")
    expect(page.get_by_text("Your second lock is on")).to_be_visible()


def test_a_passkey_is_the_second_lock_after_the_letter(page: Page, live_server, key: str):
    person = make.person(needs_second_factor=True)
    make.sign_in_browser(page.context, live_server.url, person)
    page.goto(f"{live_server.url}/account/second-factor/passkeys/add/")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("link", name="I have kept them").click()

    page.context.clear_cookies()
    ask_for_letter(page, live_server.url, person.email)
    page.get_by_label("The 6 numbers").fill(make.code_in(make.last_letter(person.email)))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    page.context.clear_cookies()
    make.sign_in_browser(page.context, live_server.url, person)
    page.goto(f"{live_server.url}/account/second-factor/passkeys/again/?next=/me/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page).to_have_url(f"{live_server.url}/me/")


def test_a_passkey_that_is_not_given_leaves_words_and_other_ways(page: Page, live_server, key):
    page.goto(f"{live_server.url}/account/login/")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("The passkey was not used")).to_be_visible()


def test_a_letter_shows_in_its_frame_and_its_links_lead_out(page: Page, live_server, settings):
    settings.DEMONSTRATION = True
    person = make.person()
    ask_for_letter(page, live_server.url, person.email)
    page.get_by_role("link", name="the outbox page").click()
    page.get_by_role("link", name="Sign in to EduMentoring").click()
    frame = page.frame_locator("iframe")
    button = frame.get_by_role("link", name="Sign in")
    expect(button).to_be_visible()
    background = button.evaluate("link => getComputedStyle(link).backgroundColor")
    assert background == "rgb(242, 179, 61)"
    link = button.get_attribute("href")
    assert link

    # The letter names the service's own address, which is not the test server's.
    page.context.route("**/account/sign-in/**", lambda route: route.fulfill(body="arrived"))
    with page.context.expect_page() as opened:
        button.click()

    expect(opened.value.get_by_text("arrived")).to_be_visible()
    assert opened.value.url == link


# --- Every page, for everyone -----------------------------------------------------------------


def everyday_pages(live_server, context: BrowserContext) -> list[str]:
    person = make.person("bethan@school.example", "Bethan Lloyd", needs_second_factor=True)
    make.sign_in_browser(context, live_server.url, person)
    letter = queue_letter("hello", to=person.email, subject="Hello", text="Hi", html="<p>Hi</p>")
    return [
        "/me/",
        "/account/second-factor/",
        "/account/second-factor/app/add/",
        "/account/second-factor/passkeys/",
        "/account/second-factor/passkeys/add/",
        "/outbox/",
        f"/outbox/{letter.code}/",
        "/outbox/?to=nobody",
    ]


def guarded_pages(live_server, context: BrowserContext) -> list[str]:
    person = make.staff_person()
    passkey = make.Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    make.sign_in_browser(context, live_server.url, person, staff=True)
    pages = ["/account/second-factor/again/", "/account/second-factor/"]
    make.prove_again(context)
    return [
        *pages,
        "/account/second-factor/app/remove/",
        "/account/second-factor/recovery-codes/new/",
        f"/account/second-factor/passkeys/{passkey.pk}/remove/",
        f"/account/second-factor/passkeys/{passkey.pk}/name/",
    ]


def open_pages(live_server, context: BrowserContext) -> list[str]:
    """Where nothing is yet, or any more; the others are walked in `tests/journeys`."""
    make.person(CHARACTERS[0].email)
    return [
        "/",
        "/join/",
        "/account/sign-in/spent/",
        "/no-such-page/",
    ]


@pytest.mark.parametrize("pages", [open_pages, everyday_pages, guarded_pages])
def test_pages_suit_everyone(pages, page: Page, live_server, settings):
    """axe finds nothing, and 320 px need no sideways scrolling."""
    settings.DEMONSTRATION = True
    for path in pages(live_server, page.context):
        page.goto(live_server.url + path)
        assert path.partition("?")[0] in page.url, f"{path} led to {page.url}"
        assert_suits_everyone(page, path)


def test_pages_on_the_way_in_suit_everyone(page: Page, live_server):
    page.set_viewport_size(NARROW)
    person = make.staff_person()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Send me the letter").click()
    assert_suits_everyone(page, "a refused address")
    ask_for_letter(page, live_server.url, person.email)
    assert_suits_everyone(page, "the page for the code")
    link = make.link_in(make.last_letter(person.email))
    page.goto(live_server.url + link)
    assert_suits_everyone(page, "the link's page")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your second lock")).to_be_visible()
    assert_suits_everyone(page, "the second lock")


def test_somebody_takes_their_data_along_and_is_forgotten(page: Page, live_server):
    """From the account page to the last letter, by keyboard where it counts."""
    person = make.person("zoe@school.example", "Zoë O'Brien")
    make.sign_in_browser(page.context, live_server.url, person)
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/me/")
    page.get_by_role("link", name="Download my data").click()
    assert_suits_everyone(page, "my data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my data").click()
    assert download.value.suggested_filename == "edumentoring-my-data.zip"
    page.get_by_role("link", name="Be forgotten").click()
    assert_suits_everyone(page, "be forgotten")

    page.get_by_role("button", name="Forget me now").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="It is done")).to_be_visible()
    assert_suits_everyone(page, "it is done")
    page.goto(f"{live_server.url}/me/")
    expect(page).to_have_url(re.compile("/account/login"))
    assert make.last_letter("zoe@school.example").kind == "forgotten"
