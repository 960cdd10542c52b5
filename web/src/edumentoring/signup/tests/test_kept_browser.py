"""What somebody typed outlives their session, and nobody else sees it, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.signup.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HOPE = "To be less alone with my tutor group, and to sleep."
BACK = "Your words are back"


@pytest.fixture(autouse=True)
def no_faults(page: Page) -> Iterator[None]:
    """What the browser complains of: a broken policy, a script that failed."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if "Policy" in said.text else None)
    yield
    assert found == []


def sign_in(page: Page, address: str, user: User, *, staff: bool = False) -> None:
    page.context.clear_cookies()
    people.sign_in_browser(page.context, address, user, staff=staff)


def signed_out(page: Page) -> None:
    page.context.clear_cookies(name="edumentoring")


def test_a_long_answer_is_back_after_signing_in_again_in_the_same_tab(page: Page, live_server):
    programme = make.open_programme()
    me = make.mentee(programme, name="Bethan Lloyd", answers={"topics_wanted": ["workload"]})
    sign_in(page, live_server.url, me.user)
    page.goto(f"{live_server.url}/place/{programme.slug}/answers/topics/")
    page.get_by_label("own words").fill(HOPE)
    page.get_by_label("Behaviour").first.check()
    signed_out(page)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your words are kept in this tab")).to_be_visible()
    assert_suits_everyone(page)
    page.get_by_label("Your e-mail address").fill(me.user.email)
    page.get_by_role("button", name="Send me the letter").click()
    code = page.get_by_label("The 6 numbers in the letter")
    expect(code).to_be_visible()
    code.fill(people.code_in(people.last_letter(me.user.email)))
    code.press("Enter")

    expect(page.locator(".notice.next", has_text=BACK)).to_be_focused()
    expect(page.get_by_label("own words")).to_have_value(HOPE)
    expect(page.get_by_label("Behaviour").first).to_be_checked()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: ")).to_be_visible()
    me.refresh_from_db()
    assert me.answers["wanted_text"] == HOPE
    page.goto(f"{live_server.url}/place/{programme.slug}/answers/topics/")
    expect(page.get_by_label("own words")).to_have_value(HOPE)
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_another_person_in_the_same_tab_sees_none_of_it(page: Page, live_server):
    programme = make.open_programme()
    helen, amir = (make.coordinator("owner", programme) for _each in range(2))
    look = f"{live_server.url}/programmes/{programme.slug}/set-up/look/"
    sign_in(page, live_server.url, helen, staff=True)
    for back_as, seen in ((helen, HOPE), (amir, ""), (helen, "")):
        page.goto(look)
        if not seen and back_as == helen:
            break
        page.get_by_label("In a sentence or two").fill(HOPE)
        signed_out(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        sign_in(page, live_server.url, back_as, staff=True)
        page.goto(look)
        expect(page.get_by_label("In a sentence or two")).to_have_value(seen)
        sign_in(page, live_server.url, helen, staff=True)
    expect(page.get_by_text(BACK)).to_have_count(0)
    expect(page.get_by_label("In a sentence or two")).to_have_value("")


def test_a_page_from_before_the_last_sign_in_gives_the_words_back(page: Page, live_server):
    programme = make.open_programme()
    me = make.mentee(programme)
    sign_in(page, live_server.url, me.user)
    page.goto(f"{live_server.url}/place/{programme.slug}/answers/topics/")
    page.get_by_label("own words").fill(HOPE)
    sign_in(page, live_server.url, me.user)  # in another tab: this page's token is too old
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    expect(page.get_by_text("Copy what you typed")).to_be_hidden()

    page.get_by_role("link", name="Open the page with my words").click()

    expect(page.get_by_label("own words")).to_have_value(HOPE)
    page.get_by_role("button", name="Let them go").click()
    expect(page.get_by_label("own words")).to_have_value("")


def test_a_cell_is_saved_after_signing_in_and_undone_beside_a_note_that_was_begun(
    page: Page, live_server
):
    programme = make.open_programme()
    ruth = make.mentor(programme, name="Ruth Adeyemi", capacity=1)
    helen = make.coordinator(programme_=programme)
    sign_in(page, live_server.url, helen, staff=True)
    page.goto(f"{live_server.url}/programmes/{programme.slug}/people/")
    page.get_by_role("row", name="Adeyemi, Ruth").get_by_role("link", name="1 of 1").click()
    box = page.get_by_label("Places of Ruth Adeyemi")
    box.fill("4")
    signed_out(page)
    box.press("Enter")

    expect(page.get_by_text("Not saved: you are signed out.")).to_be_visible()
    expect(box).to_have_value("4")
    expect(page.get_by_label("Your e-mail address")).to_have_count(0)

    sign_in(page, live_server.url, helen, staff=True)  # as another tab would
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("You are signed in again.")).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("row", name="Adeyemi, Ruth")).to_contain_text("4 of 4")
    assert Participant.objects.get(pk=ruth.pk).capacity == 4

    page.goto(live_server.url + ruth.get_absolute_url())
    page.get_by_label("Write a note").fill(HOPE)
    page.on("dialog", lambda asked: pytest.fail(asked.message or "warned of losing the note"))
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Undone for 1 person.")).to_be_visible()
    assert Participant.objects.get(pk=ruth.pk).capacity == 1
    expect(page.get_by_text("The words you had begun are back")).to_be_visible()
    expect(page.get_by_label("Write a note")).to_have_value(HOPE)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_label("Write a note")).to_have_value("")
    assert ruth.notes.get().text == HOPE
    expect(page.get_by_text("The words you had begun are back")).to_have_count(0)

    page.goto(f"{live_server.url}/programmes/{programme.slug}/people/")
    row = page.get_by_role("row", name="Adeyemi, Ruth")
    row.get_by_role("link", name="Waiting").click()
    row.locator("select").select_option("paused")
    row.locator("select").press("Enter")
    expect(row.get_by_role("link", name="Paused")).to_be_visible()
