"""Leaving a programme, thinking again, and coming back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.programmes.models import AnswerChange, Participant
from edumentoring.programmes.operations import change_together, undo_change
from edumentoring.programmes.operations.leaving import (
    come_back,
    leave_programme,
    left_at,
    undo_leaving,
)
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def later(minutes: int) -> None:
    for change in AnswerChange.objects.filter(after="left"):
        at = change.at - timedelta(minutes=minutes)
        AnswerChange.objects.filter(pk=change.pk).update(at=at)


def test_leaving_counts_at_once_and_says_by_whom():
    participant = make.mentee()

    left = leave_programme(participant, by=participant.user, reason="A new school.\0")

    assert left.state == "left"
    assert left_at(left)
    assert left.answer_changes.get().source == "person"
    assert left.notes.get().text == "On leaving they wrote: A new school."
    assert Event.objects.get(action="leave_programme").summary == f"{left} left"


def test_leaving_twice_is_leaving_once():
    participant = make.mentee()

    for _ in range(2):
        leave_programme(participant, by=participant.user)

    assert Event.objects.filter(action="leave_programme").count() == 1


@pytest.mark.parametrize("before", ["in", "paused", "queued"])
def test_within_ten_minutes_it_is_as_if_they_had_never_left(before):
    participant = make.mentee(state=before)
    leave_programme(participant, by=participant.user)

    assert undo_leaving(participant, by=participant.user).state == before


def test_after_ten_minutes_there_is_coming_back():
    participant = make.mentee()
    leave_programme(participant, by=participant.user)
    later(minutes=11)

    with pytest.raises(Refused, match="still come back"):
        undo_leaving(participant, by=participant.user)

    assert come_back(participant, by=participant.user).state == "in"


def test_whoever_comes_back_to_a_full_programme_joins_the_waiting_list():
    participant = make.mentee()
    leave_programme(participant, by=participant.user)
    programme = participant.programme
    make.mentee(programme)
    programme.limit_mentees = 1
    programme.save()

    assert come_back(participant, by=participant.user).state == "queued"


def test_whoever_comes_back_waits_behind_those_who_stayed_and_the_first_day_stays_known():
    first = make.mentee(state="queued")
    first_day = timezone.now() - timedelta(days=30)
    Participant.objects.filter(pk=first.pk).update(signed_up_at=first_day)
    first.programme.limit_mentees = 1
    first.programme.save()
    make.mentee(first.programme)
    stayed = make.mentee(first.programme, state="queued")
    leave_programme(first, by=first.user)

    come_back(first, by=first.user)

    assert list(first.programme.participants.queued()) == [stayed, first]
    [change] = first.answer_changes.filter(key="signed_up_at")
    assert change.before == first_day.isoformat()


def test_whoever_did_not_leave_after_all_keeps_their_turn():
    first = make.mentee(state="queued")
    stayed = make.mentee(first.programme, state="queued")
    leave_programme(first, by=first.user)

    undo_leaving(first, by=first.user)

    assert list(first.programme.participants.queued()) == [first, stayed]


def test_the_desk_that_brings_somebody_back_to_the_waiting_list_puts_them_last():
    first, boss = make.mentee(state="queued"), make.coordinator()
    stayed = make.mentee(first.programme, state="queued")
    together, _count = change_together([first], changes={"state": "left"}, by=boss)
    undo_change(together, programme=first.programme, by=boss)
    assert list(first.programme.participants.queued()) == [first, stayed]
    change_together([first], changes={"state": "left"}, by=boss)

    change_together([first], changes={"state": "queued"}, by=boss)

    assert list(first.programme.participants.queued()) == [stayed, first]
