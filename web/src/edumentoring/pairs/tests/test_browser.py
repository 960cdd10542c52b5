"""This room's pages in a real browser: without JavaScript, at 320 px, for everyone."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from edumentoring.common.models import Letter
from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.tests import make
from edumentoring.people.tests.make import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """What the policy stopped, or a script that failed, is a fault."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if is_bad(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []


def is_bad(message) -> bool:
    # Playwright itself may not run its script in a letter's frame.
    expected = ("Failed to load resource", "document's frame is sandboxed")
    return message.type == "error" and not any(words in message.text for words in expected)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    yield context.new_page()
    context.close()


def open_link(page: Page, live_server, pair: Pair, role: str = "mentee") -> None:
    path = reply_link(make.introduction(pair, role)).split("/introduction/")[1]
    page.goto(f"{live_server.url}/introduction/{path}")


def test_two_people_say_yes_from_their_letters_without_javascript(plain: Page, live_server):
    pair = make.introduced()

    open_link(plain, live_server, pair, "mentee")
    expect(plain.get_by_role("heading", name="Would you like to meet Imran Sadiq?")).to_be_visible()
    plain.get_by_role("button", name="Yes, I’d like to meet").click()
    expect(plain.get_by_role("heading", name="We have kept your yes")).to_be_visible()
    open_link(plain, live_server, pair, "mentor")
    plain.get_by_role("button", name="Yes, I’d like to meet").click()

    expect(plain.get_by_role("heading", name="You have both said yes")).to_be_visible()
    assert Letter.objects.filter(kind="both_said_yes").count() == 2


def test_somebody_says_not_now_with_the_keyboard_alone(page: Page, live_server):
    pair = make.introduced()

    open_link(page, live_server, pair)
    button = page.get_by_role("button", name="Not now")
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="This introduction is closed")).to_be_visible()
    pair.refresh_from_db()
    assert pair.state == Pair.State.DECLINED


def test_my_place_takes_an_answer_without_javascript(browser: Browser, live_server):
    pair = make.introduced()
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    sign_in_browser(context, live_server.url, pair.mentee.user)
    page = context.new_page()

    page.goto(f"{live_server.url}/place/")
    page.get_by_role("button", name="Yes, I’d like to meet").click()

    expect(page.get_by_text("We write to you when Imran has answered")).to_be_visible()
    context.close()


def test_a_coordinator_looks_at_new_words_saves_them_and_sends_a_test(page: Page, live_server):
    pair = make.introduced()
    seat = make.seat("owner", programme_=pair.programme)
    sign_in_browser(page.context, live_server.url, seat.user, staff=True)

    page.goto(f"{live_server.url}/programmes/{seat.programme.slug}/letters/")
    page.get_by_role("link", name="Introduction", exact=True).click()
    page.get_by_label("Opening").fill("Good news, {first_name}.")
    page.get_by_role("button", name="Look at it first").click()
    frame = page.frame_locator("iframe[name=letter-preview]")
    expect(frame.get_by_text(re.compile("Good news, "))).to_be_visible()
    page.get_by_role("button", name="Send a test to me").click()
    expect(page.get_by_text("A test is on its way")).to_be_visible()
    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("Saved. Letters from now on")).to_be_visible()

    seat.programme.refresh_from_db()
    assert seat.programme.letters["introduction"] == {"opening": "Good news, {first_name}."}
    assert "Good news" in Letter.objects.get(kind="test").text


def test_a_coordinator_takes_a_round_back(page: Page, live_server):
    pair = make.held()
    seat = make.seat("owner", programme_=pair.programme)
    sign_in_browser(page.context, live_server.url, seat.user, staff=True)

    page.goto(f"{live_server.url}/programmes/{seat.programme.slug}/introductions/")
    page.get_by_role("button", name="Take them back").click()

    expect(page.get_by_text("Took back 1 introduction. Nothing was sent.")).to_be_visible()


def persons_pages(live_server, context: BrowserContext) -> list[str]:
    """Every state of the answer's page, and of a person's place."""
    programme = make.programme()
    asked = make.introduced(programme, round_number=1)
    waiting = make.introduced(programme, round_number=2)
    operations.answer(make.introduction(waiting), operations.YES)
    closed = make.introduced(programme, round_number=3)
    operations.answer(make.introduction(closed), operations.NOT_NOW)
    agreed = make.agreed(programme, round_number=4)
    mentor = make.mentor(programme, capacity=3)
    new = [make.new_pair(programme, mentor=mentor) for _ in range(2)]
    operations.introduce(programme, new, by=make.coordinator(), round_number=5, hold=-HOUR)
    operations.send_off_held()
    pair = Pair.objects.get(round_number=5, mentee=new[0].mentee)
    for introduction in pair.introductions.all():
        operations.answer(introduction, operations.YES)
    sign_in_browser(context, live_server.url, mentor.user)
    links = [reply_link(make.introduction(each)) for each in (asked, waiting, closed, agreed)]
    return [
        "/place/",
        *("/introduction/" + link.split("/introduction/")[1] for link in links),
        "/introduction/example/",
        "/introduction/expired/",
    ]


def test_pages_suit_everyone(page: Page, live_server):
    """axe finds nothing, and 320 px need no sideways scrolling."""
    for path in persons_pages(live_server, page.context):
        page.goto(live_server.url + path)
        assert path.partition("?")[0] in page.url, f"{path} led to {page.url}"
        assert_suits_everyone(page, path)
