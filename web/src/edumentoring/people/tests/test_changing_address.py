"""Changing one's own e-mail: the new mailbox proves it, the old one hears of it."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people import operations
from edumentoring.people.models import AddressChange, Event, SignIn, User
from edumentoring.people.operations.signing_in import hash_of
from edumentoring.people.personal import Scope
from edumentoring.people.tests import make
from edumentoring.people.tests.test_strangers import same

pytestmark = pytest.mark.django_db

OLD, NEW = "zoe@school.example", "zoe@college.example"
PAGE = "/me/e-mail/"


@pytest.fixture
def person():
    return make.person(OLD, "Zoë Cole")


@pytest.fixture
def client(person):
    client = make.sign_in(make.browser(), person)
    client.get("/me/")
    return client


def ask(client, email=NEW, **more):
    return client.post(PAGE, {"email": email, **more})


def link_to(email):
    found = re.search(r"/me/e-mail/[\w-]+/", make.last_letter(email).text)
    assert found
    return found[0]


def email_of(person):
    person.refresh_from_db()
    return person.email


def test_the_letter_to_the_new_address_makes_the_change(client, person):
    assert 'href="/me/e-mail/"' in client.get("/me/").content.decode()

    page = client.get(ask(client, " Zoe@College.example ").headers["Location"]).content.decode()

    assert f"We sent a letter to <b>{NEW}</b>" in page
    assert email_of(person) == OLD
    assert client.post(link_to(NEW)).headers["Location"] == "/me/"
    assert email_of(person) == NEW
    [address] = EmailAddress.objects.filter(user=person)
    assert (address.email, address.verified, address.primary) == (NEW, True, True)
    assert Event.objects.get(action="change_address").by == person
    assert "reply to this letter" in make.last_letter(OLD).text


def test_reading_the_link_changes_nothing_and_it_works_once(client, person):
    ask(client)
    link = link_to(NEW)

    for _time in range(3):
        assert make.browser().get(link).status_code == 200
    assert email_of(person) == OLD
    client.post(link)
    assert make.browser().get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert Letter.objects.filter(kind="address_changed").count() == 1


def test_a_link_older_than_half_an_hour_changes_nothing(client, person):
    ask(client)
    AddressChange.objects.update(until=timezone.now())

    assert client.post(link_to(NEW)).status_code == 410
    assert email_of(person) == OLD


def test_asking_again_stops_the_letter_that_went_astray(client, person):
    ask(client, "zoe@colege.example")
    astray = link_to("zoe@colege.example")
    ask(client)

    assert client.post(astray).status_code == 410
    client.post(link_to(NEW))
    assert email_of(person) == NEW


def test_every_other_session_ends_and_old_sign_in_letters_too(client, person):
    phone = make.sign_in(make.browser(), person)
    phone.get("/me/")
    make.ask(make.browser(), OLD)
    ask(client)

    client.post(link_to(NEW))

    assert client.get("/me/").status_code == 200
    assert phone.get("/me/").status_code == 302
    assert make.browser().post(make.link_in(Letter.objects.get(kind="sign_in"))).status_code == 410
    assert not SignIn.objects.filter(user=person, used_at=None).exists()


@pytest.mark.parametrize("other", [False, True], ids=["nobody", "somebody else"])
def test_whoever_has_only_the_letter_cannot_take_the_account(client, person, other):
    """An address typed wrongly is somebody else's, and so is the letter that went there."""
    before = email_of(person)
    ask(client)
    browser = make.browser()
    if other:
        make.sign_in(browser, make.person())

    answer = browser.post(link_to(NEW))

    assert answer.status_code == (409 if other else 302)
    assert email_of(person) == before
    assert client.get("/me/").status_code == 200
    client.post(link_to(NEW))
    assert email_of(person) == NEW


def kept_out(email):
    operations.suppress(email)


@pytest.mark.parametrize("taken_by", [make.person, kept_out], ids=["an account", "kept out"])
def test_nobody_learns_who_has_an_account(taken_by):
    taken_by("taken@school.example")
    seen, work = [], []
    for address in ("taken@school.example", "free@school.example"):
        client = make.sign_in(make.browser(), make.person())
        client.get("/me/")
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, address)
            page = client.get(PAGE)
        own = client.session["account_authentication_methods"][0]["email"].encode()
        seen.append((answer.status_code, answer.headers["Location"], same(page.content, address)))
        own_page = re.sub(rb'<meta name="signed-in"[^>]*>', b"(who)", seen[-1][2])
        own_page = re.sub(rb"\d+\.\d\d [ap]m", b"(in half an hour)", own_page)
        seen[-1] = (*seen[-1][:2], own_page.replace(own, b"(own)"))
        work.append(
            [re.sub(r"'[^']*'|\bs?\d[\d_x]*\b|NULL", "?", one["sql"])[:60] for one in asked]
        )

    assert seen[0] == seen[1]
    assert work[0] == work[1]


def test_an_address_with_an_account_gets_a_kind_letter_that_offers_nothing(client, person):
    make.person(NEW)
    ask(client)

    letter = make.last_letter(NEW)
    assert "has an account of its own" in letter.text
    assert "/me/" not in letter.text + letter.html
    assert "Zoë" not in letter.text + letter.html
    free = Letter.objects.get(pk=letter.pk)
    ask(client, "free@school.example")
    other = make.last_letter("free@school.example")
    assert (free.subject, free.kind, free.person_code) == (
        other.subject,
        other.kind,
        other.person_code,
    )


def test_an_address_that_was_taken_meanwhile_is_left_alone(client, person):
    ask(client)
    make.person(NEW)

    answer = client.post(link_to(NEW))

    assert answer.status_code == 409
    assert "belongs to another account now" in answer.content.decode()
    assert email_of(person) == OLD
    assert client.get("/me/").status_code == 200


def test_whoever_proves_an_address_that_was_kept_out_may_use_it(client):
    operations.suppress(NEW)
    ask(client)

    client.post(link_to(NEW))

    assert not operations.is_suppressed(NEW)


def test_a_likely_slip_is_asked_about_once(client):
    page = ask(client, "zoe@gmail.con").content.decode()

    assert "Did you mean zoe@gmail.com?" in page
    assert 'value="zoe@gmail.con"' in page
    assert not Letter.objects.exists()
    assert ask(client, "zoe@gmail.con", email_seen="zoe@gmail.con").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Type your new e-mail"), ("zoe", "no @ sign"), (OLD.upper(), "your e-mail already")],
)
def test_what_cannot_be_is_said_on_the_page(client, typed, said):
    assert said in ask(client, typed).content.decode()
    assert not AddressChange.objects.exists()


def test_the_eleventh_letter_in_an_hour_is_refused(client):
    for number in range(10):
        assert ask(client, f"zoe{number}@college.example").status_code == 302

    refused = ask(client)

    assert refused.status_code == 429
    assert f'value="{NEW}"' in refused.content.decode()
    assert Letter.objects.count() == 10
    AddressChange.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    assert ask(client).status_code == 302


def test_ten_people_write_to_one_address_and_the_eleventh_may_not():
    for number in range(11):
        answer = ask(make.sign_in(make.browser(), make.person()), "one@school.example")
        assert answer.status_code == (302 if number < 10 else 429)


def test_staff_prove_their_second_factor_again_and_lose_nothing_they_typed():
    boss = make.staff_person("helen@school.example")
    client = make.sign_in_as_staff(make.browser(), boss)
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] = time.time() - 11 * 60
    session["account_authentication_methods"] = session["account_authentication_methods"]
    session.save()

    answer = ask(client, "helen@college.example")

    again = "/account/second-factor/again/?next=%2Fme%2Fe-mail%2F"
    assert answer.headers["Location"] == again
    assert not Letter.objects.exists()
    make.sign_in_as_staff(client, boss)
    session = client.session
    assert session["new_address"] == "helen@college.example"
    assert 'value="helen@college.example"' in client.get(PAGE).content.decode()


def test_the_demonstration_keeps_the_addresses_of_its_people(settings):
    settings.DEMONSTRATION = True
    client = make.sign_in(make.browser(), make.person("mentor@demonstration.example"))

    assert ask(client).status_code == 409
    assert not AddressChange.objects.exists()


def test_the_old_address_is_forgotten_with_the_person_and_another_one_s_never(client, person):
    ask(client)
    client.post(link_to(NEW))
    ask(client, "stranger@school.example")
    assert operations.data_of(person)["When I changed my e-mail"][0]["e-mail before"] == OLD
    stranger = Letter.objects.create(kind="x", to="stranger@school.example", text="Theirs")
    person.refresh_from_db()

    operations.forget(Scope(user=person), by=person)

    assert operations.is_suppressed(OLD)
    assert operations.is_suppressed(NEW)
    assert not operations.is_suppressed("stranger@school.example")
    assert not AddressChange.objects.exists()
    assert not Letter.objects.filter(to=OLD).exists()
    stranger.refresh_from_db()
    assert stranger.text == "Theirs"


def test_an_old_address_that_is_another_s_by_now_stays_theirs(client, person):
    ask(client)
    client.post(link_to(NEW))
    make.person(OLD)
    person.refresh_from_db()

    operations.forget(Scope(user=person), by=person)

    assert not operations.is_suppressed(OLD)
    assert User.objects.filter(email=OLD).exists()


def test_wishes_that_were_never_used_go_after_a_day(person):
    long_ago = timezone.now() - timedelta(hours=25)
    for used_at in (None, long_ago):
        AddressChange.objects.create(
            user=person,
            was=OLD,
            email=NEW,
            key_hash=hash_of(str(used_at)),
            asked_at=long_ago,
            until=long_ago,
            used_at=used_at,
        )

    assert operations.drop_old_address_changes() == 1
    assert AddressChange.objects.get().used_at
