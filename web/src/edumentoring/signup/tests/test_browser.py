"""The sign-up in a real browser: without JavaScript, offline for a moment, for everyone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from edumentoring.schools.operations import add_organisation
from edumentoring.signup import operations
from edumentoring.signup.keys import page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """What the policy stopped, or a script that failed, is a fault."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if is_bad(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []


def is_bad(message) -> bool:
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    yield context.new_page()
    context.close()


def go_on(page: Page) -> None:
    page.locator("button.next").click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def test_a_mentee_signs_up_on_a_narrow_phone_without_javascript(plain: Page, live_server):
    programme = make.open_programme()

    plain.goto(f"{live_server.url}/join/{programme.slug}/sign-up/")
    plain.get_by_label("I’d like a mentor").check()
    go_on(plain)
    plain.get_by_label("Early career teacher, year 1").check()
    plain.get_by_label("How many years have you taught?").fill("one")
    go_on(plain)
    expect(plain.get_by_text("There is a problem")).to_be_visible()
    expect(plain.get_by_label("Early career teacher, year 1")).to_be_checked()
    plain.get_by_label("How many years have you taught?").fill("1")
    plain.get_by_label("How many years have you taught?").press("Enter")
    heading(plain, "Where you work")
    plain.get_by_label("Where do you work?").fill("Northgate Forest School")
    plain.get_by_role("button", name="Back", exact=True).click()
    heading(plain, "Your work")
    go_on(plain)
    expect(plain.get_by_label("Where do you work?")).to_have_value("Northgate Forest School")
    go_on(plain)
    plain.get_by_label("Key stage 3").check()
    go_on(plain)
    go_on(plain)
    plain.get_by_text("Not sure where to begin?").click()
    plain.get_by_role("button", name="I never get to the end of my work").click()
    expect(plain.get_by_text("Good places to begin")).to_be_visible()
    plain.get_by_label("Managing workload").check()
    go_on(plain)
    plain.get_by_label("Monday: Evening").check()
    go_on(plain)
    go_on(plain)
    heading(plain, "Only if you like")
    go_on(plain)
    plain.get_by_label("Your name").fill("Bethan Lloyd")
    plain.get_by_label("Your e-mail").fill("bethan@gmail.con")
    go_on(plain)
    expect(plain.get_by_text("Did you mean bethan@gmail.com?").first).to_be_visible()
    plain.get_by_label("Your e-mail").fill("bethan@gmail.com")
    go_on(plain)
    heading(plain, "Check your answers")
    plain.get_by_label("I want to take part").check()
    plain.get_by_label("I agree to the code of conduct").check()
    go_on(plain)
    heading(plain, "Thank you. Please look at your e-mail")
    plain.go_back()
    plain.reload()
    operations.take_in_sign_ups()
    draft = Draft.objects.get()
    plain.goto(live_server.url + make.confirm_path(draft))
    plain.get_by_role("button", name="Confirm my sign-up").click()

    expect(plain).to_have_url(re.compile("/place/"))
    participant = programme.participants.get()
    assert participant.state == "in"
    assert participant.answers["topics_wanted"] == ["workload"]
    assert participant.school_text == "Northgate Forest School"


def test_offline_for_a_moment_and_a_reload_lose_nothing(page: Page, live_server):
    draft = make.draft()
    page.goto(live_server.url + page_link(draft, "page", "work"))
    page.get_by_label("Early career teacher, year 1").check()
    page.get_by_label("What is your role?").fill("Teacher of maths")

    page.context.set_offline(True)
    go_on(page)
    expect(page.get_by_text("You are offline. Nothing is lost")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("What is your role?")).to_have_value("Teacher of maths")
    go_on(page)
    heading(page, "Where you work")

    draft.refresh_from_db()
    assert draft.answers == {"stage": "ect1", "role_title": "Teacher of maths"}
    page.go_back()
    page.get_by_label("What is your role?").fill("Head of maths")
    page.get_by_role("button", name="Back", exact=True).click()
    heading(page, "How would you like to take part?")
    draft.refresh_from_db()
    assert draft.held("role_title") == "Head of maths"


def test_the_next_person_at_this_computer_sees_nothing_of_the_last_ones_sign_up(
    page: Page, live_server
):
    programme = make.open_programme()
    whole = f"{live_server.url}/join/{programme.slug}/sign-up/all/"
    page.goto(f"{whole}?as=mentee")
    page.get_by_label("Early career teacher, year 1").check()
    page.locator("input[name=phases]").first.check()
    page.get_by_label("Your name").fill("First Person")
    page.get_by_label("Your e-mail").fill("first@northgate.example")
    page.get_by_label("I want to take part").check()

    page.reload()  # whoever reloads is still there: all but what they agree to comes back
    expect(page.get_by_label("Your name")).to_have_value("First Person")
    expect(page.get_by_label("I want to take part")).not_to_be_checked()
    page.goto(whole)  # whoever comes anew may be somebody else
    expect(page.get_by_label("Your name")).to_have_value("")
    page.get_by_role("button", name="They are mine, bring them back").click()
    expect(page.get_by_label("Your name")).to_have_value("First Person")
    page.get_by_label("I want to take part").check()
    page.get_by_label("I agree to the code of conduct").check()
    go_on(page)
    heading(page, "Thank you. Please look at your e-mail")

    page.goto(whole)
    expect(page.get_by_label("Your name")).to_have_value("")
    expect(page.get_by_text("typed answers on this page before")).to_have_count(0)
    start = f"{live_server.url}/join/{programme.slug}/sign-up/"
    page.goto(f"{start}?as=mentee")
    page.get_by_label("I’d like a mentor").check()
    page.goto(f"{start}?as=mentor")
    expect(page.get_by_label("I’d like to mentor")).to_be_checked()


def test_long_lists_can_be_narrowed_and_the_most_important_chosen(page: Page, live_server):
    draft = make.draft()
    page.goto(live_server.url + page_link(draft, "page", "topics"))

    page.get_by_label("Find in this list").fill("marking")
    expect(page.get_by_label("Managing workload")).to_be_hidden()
    page.get_by_label("Assessment, marking and feedback").check()
    page.get_by_label("Find in this list").fill("")
    page.get_by_label("Managing workload").check()
    page.get_by_label("Which of these would you begin with?").select_option("Managing workload")
    go_on(page)
    heading(page, "When and how you could meet")

    draft.refresh_from_db()
    assert draft.held("topics_wanted") == ["workload", "assessment"]


def test_the_list_of_schools_ends_with_my_school_is_not_listed(page: Page, live_server):
    add_organisation(name="Northgate Primary School", kind="school", by=None)
    draft = make.draft()
    page.goto(live_server.url + page_link(draft, "page", "place"))
    page.get_by_label("Where do you work?").click()
    page.keyboard.type("Northgate")
    expect(page.locator(".autocomplete__option")).to_have_count(2)
    page.locator(".autocomplete__option", has_text="My school is not listed").click()
    expect(page.get_by_label("My school is not listed")).to_be_checked()
    go_on(page)
    heading(page, "What you teach")

    draft.refresh_from_db()
    assert (draft.held("school"), draft.held("school_text")) == (None, "Northgate")


@pytest.mark.parametrize(("begun", "rest"), [("", "Northgate School"), ("North", "gate School")])
def test_a_school_can_be_typed_while_the_script_that_finds_it_is_on_its_way(
    page: Page, live_server, *, begun: str, rest: str
):
    draft = make.draft()
    late: list[Route] = []
    page.route("**/accessible-autocomplete*.js", lambda route: late.append(route) or None)
    with page.expect_request("**/accessible-autocomplete*.js"):
        page.goto(live_server.url + page_link(draft, "page", "place"), wait_until="commit")
    page.get_by_label("Where do you work?").click()
    page.keyboard.type(begun)
    late[0].continue_()
    page.wait_for_load_state()
    page.keyboard.type(rest)
    go_on(page)
    heading(page, "What you teach")

    draft.refresh_from_db()
    assert draft.held("school_text") == "Northgate School"
