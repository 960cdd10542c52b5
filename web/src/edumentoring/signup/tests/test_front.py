"""Whoever signs up stays in one place: every page on the way is in the programme's name."""

import re

import pytest
from django.test import Client

from edumentoring.people.tests.make import browser
from edumentoring.signup.keys import page_link
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db

NAME = "The Wider Staffroom"


@pytest.fixture
def phone() -> Client:
    return browser()


def is_in_its_name(phone: Client, path: str, look: str = "plum") -> None:
    page = phone.get(path, follow=True).content.decode()
    brand = re.search(r'class="brand"[^>]*>.*?<span>(.*?)</span></a>', page, re.DOTALL)
    assert brand, path
    assert brand[1] == NAME, path
    assert re.search(rf'<body class="[^"]*\blook-{look}\b', page), path


@pytest.mark.parametrize("rest", ["", "for-mentors/", "sign-up/", "sign-up/all/", "ask/"])
def test_the_public_pages_are_in_its_name(phone, rest: str):
    programme = make.open_programme(NAME, look="plum")

    is_in_its_name(phone, f"/join/{programme.slug}/{rest}")


@pytest.mark.parametrize("rest", ["", "for-mentors/", "sign-up/?as=mentee", "sign-up/all/"])
def test_whoever_only_reads_gets_no_cookie(phone, rest: str):
    """A token of its own for each reader was the dearest part of a page in a crowd."""
    answer = phone.get(f"/join/{make.open_programme(NAME).slug}/{rest}")

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("rest", ["privacy/", "conduct/", "ask/thanks/"])
def test_what_they_link_to_is_too(phone, rest: str):
    programme = make.open_programme(NAME, look="plum")

    is_in_its_name(phone, f"/join/{programme.slug}/{rest}")


def test_each_page_of_the_form_is_to_the_end(phone):
    draft = make.whole_draft(make.open_programme(NAME, look="plum"))
    for step in (("page", "work"), ("check",), ("later",)):
        is_in_its_name(phone, page_link(draft, *step))

    sent = make.sent(draft.programme)
    is_in_its_name(phone, page_link(sent, "sent"))
    taken = make.taken_in(draft.programme)
    is_in_its_name(phone, make.confirm_path(taken))
    phone.post(make.confirm_path(taken))
    is_in_its_name(browser(), make.confirm_path(taken))


def test_a_closed_form_is_too(phone):
    programme = make.open_programme(NAME, look="plum", takes_mentees=False, takes_mentors=False)

    is_in_its_name(phone, f"/join/{programme.slug}/sign-up/")


def test_the_first_page_says_what_it_is_under_its_heading_and_nothing_twice(phone):
    programme = make.open_programme(
        NAME, summary="An hour a fortnight, on your side.", limit_mentees=0
    )

    page = phone.get(f"/join/{programme.slug}/sign-up/").content.decode()

    assert page.index("</h1>") < page.index(programme.summary) < page.index('type="radio"')
    assert page.count(programme.summary) == 1
    assert page.count("All places are taken") == 1  # for a mentee
    assert page.count("All places for mentees are taken") == 1  # for both
