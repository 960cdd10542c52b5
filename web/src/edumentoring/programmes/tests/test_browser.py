"""The desk in a real browser: by keyboard, at every width, without script, for everyone."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from edumentoring.design.tests.looking import by_axe
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def programme(db) -> Programme:
    """A desk with a dozen people, one pair and one gap."""
    helen = people.staff_person("helen@school.example", "Helen Marsh")
    programme = make.programme(by=helen)
    school = make.school("Northgate Primary")
    names = ("Ruth Adeyemi", "Grace Afolabi", "Jo Barker", "Alison Birch", "Kwame Boateng")
    for number, name in enumerate(names):
        make.mentor(programme, name=name, capacity=number + 1, school=school, role_title="Head")
    for name in ("Bethan Cole", "Amir Dawood", "Claire Dunmore", "Tom Farrant", "Harpreet Gill"):
        make.mentee(programme, name=name, answers={"topics_wanted": ["workload"]})
    operations.take_place(
        programme.participants.get(user__name="Grace Afolabi"),
        programme.participants.get(user__name="Bethan Cole"),
    )
    return programme


def sign_in(page: Page, live_server, programme: Programme) -> None:
    client = Client()
    people.sign_in_as_staff(client, programme.coordinators.get().user)
    cookie = client.cookies["edumentoring"].value
    page.context.add_cookies([{"name": "edumentoring", "value": cookie, "url": live_server.url}])


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains of, broken content policy included."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def addresses(programme: Programme) -> dict[str, str]:
    person = programme.participants.get(user__name="Ruth Adeyemi")
    return {
        "people": reverse("programmes:people", args=[programme.slug]),
        "change": reverse("programmes:change", args=[programme.slug, person.code]),
    }


@pytest.mark.parametrize("width", [320, 600, 768])
def test_what_a_button_opens_stays_within_the_window(page: Page, live_server, programme, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    menus = page.locator("main details.menu:visible")

    outside = []
    for at in range(menus.count()):
        button = menus.nth(at).locator(":scope > summary")
        button.click()
        opened = menus.nth(at).locator(":scope > :not(summary)")
        expect(opened).to_have_attribute("style", re.compile("translate"))  # a moment later
        box = opened.bounding_box()
        if box["x"] < 0 or box["x"] + box["width"] > width:
            outside.append((button.inner_text(), box))
        page.keyboard.press("Escape")

    assert menus.count() > 4
    assert outside == []


def test_a_place_is_changed_by_keyboard_alone(page: Page, live_server, programme, faults):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    ruth = page.get_by_role("link", name="Adeyemi, Ruth")
    ruth.focus()
    for key in ("ArrowDown", *["ArrowRight"] * 6, "F2"):
        page.keyboard.press(key)

    box = page.get_by_label("Places of Grace Afolabi")
    expect(box).to_be_focused()
    page.keyboard.type("1")
    expect(page.get_by_text("With 1, there is no room left.")).to_be_visible()
    page.keyboard.press("Enter")

    row = page.get_by_role("row", name="Afolabi, Grace")
    expect(row).to_contain_text("0 of 1")
    expect(row.get_by_role("link", name="0 of 1")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("row", name="Afolabi, Grace")).to_contain_text("1 of 2")
    assert faults == []


def test_escape_keeps_what_was_there(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    cell = page.get_by_role("row", name="Adeyemi, Ruth").get_by_role("link", name="1 of 1")
    cell.click()
    page.get_by_label("Places of Ruth Adeyemi").fill("9")
    page.keyboard.press("Escape")

    cell = page.get_by_role("row", name="Adeyemi, Ruth").get_by_role("link", name="1 of 1")
    expect(cell).to_be_focused()
    cell.click()
    expect(page.get_by_label("Places of Ruth Adeyemi")).to_be_visible()
    assert programme.participants.get(user__name="Ruth Adeyemi").capacity == 1


def test_a_change_meanwhile_is_said_in_the_cell(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    page.get_by_role("row", name="Adeyemi, Ruth").get_by_role("link", name="1 of 1").click()
    box = page.get_by_label("Places of Ruth Adeyemi")
    box.fill("4")
    ruth = programme.participants.get(user__name="Ruth Adeyemi")
    operations.change_participant(ruth, changes={"capacity": 2}, by=None)
    box.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("It is now: 2.")
    box = page.get_by_label("Places of Ruth Adeyemi")
    expect(box).to_have_value("4")
    box.press("Enter")
    expect(page.get_by_role("row", name="Adeyemi, Ruth")).to_contain_text("4 of 4")


def test_the_list_narrows_while_typing_and_the_address_keeps_it(
    page: Page, live_server, programme, faults
):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    box = page.get_by_label("Name, school or e-mail")
    box.fill("northgate")

    expect(page.get_by_text("5 of 10 people")).to_be_visible()
    expect(box).to_be_focused()
    expect(page).to_have_url(re.compile("q=northgate"))

    page.get_by_role("link", name="Take away: Found by “northgate”").click()
    expect(page.get_by_text("10 of 10 people")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("5 of 10 people")).to_be_visible()
    assert faults == []


def test_a_head_sorts_and_keeps_the_focus(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    head = page.get_by_role("columnheader", name="Room left")
    for way in ("ascending", "descending"):
        head.get_by_role("link").click()
        expect(head).to_have_attribute("aria-sort", way)

    expect(page.locator("tbody tr").first).to_contain_text("Boateng")
    expect(page.get_by_role("link", name="Room left")).to_be_focused()


def test_the_ticked_are_paused_and_brought_back(page: Page, live_server, programme, faults):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    page.get_by_label("Choose Ruth Adeyemi").check()
    page.get_by_label("Choose Bethan Cole").check()

    expect(page.get_by_text("2 people chosen")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused 2 people.")).to_be_visible()
    assert programme.participants.paused().count() == 2

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone for 2 people.")).to_be_visible()
    assert programme.participants.paused().count() == 0
    assert faults == []


def test_a_download_holds_what_is_seen(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"] + "?as=mentor")
    page.get_by_role("link", name="Download what I see").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as .csv").click()

    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 6
    assert "Ruth Adeyemi" in text
    assert "Bethan Cole" not in text


def test_on_paper_every_column_stands_under_its_head(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.set_viewport_size({"width": 700, "height": 900})  # what a sheet of A4 is wide
    page.emulate_media(media="print")
    page.goto(live_server.url + addresses(programme)["people"])

    heads, row = page.locator("thead th"), page.locator("tbody tr").first.locator("th, td")

    def lefts(cells: Locator) -> list[float]:
        shown = [cell for cell in cells.all() if cell.is_visible()]
        return [round(cell.bounding_box()["x"]) for cell in shown]

    assert len(lefts(heads)) > 5
    assert lefts(row) == lefts(heads)


def test_a_long_list_of_choices_shrinks_while_typing(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["change"])
    page.get_by_label("Type to see fewer: What do you teach?").fill("phys")

    subjects = page.get_by_role("group", name="What do you teach?")
    expect(subjects.get_by_label("Physics", exact=True)).to_be_visible()
    expect(subjects.get_by_label("Mathematics")).to_be_visible()  # ticked, so it stays
    expect(subjects.get_by_label("Drama")).to_be_hidden()


def test_everything_works_without_script(browser: Browser, live_server, programme):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])

    page.locator("summary", has_text="Taking part as").click()
    page.get_by_label("Mentor", exact=True).check()
    page.get_by_role("button", name="Show these").first.click()
    expect(page.get_by_text("5 of 10 people")).to_be_visible()

    page.get_by_role("row", name="Adeyemi, Ruth").get_by_role("link", name="1 of 1").click()
    page.get_by_label("Places of Ruth Adeyemi").fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Changed Ruth Adeyemi.")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    assert programme.participants.get(user__name="Ruth Adeyemi").capacity == 1

    page.goto(live_server.url + addresses(programme)["people"])
    page.get_by_label("Choose Ruth Adeyemi").check()
    page.get_by_role("button", name="Mark as left").click()
    expect(page.get_by_text("Marked 1 person as left.")).to_be_visible()
    context.close()


# --- The list as a sheet ------------------------------------------------------------------------


def test_a_row_is_written_by_keyboard_alone_cell_after_cell(
    page: Page, live_server, programme, faults
):
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    grid = page.get_by_role("grid", name="People")
    expect(grid.locator("tbody [tabindex='0']")).to_have_count(1)

    grid.get_by_role("link", name="Adeyemi, Ruth").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Deputy")
    expect(page.get_by_label("Role of Ruth Adeyemi")).to_have_value("Deputy")
    page.keyboard.press("Tab")

    row = page.get_by_role("row", name="Adeyemi, Ruth")
    expect(row).to_contain_text("Deputy")
    expect(row.get_by_role("link", name="Northgate Primary")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("row", name="Adeyemi, Ruth")).to_contain_text("Head")
    assert faults == []


def test_marked_cells_are_copied_and_pasted_after_a_look(
    page: Page, live_server, programme, faults
):
    sign_in(page, live_server, programme)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + addresses(programme)["people"] + "?column=role&column=region")
    grid = page.get_by_role("grid", name="People")
    grid.get_by_role("link", name="Adeyemi, Ruth").focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Control+c"):
        page.keyboard.press(key)
    expect(page.get_by_text("4 cells copied.")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Head\tNorth East\nHead\tNorth East"
    assert [*by_axe(page, "cells chosen")] == []

    page.evaluate("navigator.clipboard.writeText('Deputy\\tWales\\nDeputy\\tWalse')")
    page.keyboard.press("Control+v")
    expect(page.get_by_role("heading", name="Look before it is saved")).to_be_visible()
    expect(page.get_by_text("3 cells would change.")).to_be_visible()
    expect(page.get_by_text("Did you mean “Wales”?")).to_be_visible()
    page.get_by_role("button", name="Save 3 changes").click()

    expect(page.get_by_text("Pasted into 2 people.")).to_be_visible()
    expect(page.get_by_role("row", name="Adeyemi, Ruth")).to_contain_text("Wales")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Undone for 2 people.")).to_be_visible()
    assert faults == []


def test_scrolling_to_the_end_brings_more_people(page: Page, live_server, programme: Programme):
    make.crowd(programme, 50)
    sign_in(page, live_server, programme)
    page.goto(live_server.url + addresses(programme)["people"])
    lines = page.locator("tr[data-who]")
    expect(lines).to_have_count(50)

    lines.last.scroll_into_view_if_needed()

    expect(lines).to_have_count(60)
    expect(page.get_by_text("Showing 1 to 60 of 60.")).to_be_visible()
    expect(page.get_by_text("Scroll for more.")).to_be_hidden()
