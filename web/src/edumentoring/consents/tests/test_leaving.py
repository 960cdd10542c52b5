"""Leaving and what was agreed to."""

import pytest

from edumentoring.consents import operations
from edumentoring.consents.tests import make
from edumentoring.programmes.operations.leaving import leave_programme, undo_leaving

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
