"""Signing in by letter: a link for any browser, a code for the one that asked."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.models import SignIn
from edumentoring.people.operations import make_owner
from edumentoring.people.tests import make

pytestmark = pytest.mark.django_db


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def type_code(client: Client, code: str):
    return client.post("/account/login/code/", {"code": code})


def test_the_letter_overtakes_others_and_holds_a_link_and_six_numbers():
    person = make.person("bethan@school.example", "Bethan Lloyd")

    make.ask(make.browser(), "Bethan@School.example ")

    letter = make.last_letter(person.email)
    assert letter.priority == Letter.Priority.SIGN_IN
    assert "Hello Bethan" in letter.text
    assert settings.SITE_URL + make.link_in(letter) in letter.html
    assert make.code_in(letter) in letter.html
    assert make.code_in(letter) not in letter.subject


def test_the_code_signs_in_the_browser_that_asked(client):
    person = make.person()
    make.ask(client, person.email)

    response = type_code(client, make.code_in(make.last_letter(person.email)))

    assert response.status_code == 302
    assert signed_in(client)


def test_the_code_may_be_typed_with_a_gap(client):
    person = make.person()
    make.ask(client, person.email)
    code = make.code_in(make.last_letter(person.email))

    type_code(client, f" {code[:3]} {code[3:]} ")

    assert signed_in(client)


def test_the_code_is_worth_nothing_in_another_browser(client):
    person = make.person()
    make.ask(client, person.email)
    thief = make.browser()
    make.ask(thief, "somebody@else.example")

    type_code(thief, make.code_in(make.last_letter(person.email)))

    assert not signed_in(thief)


def test_three_wrong_codes_end_the_try(client):
    person = make.person()
    make.ask(client, person.email)
    right = make.code_in(make.last_letter(person.email))
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    assert "not the code in the letter" in type_code(client, wrong).content.decode()
    type_code(client, wrong)
    type_code(client, wrong)
    type_code(client, right)

    assert not signed_in(client)


def test_the_link_works_in_another_browser_and_leads_to_the_page_first_wanted(client):
    person = make.person()
    make.ask(client, person.email, next="/me/")
    other = make.browser()
    link = make.link_in(make.last_letter(person.email))

    assert "One more press" in other.get(link).content.decode()
    response = other.post(link)

    assert response.headers["Location"] == "/me/"
    assert signed_in(other)
    assert not signed_in(client)


def test_the_link_never_leads_to_another_site(client):
    person = make.person()
    make.ask(client, person.email, next="https://evil.example/")

    response = make.browser().post(make.link_in(make.last_letter(person.email)))

    assert response.headers["Location"] == "/"


@pytest.mark.slow
def test_a_mail_scanner_that_opens_the_link_first_harms_nothing():
    """HEAD and three GETs, with and without its cookies, then the person: 100 of 100."""
    entered = 0
    for _round in range(100):
        SignIn.objects.all().delete()
        person = make.person()  # each time another: sessions of one are all read at each sign-in
        make.ask(make.browser(), person.email)
        link = make.link_in(make.last_letter(person.email))
        before = SignIn.objects.values().get()
        scanner = make.browser()
        scanner.head(link)
        for visitor in (scanner, make.browser(), scanner):
            visitor.get(link)
        assert SignIn.objects.values().get() == before
        reader = make.browser()
        reader.get(link)
        reader.post(link)
        entered += signed_in(reader)

    assert entered == 100


def test_reading_the_link_writes_nothing(django_assert_num_queries):
    person = make.person()
    make.ask(make.browser(), person.email)
    link = make.link_in(make.last_letter(person.email))
    sessions = Session.objects.count()

    with django_assert_num_queries(1) as asked:
        make.browser().get(link)

    assert asked[0]["sql"].startswith("SELECT")
    assert Session.objects.count() == sessions


def test_a_used_link_says_so_and_offers_another(client):
    person = make.person()
    make.ask(client, person.email)
    link = make.link_in(make.last_letter(person.email))
    make.browser().post(link)
    late = make.browser()

    for response in (late.get(link), late.post(link)):
        assert response.status_code == 410
        assert "Ask for a new letter" in response.content.decode()
    assert not signed_in(late)


def test_using_the_link_spends_the_code_and_the_other_way_round(client):
    person = make.person()
    make.ask(client, person.email)
    letter = make.last_letter(person.email)
    make.browser().post(make.link_in(letter))
    assert type_code(client, make.code_in(letter)).status_code == 410
    assert not signed_in(client)

    make.ask(client, person.email)
    letter = make.last_letter(person.email)
    type_code(client, make.code_in(letter))
    late = make.browser()
    late.post(make.link_in(letter))
    assert signed_in(client)
    assert not signed_in(late)


def test_an_older_letter_works_until_one_of_them_is_used():
    person = make.person()
    links = []
    for _time in range(2):
        make.ask(make.browser(), person.email)
        links.append(make.link_in(make.last_letter(person.email)))
    first, second = make.browser(), make.browser()

    first.post(links[0])
    second.post(links[1])

    assert signed_in(first)
    assert not signed_in(second)


@pytest.mark.parametrize(("staff", "minutes"), [(False, 30), (True, 10)])
def test_letters_work_for_a_short_time_and_shorter_for_staff(staff, minutes, client):
    person = make.person(needs_second_factor=staff)
    tries = [(key, minutes + late, late < 0) for key in ("link", "code") for late in (-1, 1)]
    for key, age, works in tries:
        browser = make.browser()
        make.ask(browser, person.email)
        letter = make.last_letter(person.email)
        assert f"for {minutes} minutes" in letter.text
        wish = SignIn.objects.latest("pk")
        SignIn.objects.filter(pk=wish.pk).update(
            asked_at=wish.asked_at - timedelta(minutes=age),
            until=wish.until - timedelta(minutes=age),
        )
        if key == "link":
            browser = make.browser()
            browser.post(make.link_in(letter))
        else:
            type_code(browser, make.code_in(letter))
        assert signed_in(browser) == works, (key, age)


def test_the_pending_code_ends_with_the_session_that_holds_it(client, monkeypatch):
    person = make.person()
    make.ask(client, person.email)
    letter = make.last_letter(person.email)
    SignIn.objects.update(until=timezone.now() + timedelta(days=1))
    import time

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 31 * 60)

    type_code(client, make.code_in(letter))

    assert not signed_in(client)


def test_a_link_from_somebody_else_changes_who_is_signed_in(client):
    first, second = make.person(), make.person()
    make.sign_in_as_staff(client, first)
    make.ask(make.browser(), second.email)

    client.post(make.link_in(make.last_letter(second.email)))

    assert client.session["_auth_user_id"] == str(second.pk)
    assert "mfa" not in str(client.session["account_authentication_methods"])


def test_signing_in_gives_the_browser_a_new_session(client):
    person = make.person()
    make.ask(client, person.email)
    before = client.session.session_key

    type_code(client, make.code_in(make.last_letter(person.email)))

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_closed_account_gets_the_letter_of_a_stranger(client):
    person = make.person(is_active=False)

    make.ask(client, person.email)

    assert make.last_letter(person.email).kind == "no_account"


def test_an_account_closed_after_the_letter_cannot_be_entered():
    person = make.person()
    make.ask(make.browser(), person.email)
    person.is_active = False
    person.save()
    late = make.browser()

    assert late.post(make.link_in(make.last_letter(person.email))).status_code == 410
    assert not signed_in(late)


def test_only_a_hash_of_the_link_is_kept():
    person = make.person()
    make.ask(make.browser(), person.email)
    key = make.link_in(make.last_letter(person.email)).split("/")[3]

    assert key not in str(SignIn.objects.values().get())


def test_old_wishes_are_forgotten_after_a_day():
    make.ask(make.browser(), "one@school.example")
    SignIn.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    make.ask(make.browser(), "two@school.example")

    assert list(SignIn.objects.values_list("email", flat=True)) == ["two@school.example"]


def test_there_are_no_passwords_and_there_is_no_public_sign_up(client):
    for path in ("signup", "password/reset", "password/change", "password/set", "email"):
        assert client.get(f"/account/{path}/").status_code == 404
        assert client.post(f"/account/{path}/").status_code == 404
    assert not make.person().has_usable_password()


def test_a_form_without_its_token_is_refused():
    person = make.person()
    strict = Client(enforce_csrf_checks=True)
    make.ask(make.browser(), person.email)
    link = make.link_in(make.last_letter(person.email))

    assert strict.post("/account/login/", {"email": person.email}).status_code == 403
    assert strict.post(link).status_code == 403
    page = strict.get(link).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert strict.post(link, {"csrfmiddlewaretoken": token[1]}).status_code == 302


def test_signing_out_needs_a_press(client):
    make.sign_in(client, make.person())

    assert "Sign out of this device?" in client.get("/account/logout/").content.decode()
    assert signed_in(client)
    client.post("/account/logout/")

    assert not signed_in(client)


# --- The first person of a new server ---------------------------------------------------------


def test_the_first_owner_gets_a_link_on_the_command_line(client):
    words = make_owner("Head@School.example", "Ada Head")
    link = re.search(r"http\S+", words)
    assert link

    response = client.post(link[0].removeprefix(settings.SITE_URL))

    assert response.status_code == 302
    assert signed_in(client)
    assert Letter.objects.count() == 0
    opened = client.get(reverse("people:me"))
    assert opened.context["user"].is_superuser
    assert client.get("/outbox/").headers["Location"] == reverse("mfa_index")


def test_making_an_owner_twice_makes_one_person():
    make_owner("head@school.example", "Ada Head")
    make_owner("head@school.example")

    owner = SignIn.objects.latest("pk").user
    assert owner.name == "Ada Head"
    assert owner.events.count() == 0
    assert UserSession.objects.count() == 0
