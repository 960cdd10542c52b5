"""One evening: from a raw sheet of sign-ups to two people who have each other's address.

A coordinator who has read no guide follows the pages. With PICTURES=1 the same evening is
kept in pictures, with 600 people, for docs/guides/coordinator.md.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from edumentoring.common.models import Letter
from edumentoring.common.postman import deliver_due
from edumentoring.demonstration.operations import load_demonstration
from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import write_google_forms_csv
from edumentoring.intake.models import Upload
from edumentoring.matching.access import round_for, state_for
from edumentoring.matching.models import BoardState, Round
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import send_off_held
from edumentoring.programmes.models import Coordinator, Participant, Programme
from tests.journeys.conftest import Complaints
from tests.journeys.letters import follow
from tests.journeys.pictures import WANTED, take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE = 600 if WANTED else 200  # fewer have no slips to mend
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 780}
TALL = {"width": 1440, "height": 2600}
NAME = "Autumn Staffroom"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Sign-ups as Google Forms hands them over, slips of the keyboard and all."""
    path = tmp_path / "Autumn sign-up (Responses).csv"
    return write_google_forms_csv(path, draw_people(PEOPLE, seed=3), seed=3)


@pytest.fixture
def run_letters() -> Callable[[], None]:
    """Lets ten minutes pass and the postman come by."""

    def run() -> None:
        past = timezone.now() - timedelta(seconds=1)
        Pair.objects.filter(state=Pair.State.HELD).update(held_until=past)
        Letter.objects.filter(state=Letter.State.WAITING).update(not_before=past)
        deliver_due(worker="evening", limit=5000)
        send_off_held()

    return run


def test_an_evening(
    browser: Browser,
    site: str,
    sheet: Path,
    complaints: Complaints,
    run_tasks: Callable[[], None],
    run_letters: Callable[[], None],
):
    load_demonstration(people=20)
    context = complaints.listen(browser.new_context(viewport=DESK, color_scheme="light"))
    desk = context.new_page()

    programme = make_a_programme(desk, site)
    bring_in(desk, programme, sheet)
    propose(desk, run_tasks)
    kept, chosen, dropped = change_three_and_undo_one(desk, programme)
    publish(desk, programme)
    read_the_letters(desk, site)
    run_letters()

    pairs = {(pair.mentor_id, pair.mentee_id) for pair in Pair.objects.filter(programme=programme)}
    assert {kept, chosen} <= pairs
    assert dropped not in pairs
    declined = Pair.objects.get(mentor_id=kept[0], mentee_id=kept[1])
    pair = best_pair_beside(declined)
    say_yes_on_a_phone(browser, site, complaints, pair, run_letters)
    say_not_now(browser, site, complaints, declined)
    see_what_came_of_it(desk, pair)


# --- A programme and its people ---------------------------------------------------------------


def make_a_programme(desk: Page, site: str) -> Programme:
    desk.goto(f"{site}/demonstration/")
    desk.get_by_role("button", name="Sign in as the coordinator").click()
    desk.get_by_role("link", name="Make a programme").click()
    desk.get_by_label("What is the programme called?").fill(NAME)
    take(desk, "new-programme")
    desk.get_by_role("button", name="Make the programme").click()
    expect(desk.get_by_role("heading", level=1, name="Set up")).to_be_visible()
    programme = Programme.objects.get(name=NAME)
    seat = Coordinator.objects.get(programme=programme)
    assert (seat.user.email, seat.role) == ("helen@demonstration.example", "owner")
    return programme


def bring_in(desk: Page, programme: Programme, sheet: Path) -> None:
    desk.get_by_role("link", name=re.compile("Bring in a sheet|Bring in sign-ups")).first.click()
    desk.get_by_label("Choose a file").set_input_files(sheet)
    take(desk, "bring-in")
    desk.get_by_role("button", name="Read it").click()
    expect(desk.get_by_role("heading", name="Your columns and our questions")).to_be_visible()
    take(desk, "columns")
    desk.get_by_role("button", name="Check the rows").click()
    expect(desk.get_by_role("heading", name="Check what we read")).to_be_visible()
    take(desk, "check")
    mended = mend_rows(desk, programme)
    promised = in_words(desk.get_by_role("button", name=re.compile("^Save ")))
    assert not Participant.objects.filter(programme=programme).exists(), "nothing is half-saved"
    desk.get_by_role("button", name=re.compile("^Save ")).click()
    expect(desk.get_by_role("heading", level=1, name="Saved")).to_be_visible()
    take(desk, "saved")
    people = Participant.objects.filter(programme=programme)
    assert people.count() == promised, "what was promised is what was saved"
    assert people.filter(user__email=mended).exists()


def mend_rows(desk: Page, programme: Programme) -> str:
    """Type one address right, and accept what was proposed for another row."""
    looks = desk.locator("table.looks tbody tr")
    before = looks.count()
    broken = looks.filter(has=desk.locator("input[type=email]")).first
    broken.locator("input[type=email]").fill("mended.by.hand@example.org")
    broken.get_by_role("button", name=re.compile("^Use this")).click()
    expect(desk.get_by_text("1 decision made so far")).to_be_visible()
    guessed = looks.filter(has=desk.locator("select")).first
    guessed.locator("select").select_option(index=1)
    guessed.get_by_role("button", name=re.compile("^Use this")).click()
    expect(desk.get_by_text("2 decisions made so far")).to_be_visible()
    upload = Upload.objects.get(programme=programme)
    assert "mended.by.hand@example.org" in str(upload.edits), "kept at once"
    assert looks.count() <= before
    return "mended.by.hand@example.org"


# --- A round ----------------------------------------------------------------------------------


def propose(desk: Page, run_tasks: Callable[[], None]) -> None:
    desk.get_by_role("link", name="Next: match them").click()
    desk.get_by_role("button", name="Open the first round").click()
    take(desk, "what-matters")
    desk.get_by_role("button", name=re.compile(r"Propose pairs for \d+ people")).click()
    expect(desk.get_by_text("You can leave this page")).to_be_visible()
    run_tasks()
    expect(desk.get_by_role("heading", name="Match board")).to_be_visible()


def change_three_and_undo_one(desk: Page, programme: Programme) -> tuple[tuple[int, int], ...]:
    """One locked and one given another mentor by keyboard, one dragged; the last undone."""
    first = desk.locator("#rows > tr[data-row]").first
    expect(desk.locator("#panel").get_by_text("Why they fit")).to_be_visible()
    take(desk, "board", height=1120)

    kept = lock_by_key(desk, first)
    assert list(kept) in board(programme).locks
    chosen = choose_by_key(desk)
    assert chosen in board(programme).pair_set()
    dropped = drag(desk)
    assert dropped in board(programme).pair_set()
    take(desk, "changed")

    desk.keyboard.press("Control+z")
    expect(desk.locator("#toasts").get_by_text(re.compile("^Undid"))).to_be_visible()
    assert dropped not in board(programme).pair_set()
    assert chosen in board(programme).pair_set()
    return kept, chosen, dropped


def lock_by_key(desk: Page, row: Locator) -> tuple[int, int]:
    key = key_of(row)
    row.focus()
    desk.keyboard.press("l")
    lock = desk.locator(f"#lock-{key[0]}-{key[1]}")
    expect(lock).to_have_attribute("aria-pressed", "true")
    expect(desk.locator("#rows > tr:focus")).to_have_attribute("data-row", f"{key[0]}-{key[1]}")
    return key


def choose_by_key(desk: Page) -> tuple[int, int]:
    """Arrow to the next pair, open it, and tab to another mentor for its mentee."""
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#rows > tr:focus")).to_have_count(1)
    desk.keyboard.press("Enter")
    mentee = key_of(desk.locator("#rows > tr[aria-selected=true]"))[1]
    choices = desk.locator(f"#panel .board-others button[value$='-{mentee}']")
    expect(choices.first).to_be_visible()
    take(desk, "choices", height=1120)
    for _turn in range(120):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.matches('#panel .board-others button')"):
            break
    value = desk.evaluate("document.activeElement.value")
    desk.keyboard.press("Enter")
    expect(desk.locator("#toasts").get_by_text(re.compile("^Chose"))).to_be_visible()
    mentor, mentee = (int(part) for part in value.split("-"))
    return mentor, mentee


def drag(desk: Page) -> tuple[int, int]:
    """Drag the third mentee onto a mentor further down, read the cost, say why, and choose."""
    desk.set_viewport_size(TALL)  # nothing scrolls away under the mouse
    rows = desk.locator("#rows > tr[data-row]")
    panel = desk.locator("#panel")
    mine, mentee = key_of(rows.nth(2))
    for place in range(3, rows.count()):
        mentor = key_of(rows.nth(place))[0]
        if mentor == mine:
            continue
        onto = desk.locator(f'#rows [data-mentor="{mentor}"]').first
        with desk.expect_response(re.compile("/cost/")) as cost:
            desk.locator(f'#rows [data-mentee="{mentee}"]').drag_to(onto)
        assert cost.value.url.endswith(f"{mentor}-{mentee}")
        expect(panel.get_by_text(onto.locator("strong").inner_text()).first).to_be_visible()
        choose = panel.locator(f'button[value="{mentor}-{mentee}"]')
        expect(choose.or_(panel.locator(".notice.wrong"))).to_be_visible()
        if choose.count():
            for box in panel.locator("#reason").all():
                box.fill("They asked for each other")
            choose.click()
            expect(panel.get_by_text("Before you choose")).to_have_count(0)
            desk.set_viewport_size(DESK)
            return mentor, mentee
    raise AssertionError("no mentor on the page could be chosen")


def publish(desk: Page, programme: Programme) -> None:
    pairs = len(board(programme).pairs)
    desk.get_by_role("link", name=f"Check and publish {pairs} pairs").click()
    take(desk, "publish")
    assert not Pair.objects.filter(programme=programme).exists()
    desk.get_by_role("button", name=f"Publish {pairs} pairs").click()
    expect(desk.get_by_role("heading", name=f"{pairs} pairs are published")).to_be_visible()
    desk.get_by_role("link", name="See the introductions").click()
    expect(desk.get_by_text("Nothing has been sent.")).to_be_visible()
    take(desk, "held")
    held = Pair.objects.filter(programme=programme, state=Pair.State.HELD)
    assert held.count() == pairs
    assert Letter.objects.filter(kind="introduction", state="waiting").count() == 2 * pairs
    over = [each for each in Participant.objects.mentors() if each.mentees_now > each.capacity]
    assert over == []


def read_the_letters(desk: Page, site: str) -> None:
    desk.get_by_role("link", name="Change the letters").click()
    desk.get_by_role("link", name="Introduction", exact=True).click()
    expect(desk.frame_locator("iframe").get_by_text("Why you two")).to_be_visible()
    take(desk, "letter-words")
    desk.goto(f"{site}/outbox/?kind=introduction")
    desk.locator("tbody a").first.click()
    letter = desk.frame_locator("iframe")
    expect(letter.get_by_role("heading", name="Why you two")).to_be_visible()
    assert "@" not in letter.locator("body").inner_text(), "no address before both said yes"


# --- Two people -------------------------------------------------------------------------------


def phone(browser: Browser, complaints: Complaints) -> Page:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, color_scheme="light")
    return complaints.listen(context).new_page()


def open_letter(page: Page, site: str, pair: Pair, person: Participant, kind: str) -> None:
    letter = Letter.objects.get(to=person.user.email, kind=kind, subject_key=pair.subject_key)
    assert letter.state == Letter.State.SENT
    page.goto(f"{site}/outbox/{letter.code}/html/")


def best_pair_beside(other: Pair) -> Pair:
    """The pair of the highest fit with other people in it and a time that suits both."""
    pairs = Pair.objects.filter(programme=other.programme).exclude(mentor=other.mentor)
    return next(each for each in pairs.order_by("-fit", "pk") if each.times)


def say_yes_on_a_phone(
    browser: Browser, site: str, complaints: Complaints, pair: Pair, run_letters: Callable
) -> None:
    """The mentee, then the mentor; an address arrives only after both."""
    page = phone(browser, complaints)
    for person, after in (
        (pair.mentee, "Thank you. We have kept your yes"),
        (pair.mentor, "You have both said yes"),
    ):
        assert not Letter.objects.filter(kind="both_said_yes").exists()
        open_letter(page, site, pair, person, "introduction")
        if person == pair.mentee:
            take(page, "letter", height=1360)
        answer = follow(page, "Say yes to meeting")
        if person == pair.mentee:
            take(answer, "answer", height=1360)
        answer.get_by_role("button", name=re.compile("^Yes, I’d like to meet")).click()
        expect(answer.get_by_role("heading", name=after)).to_be_visible()
    run_letters()
    for person, other in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
        open_letter(page, site, pair, person, "both_said_yes")
        expect(page.get_by_role("link", name=other.user.email).first).to_be_visible()
        if person == pair.mentee:
            take(page, "address", height=1000)
    pair.refresh_from_db()
    assert pair.state == Pair.State.AGREED


def say_not_now(browser: Browser, site: str, complaints: Complaints, pair: Pair) -> None:
    page = phone(browser, complaints)
    places = pair.mentor.mentees_now
    open_letter(page, site, pair, pair.mentee, "introduction")
    answer = follow(page, "Not now? Tell us here")
    answer.get_by_role("button", name=re.compile("^Not now")).click()
    expect(answer.get_by_role("heading", name="This introduction is closed")).to_be_visible()
    pair.refresh_from_db()
    mentee, mentor = (Participant.objects.get(pk=one.pk) for one in (pair.mentee, pair.mentor))
    assert pair.state == Pair.State.DECLINED
    assert (mentee.mentors_now, mentor.mentees_now) == (0, places - 1), "both are free again"


def see_what_came_of_it(desk: Page, pair: Pair) -> None:
    desk.goto(desk.url.split("/outbox/")[0] + f"/programmes/{pair.programme.slug}/introductions/")
    desk.get_by_role("link", name=re.compile("^Beginning")).click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(desk.get_by_role("link", name=str(pair.mentee))).to_be_visible()


# --- Reading ----------------------------------------------------------------------------------


def in_words(button: Locator) -> int:
    """The number in a button's words."""
    found = re.search(r"\d+", button.inner_text())
    assert found
    return int(found[0])


def key_of(row: Locator) -> tuple[int, int]:
    mentor, mentee = (row.get_attribute("data-row") or "").split("-")
    return int(mentor), int(mentee)


def board(programme: Programme) -> BoardState:
    round_ = Round.objects.get(programme=programme)
    seat = Coordinator.objects.select_related("programme").get(programme=programme)
    return state_for(round_for(seat, round_.number))
