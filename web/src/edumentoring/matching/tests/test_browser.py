"""The board with a real browser: mouse, keyboard, touch, no script, narrow screens."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from edumentoring.matching import pair_changes
from edumentoring.matching.models import Round
from edumentoring.matching.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.people.tests.make import sign_in_browser
from edumentoring.programmes.models import Programme

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1440, "height": 1000}


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """A page that the policy stopped from doing something, or whose script failed, is a fault."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_bad(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []


def is_bad(said: Any) -> bool:
    # A browser also logs each answer of 4xx, which is tested by its words.
    return said.type == "error" and "Failed to load resource" not in said.text


def at(page: Page, live_server: Any, programme: Programme, path: str = "") -> str:
    """Sign the owner in; the address of the programme's rounds."""
    sign_in_browser(page.context, live_server.url, make.owner(programme), staff=True)
    return f"{live_server.url}/programmes/{programme.slug}/rounds/{path}"


def open_board(page: Page, address: str) -> None:
    """Wait for the side panel too: the test reads the database the server is reading from."""
    page.set_viewport_size(WIDE)
    page.goto(address)
    expect(page.locator("#pair-inside")).to_be_visible()


def row(page: Page, place: int) -> Locator:
    return page.locator("#rows > tr[data-row]").nth(place)


def key_of(line: Locator) -> tuple[int, int]:
    mentor, mentee = (line.get_attribute("data-row") or "").split("-")
    return int(mentor), int(mentee)


def pairs_of(programme: Programme) -> set[tuple[int, int]]:
    round_ = Round.objects.get(programme=programme)
    return make.board(make.again(round_)).pair_set()


def locks_of(programme: Programme) -> list[list[int]]:
    return make.board(make.again(Round.objects.get(programme=programme))).locks


def test_from_an_empty_page_to_published_pairs(
    page: Page, live_server: Any, run_tasks: Callable[[], None]
):
    """Propose; change three pairs by mouse, by key and by button; undo; publish."""
    programme = make.programme(mentors=8, mentees=8)
    page.set_viewport_size(WIDE)
    page.goto(at(page, live_server, programme))
    page.get_by_role("button", name="Open the first round").click()
    page.get_by_role("button", name="Propose pairs for 8 people").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    run_tasks()
    expect(page.locator("#pair-inside")).to_be_visible()

    dragged = by_dragging(page, programme)
    by_keys(page, programme)
    by_buttons(page, programme)
    locked = len(locks_of(programme))
    page.keyboard.press("Control+z")
    expect(page.get_by_text(re.compile("Undid:")).first).to_be_visible()
    assert len(locks_of(programme)) != locked

    page.get_by_role("link", name=re.compile("Check and publish")).click()
    page.get_by_role("button", name=re.compile(r"Publish \d pairs")).click()
    expect(page.get_by_text("The letters wait for about 10 minutes more")).to_be_visible()
    assert dragged in {(pair.mentor_id, pair.mentee_id) for pair in Pair.objects.all()}
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text(re.compile("Nothing was sent")).first).to_be_visible()
    assert not Pair.objects.live().exists()


def by_dragging(page: Page, programme: Programme) -> tuple[int, int]:
    """Drag the first row's mentee onto another row's mentor, read the cost, choose."""
    mentee = key_of(row(page, 0))[1]
    for place in range(1, 8):
        mentor = key_of(row(page, place))[0]
        page.locator(f'#rows [data-mentee="{mentee}"]').drag_to(
            page.locator(f'#rows [data-mentor="{mentor}"]')
        )
        expect(page.locator("#panel").get_by_text("Before you choose")).to_be_visible()
        choose = page.locator("#panel").get_by_role("button", name=re.compile("^Choose"))
        if choose.count() and not page.locator("#reason").count():
            choose.click()
            break
    expect(page.locator(f"#row-{mentor}-{mentee}")).to_be_visible()
    expect(page.locator("#toasts").get_by_text(re.compile("^Chose"))).to_be_visible()
    assert (mentor, mentee) in pairs_of(programme)
    return mentor, mentee


def by_keys(page: Page, programme: Programme) -> None:
    """Arrow down, lock; arrow down, keep apart."""
    page.locator("#rows > tr[tabindex='0']").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    # Past the pair that was dragged: the key would unlock it, and the next re-run might move it.
    while list(key_of(page.locator("#rows > tr:focus"))) in locks_of(programme):
        page.keyboard.press("ArrowDown")
    here = key_of(page.locator("#rows > tr:focus"))
    page.keyboard.press("l")
    button = page.locator(f"#lock-{here[0]}-{here[1]}")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#rows > tr:focus")).to_have_attribute("data-row", f"{here[0]}-{here[1]}")
    assert list(here) in locks_of(programme)
    while list(key_of(page.locator("#rows > tr:focus"))) in locks_of(programme):
        page.keyboard.press("ArrowDown")
    apart = key_of(page.locator("#rows > tr:focus"))
    page.keyboard.press("x")
    expect(page.locator("#toasts").get_by_text(re.compile("apart"))).to_be_visible()
    assert apart not in pairs_of(programme)
    page.keyboard.press("Enter")
    expect(page.locator("#panel").get_by_text("Why they fit")).to_be_visible()


def by_buttons(page: Page, programme: Programme) -> None:
    """Open a pair and choose the first alternative, as a finger would."""
    free = next(
        place for place in range(8) if list(key_of(row(page, place))) not in locks_of(programme)
    )
    key = row(page, free).get_attribute("data-row") or ""
    row(page, free).locator("a[data-open]").click()
    opened = page.locator("#panel footer input[name='pair']")
    expect(opened).to_have_value(key)  # not the one that stood open before
    choose = page.locator("#panel .board-others button").first
    expect(choose).to_be_visible()
    mentor, mentee = (int(part) for part in (choose.get_attribute("value") or "").split("-"))
    choose.click()
    expect(page.locator(f"#row-{mentor}-{mentee}")).to_be_visible()
    assert (mentor, mentee) in pairs_of(programme)


def test_a_finger_alone_is_enough(browser: Browser, page: Page, live_server: Any):
    programme = make.programme(mentors=5, mentees=5)
    make.round_(programme)
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    touch = context.new_page()
    touch.goto(at(touch, live_server, programme, "1/"))

    row(touch, 0).locator("a[data-open]").tap()
    expect(touch.get_by_text("Why they fit")).to_be_visible()
    choose = touch.locator(".board-others button").first
    mentor, mentee = (int(part) for part in (choose.get_attribute("value") or "").split("-"))
    choose.tap()
    expect(touch.get_by_role("heading", name="Match board")).to_be_visible()

    assert (mentor, mentee) in pairs_of(programme)
    assert [mentor, mentee] in locks_of(programme)
    context.close()


def test_the_board_works_without_script(browser: Browser, page: Page, live_server: Any):
    programme = make.programme(mentors=5, mentees=5)
    make.round_(programme)
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    plain = context.new_page()
    plain.goto(at(plain, live_server, programme, "1/"))
    mentor, mentee = key_of(row(plain, 0))

    plain.locator(f"#lock-{mentor}-{mentee}").click()
    assert [mentor, mentee] in locks_of(programme)
    plain.locator("#undo").click()
    assert locks_of(programme) == []
    plain.get_by_role("button", name="See what it would do").click()
    expect(plain.get_by_text("This would change no pair.")).to_be_visible()
    plain.get_by_role("link", name="Match board").click()
    row(plain, 0).locator("a[data-open]").click()
    expect(plain.get_by_text("Why they fit")).to_be_visible()
    context.close()


def test_a_moved_slider_shows_what_it_would_do_before_anything_changes(
    page: Page, live_server: Any
):
    programme = make.programme(mentors=8, mentees=8)
    make.round_(programme)
    open_board(page, at(page, live_server, programme, "1/"))
    before = pairs_of(programme)

    page.get_by_label("Subject", exact=True).press("Home")
    answer = page.locator("#what-if")
    expect(answer.get_by_text(re.compile("This would"))).to_be_visible()
    assert pairs_of(programme) == before

    page.get_by_role("button", name=re.compile("^Re-run")).click()
    expect(page.locator("#toasts").get_by_text(re.compile("Proposal 2"))).to_be_visible()
    round_ = Round.objects.get(programme=programme)
    assert make.board(make.again(round_)).strategy["weights"]["subject"] == 0


def test_two_at_once_are_told_and_nothing_tried_is_lost(page: Page, live_server: Any):
    programme = make.programme(mentors=5, mentees=5)
    round_ = make.round_(programme)
    open_board(page, at(page, live_server, programme, "1/"))
    mine, theirs = key_of(row(page, 0)), key_of(row(page, 1))
    pair_changes.lock(round_, *theirs, by=make.owner(programme), version=round_.version)

    page.locator(f"#lock-{mine[0]}-{mine[1]}").click()
    told = page.locator("#moved")
    expect(told.get_by_text("Nothing of yours was saved yet")).to_be_visible()
    expect(told.get_by_text(re.compile("Locked"))).to_be_visible()
    told.get_by_role("button", name=re.compile("Lock this pair")).click()
    expect(page.locator(f"#lock-{mine[0]}-{mine[1]}")).to_have_attribute("aria-pressed", "true")

    assert sorted(locks_of(programme)) == sorted([list(mine), list(theirs)])
