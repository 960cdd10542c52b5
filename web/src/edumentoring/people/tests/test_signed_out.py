"""A session that ended while a page stood open."""

import pytest
from django.test import Client, RequestFactory

from edumentoring.people.access import page_sent_from
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db

FORM = "/me/"
PIECE = {"HX-Request": "true"}


def test_a_piece_of_a_page_says_it_beside_what_was_typed_and_draws_no_sign_in_page():
    answer = make.browser().post(FORM, {"name": "Bethan"}, headers=PIECE)

    assert answer.status_code == 401
    assert answer["HX-Retarget"] == "#toasts"
    assert answer["HX-Reswap"] == "outerHTML"
    said = answer.content.decode()
    assert "What you typed is still here" in said
    assert "<html" not in said


def test_a_piece_that_needs_the_second_lock_says_it_too():
    person = make.staff_person(is_superuser=True)
    browser = make.sign_in(make.browser(), person)

    answer = browser.get("/outbox/", headers=PIECE)

    assert answer.status_code == 401
    assert "/account/" in answer.content.decode()


def test_a_page_too_old_to_be_taken_answers_a_piece_in_the_same_way():
    browser = make.sign_in(Client(enforce_csrf_checks=True), make.person())

    piece = browser.post(FORM, {"name": "Bethan"}, headers=PIECE)
    page = browser.post(FORM, {"name": "Bethan"})

    assert piece.status_code == 401
    assert page.status_code == 403
    assert "Copy what you typed before you load the page again" in page.content.decode()


def test_after_a_form_one_comes_back_to_the_page_it_stood_on():
    sent_from = {"Referer": "http://testserver/somewhere/?page=2"}

    answer = make.browser().post(FORM, {"name": "Bethan"}, headers=sent_from)

    assert answer["Location"] == "/account/login/?next=%2Fsomewhere%2F%3Fpage%3D2"


@pytest.mark.parametrize("came_from", ["https://elsewhere.example/me/", "", "//elsewhere.example"])
def test_nobody_is_led_to_another_site(came_from: str):
    request = RequestFactory().post(FORM, headers={"Referer": came_from})

    assert page_sent_from(request) == ""
    answer = make.browser().post(FORM, headers={"Referer": came_from})
    assert answer["Location"] == "/account/login/?next=/me/"


def test_a_page_carries_a_mark_of_its_reader_that_names_nobody():
    person, other = make.person(), make.person()
    mine, theirs = (_mark(make.sign_in(make.browser(), each)) for each in (person, other))

    assert mine != theirs
    assert str(person.code) not in mine
    assert len(mine) == 24
    assert _mark(make.browser(), "/account/login/") == ""


def _mark(browser: Client, page: str = FORM) -> str:
    found = browser.get(page).content.decode().split('name="signed-in" content="')
    return found[1][:24] if len(found) > 1 else ""
