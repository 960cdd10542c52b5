"""The editor in a real browser: with the keyboard, without script, at every width, for everyone."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from edumentoring.people.tests.make import sign_in_browser
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as people
from edumentoring.questionnaire.asked import current
from edumentoring.questionnaire.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def programme(db) -> Programme:
    programme = make.programme()
    asked = make.question(programme, kind="several")
    people.mentee(programme, answers={asked.key: ["chess"]})
    return programme


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []


def open_list(page: Page, live_server, programme: Programme) -> None:
    sign_in_browser(page.context, live_server.url, make.owner(programme), staff=True)
    page.goto(live_server.url + reverse("questionnaire:questions", args=[programme.slug]))


def labels(programme: Programme) -> list[str]:
    return [each.label for each in current(programme)]


def test_a_question_is_written_looked_at_moved_and_taken_back(page: Page, live_server, programme):
    open_list(page, live_server, programme)

    page.get_by_role("link", name="Add a question").click()
    expect(page.get_by_label("Options, one on each line")).to_be_hidden()
    page.get_by_label("The question").fill("How do you travel?")
    page.get_by_label("Choose one", exact=True).check()
    page.get_by_label("Options, one on each line").fill("By bus\nOn foot")
    example = page.locator("#example")
    expect(example.get_by_label("On foot")).to_be_visible()
    expect(example.get_by_text("How do you travel?")).to_be_visible()
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_text("“How do you travel?” is asked from now on.")).to_be_visible()

    up = page.get_by_role("button", name="Move up: How do you travel?")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The order is changed.")).to_be_visible()
    assert labels(programme)[-2] == "How do you travel?"
    expect(up).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#down-how-do-you-travel")).to_be_hidden()
    assert labels(programme)[-1] == "How do you travel?"

    page.get_by_role("button", name="Leave out How do you travel?").click()
    expect(page.get_by_text("is not asked any more. Answers stay.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("“How do you travel?” is asked again.")).to_be_visible()


def test_a_question_is_dragged_to_its_place(page: Page, live_server, programme):
    open_list(page, live_server, programme)
    second, first = page.locator("#question-role_title"), page.locator("#question-stage")

    second.drag_to(first, target_position={"x": 20, "y": 2})

    expect(page.get_by_text("The order is changed.")).to_be_visible()
    assert labels(programme)[:2] == ["What is your role?", "Where are you in your career?"]


def test_options_are_edited_and_looked_at_without_script(browser: Browser, live_server, programme):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    open_list(page, live_server, programme)

    page.get_by_role("link", name="Which club do you run?").click()
    expect(page.get_by_text("1 chose it")).to_be_visible()
    page.get_by_role("button", name="Take away: Chess").click()
    page.get_by_label("More options, one on each line").fill("Drama")
    page.get_by_role("button", name="Show preview").click()
    expect(page.locator("#example").get_by_label("Drama")).to_be_visible()
    page.get_by_label("The question", exact=True).press("Enter")

    expect(page.get_by_text("1 person chose “Chess”; their answer stays.")).to_be_visible()
    context.close()
