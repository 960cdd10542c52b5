"""My data as a file, and being forgotten, from a person's own account."""

import io
import json
import time
from datetime import timedelta
from zipfile import ZipFile

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.postman import deliver_due
from edumentoring.common.tests import make as letters
from edumentoring.people import operations
from edumentoring.people.models import SignIn, Suppression, User
from edumentoring.people.personal import Scope, declare
from edumentoring.people.redacting import without
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.person("zoe@school.example", "Zoë O'Brien")


@pytest.fixture
def client(person):
    return make.sign_in(make.browser(), person)


def sign_in_long_ago(client):
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] = time.time() - 11 * 60
    session["account_authentication_methods"] = session["account_authentication_methods"]
    session.save()


# --- The file -------------------------------------------------------------------------------------


def unpacked(client):
    response = client.post("/me/data/")
    assert response.headers["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(response.content))


def test_the_file_has_everything_for_a_program_and_for_a_person(client, person):
    letters.letter(to=person.email, person_code=person.code, text="A letter to Zoë <3")

    archive = unpacked(client)

    data = json.loads(archive.read("data.json"))
    assert data["about"] == person.email
    assert data["data"]["My account"][0]["name"] == "Zoë O'Brien"
    assert data["data"]["Letters to me"][0]["words"] == "A letter to Zoë <3"
    page = archive.read("data.html").decode()
    assert "A letter to Zoë &lt;3" in page
    assert "Zoë O&#x27;Brien" in page
    assert "<script" not in page


def test_the_page_says_what_is_in_it_and_reading_it_writes_nothing(client):
    page = client.get("/me/data/").content.decode()

    assert "My e-mail addresses" in page
    assert "Notes that coordinators wrote about you are in it too" in page


def test_another_person_s_letters_are_not_in_it(client):
    letters.letter(to="someone.else@school.example", text="not for Zoë's eyes")

    assert "not for" not in unpacked(client).read("data.json").decode()


# --- Being forgotten ------------------------------------------------------------------------------


def test_one_press_forgets_and_signs_out(client, person):
    assert "Forget me now" in client.get("/me/forget/").content.decode()

    response = client.post("/me/forget/", follow=True)

    assert "We have forgotten you" in response.content.decode()
    assert not User.objects.filter(email=person.email).exists()
    assert client.get("/me/").status_code == 302
    assert operations.is_suppressed(" Zoe@School.example ")


def test_a_browser_left_open_forgets_nobody_but_sends_a_letter(client, person):
    sign_in_long_ago(client)

    assert "Forget me now" not in client.get("/me/forget/").content.decode()
    page = client.post("/me/forget/", follow=True).content.decode()

    assert "We sent a letter to zoe@school.example" in page
    assert User.objects.filter(email=person.email).exists()
    link = make.link_in(make.last_letter(person.email))
    assert client.post(link).headers["Location"] == "/me/forget/"
    assert client.post("/me/forget/").headers["Location"] == "/forgotten/"
    assert not User.objects.filter(email=person.email).exists()


def test_staff_show_their_second_factor_again():
    boss = make.staff_person("helen@school.example")
    client = make.sign_in_as_staff(make.browser(), boss)
    sign_in_long_ago(client)

    response = client.post("/me/forget/")

    assert response.headers["Location"].startswith("/account/second-factor/again/")
    assert User.objects.filter(email=boss.email).exists()


def test_a_refusal_is_told_on_the_page_and_nothing_is_lost():
    host = make.staff_person("host@school.example", is_superuser=True)
    client = make.sign_in_as_staff(make.browser(), host)

    response = client.post("/me/forget/")

    assert response.status_code == 409
    assert "edumentoring owner" in response.content.decode()
    assert User.objects.filter(email=host.email).exists()


def test_what_fails_half_way_leaves_everything_as_it_was(person, monkeypatch):
    def fails(_scope):
        raise OSError("the disk is full")

    from edumentoring.people import personal

    monkeypatch.setattr(personal, "_declared", {**personal._declared})
    declare(SignIn, export=None, why="a test", erase=fails)

    with pytest.raises(OSError, match="disk"):
        operations.forget(Scope(user=person), by=person)

    assert User.objects.filter(email=person.email).exists()
    assert not Suppression.objects.exists()


# --- The last letter ------------------------------------------------------------------------------


def test_a_last_letter_that_may_not_have_gone_is_blanked_and_offered_to_nobody(person):
    operations.forget(Scope(user=person), by=person)
    Letter.objects.update(state=Letter.State.UNCERTAIN)

    operations.blank_last_letters()

    [letter] = Letter.objects.all()
    assert (letter.state, letter.text) == ("withdrawn", "")
    assert "zoe" not in letter.to


# --- Keeping out and letting in -------------------------------------------------------------------


def test_no_address_is_kept_of_whoever_is_kept_out(person):
    operations.suppress(person.email)

    [row] = Suppression.objects.values_list("digest", flat=True)
    assert len(row) == 64
    assert "zoe" not in row


def test_a_new_secret_key_still_knows_them_while_the_old_one_is_named(person, settings):
    operations.suppress(person.email, 7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new-key" * 9, [settings.SECRET_KEY]

    assert operations.is_suppressed(person.email, 7)
    assert not operations.is_suppressed(person.email, 8)

    settings.SECRET_KEY_FALLBACKS = []
    assert not operations.is_suppressed(person.email, 7)


def test_coming_back_to_one_programme_opens_no_other(person):
    operations.suppress(person.email)

    operations.lift_suppression(person.email, 7)

    assert not operations.is_suppressed(person.email, 7)
    assert operations.is_suppressed(person.email, 8)
    operations.suppress(person.email, 7)
    assert operations.is_suppressed(person.email, 7), "forgotten once more"


def test_whoever_hosts_may_let_somebody_back_in(person):
    operations.suppress("host@school.example")

    operations.make_owner("host@school.example")

    assert not operations.is_suppressed("host@school.example")


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear BETHAN\nCOLE, hello", "Dear somebody, hello"),
        ("q=Bethan+Cole&role=mentor", "q=somebody&role=mentor"),
        ("Bethany Coleman and mcole@x.example", "Bethany Coleman and mcole@x.example"),
        ("to (cole@x.example).", "to (somebody)."),
        ("notcole@x.example, cole@x.example.org", "notcole@x.example, cole@x.example.org"),
    ],
)
def test_names_and_addresses_go_however_they_are_written_and_others_stay(text, left):
    assert without(text, ("Bethan Cole", "cole@x.example")) == left


def test_an_entry_that_was_only_their_address_leaves_the_list():
    answers = {
        "line_manages": ["cole@x.example", "imran@x.example"],
        "about_me": "Ask Ms O&#x27;N.",
    }

    assert without(answers, ("cole@x.example", "Ms O'N")) == {
        "line_manages": ["imran@x.example"],
        "about_me": "Ask somebody.",
    }


# --- How long things are kept ---------------------------------------------------------------------


def test_the_words_of_letters_go_after_a_year_and_that_they_were_sent_stays():
    old = letters.letter(state=Letter.State.SENT)
    new = letters.letter(state=Letter.State.SENT)
    waiting = letters.letter()
    long_ago = timezone.now() - timedelta(days=366)
    Letter.objects.filter(pk__in=[old.pk, waiting.pk]).update(queued_at=long_ago)

    assert operations.blank_old_letters() == 1

    assert letters.after(old).text == ""
    assert letters.after(old).state == "sent"
    assert letters.after(new).text
    assert letters.after(waiting).text


def test_sessions_that_ended_go_with_the_line_that_listed_them(client, person):
    client.get("/me/")
    assert UserSession.objects.filter(user=person).exists()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))

    assert operations.drop_old_sessions() == 1

    assert not UserSession.objects.filter(user=person).exists()


def test_sign_in_wishes_go_after_a_day(person):
    operations.ask_to_sign_in(person.email)
    SignIn.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    assert operations.drop_old_sign_ins() == 1


def test_a_letter_on_its_way_keeps_its_words(person):
    operations.forget(Scope(user=person), by=person)
    assert operations.blank_last_letters() == 0

    deliver_due(worker="test")

    assert operations.blank_last_letters() == 1
