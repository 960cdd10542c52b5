"""Looks at a newsletter's pages: a number for each day, of people as far as can be told."""

import pytest
from django.urls import reverse

from edumentoring.newsletter.tests import make
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.tests import make as programmes
from edumentoring.stories.tests import make as told

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOBODY = [
    {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    {"User-Agent": "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36"},
    {"User-Agent": "curl/8.5.0"},
    {"User-Agent": ""},
    {"User-Agent": FIREFOX, "Sec-GPC": "1"},
    {"User-Agent": FIREFOX, "DNT": "1"},
    {"User-Agent": FIREFOX, "Sec-Purpose": "prefetch;prerender"},
    {"User-Agent": FIREFOX, "Sec-Fetch-Site": "cross-site"},
]


def test_a_look_by_somebody_is_one_more_for_the_page_and_the_day():
    newsletter = make.newsletter(told.programme())
    issue = make.issue(newsletter)
    slug = newsletter.programme.slug
    seen = reverse("newsletter:visited", args=[slug, issue.number])
    seat = programmes.seat("editor", programme_=newsletter.programme)
    editor = accounts.sign_in_as_staff(accounts.browser(), seat.user)

    page = accounts.browser().get(issue.own_path()).content.decode()
    assert f'data-visit="{seen}"' in page
    assert not newsletter.visits.exists(), "reading writes nothing"
    for _look in range(2):
        answer = accounts.browser().post(seen, headers={"User-Agent": FIREFOX})
        assert (answer.status_code, answer.cookies) == (204, {})
    accounts.browser().post(
        reverse("newsletter:visited", args=[slug, 0]), headers={"User-Agent": f"{FIREFOX} CUBOT"}
    )
    for said in NOBODY:
        accounts.browser().post(seen, headers=said)
    editor.post(seen, headers={"User-Agent": FIREFOX})

    assert list(newsletter.visits.order_by("number").values_list("number", "count")) == [
        (0, 1),
        (issue.number, 2),
    ]
    desk = editor.get(reverse("newsletter:desk_issue", args=[slug, issue.number]))
    assert "looked at 2 times" in desk.content.decode()


def test_a_page_that_nobody_may_read_is_not_counted():
    newsletter = make.newsletter(told.programme())
    issue = make.issue(newsletter, live=False)
    seen = reverse("newsletter:visited", args=[newsletter.programme.slug, issue.number])

    assert accounts.browser().post(seen, headers={"User-Agent": FIREFOX}).status_code == 404


def test_one_place_cannot_count_without_end(settings):
    settings.ACCOUNT_RATE_LIMITS = {"count_visit": "2/10m/ip"}
    newsletter = make.newsletter(told.programme())
    seen = reverse("newsletter:visited", args=[newsletter.programme.slug, 0])

    answers = [accounts.browser().post(seen, headers={"User-Agent": FIREFOX}) for _n in range(3)]

    assert {answer.status_code for answer in answers} == {204}, "a page shows no fault for it"
    assert newsletter.visits.get().count == 2
