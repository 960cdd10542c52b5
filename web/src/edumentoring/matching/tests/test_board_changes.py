"""What coordinators do to a board, one at a time and two at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edumentoring.common.refused import Refused
from edumentoring.matching import board_changes, pair_changes
from edumentoring.matching.changes import BoardMoved
from edumentoring.matching.models import BoardState
from edumentoring.matching.tests import make
from edumentoring.programmes.tests import make as people

pytestmark = pytest.mark.django_db


def test_a_locked_pair_stays_through_a_re_run():
    round_ = make.round_(mentors=6, mentees=6)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)

    pair_changes.lock(round_, mentor, mentee, by=by, version=round_.version)
    board_changes.re_run(
        round_,
        by=by,
        version=round_.version,
        settings={"weight-subject": "0", "weight-topics": "4"},
    )

    board = make.board(round_)
    assert (mentor, mentee) in board.pair_set()
    assert board.proposal == 2


def test_two_kept_apart_are_never_proposed_again_in_the_round():
    round_ = make.round_(mentors=5, mentees=5)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)

    pair_changes.keep_apart(round_, mentor, mentee, by=by, version=round_.version)
    board_changes.re_run(round_, by=by, version=round_.version)

    assert (mentor, mentee) not in make.board(round_).pair_set()


def test_letting_them_again_brings_the_board_back():
    round_ = make.round_(mentors=5, mentees=5)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    before = make.board(round_).pairs

    pair_changes.keep_apart(round_, mentor, mentee, by=by, version=round_.version)
    pair_changes.let_again(round_, mentor, mentee, by=by, version=round_.version)

    assert make.board(round_).pairs == before


def test_choosing_another_mentor_says_who_moves():
    round_ = make.round_(mentors=4, mentees=4)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    other = next(pair[0] for pair in make.board(round_).pairs if pair[0] != mentor)

    told = pair_changes.reassign(round_, other, mentee, by=by, version=round_.version)

    assert (other, mentee) in told.state.pair_set()
    assert [other, mentee] in told.state.locks
    assert any("moves to" in line for line in told.sentences())


def test_a_pair_taken_off_waits_until_the_next_re_run():
    round_ = make.round_(mentors=4, mentees=4)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)

    pair_changes.part(round_, mentor, mentee, by=by, version=round_.version)
    waiting = make.board(round_)
    board_changes.re_run(round_, by=by, version=round_.version)

    assert mentee not in {pair[1] for pair in waiting.pairs}
    assert mentee in {pair[1] for pair in make.board(round_).pairs}


def test_refuses_a_mentor_whose_places_are_all_locked():
    round_ = make.round_(mentors=4, mentees=4)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    other = next(pair[1] for pair in make.board(round_).pairs if pair[1] != mentee)
    pair_changes.lock(round_, mentor, mentee, by=by, version=round_.version)

    with pytest.raises(Refused, match="has room for 1 mentee, and that place is locked"):
        pair_changes.reassign(round_, mentor, other, by=by, version=round_.version)


def test_a_pair_in_one_school_needs_a_reason():
    programme = make.programme(mentors=2, mentees=2)
    school = people.school("Northgate Primary")
    mentor = make.mentor(programme, school=school)
    mentee = make.mentee(programme, school=school)
    round_ = make.round_(programme)
    by = make.owner(programme)

    with pytest.raises(Refused, match=r"work in the same school\. Say why"):
        pair_changes.make_pair_by_hand(round_, mentor.pk, mentee.pk, by=by, version=round_.version)
    pair_changes.make_pair_by_hand(
        round_, mentor.pk, mentee.pk, by=by, version=round_.version, reason="Both asked for it."
    )

    board = make.board(round_)
    assert (mentor.pk, mentee.pk) in board.pair_set()
    assert board.given[f"{mentor.pk}-{mentee.pk}"] == "Both asked for it."


def test_nobody_is_paired_with_somebody_who_ruled_them_out():
    programme = make.programme(mentors=2, mentees=2)
    mentor = make.mentor(programme)
    mentee = make.mentee(programme, answers={"identity_wanted": ["woman"], "identity_must": True})
    round_ = make.round_(programme)

    with pytest.raises(Refused, match="ruled it out, or they were introduced before") as refusal:
        pair_changes.make_pair_by_hand(
            round_,
            mentor.pk,
            mentee.pk,
            by=make.owner(programme),
            version=round_.version,
            reason="All the same.",
        )

    assert "woman" not in str(refusal.value)


def test_an_unlocked_pair_stays_until_the_next_re_run():
    round_ = make.round_(mentors=5, mentees=5)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    best = make.board(round_).pair_set()
    other = next(pair[0] for pair in sorted(best) if pair[0] != mentor)
    pair_changes.reassign(round_, other, mentee, by=by, version=round_.version)

    told = pair_changes.unlock(round_, other, mentee, by=by, version=round_.version)
    assert (other, mentee) in told.state.pair_set()
    assert not told.moves
    third = next(pair for pair in told.state.pairs if pair[0] not in (mentor, other))
    pair_changes.lock(round_, *third[:2], by=by, version=round_.version)
    assert (other, mentee) in make.board(round_).pair_set()
    settings = {"musts-shown": "1", "must-own_school": "1", "must-contact_mode": "1"}
    settings |= {"must-min_stage_gap": "1"}
    board_changes.re_run(round_, by=by, version=round_.version, settings=settings)

    assert make.board(round_).pair_set() == best


def test_a_new_must_that_breaks_a_lock_is_refused_by_name():
    programme = make.programme(mentors=2, mentees=2)
    mentor = make.mentor(programme, answers={"phases": ["ks5"]})
    mentee = make.mentee(programme, answers={"phases": ["eyfs"]})
    round_ = make.round_(programme)
    by = make.owner(programme)
    pair_changes.reassign(round_, mentor.pk, mentee.pk, by=by, version=round_.version)
    round_ = make.again(round_)
    state = make.board(round_)
    state.given = {}
    state.save()

    with pytest.raises(Refused, match="are locked, but: They teach different age groups"):
        board_changes.re_run(
            round_,
            by=by,
            version=round_.version,
            settings={"musts-shown": "1", "must-same_phase": "1"},
        )


def test_twenty_changes_are_undone_one_by_one_and_done_again():
    round_ = make.round_(mentors=4, mentees=4)
    by, pairs = make.owner(round_.programme), make.board(round_).pair_set()
    seen = [make.board(round_).locks]
    for at in range(22):
        mentor, mentee = sorted(pairs)[at % 4]
        locked = [mentor, mentee] in make.board(round_).locks
        change = pair_changes.unlock if locked else pair_changes.lock
        change(round_, mentor, mentee, by=by, version=round_.version)
        seen.append(make.board(round_).locks)

    for at in range(21, -1, -1):
        board_changes.undo(round_, by=by, version=round_.version)
        assert make.board(round_).locks == seen[at]
    with pytest.raises(Refused, match="nothing to undo"):
        board_changes.undo(round_, by=by, version=round_.version)
    for at in range(1, 23):
        board_changes.redo(round_, by=by, version=round_.version)
        assert make.board(round_).locks == seen[at]
    with pytest.raises(Refused, match="nothing to do again"):
        board_changes.redo(round_, by=by, version=round_.version)


def test_a_stale_change_is_refused_with_what_the_other_did():
    round_ = make.round_(mentors=4, mentees=4)
    hers, his = make.again(round_), make.again(round_)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    seen = hers.version
    pair_changes.lock(his, mentor, mentee, by=by, version=his.version)

    with pytest.raises(BoardMoved) as moved:
        pair_changes.keep_apart(make.again(hers), mentor, mentee, by=by, version=seen)

    assert any("Locked" in line and str(by) in line for line in moved.value.differences)
    assert [mentor, mentee] in make.board(make.again(round_)).locks


def test_a_change_that_comes_between_looking_and_saving_is_noticed_too():
    round_ = make.round_(mentors=4, mentees=4)
    hers, his = make.again(round_), make.again(round_)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    pair_changes.lock(his, mentor, mentee, by=by, version=his.version)

    with pytest.raises(BoardMoved):  # `hers` was read before his change, version and all
        pair_changes.unlock(hers, mentor, mentee, by=by, version=hers.version)

    assert [mentor, mentee] in make.board(make.again(round_)).locks


ACTIONS = ("lock", "unlock", "keep_apart", "reassign", "part", "re_run", "undo", "redo")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.booleans(),
            st.booleans(),
            st.sampled_from(ACTIONS),
            st.integers(0, 3),
            st.integers(0, 4),
        ),
        min_size=4,
        max_size=14,
    )
)
def test_two_coordinators_lose_no_edit_and_overfill_no_mentor(steps, django_db_blocker):
    """Each step: whose, whether they look first, what they do, to which mentor and mentee."""
    from django.db import transaction

    with transaction.atomic():
        round_ = make.round_(make.programme(mentors=4, mentees=5, places=1))
        capacity = 1
        by = make.owner(round_.programme)
        people_ = sorted(pair[0] for pair in make.board(round_).pairs)
        mentees = sorted(
            {pair[1] for pair in make.board(round_).pairs}
            | {each["mentee"] for each in make.board(round_).result["unmatched"]}
        )
        views = [make.again(round_), make.again(round_)]
        accepted = 0
        begun = round_.version
        for hers, looks, action, mentor_at, mentee_at in steps:
            if looks:
                views[hers] = make.again(round_)
            view = views[hers]
            truth = make.again(round_)
            pair = people_[mentor_at % len(people_)], mentees[mentee_at % len(mentees)]
            try:
                do(action, view, pair, by)
            except BoardMoved:
                assert view.version != truth.version
                assert make.again(round_).version == truth.version
            except Refused:
                assert make.again(round_).version == truth.version
            else:
                assert view.version == truth.version + 1
                accepted += 1
            state = make.board(make.again(round_))
            for mentor in people_:
                assert sum(one[0] == mentor for one in state.pairs) <= capacity
            assert len({one[1] for one in state.pairs}) == len(state.pairs)
        final = make.again(round_)
        assert final.version == begun + accepted
        assert len(final.log) == accepted + 1
        transaction.set_rollback(True)


def do(action, view, pair, by):
    if action in ("re_run", "undo", "redo"):
        return getattr(board_changes, action)(view, by=by, version=view.version)
    return getattr(pair_changes, action)(view, *pair, by=by, version=view.version)


def test_bringing_up_to_date_takes_in_newcomers_and_lets_go_of_leavers():
    programme = make.programme(mentors=4, mentees=3)
    round_ = make.round_(programme)
    by, (mentor, mentee) = make.owner(programme), make.first_pair(round_)
    pair_changes.lock(round_, mentor, mentee, by=by, version=round_.version)
    newcomer = make.mentee(programme)
    type(newcomer).objects.filter(pk=mentee).update(state="left")

    told = board_changes.refresh(round_, by=by, version=round_.version)

    assert told.what == "Brought up to date: 1 joined, 1 left"
    assert newcomer.pk in {pair[1] for pair in told.state.pairs}
    assert told.state.locks == []
    board_changes.undo(round_, by=by, version=round_.version)
    assert [mentor, mentee] in make.board(round_).locks


def test_a_note_changes_no_pair_and_can_be_undone():
    round_ = make.round_()
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    before = make.board(round_).pairs

    pair_changes.write_note(
        round_, mentor, mentee, by=by, version=round_.version, text="Ask Imran first."
    )

    assert make.board(round_).pairs == before
    assert make.board(round_).notes == {f"{mentor}-{mentee}": "Ask Imran first."}
    board_changes.undo(round_, by=by, version=round_.version)
    assert make.board(round_).notes == {}


def test_states_are_added_and_never_altered():
    round_ = make.round_()
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    pair_changes.lock(round_, mentor, mentee, by=by, version=round_.version)
    before = list(BoardState.objects.order_by("number").values("number", "locks", "what"))

    board_changes.undo(round_, by=by, version=round_.version)
    pair_changes.keep_apart(round_, mentor, mentee, by=by, version=round_.version)

    after = list(BoardState.objects.order_by("number").values("number", "locks", "what"))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
