"""What becomes of a pair when one of the two leaves the programme."""

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudges import OFF, choose
from edumentoring.pairs.tests import make
from edumentoring.programmes.leaving import foretold
from edumentoring.programmes.operations import change_participant, change_together, undo_change
from edumentoring.programmes.operations.leaving import leave_programme, undo_leaving

pytestmark = pytest.mark.django_db


def ten_minutes_pass() -> None:
    Pair.objects.exclude(ends_at=None).update(ends_at=timezone.now())
    operations.end_what_was_left()


def leave(participant):
    return leave_programme(participant, by=participant.user)


def test_the_pair_ends_after_ten_minutes_and_only_the_other_is_told():
    pair = make.agreed()
    assert foretold(pair.mentee) == [
        "Your pair with Imran ends. We tell them kindly, and give no reason."
    ]

    leave(pair.mentee)
    operations.end_what_was_left()
    pair.refresh_from_db()
    assert pair.state == Pair.State.AGREED
    ten_minutes_pass()
    ten_minutes_pass()

    pair.refresh_from_db()
    pair.mentor.refresh_from_db()
    assert pair.state == Pair.State.ENDED
    assert (pair.mentor.mentees_now, pair.mentor.status) == (0, "waiting")
    [letter] = make.letters(pair, "ended")
    assert letter.to == pair.mentor.user.email


def test_an_introduction_without_an_answer_is_closed_kindly():
    pair = make.introduced()

    leave(pair.mentor)
    ten_minutes_pass()

    pair.refresh_from_db()
    assert pair.state == Pair.State.DECLINED
    [letter] = make.letters(pair, "not_this_time")
    assert letter.to == pair.mentee.user.email


def test_whoever_thinks_again_keeps_the_pair_and_nobody_hears_of_it():
    pair = make.agreed()
    leave(pair.mentee)

    undo_leaving(pair.mentee, by=pair.mentee.user)
    ten_minutes_pass()

    pair.refresh_from_db()
    assert (pair.state, pair.ends_at) == (Pair.State.AGREED, None)
    assert make.letters(pair, "ended") == []


def test_a_coordinator_who_brings_them_back_keeps_the_pair_too():
    pair = make.agreed()
    leave(pair.mentee)
    change_participant(pair.mentee, changes={"state": "in"}, by=make.coordinator())

    ten_minutes_pass()

    pair.refresh_from_db()
    assert (pair.state, pair.ends_at) == (Pair.State.AGREED, None)


def every_way(participant, by):
    """The cell or person page, and the list for many at once; each with what undoes it."""
    yield lambda: change_participant(participant, changes={"state": "left"}, by=by)[0].together
    yield lambda: change_together([participant], changes={"state": "left"}, by=by)[0]


@pytest.mark.parametrize("way", [0, 1], ids=["one", "many"])
def test_whoever_the_desk_marks_as_left_leaves_their_pair_and_undo_keeps_it(way):
    pair, boss = make.agreed(), make.coordinator()
    mark = list(every_way(pair.mentee, boss))[way]

    together = mark()
    pair.refresh_from_db()
    assert pair.ends_at
    undo_change(together, programme=pair.programme, by=boss)
    ten_minutes_pass()

    pair.refresh_from_db()
    assert (pair.state, pair.ends_at) == (Pair.State.AGREED, None)
    mark()
    ten_minutes_pass()
    pair.refresh_from_db()
    assert pair.state == Pair.State.ENDED
    assert [letter.to for letter in make.letters(pair, "ended")] == [pair.mentor.user.email]


def test_a_match_nobody_has_heard_of_is_taken_back_at_once():
    pair = make.held()
    assert foretold(pair.mentee) == ["We have just made a match for you. It is taken back."]

    leave(pair.mentee)

    pair.refresh_from_db()
    pair.mentor.refresh_from_db()
    assert pair.state == Pair.State.WITHDRAWN
    assert pair.mentor.mentees_now == 0
    assert {letter.state for letter in make.letters(pair)} == {Letter.State.WITHDRAWN}


def test_both_leave_and_nobody_is_written_to():
    pair = make.agreed()
    leave(pair.mentee)
    leave(pair.mentor)

    ten_minutes_pass()

    pair.refresh_from_db()
    assert pair.state == Pair.State.ENDED
    assert make.letters(pair, "ended") == []


def test_whoever_switched_reminders_off_is_asked_no_second_time():
    pair = make.introduced(days=8)
    choose(pair.mentee.user, OFF)

    operations.ask_once_more()

    assert [letter.to for letter in make.letters(pair, "ask_again")] == [pair.mentor.user.email]
