"""A year of one mentee, on two phones and a desk.

Bethan and Imran are introduced and agree how they work. They meet three times, the clocks change
in between; he gives her feedback with a rehearsal. She takes a break and comes back. He hands her
over, she takes a note along, finishes with her new mentor, and becomes a mentor herself. With
PICTURES=1 the same way is kept in pictures for docs/guides.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from edumentoring.circle.models import Member
from edumentoring.common.models import Letter
from edumentoring.goals.models import Goal
from edumentoring.meetings.models import Meeting
from edumentoring.notes.models import Note
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair, PlannedEnd
from edumentoring.pairs.tests import make
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.tools.models import Sheet
from tests.journeys.conftest import Complaints
from tests.journeys.pictures import take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


class Phones:
    """A browser of each person, signed in."""

    def __init__(self, browser: Browser, site: str, complaints: Complaints) -> None:
        self.browser, self.site, self.complaints = browser, site, complaints

    def of(self, user: User, *, staff: bool = False) -> Page:
        context = self.browser.new_context(
            viewport=DESK if staff else PHONE, reduced_motion="reduce"
        )
        self.complaints.listen(context)
        people.sign_in_browser(context, self.site, user, staff=staff)
        if staff:
            people.prove_again(context)
        return context.new_page()


@pytest.fixture
def phones(browser: Browser, site: str, complaints: Complaints) -> Phones:
    return Phones(browser, site, complaints)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def open_(page: Page, site: str, pair: Pair, rest: str = "") -> None:
    page.goto(f"{site}/place/pairs/{pair.code}/{rest}")


def say_yes(page: Page, site: str) -> None:
    page.goto(f"{site}/place/")
    with page.expect_navigation():
        page.locator("button[name=reply][value=yes]").first.click()


def fill_date(page: Page, day: object) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def test_a_year_from_the_introduction_to_becoming_a_mentor(phones: Phones, site: str):
    owner = people.staff_person("helen@northgate.example", "Helen Marsh")
    programme = make.programme(by=owner)
    pair = make.introduced(programme)
    other = make.mentor(programme, name="Ruth Adeyemi", email="ruth@northgate.example")
    bethan, imran = phones.of(pair.mentee.user), phones.of(pair.mentor.user)
    ruth = phones.of(other.user)

    they_both_say_yes(bethan, imran, site, pair)
    they_agree_how_they_work(bethan, imran, site, pair)
    they_find_a_time(bethan, imran, site, pair)
    they_meet_three_times_across_a_clock_change(bethan, site, pair)
    he_gives_feedback_with_a_rehearsal(imran, bethan, site, pair)
    she_takes_a_break_and_comes_back(bethan, imran, site, pair)
    after = he_hands_her_over(phones.of(owner, staff=True), imran, site, pair, other)
    they_both_say_yes(bethan, ruth, site, after)
    she_finishes_and_becomes_a_mentor(bethan, ruth, site, after)


def they_both_say_yes(mentee: Page, mentor: Page, site: str, pair: Pair) -> None:
    Pair.objects.filter(pk=pair.pk, state="held").update(
        state="introduced", held_until=timezone.now(), introduced_at=timezone.now()
    )
    mentee.goto(f"{site}/place/")
    take(mentee, "place-introduced")
    say_yes(mentee, site)
    say_yes(mentor, site)
    pair.refresh_from_db()
    assert pair.state == Pair.State.AGREED


def they_agree_how_they_work(mentee: Page, mentor: Page, site: str, pair: Pair) -> None:
    open_(mentee, site, pair)
    take(mentee, "pair-beginning")
    open_(mentee, site, pair, "agreement/")
    mentee.locator("textarea[name=purpose]").fill("Calmer afternoons with year nine")
    take(mentee, "pair-agreement")
    press(mentee, "Show it to Imran")
    open_(mentor, site, pair, "agreement/")
    press(mentor, "It is fine by me")
    open_(mentor, site, pair)
    expect(mentor.locator("main")).to_contain_text("Calmer afternoons with year nine")


def they_find_a_time(mentee: Page, mentor: Page, site: str, pair: Pair) -> None:
    """She proposes one that suits both; he takes it, and both have it in their calendar."""
    open_(mentee, site, pair, "meetings/new/")
    mentee.locator("input[name=chosen]").first.check()
    take(mentee, "meeting-propose")
    with mentee.expect_navigation():
        mentee.locator("main button.next").first.click()
    meeting = Meeting.objects.get(pair=pair)
    mentor.goto(f"{site}/place/pairs/{pair.code}/meetings/{meeting.code}/")
    with mentor.expect_navigation():
        mentor.locator("main button.next").first.click()
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.AGREED
    mentor.goto(f"{site}/place/")
    take(mentor, "place-next-meeting")
    expect(mentor.locator("main")).to_contain_text("Bethan")


def they_meet_three_times_across_a_clock_change(mentee: Page, site: str, pair: Pair) -> None:
    today = timezone.localdate()
    last_october = today.replace(year=today.year - 1, month=10, day=20)
    for number, day in enumerate(
        (last_october, last_october + timedelta(days=14), today - timedelta(days=2)), start=1
    ):
        Pair.objects.filter(pk=pair.pk).update(agreed_at=timezone.now() - timedelta(days=500))
        open_(mentee, site, pair, "meetings/record/")
        fill_date(mentee, day)
        mentee.locator("[name=talked]").fill(f"The start of the lesson, part {number}")
        take(mentee, "meeting-log")
        press(mentee, "Keep this")
    pair.refresh_from_db()
    assert pair.state == Pair.State.MEETING
    assert Meeting.objects.filter(pair=pair, state=Meeting.State.HELD).count() == 3


def he_gives_feedback_with_a_rehearsal(mentor: Page, mentee: Page, site: str, pair: Pair) -> None:
    mentor.goto(f"{site}/place/pairs/{pair.code}/tools/")
    take(mentor, "tools")
    mentor.goto(f"{site}/place/me/tools/about/lesson-feedback/")
    press(mentor, "Start with Bethan")
    words = "You waited at the door. They were writing within a minute."
    boxes = mentor.locator("main form textarea:visible")
    for number in range(boxes.count()):
        boxes.nth(number).fill(words if number == 0 else "We say it out loud once, now.")
    mentor.evaluate("() => scrollTo(0, 0)")
    take(mentor, "lesson-feedback")
    press(mentor, "Share with Bethan")
    sheet = Sheet.objects.get(pair=pair)
    mentee.goto(f"{site}/place/me/tools/sheets/{sheet.code}/read/")
    expect(mentee.locator("main")).to_contain_text(words)
    take(mentee, "lesson-feedback-read")


def she_takes_a_break_and_comes_back(mentee: Page, mentor: Page, site: str, pair: Pair) -> None:
    open_(mentee, site, pair, "pause/")
    fill_date(mentee, timezone.localdate() + timedelta(days=30))
    mentee.locator("textarea[name=note]").fill("A full month here. I look forward to January.")
    take(mentee, "pair-pause")
    press(mentee, "Take the break")
    open_(mentor, site, pair)
    expect(mentor.locator("main")).to_contain_text("A full month here.")
    open_(mentee, site, pair)
    press(mentee, "End my break now")
    pair.refresh_from_db()
    assert pair.state == Pair.State.MEETING


def he_hands_her_over(desk: Page, mentor: Page, site: str, pair: Pair, other: Participant) -> Pair:
    open_(mentor, site, pair, "hand-on/")
    take(mentor, "pair-hand-on")
    press(mentor, "Ask a coordinator")
    slug = pair.programme.slug
    desk.goto(f"{site}/programmes/{slug}/introductions/")
    take(desk, "pairs-by-state")
    desk.goto(f"{site}/programmes/{slug}/pairs/{pair.code}/hand-over/")
    desk.locator(f"input[name=mentor][value='{other.code}']").check()
    press(desk, "Hand over in ten minutes")
    PlannedEnd.objects.filter(pair=pair).update(due_at=timezone.now())
    assert operations.do_planned_ends() == 1
    return Pair.objects.with_people().get(came_from=pair)


def she_finishes_and_becomes_a_mentor(mentee: Page, mentor: Page, site: str, pair: Pair) -> None:
    open_(mentee, site, pair)
    press(mentee, "We have met")
    open_(mentee, site, pair, "finish/")
    mentee.locator("textarea[name=thanks]").fill("You asked, and then you waited. I do that now.")
    take(mentee, "pair-finish")
    press(mentee, "Finish, with thanks")
    pair.refresh_from_db()
    assert pair.state == Pair.State.FINISHED
    open_(mentor, site, pair)
    expect(mentor.locator("main")).to_contain_text("You asked, and then you waited.")
    open_(mentee, site, pair)
    take(mentee, "pair-finished")
    press(mentee, "Become a mentor too")
    pair.mentee.refresh_from_db()
    assert pair.mentee.is_mentor
    assert not Letter.objects.filter(text__contains="cancelled", to=pair.mentee.user.email).exists()


def test_a_colleague_reads_what_is_opened_to_them_until_the_day_and_nothing_else(
    phones: Phones, site: str
):
    pair = make.agreed()
    for what in ("Calm starts", "Quillfeather goal"):
        Goal.objects.create(pair=pair, owner=pair.mentee, what=what)
    for title in ("What I try on Monday", "Quillfeather note"):
        Note.objects.create(writer=pair.mentee.user, pair=pair, title=title, text="Wait for quiet.")
    bethan = phones.of(pair.mentee.user)

    open_(bethan, site, pair, "people/ask/")
    bethan.get_by_label("Their name").fill("Jo Barker")
    bethan.get_by_label("Their e-mail").fill("jo@elsewhere.example")
    bethan.get_by_label("Calm starts").check()
    fill_date(bethan, timezone.localdate() + timedelta(days=30))
    press(bethan, "Ask them")
    asked = Letter.objects.get(kind="asked_to_join")
    jo_before = phones.browser.new_context(viewport=PHONE).new_page()
    jo_before.goto(site + asked.text[asked.text.index("/asked/") :].split()[0])
    press(jo_before, "Yes, I will help")

    bethan.reload()
    bethan.get_by_role("link", name="What Jo Barker may read").click()
    bethan.get_by_label("What I try on Monday").check()
    press(bethan, "Open")
    expect(bethan.get_by_text("Jo Barker can read one more thing now.")).to_be_visible()

    jo = phones.of(User.objects.get(email="jo@elsewhere.example"))
    jo.goto(f"{site}/place/")
    jo.get_by_role("link", name="Bethan Cole").click()
    expect(jo.get_by_role("heading", name="Calm starts")).to_be_visible()
    expect(jo.get_by_text("Wait for quiet.")).to_be_visible()
    expect(jo.get_by_text("Quillfeather")).to_have_count(0)

    Member.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert jo.context.request.get(jo.url).status == 404
    jo.goto(f"{site}/place/")
    expect(jo.get_by_role("link", name="Bethan Cole")).to_have_count(0)
