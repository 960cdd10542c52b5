"""An issue is one thing in three shapes: a page, a mail, and plain text."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.newsletter import operations
from edumentoring.newsletter.carrying import NewsletterCarrier
from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.mapped import pages
from edumentoring.newsletter.models import Newsletter
from edumentoring.newsletter.parts import Part, contents_of
from edumentoring.newsletter.showing import preview
from edumentoring.newsletter.tests import make
from edumentoring.newsletter.texts import plain
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.stories import operations as stories
from edumentoring.stories import uses
from edumentoring.stories.tests import make as told

pytestmark = pytest.mark.django_db

LIST = (
    "list",
    {
        "title": "Three things to try",
        "items": [{"title": "Swap ten minutes", "words": "Each bring one piece.", "url": ""}],
    },
)
ASK = (
    "ask",
    {"title": "Tell us", "words": "Six lines.", "button": "Tell it", "url": "https://x.example/t"},
)
QUOTE = ("quote", {"words": "Say less & listen.", "by": "Moira"})
THANKS = ("thanks", {"title": "Thank you", "words": "<p>You know who you are.</p>"})
DATES = (
    "dates",
    {"title": "Dates", "days": [{"when": "Tue 1 Dec", "what": "Open hour"}], "with_events": True},
)


@pytest.fixture
def newsletter() -> Newsletter:
    return make.newsletter(told.programme(), look="plum")


def web(newsletter: Newsletter, number: int = 1) -> str:
    address = reverse("newsletter:issue", args=[newsletter.programme.slug, number])
    answer = accounts.browser().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_its_contents_lead_to_its_parts_on_the_web_in_mail_and_in_words(newsletter: Newsletter):
    issue = make.issue(newsletter, make.WORDS, LIST, QUOTE, DATES, ASK, THANKS)
    page, mail = web(newsletter), compose(issue)

    for words in (page, mail.html):
        jumps = re.findall(r'href="#(part-\d+)"', words)
        assert len(jumps) == 5, "a quotation has no title"
        assert all(re.search(f'id="{jump}"', words) for jump in jumps)
    assert all(f'name="{jump}"' in mail.html for jump in jumps), "old mail programs look for these"
    assert "1. Small is not easy\n" in mail.text, "few words take no time"
    assert Part(kind="words", key="part-9", words="word " * 60).minutes == "½"
    assert "SMALL IS NOT EASY" in mail.text
    for words in (page, mail.html, mail.text):
        for said in (
            "Swap ten minutes",
            "Open hour",
            "You know who you are",
            "https://x.example/t",
        ):
            assert said in words
        assert "1 minute read" in words
    assert "“Say less & listen.”" in mail.text
    assert "Say less &amp; listen." in mail.html


def test_its_mail_is_tables_with_a_dark_side_and_no_picture_that_watches(newsletter: Newsletter):
    mail = compose(make.issue(newsletter))

    assert "prefers-color-scheme: dark" in mail.html
    assert "#6b2a55" in mail.html, "the newsletter's own colour"
    assert "<table" in mail.html
    assert "<img" not in mail.html
    assert "<script" not in mail.html
    assert max(map(len, mail.text.splitlines())) < 100


def test_a_day_stands_above_what_is_on_it_so_that_a_narrow_screen_has_room(newsletter: Newsletter):
    mail = compose(make.issue(newsletter, DATES))

    assert re.search(r"Tue 1 Dec</strong><br\s*/?>Open hour</td>", mail.html)
    row = mail.html[mail.html.index("Tue 1 Dec") - 300 : mail.html.index("Tue 1 Dec")]
    assert "nowrap" not in row


def test_a_long_issue_says_so_at_the_desk(newsletter: Newsletter):
    words = "<p>" + "word " * 1200 + "</p>"
    make.issue(newsletter, ("words", {"over": "", "title": "Long", "words": words}))
    seat = programmes.seat("editor", programme_=newsletter.programme)
    client = accounts.sign_in_as_staff(accounts.browser(), seat.user)

    page = client.get(reverse("newsletter:desk_issue", args=[newsletter.programme.slug, 1]))

    assert "It takes 6 minutes to read" in page.content.decode()


def test_a_story_that_is_taken_back_is_gone_everywhere_and_told_of_honestly(
    newsletter: Newsletter,
):
    teller = told.mentor(newsletter.programme)
    story = told.published(teller, "Xylophones helped me stay.")
    issue = make.issue(newsletter, make.WORDS, ("story", {"story": story}))
    for _n in range(2):
        make.reader(newsletter)
    sending = operations.send_issue(issue, by=programmes.user())
    operations.begin_due()
    feed = reverse("newsletter:feed", args=[newsletter.programme.slug])
    with override_settings(MAIL_IS_KEPT=True):
        NewsletterCarrier("here").deliver_due(limit=1)
    assert "Xylophones" in web(newsletter)
    assert "Xylophones" in accounts.browser().get(feed).content.decode()
    sending.refresh_from_db()
    assert "Xylophones" in sending.text
    assert "Bethan" in sending.html

    stories.withdraw(story, by=teller.user)

    uses.empty_copies(story)
    assert "Xylophones" not in web(newsletter)
    assert "taken it back" in web(newsletter)
    assert "Xylophones" not in accounts.browser().get(feed).content.decode()
    sending.refresh_from_db()
    for words in (sending.text, sending.html):
        assert "Xylophones" not in words
        assert "Bethan" not in words
        assert "Small is not" in words or "SMALL IS NOT" in words
    assert [one.letters for one in uses.sent(story)] == [1]


def test_a_story_of_another_programme_or_not_allowed_here_never_shows(newsletter: Newsletter):
    other = told.published(told.mentor(told.programme("Elsewhere")), "Xylophones elsewhere.")
    wall_only = told.published(
        told.mentor(newsletter.programme), "Xylophones on the wall.", places=("wall",)
    )
    make.issue(newsletter, ("story", {"story": other}), ("story", {"story": wall_only}))

    assert "Xylophones" not in web(newsletter)


def test_themes_count_and_quote_only_what_their_tellers_allow_here(newsletter: Newsletter):
    programme = newsletter.programme
    quotes = [("Time is what I lack.", "first"), ("Time again.", "nobody"), ("Time.", "first")]
    for number, (text, name_as) in enumerate(quotes):
        where = ("wall",) if number == 2 else ("newsletter",)
        teller = told.mentor(programme)
        story = told.published(teller, text, kind="quote", name_as=name_as, places=where)
        themes = ["time", "walks"] if number == 1 else ["time"]
        stories.word_themes(story, themes=themes, prompts="", by=programmes.user())
    long = told.published(told.mentor(programme), "Thursdays. " * 99, places=("newsletter",))
    stories.word_themes(long, themes=["time", "trust"], prompts="", by=programmes.user())
    values = {"title": "What comes up", "words": "More hours.", "most": 4, "with_quotes": True}

    contents = contents_of(make.issue(newsletter, ("themes", values)))

    [part] = contents.parts
    assert [(line.title, line.aside) for line in part.lines] == [
        ("Time", "3 stories"),
        ("Trust", "1 story"),
        ("Walks", "1 story"),
    ]
    quoted = [line.words for line in part.lines]
    assert quoted == ["“Time again.” Told without a name", "", ""], "nobody is quoted twice"
    assert len(contents.stories) == 3, "each is emptied from kept mail when it is taken back"
    stories.withdraw(long, by=long.user)
    assert "Trust" not in web(newsletter)
    assert "2 stories" in web(newsletter)


def test_a_draft_is_not_read_and_not_sent_but_tested(newsletter: Newsletter):
    issue = make.issue(newsletter, live=False)
    make.reader(newsletter)
    helen = programmes.user("Helen Marsh", "helen@school.example")
    address = reverse("newsletter:issue", args=[newsletter.programme.slug, issue.number])

    assert accounts.browser().get(address).status_code == 404
    with pytest.raises(Refused, match="Publish the issue first"):
        operations.send_issue(issue, by=helen)
    operations.send_test(issue, to=helen)

    letter = Letter.objects.get(to="helen@school.example")
    assert letter.subject == "Test: The long half term"
    assert "It is dark at both ends." in letter.text
    assert ".invalid" not in letter.text + letter.html


def test_what_is_changed_after_it_was_asked_for_changes_nobodys_letter(newsletter: Newsletter):
    make.reader(newsletter)
    issue = make.issue(newsletter)
    sending = operations.send_issue(issue, by=programmes.user())

    issue.title = "Another title"
    issue.save_revision().publish()

    sending.refresh_from_db()
    assert sending.subject == "The long half term"
    assert "Another title" in web(newsletter)


def test_nobody_gets_an_issue_twice_by_two_sendings(newsletter: Newsletter):
    make.reader(newsletter, role="mentor")
    mentors = newsletter.segments.create(name="Mentors", roles=["mentor"])
    issue = make.issue(newsletter)
    operations.send_issue(issue, by=programmes.user(), segment=mentors)
    operations.begin_due()
    operations.queue_what_began()

    with pytest.raises(Refused, match="have it already"):
        operations.send_issue(issue, by=programmes.user())
    make.reader(newsletter)
    second = operations.send_issue(issue, by=programmes.user())
    operations.begin_due()
    operations.queue_what_began()
    assert (second.expected, second.deliveries.count()) == (1, 1)


def test_the_desk_schedules_by_the_programmes_clock(newsletter: Newsletter):
    make.reader(newsletter)
    make.issue(newsletter)
    seat = programmes.seat("coordinator", programme_=newsletter.programme)
    client = accounts.sign_in_as_staff(accounts.browser(), seat.user)
    page = reverse("newsletter:desk_issue", args=[newsletter.programme.slug, 1])
    summer = timezone.now().year + 1

    wrong = client.post(page, {"when": "later", "at": "16:30"})
    client.post(
        page,
        {
            "when": "later",
            "day_day": "3",
            "day_month": "7",
            "day_year": str(summer),
            "at": "16:30",
        },
    )

    assert wrong.status_code == 422
    assert "Say on which day" in wrong.content.decode()
    sending = newsletter.sendings.get()
    assert sending.not_before.strftime("%d %m %H:%M %Z") == "03 07 15:30 UTC"
    assert sending.not_before > timezone.now() + timedelta(days=1)


def test_what_was_begun_for_later_is_let_go_of_where_it_is_sent_at_once(newsletter: Newsletter):
    make.reader(newsletter)
    make.issue(newsletter)
    seat = programmes.seat("coordinator", programme_=newsletter.programme)
    client = accounts.sign_in_as_staff(accounts.browser(), seat.user)
    page = reverse("newsletter:desk_issue", args=[newsletter.programme.slug, 1])

    client.post(page, {"when": "now", "day_day": "40", "day_month": "7", "at": "half past"})

    assert newsletter.sendings.get().not_before <= timezone.now()


def test_every_preview_shows_the_issue(newsletter: Newsletter, rf):
    issue = make.issue(newsletter)
    request = rf.get("/")
    request.user = programmes.user()

    shown = {mode: preview(issue, request, mode) for mode, _label in issue.preview_modes}

    assert all("dark at both ends" in answer.content.decode() for answer in shown.values())
    assert shown["text"]["Content-Type"].startswith("text/plain")
    assert "@media all" in shown["dark"].content.decode()
    assert not any(b"data-visit" in answer.content for answer in shown.values())


def test_search_engines_are_told_of_what_anybody_may_read(newsletter: Newsletter):
    issue = make.issue(newsletter)
    make.issue(newsletter, live=False)
    kept = Newsletter.objects.filter(pk=newsletter.pk)

    assert {path for path, _changed in pages()} == {newsletter.get_absolute_url(), issue.own_path()}
    kept.update(is_open=False)
    assert not list(pages())
    kept.update(is_open=True)
    Programme.objects.update(archived_at=timezone.now())
    assert not list(pages())


def test_html_becomes_words_that_can_be_read_and_pressed():
    link = '<a href="https://x.example/a?b=1&amp;c=2">this &amp; that</a>'
    words = f"<p>See {link}.</p><ul><li>One</li></ul><ol><li>First</li><li>Then</li></ol>"

    assert plain(words) == (
        "See this & that ( https://x.example/a?b=1&c=2 ).\n\n- One\n\n1. First\n2. Then"
    )
