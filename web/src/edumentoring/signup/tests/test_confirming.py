"""The letter's link: safe from scanners, used once, and what follows from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.operations import is_suppressed, suppress
from edumentoring.people.tests.make import browser, sign_in_as_staff
from edumentoring.programmes.models import Participant
from edumentoring.signup import operations
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make
from edumentoring.verification.tests import make as verification

pytestmark = pytest.mark.django_db
State = Participant.State


def state_of(draft: Draft) -> str:
    return Participant.objects.get(pk=draft.participant_id).state


def test_a_mail_scanner_confirms_nothing():
    draft = make.taken_in()

    for method in ("head", "get", "get", "get"):
        assert getattr(browser(), method)(make.confirm_path(draft)).status_code == 200

    assert state_of(draft) == State.SIGNED_UP


def test_pressing_the_button_gives_the_place_and_opens_my_place():
    draft = make.taken_in()
    phone = browser()

    done = phone.post(make.confirm_path(draft))

    assert done.status_code == 302
    assert done["Location"].startswith("/place/")
    assert phone.get("/me/").status_code == 200
    draft.refresh_from_db()
    assert draft.confirmed_at is not None
    assert draft.participant.state == State.IN
    assert draft.participant.confirmed_at is not None


def test_the_link_signs_in_once_only():
    draft = make.taken_in()
    browser().post(make.confirm_path(draft))
    thief = browser()

    again = thief.post(make.confirm_path(draft))

    assert again.status_code == 410
    assert "You have confirmed this already" in again.content.decode()
    assert thief.get("/me/").status_code == 302


def test_the_link_of_an_address_that_runs_programmes_asks_for_the_second_factor():
    programme = make.open_programme()
    user = make.seat(programme_=programme).user
    sign_in_as_staff(browser(), user)
    draft = make.taken_in(programme, email=user.email)
    phone = browser()

    phone.post(make.confirm_path(draft))

    assert phone.get(f"/programmes/{programme.slug}/").status_code == 302


def test_a_link_that_is_no_link_of_ours_says_so():
    answer = browser().get("/sign-up/not-a-token/")

    assert answer.status_code == 410


def test_a_full_programme_puts_them_on_the_waiting_list():
    draft = make.confirmed(make.open_programme(limit_mentees=0))

    assert state_of(draft) == State.QUEUED


def test_a_programme_that_ended_refuses_in_words_and_keeps_the_letter_good():
    draft = make.taken_in()
    draft.programme.archived_at = timezone.now()
    draft.programme.save()

    assert browser().post(make.confirm_path(draft)).status_code == 410
    assert state_of(draft) == State.SIGNED_UP


def test_somebody_who_was_forgotten_comes_back_by_themselves():
    programme = make.open_programme()
    suppress("back@northgate.example", programme.pk)

    draft = make.taken_in(programme, email="back@northgate.example")
    assert is_suppressed("back@northgate.example", programme.pk)
    operations.confirm_sign_up(draft)

    assert not is_suppressed("back@northgate.example", programme.pk)


def test_a_work_address_of_their_school_verifies_them():
    here = verification.northgate()
    draft = make.confirmed(
        email=f"bethan@{verification.domain(here)}", answers={**make.ANSWERS, "school": here.pk}
    )

    assert Participant.objects.get(pk=draft.participant_id).is_verified


def test_somebody_who_left_is_in_again_and_somebody_paused_stays_paused():
    programme = make.open_programme()
    for state, after in ((State.LEFT, State.IN), (State.PAUSED, State.PAUSED)):
        there = make.mentee(programme, state=state)

        draft = make.taken_in(programme, email=there.user.email)
        operations.confirm_sign_up(draft)

        assert state_of(draft) == after


def test_somebody_who_was_there_twice_answers_for_the_one_that_was_kept():
    programme = make.open_programme()
    kept, twin = make.mentee(programme), make.mentee(programme)
    Participant.objects.filter(pk=twin.pk).update(state=State.LEFT, joined_into=kept)

    draft = make.taken_in(
        programme, email=twin.user.email, answers={**make.ANSWERS, "stage": "head"}
    )
    signed_in = operations.confirm_sign_up(draft)

    kept.refresh_from_db()
    assert (kept.stage, kept.state) == ("head", State.IN)
    assert signed_in.user == twin.user  # the letter proved this address and no other
    assert state_of(draft) == State.LEFT


def test_signing_up_again_never_takes_a_place_from_a_pair():
    programme = make.open_programme()
    mentor = make.mentor(programme, capacity=2)
    Participant.objects.filter(pk=mentor.pk).update(mentees_now=2)
    draft = make.taken_in(
        programme,
        email=mentor.user.email,
        is_mentor=True,
        is_mentee=False,
        answers={**make.ANSWERS, "capacity": 1},
    )

    operations.confirm_sign_up(draft)

    mentor.refresh_from_db()
    assert (mentor.capacity, mentor.is_mentor, mentor.is_mentee) == (2, True, False)


# --- At the desk --------------------------------------------------------------------------------


@pytest.fixture
def desk():
    """A coordinator's browser, the programme, and somebody who has not confirmed."""
    programme = make.open_programme()
    seat = make.seat("coordinator", programme_=programme)
    client = sign_in_as_staff(browser(), seat.user)
    return client, make.taken_in(programme, name="Grace Afolabi")


def test_the_desk_lists_who_has_not_confirmed_and_counts_who_writes_still(desk):
    client, draft = desk
    make.draft(draft.programme)

    page = client.get(f"/programmes/{draft.programme.slug}/sign-ups/").content.decode()

    assert "Grace Afolabi" in page
    assert "began and have not sent it" in page
    tonight = client.get(f"/programmes/{draft.programme.slug}/").content.decode()
    assert "1 person has not confirmed their e-mail" in tonight


def test_a_coordinator_who_knows_somebody_takes_them_in(desk):
    client, draft = desk
    path = f"/programmes/{draft.programme.slug}/sign-ups/{draft.participant.code}/"

    client.post(path, {"do": "take_in"})

    assert state_of(draft) == State.IN
    assert client.post(path, {"do": "take_in"}).status_code == 404


def test_a_coordinator_writes_again_but_not_twice_a_day(desk):
    client, draft = desk
    path = f"/programmes/{draft.programme.slug}/sign-ups/{draft.participant.code}/"
    page = client.post(path, {"do": "write"}, follow=True).content.decode()
    assert "less than a day ago" in page

    Draft.objects.update(taken_in_at=timezone.now() - timedelta(days=2))
    client.post(path, {"do": "write"})

    assert make.letters_to(draft) == ["signup_confirm", "signup_confirm_again"]
    assert Letter.objects.filter(kind="signup_confirm_again").count() == 1
