"""Who is called "proposed" follows the board in view, and nothing else."""

import pytest

from edumentoring.matching import board_changes, operations, pair_changes
from edumentoring.matching.tests import make
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import mark_proposed

pytestmark = pytest.mark.django_db


def proposed(round_) -> set[int]:
    people = Participant.objects.filter(programme=round_.programme, status="proposed")
    return set(people.values_list("pk", flat=True))


def on_board(round_) -> set[int]:
    return {person for pair in make.board(round_).pair_set() for person in pair}


def test_a_proposal_names_everybody_it_pairs():
    round_ = make.round_(mentors=3, mentees=5)

    assert proposed(round_) == on_board(round_)
    assert len(on_board(round_)) == 6


def test_a_pair_taken_off_the_board_waits_again_and_undo_proposes_it_again():
    round_ = make.round_(mentors=2, mentees=2)
    by, pair = make.owner(round_.programme), make.first_pair(round_)

    pair_changes.part(round_, *pair, by=by, version=round_.version)

    assert proposed(round_) == on_board(round_)
    assert pair[1] not in proposed(round_)

    board_changes.undo(round_, by=by, version=round_.version)
    assert set(pair) <= proposed(round_)


def test_a_round_put_away_leaves_nobody_proposed():
    round_ = make.round_(mentors=2, mentees=2)

    operations.close_round(round_, by=make.owner(round_.programme))

    assert proposed(round_) == set()


def test_publishing_introduces_and_taking_back_proposes_again():
    round_ = make.round_(mentors=2, mentees=2)
    by = make.owner(round_.programme)

    operations.publish(round_, by=by, version=round_.version)
    statuses = set(round_.programme.participants.values_list("status", flat=True))
    assert statuses == {"introduced"}

    operations.take_back(make.again(round_), by=by)
    assert proposed(round_) == on_board(make.again(round_))


def test_only_the_differences_are_written():
    round_ = make.round_(mentors=3, mentees=3)
    programme, keys = round_.programme.pk, on_board(round_)

    assert mark_proposed(programme, keys) == 0
    assert mark_proposed(programme, keys - {min(keys)}) == 1
    assert proposed(round_) == keys - {min(keys)}
