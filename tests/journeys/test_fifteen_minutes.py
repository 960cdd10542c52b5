"""Fifteen minutes: from a coordinator's first sign-in to the first sign-up, and what follows.

A new coordinator sets a programme up by clicking, and a mentee signs up on a phone. She is found
in the list, asks and is answered, takes a break, leaves and is forgotten; an old sheet does not
bring her back. With PICTURES=1 the same way is kept in pictures for docs/guides.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Frame, Page, expect

from edumentoring.common.models import Letter
from edumentoring.common.postman import deliver_due
from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import write_google_forms_csv
from edumentoring.people.operations import make_owner
from edumentoring.people.tests.make import code_for
from edumentoring.programmes.models import Participant, Programme
from edumentoring.reach.models import Arrival, Link
from edumentoring.signup.models import Draft
from edumentoring.signup.operations import take_in_sign_ups
from tests.journeys.conftest import Complaints
from tests.journeys.gallery import show_the_list
from tests.journeys.letters import follow
from tests.journeys.pictures import WANTED, take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
NAME, PROMISE = "Calder Valley Mentors", "Somebody near by who has stood there"
SOURCE = "Poster in the staff room"
BETHAN = "bethan@northgate.example"
IN_THE_OLD_SHEET = 40 if WANTED else 12

# Fifteen minutes are sixty pages, at a quarter of a minute for each to be read and pressed.
MOST_DESK_PAGES = 60
MOST_PAGES, MOST_BYTES = 12, 150 * 1024


class Counted:
    """The pages that a tab showed and the bytes that came for them, since it was made."""

    def __init__(self, page: Page) -> None:
        self.paths: list[str] = []
        self.size = 0
        page.on("framenavigated", self._note)
        # The browser's own count: what comes from its cache weighs nothing, redirects weigh too.
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", self._weigh)
        network.on("Network.requestWillBeSent", lambda it: self._weigh(it.get("redirectResponse")))

    def _note(self, frame: Frame) -> None:
        if frame.parent_frame is None and frame.url.startswith("http"):
            self.paths.append(urlsplit(frame.url).path)

    def _weigh(self, answer: dict | None) -> None:
        self.size += round(answer["encodedDataLength"]) if answer else 0


@pytest.fixture
def run_letters() -> Callable[[], None]:
    """Lets the minutes pass for which letters are held, and the postman come by."""

    def run() -> None:
        past = timezone.now() - timedelta(seconds=1)
        Letter.objects.filter(state=Letter.State.WAITING).update(not_before=past)
        deliver_due(worker="afternoon", limit=500)

    return run


def test_fifteen_minutes(
    browser: Browser,
    site: str,
    tmp_path: Path,
    complaints: Complaints,
    run_letters: Callable[[], None],
):
    begun = monotonic()
    made = make_owner("helen@calder.example", "Helen Marsh")
    desk = complaints.listen(browser.new_context(viewport=DESK, color_scheme="light")).new_page()
    opened = Counted(desk)

    sign_in(desk, made)
    programme = make_a_programme(desk)
    change_a_question(desk)
    change_the_look(desk)
    publish(desk)
    link = share(desk, programme)

    phone = complaints.listen(browser.new_context(viewport=PHONE, color_scheme="light")).new_page()
    sign_up_on_a_phone(phone, link)
    assert len(opened.paths) <= MOST_DESK_PAGES
    assert monotonic() - begun < 15 * 60
    take_in_sign_ups()
    run_letters()

    # Another browser than the one she signed up with, and one without script.
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, color_scheme="light")
    bethan = confirm(complaints.listen(context).new_page(), site)
    found_in_the_list(desk, programme)
    ask_and_be_answered(bethan, desk, programme, site, run_letters)
    change_pause_and_come_back(bethan, programme)
    take_the_data(bethan)
    be_forgotten(bethan, programme)
    bring_in_the_old_sheet(desk, programme, old_sheet(tmp_path))
    if WANTED:
        show_the_list(desk, programme)


# --- The coordinator --------------------------------------------------------------------------


def sign_in(desk: Page, made: str) -> None:
    """The link that the host was given, and the second lock that coordinators need."""
    desk.goto(re.search(r"http\S+", made)[0])
    desk.get_by_role("button", name="Sign in").click()
    desk.get_by_role("link", name="Set up an app").click()
    desk.get_by_text("I cannot scan it").click()
    secret = desk.locator("code").inner_text()
    desk.get_by_label("The 6 numbers that the app shows now").fill(code_for(secret))
    desk.get_by_role("button", name="Switch it on").click()
    desk.get_by_role("link", name="I have kept them").click()
    desk.get_by_role("link", name="Go to my programmes").click()


def make_a_programme(desk: Page) -> Programme:
    desk.get_by_role("link", name="Make a programme").click()
    desk.get_by_label("What is the programme called?").fill(NAME)
    desk.get_by_label("Partnership").check()
    desk.get_by_role("button", name="Make the programme").click()
    expect(desk.get_by_role("heading", level=1, name="Set up")).to_be_visible()
    take(desk, "set-up")
    programme = Programme.objects.get(name=NAME)
    assert programme.kind == Programme.Kind.PARTNERSHIP
    assert programme.published_at is None
    return programme


def change_a_question(desk: Page) -> None:
    desk.get_by_role("link", name="Questions", exact=True).first.click()
    desk.get_by_role("link", name="What is your role?").click()
    desk.wait_for_load_state()  # the example follows once the page's script is there
    desk.get_by_label("The question", exact=True).fill("What do you do at school?")
    expect(desk.locator("#example").get_by_text("What do you do at school?")).to_be_visible()
    take(desk, "question")
    desk.get_by_role("button", name="Save the question").click()
    desk.get_by_role("link", name="Set up").first.click()
    expect(desk.get_by_text("Standard questions, with changes of yours.")).to_be_visible()


def change_the_look(desk: Page) -> None:
    desk.get_by_role("link", name="Look and words of the public page").click()
    desk.wait_for_load_state()
    desk.get_by_label("Plum").check()
    desk.get_by_label("Headline (optional)", exact=True).fill(PROMISE)
    expect(desk.locator("[data-preview]")).to_contain_text(PROMISE)
    take(desk, "look")
    desk.get_by_role("button", name="Save").click()


def publish(desk: Page) -> None:
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_role("heading", name="Your page is public")).to_be_visible()


def share(desk: Page, programme: Programme) -> str:
    """Make a campaign link, look at its poster, and give the short address that is on it."""
    desk.get_by_role("link", name="Poster, links and words to share").click()
    desk.get_by_label("Where will you use it?").fill(SOURCE)
    desk.get_by_role("button", name="Make the link").click()
    expect(desk.get_by_role("heading", level=1, name=f"Share: {SOURCE}")).to_be_visible()
    take(desk, "share")
    poster = desk.get_by_role("link", name="For the school’s printer").get_attribute("href")
    printed = desk.context.request.get(urljoin(desk.url, poster))
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.body().startswith(b"%PDF")
    address = desk.locator("#short-address").inner_text()
    assert address == Link.objects.get(programme=programme, label=SOURCE).address
    return address


# --- Signing up -------------------------------------------------------------------------------


def go_on(phone: Page, heading: str) -> None:
    """Press the button of the page, and wait for the next one."""
    phone.locator("button.next").click()
    expect(phone.get_by_role("heading", level=1, name=heading)).to_be_visible()


def sign_up_on_a_phone(phone: Page, link: str) -> None:
    """Page by page, with one mistake that is mended, and a button that is pressed too often."""
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1, name=PROMISE)).to_be_visible()
    take(phone, "public-page")
    phone.wait_for_load_state("networkidle")
    after_the_first = Counted(phone)
    phone.get_by_role("link", name="Find me a mentor").click()
    expect(phone.get_by_label("I’d like a mentor")).to_be_checked()
    answer_the_pages(phone)
    take(phone, "check-answers", height=640)
    phone.get_by_label("I want to take part").check()
    phone.get_by_label("I agree to the code of conduct").check()
    phone.get_by_role("button", name="Send my sign-up").dblclick()
    expect(phone.get_by_role("heading", name="Thank you. Please look at your")).to_be_visible()
    take(phone, "signed-up")
    phone.wait_for_load_state("networkidle")

    pages = {path for path in after_the_first.paths if not path.endswith("/sent/")}
    print(f"{len(pages)} pages, {after_the_first.size} bytes")  # noqa: T201 - read with pytest -s
    assert 5 < len(pages) <= MOST_PAGES
    assert 20_000 < after_the_first.size <= MOST_BYTES
    phone.go_back()
    if phone.get_by_role("button", name="Send my sign-up").count():
        phone.get_by_role("button", name="Send my sign-up").click()
    assert Draft.objects.count() == 1


def answer_the_pages(phone: Page) -> None:
    go_on(phone, "Your work")
    phone.get_by_label("Early career teacher, year 1").check()
    phone.get_by_label("What do you do at school?").fill("Teacher of chemistry")
    phone.get_by_label("How many years have you taught?").fill("one")
    phone.locator("button.next").click()
    expect(phone.get_by_text("There is a problem")).to_be_visible()
    take(phone, "mistake")
    expect(phone.get_by_label("What do you do at school?")).to_have_value("Teacher of chemistry")
    phone.get_by_label("How many years have you taught?").fill("1")
    go_on(phone, "Where you work")
    phone.get_by_label("Where do you work?").fill("Northgate Forest School")
    go_on(phone, "What you teach")
    phone.get_by_label("Key stage 3").check()
    go_on(phone, "The help you would like")
    go_on(phone, "What you would like help with")
    phone.get_by_label("Managing workload").check()
    take(phone, "topics", height=900)
    go_on(phone, "When and how you could meet")
    phone.get_by_label("Monday: Evening").check()
    go_on(phone, "Your wishes")
    go_on(phone, "Only if you like")
    go_on(phone, "How to reach you")
    phone.get_by_label("Your name").fill("Bethan Lloyd")
    phone.get_by_label("Your e-mail").fill(BETHAN)
    go_on(phone, "Check your answers")


# --- Her own place ----------------------------------------------------------------------------


def open_letter(page: Page, site: str, kind: str) -> None:
    letter = Letter.objects.get(to=BETHAN, kind=kind)
    assert letter.state == Letter.State.SENT
    page.goto(f"{site}/outbox/{letter.code}/html/")


def confirm(letter: Page, site: str) -> Page:
    """The letter's link leads to her own page, with neither a password nor another letter."""
    person = Participant.objects.get(user__email=BETHAN)
    assert person.state == Participant.State.SIGNED_UP
    open_letter(letter, site, "signup_confirm")
    take(letter, "confirm-letter")
    bethan = follow(letter, "Confirm my sign-up")
    bethan.get_by_role("button", name="Confirm my sign-up").click()
    expect(bethan).to_have_url(re.compile("/place/"))
    expect(bethan.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    take(bethan, "my-part")
    return bethan


def change_pause_and_come_back(bethan: Page, programme: Programme) -> None:
    me = programme.participants.get(user__email=BETHAN)
    bethan.locator("summary", has_text="What you would like help with").click()
    bethan.get_by_role("link", name="Change What you would like help with").click()
    bethan.get_by_label("Managing workload").uncheck()
    bethan.get_by_label("Behaviour").first.check()
    bethan.get_by_role("button", name="Save").click()
    expect(bethan.get_by_text("Saved: What you would like help with.")).to_be_visible()
    me.refresh_from_db()
    assert me.answers["topics_wanted"] == ["behaviour"]

    bethan.get_by_role("link", name="Take a break", exact=True).click()
    take(bethan, "break")
    bethan.get_by_role("button", name="Start my break").click()
    me.refresh_from_db()
    assert me.state == Participant.State.PAUSED
    bethan.get_by_role("button", name="Come back now").click()
    me.refresh_from_db()
    assert me.state == Participant.State.IN


def take_the_data(bethan: Page) -> None:
    bethan.get_by_role("link", name="My data as a file").click()
    with bethan.expect_download() as download:
        bethan.get_by_role("button", name="Download my data").click()
    with zipfile.ZipFile(download.value.path()) as folder:
        kept = folder.read("data.json").decode()
    assert BETHAN in kept
    assert "Teacher of chemistry" in kept


def be_forgotten(bethan: Page, programme: Programme) -> None:
    bethan.goto(urljoin(bethan.url, f"/place/{programme.slug}/"))
    bethan.get_by_role("link", name="Leave", exact=True).click()
    bethan.get_by_label("Forget me here too").check()
    take(bethan, "leave", height=1300)
    bethan.get_by_role("button", name=f"Leave {NAME}").click()
    expect(bethan.get_by_text("what it kept about you is gone")).to_be_visible()
    assert not programme.participants.filter(user__email=BETHAN).exists()


# --- What the coordinator sees of her -----------------------------------------------------------


def found_in_the_list(desk: Page, programme: Programme) -> None:
    """One person, with where she came from and how she stands."""
    desk.get_by_role("link", name="People", exact=True).click()
    row = desk.get_by_role("row", name="Lloyd, Bethan")
    expect(row).to_contain_text("Waiting")
    expect(row).to_contain_text("Northgate Forest School")
    assert programme.participants.count() == 1
    assert Arrival.objects.get().link.label == SOURCE
    desk.get_by_role("link", name="Share", exact=True).click()
    source = desk.get_by_role("row", name=SOURCE)
    for label, number in {"Signed up": "1", "Confirmed": "1", "Introduced": "0"}.items():
        expect(source.locator(f"[data-label='{label}']")).to_have_text(number)


def ask_and_be_answered(
    bethan: Page, desk: Page, programme: Programme, site: str, run_letters: Callable[[], None]
) -> None:
    bethan.get_by_role("link", name="Ask the coordinators").click()
    bethan.get_by_label("Your question").fill("How do I change my answers?")
    bethan.get_by_role("button", name="Send", exact=True).click()
    expect(bethan.get_by_role("heading", name="Thank you. We have it")).to_be_visible()

    desk.get_by_role("link", name="Queries").first.click()
    desk.get_by_role("link", name="How do I change my answers?").click()
    desk.locator(".suggestion summary").first.click()
    desk.get_by_role("button", name="Put it in my reply").first.click()
    take(desk, "query")
    desk.get_by_role("button", name="Send the reply").click()
    expect(desk.get_by_text("Your reply goes out in two minutes.")).to_be_visible()
    run_letters()
    open_letter(bethan, site, "query_reply")
    expect(bethan.get_by_text("You can change them yourself").first).to_be_visible()
    bethan.goto(f"{site}/place/{programme.slug}/")


def old_sheet(folder: Path) -> Path:
    """An autumn's sign-ups as a form gave them, and Bethan's among them."""
    people = draw_people(IN_THE_OLD_SHEET, seed=3)
    people[2] = replace(people[2], name="Bethan Lloyd", email=BETHAN)
    return write_google_forms_csv(folder / "Last autumn (Responses).csv", people, seed=3)


def bring_in_the_old_sheet(desk: Page, programme: Programme, sheet: Path) -> None:
    assert BETHAN in sheet.read_text()
    desk.get_by_role("link", name="People", exact=True).click()
    desk.get_by_role("link", name="Bring in a sheet").first.click()
    desk.get_by_label("Choose a file").set_input_files(sheet)
    desk.get_by_role("button", name="Read it").click()
    desk.get_by_role("button", name="Check the rows").click()
    expect(desk.get_by_role("heading", name="Check what we read")).to_be_visible()
    expect(desk.get_by_text("asked us to forget them").first).to_be_visible()
    desk.get_by_text("asked us to forget them").first.scroll_into_view_if_needed()
    take(desk, "forgotten")
    desk.get_by_role("button", name=re.compile("^Save ")).click()
    expect(desk.get_by_role("heading", level=1, name="Saved")).to_be_visible()
    assert programme.participants.taking_part().count() == IN_THE_OLD_SHEET - 1
    assert not programme.participants.filter(user__email=BETHAN).exists()
