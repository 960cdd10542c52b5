"""Leaving and what was agreed to."""

from datetime import timedelta

import pytest

from edumentoring.consents import operations
from edumentoring.consents.tests import make
from edumentoring.programmes.models import AnswerChange
from edumentoring.programmes.operations import change_together, undo_change
from edumentoring.programmes.operations.leaving import come_back, leave_programme, undo_leaving
from edumentoring.programmes.tests.make import coordinator

pytestmark = pytest.mark.django_db


def test_leaving_takes_back_what_taking_part_needs_and_pauses_the_rest():
    participant = make.mentee()
    operations.give(participant, ["part", "conduct", "research"], way="form")

    participant = leave_programme(participant, by=participant.user)

    ended = {each.purpose: each.ended_as for each in participant.consents.all()}
    assert ended == {"part": "left", "conduct": "left", "research": ""}
    assert not operations.holds(participant, "research")


def test_whoever_stays_after_all_agrees_to_the_same_words_again():
    participant = make.mentee()
    operations.give(participant, ["part", "research"], way="form")
    participant = leave_programme(participant, by=participant.user)
    make.reworded(participant.programme, "part")

    participant = undo_leaving(participant, by=participant.user)

    [standing] = participant.consents.standing().filter(purpose="part")
    assert standing.wording.version == 1
    assert participant.consents.filter(purpose="part").count() == 2
    assert operations.holds(participant, "research")
    assert not operations.holds(participant, "conduct")


def test_the_desk_marks_many_as_left_and_undo_brings_back_the_same_words_days_later():
    first = make.mentee()
    second = make.mentee(first.programme)
    for each in (first, second):
        operations.give(each, ["part", "conduct", "research"], way="form")
    boss = coordinator()

    together, _count = change_together([first, second], changes={"state": "left"}, by=boss)

    ended = first.consents.filter(ended_as="left")
    assert {(each.purpose, each.withdrawn_way, each.withdrawn_by) for each in ended} == {
        ("part", "desk", boss),
        ("conduct", "desk", boss),
    }
    days = timedelta(days=3)
    for each in first.consents.filter(ended_as="left"):
        moment = {"given_at": each.given_at - days, "withdrawn_at": each.withdrawn_at - days}
        first.consents.filter(pk=each.pk).update(**moment)
    for change in AnswerChange.objects.filter(together=together):
        AnswerChange.objects.filter(pk=change.pk).update(at=change.at - days)
    undo_change(together, programme=first.programme, by=boss)
    for each in (first, second):
        assert each.consents.standing().count() == 3


def test_whoever_signs_up_anew_agrees_anew():
    participant = make.mentee()
    operations.give(participant, ["part", "conduct"], way="form")
    leave_programme(participant, by=participant.user)

    come_back(participant, by=participant.user)

    assert not participant.consents.standing().exists()


def test_thousands_leave_in_a_few_statements(django_assert_max_num_queries):
    programme = make.mentee().programme
    people = [make.mentee(programme) for _ in range(12)]
    for each in people:
        operations.give(each, ["part", "conduct"], way="form")

    with django_assert_max_num_queries(20):
        change_together(people, changes={"state": "left"}, by=None)
