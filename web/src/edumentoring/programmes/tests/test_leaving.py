"""Leaving a programme, thinking again, and coming back."""

from datetime import timedelta

import pytest

from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.programmes.models import AnswerChange
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
