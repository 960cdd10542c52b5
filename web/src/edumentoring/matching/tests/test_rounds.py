"""A round from beginning to end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.matching import operations, pair_changes, working_out
from edumentoring.matching.changes import BoardMoved
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.people.models import Event
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


def asked_for(mentors: int = 4, mentees: int = 4) -> Round:
    """A round whose proposal was asked for, and not worked out yet."""
    programme = make.programme(mentors=mentors, mentees=mentees)
    round_ = operations.open_round(programme, by=make.owner(programme))
    operations.propose(round_, by=make.owner(programme))
    return make.again(round_)


def test_one_round_is_open_at_a_time():
    round_ = make.round_()

    with pytest.raises(Refused, match=r"still open\. Publish it or put it away"):
        operations.open_round(round_.programme, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(programme=round_.programme, number=7)


def test_a_round_put_away_makes_way_for_the_next_which_keeps_its_strategy():
    round_ = make.round_()
    by = make.owner(round_.programme)
    strategy = {**round_.strategy, "fairness": True}
    Round.objects.filter(pk=round_.pk).update(strategy=strategy)

    operations.close_round(round_, by=by)
    later = operations.open_round(round_.programme, by=by)

    assert later.number == 2
    assert later.strategy == strategy


def test_a_proposal_needs_people_on_both_sides():
    programme = make.programme(mentors=0, mentees=2)
    round_ = operations.open_round(programme, by=None)

    with pytest.raises(Refused, match="No mentor has room now"):
        operations.propose(round_, by=None)

    assert make.again(round_).state == Round.State.DRAFT


def test_a_task_that_runs_twice_makes_one_proposal():
    round_ = asked_for()

    assert operations.work_out(round_.pk, round_.run) is True
    assert operations.work_out(round_.pk, round_.run) is False

    assert BoardState.objects.filter(round=round_).count() == 1
    assert make.again(round_).version == round_.version + 1


STEPS = {"prepared": working_out, "solve": working_out, "result_of": working_out}


@pytest.mark.parametrize("step", [*STEPS, "keep_proposal"])
def test_a_task_killed_at_any_step_and_run_again_equals_one_clean_run(step, monkeypatch):
    round_ = asked_for(5, 5)

    class Killed(BaseException):
        pass

    def die(*_args, **_fields):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(STEPS.get(step, operations), step, die)
        with pytest.raises(Killed):
            operations.work_out(round_.pk, round_.run)
    assert make.again(round_).state == Round.State.PROPOSING
    assert not BoardState.objects.exists()

    assert operations.work_out(round_.pk, round_.run)

    assert BoardState.objects.count() == 1
    assert Snapshot.objects.count() == 1
    assert len(make.board(make.again(round_)).pairs) == 5


def test_a_task_of_a_round_that_was_put_away_does_nothing():
    round_ = asked_for()
    operations.close_round(round_, by=make.owner(round_.programme))

    assert operations.work_out(round_.pk, round_.run) is False

    assert not BoardState.objects.exists()


def test_a_task_that_fails_says_so_on_the_start_page(monkeypatch):
    from edumentoring.matching.tasks import propose_round

    round_ = asked_for()
    monkeypatch.setattr(working_out, "prepared", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        propose_round.func(round_.pk, round_.run)

    again = make.again(round_)
    assert again.state == Round.State.DRAFT
    assert "Try once more" in again.trouble


def test_publishing_opens_every_pair_and_holds_its_letters():
    round_ = make.round_(mentors=4, mentees=5)
    by = make.owner(round_.programme)

    count = operations.publish(round_, by=by, version=round_.version)

    assert count == 4
    pairs = Pair.objects.filter(round_number=1)
    assert {pair.state for pair in pairs} == {Pair.State.HELD}
    assert {(pair.mentor_id, pair.mentee_id) for pair in pairs} == make.board(round_).pair_set()
    assert all(pair.reasons["mentee"] for pair in pairs)
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    assert waiting.count() == 9  # two for each pair, one for whoever has no match
    assert all(letter.not_before > timezone.now() for letter in waiting)
    assert Event.objects.filter(action="change_board", summary__contains="Published 4").exists()


def test_publishing_twice_introduces_nobody_twice():
    round_ = make.round_()
    by, version = make.owner(round_.programme), round_.version
    other = make.again(round_)
    operations.publish(round_, by=by, version=version)

    with pytest.raises(Refused, match="This round is published"):
        operations.publish(other, by=by, version=version)

    assert Pair.objects.count() == 4


def test_publishing_a_board_that_changed_meanwhile_is_refused():
    round_ = make.round_()
    by, seen = make.owner(round_.programme), round_.version
    pair_changes.lock(round_, *make.first_pair(round_), by=by, version=seen)

    with pytest.raises(BoardMoved):
        operations.publish(round_, by=by, version=seen)

    assert not Pair.objects.exists()


def test_somebody_who_left_stops_publishing_by_name_and_nothing_is_half_saved():
    round_ = make.round_()
    by, (mentor, _mentee) = make.owner(round_.programme), make.first_pair(round_)
    Participant.objects.filter(pk=mentor).update(state="paused")
    name = Participant.objects.get(pk=mentor).name

    with pytest.raises(Refused, match=rf"{name} \(paused\).*up to date"):
        operations.publish(round_, by=by, version=round_.version)

    assert not Pair.objects.exists()
    assert not Letter.objects.exists()
    assert make.again(round_).state == Round.State.PROPOSED


def test_a_pair_that_moved_into_one_school_since_stops_publishing_until_a_reason_is_given():
    from edumentoring.programmes.tests import make as people

    round_ = make.round_()
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    school = people.school("Garth School")
    Participant.objects.filter(pk__in=[mentor, mentee]).update(school=school)

    with pytest.raises(Refused, match=r"work in the same school\. Give a reason"):
        operations.publish(round_, by=by, version=round_.version)
    state = make.board(round_)
    state.given = {f"{mentor}-{mentee}": "They asked for each other."}
    state.save()
    operations.publish(round_, by=by, version=round_.version)

    pair = Pair.objects.get(mentor=mentor, mentee=mentee)
    assert pair.reason_given == "They asked for each other."
    assert pair.by_hand


def test_taking_back_leaves_no_trace_and_the_round_can_be_published_again():
    round_ = make.round_()
    by = make.owner(round_.programme)
    operations.publish(round_, by=by, version=round_.version)

    operations.take_back(round_, by=by)

    again = make.again(round_)
    assert again.has_board
    assert not Pair.objects.live().exists()
    assert not Letter.objects.filter(state=Letter.State.WAITING).exists()
    operations.publish(again, by=by, version=again.version)
    assert Pair.objects.live().count() == 4


def test_taking_back_after_the_hold_is_refused():
    round_ = make.round_()
    by = make.owner(round_.programme)
    operations.publish(round_, by=by, version=round_.version)
    Pair.objects.update(held_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Refused, match="ten minutes are over"):
        operations.take_back(round_, by=by)

    assert make.again(round_).state == Round.State.PUBLISHED


def test_the_next_round_waits_for_the_letters_and_leaves_out_who_has_somebody():
    round_ = make.round_(mentors=4, mentees=5)
    by = make.owner(round_.programme)
    operations.publish(round_, by=by, version=round_.version)

    with pytest.raises(Refused, match="letters of Round 1 are still waiting"):
        operations.open_round(round_.programme, by=by)
    Round.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    newcomer = make.mentor(round_.programme)
    later = make.round_(round_.programme)

    assert {pair[0] for pair in make.board(later).pairs} == {newcomer.pk}
    assert len(make.board(later).pairs) == 1


def test_the_command_proposes_writes_the_pairs_and_says_who_has_no_match(tmp_path):
    from edumentoring.matching.command import IN_PART, match

    programme = make.programme(mentors=2, mentees=3)
    Participant.objects.filter(
        programme=programme, is_mentor=True
    ).first().user.__class__.objects.filter(
        participations__programme=programme, participations__is_mentor=True
    ).update(name="=HYPERLINK(1)")
    said: list[str] = []

    code = match(
        programme, by=make.owner(programme), pairs_file=tmp_path / "pairs.csv", out=said.append
    )

    assert code == IN_PART
    assert "2 of 3 people have a mentor (proven best)" in said[0]
    assert any(line.startswith("No match for 1: No one has room") for line in said)
    assert said[-2].endswith(f"/programmes/{programme.slug}/rounds/1/")
    sheet = (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(sheet) == 3
    assert "'=HYPERLINK(1)" in sheet[1]
    with pytest.raises(Refused, match="has its proposal"):
        match(programme, by=make.owner(programme), out=said.append)


def test_tonight_names_the_rounds_next_step():
    from edumentoring.matching.tonight import lines
    from edumentoring.programmes.models import Coordinator

    round_ = make.round_()
    seat = Coordinator.objects.get(programme=round_.programme)

    assert [line.text for line in lines(seat)] == ["4 pairs of Round 1 wait for your look."]
    operations.publish(round_, by=seat.user, version=round_.version)
    assert ["take it back" in str(line.text) for line in lines(seat)] == [True]
