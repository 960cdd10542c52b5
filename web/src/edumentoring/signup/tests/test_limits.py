"""How often one may sign up: a staff room may, a flood may not."""

import pytest
from django.core.cache import cache

from edumentoring.common.models import Letter
from edumentoring.people.tests.make import browser
from edumentoring.signup import limits
from edumentoring.signup.keys import page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
    yield
    cache.clear()


def sign_up(programme, number: int, **more):
    email = f"teacher{number}@northgate.example"
    sent = make.whole_post(programme, **{"email": email, **more})
    return browser().post(f"/join/{programme.slug}/sign-up/all/", sent)


def test_sixty_sign_ups_from_one_staff_room_pass():
    programme = make.open_programme()

    answers = [sign_up(programme, number).status_code for number in range(60)]

    assert answers == [302] * 60
    assert Draft.objects.count() == 60


def test_the_eleventh_letter_an_hour_to_one_address_is_refused_kindly():
    programme = make.open_programme()

    answers = [sign_up(programme, number, email="one@northgate.example") for number in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    page = answers[-1].content.decode()
    assert "We sent 10 letters to this address in the past hour" in page
    assert 'value="one@northgate.example"' in page
    assert Draft.objects.count() == 10


def test_links_to_come_back_count_as_letters_too():
    draft, phone = make.draft(), browser()

    answers = [
        phone.post(page_link(draft, "later"), {"email": "one@northgate.example"}).status_code
        for _each in range(11)
    ]

    assert answers == [302] * 10 + [429]
    assert Letter.objects.count() == 10


def test_a_flood_from_one_place_is_refused_and_other_places_are_not(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 3)
    programme = make.open_programme()

    answers = [sign_up(programme, number) for number in range(4)]
    elsewhere = browser(REMOTE_ADDR="192.0.2.7").post(
        f"/join/{programme.slug}/sign-up/", {"way": "mentee"}
    )

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Nothing you typed is lost" in answers[-1].content.decode()
    assert elsewhere.status_code == 302


def test_a_flood_in_one_programme_leaves_the_others_alone(monkeypatch):
    monkeypatch.setattr(limits, "IN_ONE_PROGRAMME", 2)
    programme, other = make.open_programme(), make.open_programme("Another")

    assert [sign_up(programme, number).status_code for number in range(3)] == [302, 302, 429]
    assert sign_up(other, 4).status_code == 302


def test_reading_counts_nothing(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 1)
    programme = make.open_programme()
    for _each in range(5):
        browser().get(f"/join/{programme.slug}/sign-up/")

    assert sign_up(programme, 1).status_code == 302


def test_at_the_last_page_a_refusal_keeps_everything(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 0)
    draft = make.whole_draft()
    agreed = {f"agree_{purpose}": "on" for purpose in make.agreed_to(draft.programme)}

    answer = browser().post(page_link(draft, "check"), agreed)

    assert answer.status_code == 429
    draft.refresh_from_db()
    assert (draft.sent_at, draft.consents) == (None, make.agreed_to(draft.programme))
