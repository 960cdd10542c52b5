"""The demonstration's open doors, and that they are shut elsewhere."""

import uuid

import pytest

from edumentoring.common.mail import queue_letter
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db

HTML = "<html><head></head><body><p style='color:red'>Hello</p><a href='/me/'>Go</a></body></html>"


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


def letter(**more):
    fields = {"to": "bethan@school.example", "subject": "Hello", "text": "Hi", "html": HTML}
    return queue_letter(more.pop("kind", "introduction"), **{**fields, **more})


@pytest.mark.parametrize("who", [one.who for one in CHARACTERS])
def test_one_press_signs_in_as_each_of_them(who, demonstration, client):
    person = next(one for one in CHARACTERS if one.who == who)
    user = make.person(person.email, needs_second_factor=who == "coordinator")

    client.post("/demonstration/", {"who": who})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_coordinator_needs_no_second_factor_there(demonstration, client):
    user = make.person(CHARACTERS[0].email, needs_second_factor=True, is_superuser=True)
    client.post("/demonstration/", {"who": "coordinator"})

    page = client.get("/account/second-factor/").content.decode()

    assert "Your second lock is on" in page
    assert user.is_superuser


def test_nobody_else_can_be_named(demonstration, client):
    person = make.person("head@school.example")

    for who in ("", person.email, "superuser", str(person.pk)):
        client.post("/demonstration/", {"who": who})

    assert "_auth_user_id" not in client.session


def test_there_is_no_such_door_on_a_real_server(client):
    make.person(CHARACTERS[0].email)

    assert client.get("/demonstration/").status_code == 404
    assert client.post("/demonstration/", {"who": "coordinator"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_outbox_lists_letters_newest_first_and_finds_some(demonstration, client):
    letter(subject="First")
    letter(subject="Second", kind="sign_in", to="imran@school.example")

    def listed(query: str) -> list[str]:
        return [one.subject for one in client.get(f"/outbox/{query}").context["page"]]

    assert listed("") == ["Second", "First"]
    assert listed("?kind=introduction") == ["First"]
    assert listed("?to=IMRAN") == ["Second"]
    assert listed("?page=900") == ["Second", "First"]


def test_the_outbox_turns_its_pages(demonstration, client):
    for number in range(51):
        letter(subject=f"Number {number}")

    assert len(client.get("/outbox/").context["page"]) == 50
    assert [one.subject for one in client.get("/outbox/?page=2").context["page"]] == ["Number 0"]


def test_a_letter_may_show_its_styles_and_nothing_more(demonstration, client):
    response = client.get(f"/outbox/{letter().code}/html/")
    policy = response.headers["Content-Security-Policy"]

    assert "style-src 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "sandbox" in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in response.content.decode()


def test_the_page_around_the_letter_stays_strict(demonstration, client):
    response = client.get(f"/outbox/{letter().code}/")

    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert HTML not in response.content.decode()


def test_links_in_the_text_can_be_followed(demonstration, client):
    page = client.get(f"/outbox/{letter(text='See http://127.0.0.1:8000/me/').code}/")

    assert '<a href="http://127.0.0.1:8000/me/"' in page.content.decode()


def test_a_letter_that_is_not_there_is_not_found(demonstration, client):
    assert client.get(f"/outbox/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/outbox/{letter(html='').code}/html/").status_code == 404


def test_on_a_real_server_the_host_alone_reads_them_and_only_if_mail_is_kept(settings):
    kept = letter()
    pages = ["/outbox/", f"/outbox/{kept.code}/", f"/outbox/{kept.code}/html/"]
    host = make.sign_in_as_staff(make.browser(), make.person(is_superuser=True))
    owner = make.sign_in_as_staff(make.browser(), make.person())

    settings.MAIL_IS_KEPT = True
    assert [host.get(page).status_code for page in pages] == [200, 200, 200]
    assert [owner.get(page).status_code for page in pages] == [404, 404, 404]
    settings.MAIL_IS_KEPT = False
    assert [host.get(page).status_code for page in pages] == [404, 404, 404]
    assert [make.browser().get(page).status_code for page in pages] == [404, 404, 404]
