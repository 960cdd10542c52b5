"""Two phones without JavaScript: an idea is taken up, done, looked back at and read."""

import pytest
from playwright.sync_api import Browser, Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.goals import operations
from edumentoring.goals.tests import make
from edumentoring.people.tests.make import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


def phone(browser: Browser, address: str, side) -> Page:
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    sign_in_browser(context, address, side.me.user)
    return context.new_page()


def test_an_idea_becomes_a_goal_and_moves_on_two_phones_without_javascript(
    browser: Browser, live_server
):
    mentee, mentor = make.sides()
    here = f"{live_server.url}/place/pairs/{mentee.pair.code}/goals/"
    bethan, imran = (phone(browser, live_server.url, side) for side in (mentee, mentor))

    imran.goto(f"{here}new/?for=them")
    imran.get_by_label("What could Bethan work on?").fill("Calm starts to every lesson")
    imran.get_by_role("button", name="Suggest it").click()
    bethan.goto(here)
    bethan.get_by_role("button", name="Take it up").click()
    bethan.get_by_role("link", name="Calm starts to every lesson").click()
    bethan.get_by_label("What will you do?").fill("Stand at the door")
    bethan.get_by_role("button", name="Add it").click()
    bethan.get_by_role("button", name="Mark as done: Stand at the door").click()
    expect(bethan.get_by_role("status")).to_contain_text("on your timeline")
    bethan.get_by_text("Look back at this goal").click()
    bethan.get_by_label("Nearly there").check()
    bethan.get_by_label("What changed?").fill("They wait for me now.")
    bethan.locator("form").filter(has_text="How does it stand?").get_by_label(
        "Me and Imran"
    ).check()
    bethan.locator("form").filter(has_text="How does it stand?").get_by_role("button").click()

    imran.goto(f"{here}timeline/")
    for words in (
        "Calm starts",
        "Stand at the door",
        "Looked back: nearly there",
        "They wait for me",
    ):
        expect(imran.get_by_role("main")).to_contain_text(words)
    for page in (bethan, imran):
        page.context.close()


def test_a_line_sent_after_the_session_ended_is_back_in_its_box(page: Page, live_server):
    mentee, _mentor = make.sides()
    here = f"{live_server.url}/place/pairs/{mentee.pair.code}/goals/"
    sign_in_browser(page.context, live_server.url, mentee.me.user)
    page.goto(here)
    page.get_by_label("What will you do?").fill("Stand at the door")
    page.context.clear_cookies(name="edumentoring")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Your words are kept in this tab")).to_be_visible()

    sign_in_browser(page.context, live_server.url, mentee.me.user)
    page.goto(here)

    expect(page.get_by_label("What will you do?")).to_have_value("Stand at the door")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("button", name="Mark as done: Stand at the door")).to_be_visible()
    expect(page.get_by_label("What will you do?")).to_have_value("")


def test_the_pages_suit_everyone_at_320_px(page: Page, live_server):
    """axe finds nothing, and nothing needs sideways scrolling."""
    mentee, mentor = make.sides()
    goal = make.shared_goal(mentee, "W" * 90, why="Long" * 40)
    make.action(mentee, "D" * 90, goal=goal, link="https://example.org/" + "a" * 90)
    make.action(mentor, "An idea", whose=mentee.me)
    skill = make.skill(mentee.me.user)
    asked = operations.ask_partner(mentee.me.user, skill, mentee.pair)
    operations.give_rating(mentor, asked, level=3, words="Twice")
    operations.rate(mentee.me.user, skill, level=2)
    make.plan_item(mentee.me.user, shared_in=mentee.pair)
    sign_in_browser(page.context, live_server.url, mentee.me.user)
    page.set_viewport_size(NARROW)
    pair = f"/place/pairs/{mentee.pair.code}/goals/"
    for path in (pair, goal.get_absolute_url(), skill.get_absolute_url(), "/place/me/skills/"):
        page.goto(live_server.url + path)
        assert_suits_everyone(page, path)
