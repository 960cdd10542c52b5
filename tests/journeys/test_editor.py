"""Thirty minutes: an editor makes a section, a story and an issue of the newsletter from nothing.

The section has all its parts. The story is told on a phone, gets other words with its teller's
yes, and is published. The issue takes both, and a test of it arrives by mail. At the end the
teller takes the story back. With PICTURES=1 the same way is kept in pictures for
docs/guides/editor.md.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from edumentoring.common.models import Letter
from edumentoring.common.postman import deliver_due
from edumentoring.common.tests.peer import mail_server
from edumentoring.library.models import Section
from edumentoring.library.tests import make as library
from edumentoring.newsletter.models import Issue
from edumentoring.people.tests import make as people
from edumentoring.programmes.operations import publish_programme
from edumentoring.programmes.tests import make
from edumentoring.stories.models import Story
from tests.journeys.conftest import Complaints
from tests.journeys.pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
HELEN, BETHAN = "helen@northgate.example", "bethan@elsewhere.example"
MOST_MINUTES = 30
# An ordinary person writes new text at 19 words a minute (Karat and others, 1999, Patterns of
# entry and correction in large vocabulary continuous speech recognition systems). To look,
# decide, point and press takes three seconds (Card, Moran and Newell, 1980, The keystroke-level
# model). Each new page is read for a quarter of a minute.
WORDS_A_MINUTE, SECONDS_A_PRESS, SECONDS_A_PAGE = 19, 3, 15


class Hand:
    """What one person does in one tab: presses, words that are typed, pages that are read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = self.words = self.pages = 0
        page.on("framenavigated", self._note)

    def _note(self, frame: Frame) -> None:
        self.pages += frame.parent_frame is None and frame.url.startswith("http")

    @property
    def minutes(self) -> float:
        typing = self.words / WORDS_A_MINUTE
        return typing + (self.presses * SECONDS_A_PRESS + self.pages * SECONDS_A_PAGE) / 60

    def press(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def menu(self, name: str) -> None:
        """Something in the menu under one's name, from any page of the desk."""
        self.press(self.page.locator("summary.avatar-button"))
        self.link(name)

    def back(self) -> None:
        """From the editors' desk to the programme's."""
        self.link("Back to EduMentoring")
        self.link("Northgate Mentoring")

    def fill(self, box: Locator, words: str) -> None:
        """Go to a box, and type."""
        self.presses += 1
        self.words += len(words.split())
        box.fill(words)

    def write(self, name: str, words: str) -> None:
        """Fill a box of the editors' form by its name."""
        self.fill(self.page.locator(f"[name='{name}']"), words)

    def write_richly(self, name: str, words: str) -> None:
        """Fill a box that knows bold, italic and links: it keeps its words in a hidden one."""
        kept = self.page.locator(f"[name='{name}']")
        self.press(kept.locator("xpath=..").locator("[contenteditable=true]"))
        self.words += len(words.split())
        self.page.keyboard.insert_text(words)
        expect(kept).to_have_value(re.compile(re.escape(words)))

    def add(self, part: str, kind: str = "") -> None:
        """Add a block below the last one; `kind` where there are several to choose from."""
        count = self.page.locator(f"input[name='{part}-count']")
        self.press(count.locator("xpath=..").get_by_title("Insert a block").last)
        if kind:
            self.press(self.page.get_by_role("option", name=kind, exact=True))

    def choose(self, name: str) -> None:
        """Press the last button that opens a list, and take one thing from that."""
        self.press(self.page.locator("[data-chooser-action-choose]:visible").last)
        dialog = self.page.get_by_role("dialog")
        self.press(dialog.get_by_role("link", name=name).first)
        expect(dialog).to_be_hidden()

    def save_draft(self) -> None:
        with self.page.expect_navigation():
            self.button("Save draft")

    def publish(self) -> None:
        self.button("More actions")
        with self.page.expect_navigation():
            self.button("Publish")


@pytest.fixture
def helen(browser: Browser, site: str, complaints: Complaints) -> Hand:
    """A coordinator who writes, signed in with a second factor, on the first page of her desk."""
    owner = people.staff_person(HELEN, "Helen Marsh")
    programme = make.programme("Northgate Mentoring", by=owner, slug="northgate")
    publish_programme(programme, by=owner)
    library.resource("Calm starts, filmed")
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    complaints.listen(context)
    people.sign_in_browser(context, site, owner, staff=True)
    hand = Hand(context.new_page())
    hand.page.goto(f"{site}/programmes/northgate/")
    return hand


@pytest.fixture
def phone(browser: Browser, complaints: Complaints) -> Page:
    """Somebody who has never been here, without script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    return complaints.listen(context).new_page()


def test_thirty_minutes(helen: Hand, phone: Page, site: str):
    make_a_section(helen, phone, site)
    tell_a_story(phone, site)
    word_it_anew(helen, phone, site)
    make_an_issue(helen, site)
    send_a_test(helen)

    told = f"{helen.presses} presses, {helen.words} words, {helen.pages} pages"
    print(f"{helen.minutes:.1f} minutes: {told}")  # noqa: T201 - read with pytest -s
    assert helen.words > 200, "A section of a few words proves nothing."
    assert helen.minutes <= MOST_MINUTES, told
    take_it_back(phone, site)


# --- A section ----------------------------------------------------------------------------------


def make_a_section(helen: Hand, phone: Page, site: str) -> None:
    page = helen.page
    helen.menu("Mentor zone")
    take(page, "zone-desk")
    helen.button("Open a zone of our own")
    expect(page.get_by_role("heading", name="What would you like to write?")).to_be_visible()
    take(page, "zone-home")
    helen.link("New section")
    say_what_to_do(helen)
    say_what_to_read(helen)
    say_what_comes_after(helen)
    helen.save_draft()
    section = Section.objects.get(title="Calm starts")
    assert not section.live
    assert phone.goto(f"{site}{section.url}").status == 404

    helen.button("Toggle preview")
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="Calm starts", exact=True)).to_be_visible()
    take(page, "zone-preview")
    helen.publish()
    phone.goto(f"{site}{section.url}")
    for name in ("Greet each pupil by name", "The door that stayed shut", "Watch two starts"):
        expect(phone.get_by_text(name)).to_be_visible()
    shot = phone.context.browser.new_page(viewport=DESK)
    shot.goto(f"{site}{section.url}")
    take(shot, "zone-section")
    shot.close()


def say_what_to_do(helen: Hand) -> None:
    helen.write("title", "Calm starts")
    helen.write("summary", "How the first two minutes of a lesson become calm.")
    for at, (title, words) in enumerate(
        (
            ("Greet each pupil by name", "Stand at the door. Say the name, and one kind thing."),
            ("Put one task on the board", "It needs no help and no book. Three lines are enough."),
            ("Wait for quiet, then begin", "Count to five in your head. Then speak more softly."),
        )
    ):
        helen.add("actions")
        helen.write(f"actions-{at}-value-title", title)
        helen.write(f"actions-{at}-value-minutes", "2")
        helen.write_richly(f"actions-{at}-value-words", words)
    take(helen.page, "zone-actions")
    helen.add("focus")
    helen.write("focus-0-value", "The first two minutes, from the door to the first task.")


def say_what_to_read(helen: Hand) -> None:
    helen.write("article_title", "What happens before the lesson")
    helen.write("byline", "Helen Marsh")
    helen.add("reading", "Text")
    helen.write_richly(
        "reading-0-value",
        "A calm start is made before the lesson. Pupils read our face first, then the room, and"
        " last of all the board. [^routines] Choose one thing to do each day at the door. Keep it"
        " for two weeks before you judge it, and let your mentee choose theirs.",
    )
    helen.add("sources")
    helen.write("sources-0-value-key", "routines")
    helen.write_richly(
        "sources-0-value-words", "Department for Education (2024). Behaviour in schools. London."
    )
    helen.add("resources")
    helen.choose("Calm starts, filmed")
    helen.add("stories")
    helen.write("stories-0-value-title", "The door that stayed shut")
    helen.write_richly(
        "stories-0-value-words",
        "A teacher kept the door shut until all were quiet. It took nine minutes. The next day"
        " she opened it early, and it took two.",
    )
    helen.write("stories-0-value-discussion-0-value", "What did the open door say to the class?")


def say_what_comes_after(helen: Hand) -> None:
    helen.add("further")
    helen.write("further-0-value-title", "Watch two starts, and compare what you each saw")
    helen.add("guide")
    helen.write("guide-0-value-title", "At the door")
    helen.write("guide-0-value-points-0-value", "One name and one kind thing for each pupil.")
    helen.add("confidence")
    helen.write("confidence-0-value-statement", "I can name what I do at the door.")
    helen.write_richly("confidence-0-value-help", "Ask a colleague to watch your next start.")
    helen.press(helen.page.get_by_label("Behaviour", exact=True))


# --- A story ------------------------------------------------------------------------------------


def link_in(kind: str) -> str:
    """The path behind the latest letter's link."""
    text = Letter.objects.filter(kind=f"story_{kind}").latest("pk").text
    return re.search(r"/story/\S+/(confirm|wording|withdraw)/", text)[0]


def tell_a_story(phone: Page, site: str) -> None:
    phone.goto(f"{site}/stories/northgate/tell/")
    phone.get_by_label("A quote", exact=True).check()
    phone.get_by_label("Your words").fill("She asked, and she waited, and I stayed.")
    phone.get_by_label("Your name").fill("Bethan Cole")
    phone.get_by_label("Your e-mail").fill(BETHAN)
    phone.get_by_label("How may we describe you?").fill("ECT")
    phone.get_by_label("The programme’s stories page").check()
    phone.get_by_label("The newsletter").check()
    phone.get_by_role("button", name="Send it to the team").click()
    expect(phone.get_by_role("heading", name="Thank you. One step is left")).to_be_visible()
    phone.goto(site + link_in("confirm"))
    phone.get_by_role("button", name="Yes, it is mine").click()


def word_it_anew(helen: Hand, phone: Page, site: str) -> None:
    """Other words, with the teller's yes, and then for all to read."""
    page = helen.page
    helen.back()
    helen.menu("Stories and quotes")
    helen.link("She asked")
    helen.link("Propose other words")
    helen.fill(page.get_by_label("The words you propose"), "She asked, then waited. I stayed.")
    take(page, "story-words")
    helen.button("Ask the teller")
    expect(page.get_by_text("Waits for the teller’s yes")).to_be_visible()

    phone.goto(site + link_in("wording"))
    both = phone.get_by_role("region", name="As it is")
    expect(both.get_by_text("She asked, and she waited, and I stayed.")).to_be_visible()
    phone.get_by_role("button", name="Yes, use these words").click()

    page.reload()
    take(page, "story-publish")
    helen.button("Publish it")
    expect(page.get_by_text("Published. Its teller gets a letter.")).to_be_visible()
    phone.goto(f"{site}/stories/northgate/")
    expect(phone.get_by_text("She asked, then waited. I stayed.")).to_be_visible()
    expect(phone.get_by_text("Bethan, ECT")).to_be_visible()


def take_it_back(phone: Page, site: str) -> None:
    phone.goto(site + link_in("published"))
    phone.get_by_role("button", name="Take it back now").click()
    expect(phone.get_by_text("Your story is shown nowhere now.")).to_be_visible()
    phone.goto(f"{site}/stories/northgate/")
    expect(phone.get_by_text("Stories will be here")).to_be_visible()
    phone.goto(f"{site}/newsletter/northgate/1/")
    expect(phone.get_by_role("heading", name="The long half term")).to_be_visible()
    expect(phone.get_by_text("I stayed")).to_have_count(0)
    assert Story.objects.get().state == Story.State.WITHDRAWN


# --- An issue -----------------------------------------------------------------------------------


def make_an_issue(helen: Hand, site: str) -> None:
    page = helen.page
    helen.menu("Newsletter")
    helen.fill(page.get_by_label("What is it called?"), "Notes from the staffroom")
    helen.button("Begin the newsletter")
    helen.press(page.get_by_label("Anybody may read past issues"))
    helen.button("Save")
    helen.link("Begin an issue")
    helen.write("title", "The long half term")
    helen.write("term", "Autumn 2026")
    helen.write("lede", "It is dark at both ends of the day. Here is one thing that helps.")
    helen.add("body", "Text")
    helen.write("body-0-value-title", "Small is not the same as easy")
    helen.write_richly(
        "body-0-value-words",
        "Most of us try five new things in September and keep none. Choose one, and tell somebody.",
    )
    helen.add("body", "Article or section")
    helen.choose("Calm starts")
    helen.add("body", "Story")
    helen.choose("She asked")
    helen.save_draft()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text("She asked, then waited. I stayed.")).to_be_visible()
    page.locator("[name='body-0-value-title']").scroll_into_view_if_needed()
    take(page, "newsletter-parts")
    helen.publish()
    assert Issue.objects.get().live


def send_a_test(helen: Hand) -> None:
    """It comes by mail, with jump links that have their place, and all that went into it."""
    page = helen.page
    helen.back()
    helen.menu("Newsletter")
    helen.link("The long half term")
    take(page, "newsletter-issue")
    with mail_server() as peer:
        helen.button("Send me a test")
        expect(page.get_by_text(f"A test is on its way to {HELEN}")).to_be_visible()
        tests = Letter.objects.filter(kind="newsletter_test")
        tests.update(not_before=timezone.now())
        deliver_due(worker="afternoon", limit=500)
        [came] = [one for one in peer.taken if one["To"] == HELEN]
    plain, html = (part.get_content() for part in came.iter_parts())
    for words in (plain, html):
        for said in ("Small is not", "Calm starts", "She asked, then waited. I stayed."):
            assert said.casefold() in words.casefold()
        assert "/zone/" in words
    jumps = re.findall(r'href="#([\w-]+)"', html)
    assert len(jumps) == 2, "a quotation has no title"
    assert all(f'id="{jump}"' in html for jump in jumps)
