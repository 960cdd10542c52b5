"""Busy until a day, and training that runs out: each ends on its day, by the clock."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.programmes import operations
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db

LATER = timedelta(days=14)


@pytest.fixture
def ruth():
    return make.mentor(make.programme(), name="Ruth Adeyemi")


def pause(person, **more) -> Participant:
    until = person.programme.today() + LATER
    return operations.pause_participant(person, **{"until": until, "by": person.user, **more})


def on_the_day(monkeypatch, programme, days=LATER) -> None:
    day = programme.today() + days
    monkeypatch.setattr(Programme, "today", lambda _self, _now=None: day)


def test_somebody_busy_comes_back_on_the_day_with_a_letter(ruth, monkeypatch):
    pause(ruth, note="Mocks until half-term")
    assert operations.bring_back_who_is_due() == 0

    on_the_day(monkeypatch, ruth.programme)
    assert operations.bring_back_who_is_due() == 1

    ruth.refresh_from_db()
    assert (ruth.state, ruth.paused_until) == ("in", None)
    letter = Letter.objects.get(kind="welcome_back")
    assert (letter.to, letter.programme_id) == (ruth.user.email, ruth.programme_id)
    assert operations.bring_back_who_is_due() == 0


def test_somebody_with_no_room_is_not_told_that_we_look_for_anybody(ruth, monkeypatch):
    operations.take_place(ruth, make.mentee(ruth.programme))
    pause(ruth)
    on_the_day(monkeypatch, ruth.programme)

    operations.bring_back_who_is_due()

    text = Letter.objects.get(kind="welcome_back").text
    assert "it goes on as before" in text
    assert "We look for" not in text


def test_whoever_comes_back_by_themselves_gets_no_letter(ruth):
    pause(ruth)

    operations.bring_back_participant(ruth, by=ruth.user)

    ruth.refresh_from_db()
    assert ruth.state == "in"
    assert not Letter.objects.exists()


def test_a_pause_without_a_day_lasts_until_somebody_ends_it(ruth, monkeypatch):
    pause(ruth, until=None)
    on_the_day(monkeypatch, ruth.programme, timedelta(days=5000))

    assert operations.bring_back_who_is_due() == 0


def test_the_day_of_an_old_pause_does_not_end_a_new_one(ruth, monkeypatch):
    pause(ruth)
    operations.change_participant(ruth, changes={"state": "in"}, by=None)
    operations.change_participant(ruth, changes={"state": "paused"}, by=None)

    on_the_day(monkeypatch, ruth.programme)

    assert operations.bring_back_who_is_due() == 0


def test_nobody_comes_back_into_a_programme_that_rests(ruth, monkeypatch):
    pause(ruth)
    programme = ruth.programme
    operations.pause_programme(programme, by=programme.coordinators.get().user)
    on_the_day(monkeypatch, programme)
    assert operations.bring_back_who_is_due() == 0

    operations.resume_programme(programme)

    assert operations.bring_back_who_is_due() == 1


@pytest.mark.parametrize("state", ["left", "queued", "signed_up"])
def test_only_people_who_take_part_can_pause(state):
    person = make.mentee(state=state)

    with pytest.raises(Refused, match="not taking part"):
        pause(person)


def test_a_pause_lasts_a_day_at_least(ruth):
    with pytest.raises(Refused, match="day after today"):
        pause(ruth, until=ruth.programme.today())


def test_the_note_is_kept_in_the_history(ruth):
    pause(ruth, note="Mocks until half-term")

    assert Event.objects.get(action="pause_participant").detail["note"] == "Mocks until half-term"


def test_the_database_refuses_a_day_without_a_pause(ruth):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=ruth.pk).update(paused_until=ruth.programme.today())


def test_training_counts_to_its_last_day(ruth, monkeypatch):
    today = ruth.programme.today()
    Participant.objects.filter(pk=ruth.pk).update(is_trained=True, trained_until=today)

    assert operations.end_old_training() == 0
    on_the_day(monkeypatch, ruth.programme, timedelta(days=1))
    assert operations.end_old_training() == 1

    ruth.refresh_from_db()
    assert not ruth.is_trained
    change = ruth.answer_changes.get(key="is_trained")
    assert (change.before, change.after, change.source) == (True, False, "clock")
    assert operations.end_old_training() == 0


def test_training_without_a_last_day_is_for_good(ruth, monkeypatch):
    Participant.objects.filter(pk=ruth.pk).update(is_trained=True)
    on_the_day(monkeypatch, ruth.programme, timedelta(days=5000))

    assert operations.end_old_training() == 0
