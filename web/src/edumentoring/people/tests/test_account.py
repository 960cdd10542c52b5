"""My account: my name, and where I am signed in."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from edumentoring.people.templatetags.people import device
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0"


def browsers(person, *names: str) -> list[Client]:
    """One signed-in browser for each name, known to the list of sessions."""
    found = []
    for name in names:
        client = make.sign_in(make.browser(HTTP_USER_AGENT=name), person)
        client.get("/me/")
        found.append(client)
    return found


def still_in(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def test_lists_where_i_am_signed_in():
    person = make.person()
    _phone, laptop = browsers(person, PHONE, LAPTOP)

    page = laptop.get("/account/sessions/").content.decode()

    assert "Safari, iPhone" in page
    assert "Edge, Windows" in page
    assert page.count("This one") == 1


def test_signs_one_of_them_out_at_once():
    person = make.person()
    phone, laptop = browsers(person, PHONE, LAPTOP)
    lost = UserSession.objects.get(user_agent=PHONE)

    laptop.post(f"/account/sessions/{lost.pk}/end/")

    assert not still_in(phone)
    assert still_in(laptop)


def test_signs_all_others_out_at_once():
    person = make.person()
    phone, tablet, laptop = browsers(person, PHONE, "iPad Safari/1", LAPTOP)

    laptop.post("/account/sessions/")

    assert [still_in(one) for one in (phone, tablet, laptop)] == [False, False, True]


def test_signing_out_here_from_the_list_leads_home():
    (laptop,) = browsers(make.person(), LAPTOP)
    session = UserSession.objects.get()

    assert laptop.post(f"/account/sessions/{session.pk}/end/").headers["Location"] == "/"
    assert not still_in(laptop)


def test_another_persons_session_is_not_there():
    (phone,) = browsers(make.person(), PHONE)
    (other,) = browsers(make.person(), LAPTOP)
    theirs = UserSession.objects.get(user_agent=PHONE)

    assert other.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    assert still_in(phone)


def test_reading_pages_writes_about_the_session_every_ten_minutes_at_most():
    (laptop,) = browsers(make.person(), LAPTOP)
    before = UserSession.objects.get().last_seen_at

    laptop.get("/me/")

    assert UserSession.objects.get().last_seen_at == before


def test_changes_my_name(client):
    person = make.person()
    make.sign_in(client, person)

    client.post("/me/", {"name": "李", "known_as": "Mrs Li", "email": "thief@evil.example"})

    person.refresh_from_db()
    assert (person.name, person.first_name) == ("李", "Mrs Li")
    assert person.email != "thief@evil.example"


def test_gives_no_more_rights_than_the_form_shows(client):
    person = make.person()
    make.sign_in(client, person)

    client.post("/me/", {"name": "Jo", "is_superuser": "on", "needs_second_factor": "on"})

    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.needs_second_factor


def test_offers_only_languages_whose_words_are_written(client):
    make.sign_in(client, make.person())

    assert "language" not in client.get("/me/").context["form"].fields


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (PHONE, "Safari, iPhone"),
        (LAPTOP, "Edge, Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140 Safari/537", "Chrome, Chromebook"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_names_a_browser_as_its_owner_would(said, read):
    assert device(said) == read
