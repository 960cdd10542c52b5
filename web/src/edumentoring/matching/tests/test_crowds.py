"""Rounds too large for a table of every pair: the same pairs, in a task, and a board that holds."""

import io
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.matching import (
    board_changes,
    operations,
    pair_changes,
    solving,
    working_out,
)
from edumentoring.matching.changes import BoardMoved
from edumentoring.matching.crowds import (
    asking,
    boards,
    child,
    process,
    publishing,
    re_running,
    size,
    wishes,
)
from edumentoring.matching.crowds.columns import crowds
from edumentoring.matching.for_engine import Person, to_engine
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.tasks import propose_round
from edumentoring.matching.tests import make
from edumentoring.matching.tests.test_pages import address, signed_in, words_of
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.vocabulary import WISHES
from pairwell import Crowd

HERE = process.ask


def answered_here(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the child would say, without starting a process or compiling."""
    said: list[dict[str, Any]] = []
    answer = child.answer({**json.loads(json.dumps(asked)), "compiled": False}, said.append)
    yield from said
    yield {"answer": json.loads(json.dumps(answer))}


@pytest.fixture
def as_crowds(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """However few they are, people are matched as a crowd from here on."""
    settings.DATA = tmp_path
    monkeypatch.setattr(size, "TABLE_PAIRS", 0)
    monkeypatch.setattr(process, "ask", answered_here)
    solving.forget()


def someone(die: random.Random, key: int, keys: list[int]) -> Person:
    """A person of a snapshot, whatever they may have answered."""

    def some(words: Any, most: int) -> list[Any]:
        return die.sample(list(words), die.randint(0, most))

    person: Person = {
        "id": key,
        "stage": die.choice(["trainee", "ect1", "teacher", "head", ""]),
        "subjects": some(make.SUBJECTS, 2),
        "phases": some(["ks1", "ks2", "ks3"], 2),
        "availability": some(make.SLOTS, 3),
        "wishes": some([term.id for term in WISHES], 2),
        "musts": some([term.id for term in WISHES], 1),
        "contact": some(["online", "in_person", "phone"], 3),
        "blocked": some(keys, 2),
        "years": die.choice([0, 3, 12]),
        "traits": some(["cats=yes", "cats=no"], 1),
        "is_": some(["a", "b"], 1),
        "wants": some(["a", "b"], 1),
        "verified": die.random() < 0.5,
        "lat": 52.0 + die.random(),
        "lon": -1.0,
    }
    for name, choices in (("region", make.REGIONS), ("school", "abc"), ("trust", "xy")):
        if die.random() < 0.7:
            person[name] = die.choice(choices)
    if die.random() < 0.6:
        person["mentee"] = {"demand": 1, "topics": some(make.TOPICS, 3), "priority": 2}
    if "mentee" not in person or die.random() < 0.3:
        person["mentor"] = {"capacity": 2, "helps": some(["coaching"], 1), "trained": True}
        person["mentor"]["line_manages"] = some(keys, 1)
    return person


def test_columns_say_of_everybody_what_the_engine_is_told_of_them_one_by_one():
    die = random.Random(7)
    people = [someone(die, key, list(range(60))) for key in range(60)]
    people[3]["uncounted"] = wishes.COMMON

    mentors, mentees = to_engine(people)

    told = [Crowd.of(mentors).fingerprint(), Crowd.of(mentees).fingerprint()]
    assert [crowd.fingerprint() for crowd in crowds(people)] == told


def mixed_programme() -> Programme:
    """People who wish and insist, more of them than there are places."""
    of = make.programme(0, 0)
    for at in range(5):
        make.mentor(of, capacity=1 + at % 2, stage="teacher")
    for at in range(9):
        wished = {"wishes": [WISHES[at % len(WISHES)].id], "musts": [["near_me"], [], []][at % 3]}
        make.mentee(of, stage="ect1", answers=wished)
    return of


@pytest.mark.django_db
def test_a_crowd_gets_the_pairs_a_table_gives(as_crowds: None, monkeypatch: pytest.MonkeyPatch):
    programme = mixed_programme()
    with monkeypatch.context() as small:
        small.setattr(size, "TABLE_PAIRS", 10**6)
        table = make.board(make.round_(programme))
    operations.close_round(table.round, by=make.owner(programme))
    solving.forget()

    crowd = make.board(make.round_(programme))

    assert crowd.result["crowd"]
    assert crowd.pairs == table.pairs
    names = ("matched", "wanting", "points", "total", "upper_bound", "proven")
    assert {name: crowd.result[name] for name in names} == {
        name: table.result[name] for name in names
    }
    short = [
        {each["mentee"]: (each["cause"], each["rule"]) for each in state.result["unmatched"]}
        for state in (table, crowd)
    ]
    assert short[0] == short[1]
    assert len(short[0]) == 9 - crowd.result["matched"] > 0


def by_of(round_: Round) -> Any:
    return make.owner(round_.programme)


def run_task(round_: Round) -> Round:
    """The worker's part of what was asked for last."""
    asked = make.again(round_)
    propose_round.func(asked.pk, asked.run)
    return make.again(asked)


@pytest.mark.django_db
def test_progress_is_told_on_the_way_and_a_proposal_can_be_stopped_and_asked_for_again(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    programme = make.programme(4, 5)
    round_ = operations.open_round(programme, by=None)
    operations.propose(round_, by=None)
    seen: list[str] = []

    def stopped_half_way(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        (process.folder_of(round_.pk) / "1.npz").write_bytes(b"a finished block")
        for line in [{}, *answered_here(asked)]:
            yield line
            now = make.again(round_)
            seen.append(f"{now.progress_words}: {now.progress} of {now.progress_of}")
            if now.progress_words.startswith("Scoring"):
                operations.stop_proposal(now, by=by_of(round_))

    with monkeypatch.context() as patch:
        patch.setattr(process, "ask", stopped_half_way)
        round_ = run_task(round_)

    assert seen[0] == "Comparing everybody with everybody: 20 of 100"
    assert seen[-1] == "Scoring every pair: 5 of 5"
    assert (round_.state, round_.trouble) == (Round.State.DRAFT, "")
    assert not process.folder_of(round_.pk).exists()
    assert not BoardState.objects.exists()
    operations.propose(round_, by=None)
    assert len(make.board(run_task(round_)).pairs) == 4


@pytest.mark.django_db
def test_a_run_that_failed_says_so_and_keeps_its_blocks_until_there_is_an_answer(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    round_ = operations.open_round(make.programme(4, 4), by=None)
    operations.propose(round_, by=None)

    def dies(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for line in answered_here(asked):
            yield line
            if line.get("words") == "checking with plain code":
                raise RuntimeError("The engine's process ended with -9.")

    with monkeypatch.context() as patch:
        patch.setattr(process, "ask", dies)
        with pytest.raises(RuntimeError):
            run_task(round_)

    again = make.again(round_)
    assert again.state == Round.State.DRAFT
    assert "Try once more" in again.trouble
    assert list(process.folder_of(round_.pk).iterdir())
    operations.propose(again, by=None)
    assert make.board(run_task(again)).result["proven"]
    assert not process.folder_of(round_.pk).exists()


@pytest.mark.django_db
def test_a_re_run_is_a_task_too_and_the_board_stays_until_it_is_done(as_crowds: None):
    round_ = make.round_(mentors=4, mentees=4)
    by, pair = by_of(round_), make.first_pair(round_)
    pair_changes.lock(round_, *pair, by=by, version=round_.version)
    before = make.board(round_)

    told = board_changes.re_run(
        round_, by=by, version=round_.version, settings={"weight-subject": "0"}
    )

    asked = make.again(round_)
    assert told is None
    assert (asked.state, asked.at) == (Round.State.PROPOSING, before.number)
    operations.stop_proposal(asked, by=by)
    again = make.again(round_)
    assert (again.state, again.at, again.version) == ("proposed", before.number, round_.version)

    board_changes.re_run(again, by=by, version=again.version, settings={"weight-subject": "0"})
    after = make.board(run_task(again))

    assert after.what == "Proposal 2: Subject moved to “Not at all”"
    assert after.previous == after.parent == before.number
    assert list(pair) in after.locks
    assert pair in after.pair_set()
    assert make.again(round_).state == Round.State.PROPOSED
    assert run_task(round_).version == after.round.version


@pytest.mark.django_db
def test_bringing_a_crowd_up_to_date_is_a_task(as_crowds: None):
    round_ = make.round_(mentors=4, mentees=3)
    newcomer = make.mentee(round_.programme)
    solving.forget()

    assert board_changes.refresh(round_, by=None, version=round_.version) is None
    state = make.board(run_task(round_))

    assert state.what == "Brought up to date: 1 joined"
    assert newcomer.pk in {pair[1] for pair in state.pairs}


@pytest.mark.django_db
def test_bringing_up_to_date_keeps_what_was_decided_about_those_who_are_still_there(
    as_crowds: None,
):
    round_ = make.round_(mentors=3, mentees=3)
    board = make.board(round_)
    (one, two), (other, gone) = (row[:2] for row in board.pairs[:2])
    board.locks = [[one, two], [other, gone]]
    board.given = {f"{one}-{two}": "They asked.", f"{other}-{gone}": "So did they."}
    Participant.objects.filter(pk=gone).update(state="left")

    after, terms = re_running.refreshed_people(board)

    assert (terms.locks, terms.given) == ({(one, two)}, {(one, two)})
    assert after.given == {f"{one}-{two}": "They asked."}
    assert terms.previous == board.pair_set()
    assert gone not in {person["id"] for person in after.snapshot.people}


@pytest.mark.django_db
def test_a_round_that_has_grown_into_a_crowd_is_brought_up_to_date_by_a_task(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
):
    settings.DATA = tmp_path
    round_ = make.round_(mentors=2, mentees=2)
    monkeypatch.setattr(size, "TABLE_PAIRS", 4)  # no crowd yet: a table has room for so many
    assert not size.is_crowd(make.board(round_).snapshot.people)
    make.mentee(round_.programme)

    assert board_changes.refresh(round_, by=None, version=round_.version) is None
    blocks = process.folder_of(round_.pk)
    blocks.mkdir(parents=True)
    operations.close_round(make.again(round_), by=by_of(round_))
    assert not blocks.exists()


@pytest.mark.django_db
def test_a_change_by_hand_moves_only_those_it_names(as_crowds: None):
    round_ = make.round_(mentors=4, mentees=4)
    by, before = by_of(round_), make.board(round_).pairs
    (mentor, loser), (left, mentee) = (pair[:2] for pair in before[:2])

    told = pair_changes.reassign(round_, mentor, mentee, by=by, version=round_.version)

    after = make.board(round_)
    assert after.pair_set() == {tuple(pair[:2]) for pair in before[2:]} | {(mentor, mentee)}
    assert [move.mentee for move in told.moves.lost] == [loser]
    assert [(each["mentee"], each["cause"]) for each in after.result["unmatched"]] == [
        (loser, "waits")
    ]
    assert after.result["idle"] == [[left, 1, None]]
    assert (after.result["matched"], after.result["proven"]) == (3, False)

    third = tuple(before[2][:2])
    pair_changes.part(round_, *third, by=by, version=round_.version)
    board_changes.undo(round_, by=by, version=round_.version)
    assert third in make.board(round_).pair_set()
    pair_changes.keep_apart(round_, *third, by=by, version=round_.version)
    assert third not in make.board(round_).pair_set()


def test_what_a_hand_fixes_puts_out_the_worst_fit_and_no_lock_and_nobody_else_moves():
    people = [
        *(one_side(key, mentor={"capacity": places}) for key, places in ((1, 1), (2, 2), (3, 1))),
        *(one_side(key, mentee={"demand": 1}) for key in (6, 7, 8, 9)),
    ]
    ready = solving.Prepared(solving.Packed(people))
    before = BoardState(
        pairs=[[1, 7, 5, 50], [2, 8, 5, 90], [2, 9, 5, 20]],
        result={"proven": True, "idle": [[3, 1, None]], "unmatched": [boards.waiting(6, 1)]},
    )

    def after(**fixed: Any) -> Any:
        """The pairs, who has a place, who is short, and whether it is still proven."""
        terms = solving.Terms({"weights": {}, "musts": {}}, **fixed)
        pairs, found = boards.settled(before, ready, terms)
        short = {each["mentee"] for each in found["unmatched"]}
        return {(row[0], row[1]) for row in pairs}, found["idle"], short, found["proven"]

    one, two = [[1, 1, None], [3, 1, None]], [[2, 1, None], [3, 1, None]]
    as_it_was = ({(1, 7), (2, 8), (2, 9)}, [[3, 1, None]], {6}, True)
    hers, lock = frozenset({(2, 7)}), frozenset({(2, 9)})
    assert after() == as_it_was
    assert after(locks=lock, forbids=lock, aside=frozenset({9})) == as_it_was
    assert after(loose=hers) == ({(2, 7), (2, 8)}, one, {6, 9}, False)
    assert after(loose=hers, locks=lock) == ({(2, 7), (2, 9)}, one, {6, 8}, False)
    assert after(aside=frozenset({8})) == ({(1, 7), (2, 9)}, two, {6, 8}, False)
    assert after(loose=frozenset({(3, 6)}))[1:] == ([], set(), False)


@pytest.mark.django_db
def test_a_crowd_is_published_bit_by_bit_and_still_whole_or_not_at_all(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    round_ = make.round_(mentors=3, mentees=4)
    by, write = by_of(round_), publishing.pairs.write_introductions
    live = Pair.objects.filter(round_number=1).live()
    calls: list[int] = []

    def write_once(*args: Any) -> Any:
        calls.append(live.count())
        if len(calls) == 2:
            raise KeyboardInterrupt  # the worker dies
        return write(*args)

    monkeypatch.setattr(publishing.pairs, "write_introductions", write_once)
    assert operations.publish(round_, by=by, version=round_.version) == 0
    with pytest.raises(KeyboardInterrupt):
        run_task(round_)
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    assert live.count() == 2
    assert waiting.filter(not_before__gt=timezone.now() + timedelta(days=7)).count() == 4

    operations.stop_proposal(make.again(round_), by=by)
    assert not live.exists()
    assert not waiting.exists()
    stopped = make.again(round_)
    assert stopped.has_board

    operations.publish(stopped, by=by, version=stopped.version)
    published = run_task(round_)
    assert calls == [0, 2, 0, 2]
    assert published.state == Round.State.PUBLISHED
    assert {(pair.mentor_id, pair.mentee_id) for pair in live.all()} == make.board(
        round_
    ).pair_set()
    assert waiting.count() == 7  # two for each pair, one for whoever has no match
    assert set(live.values_list("held_until", flat=True)) == {published.held_until}
    pairs_letters = waiting.filter(subject_key__startswith="pair:")
    assert not pairs_letters.filter(not_before__gt=published.held_until).exists()
    assert run_task(round_).version == published.version
    assert operations.take_back(published, by=by) == 3


def one_side(key: int, **sides: Any) -> Person:
    """Somebody who asks for one mentor, or offers one place."""
    return {"id": key, **sides}


def test_the_engine_is_asked_with_all_that_the_board_fixes_and_rules_out(tmp_path: Any):
    strategy: Any = {
        "weights": {"subject": 3},
        "musts": {"own_school": True, "max_km": None},
        "fairness": True,
    }
    terms = solving.Terms(
        strategy,
        locks=frozenset({(1, 8)}),
        loose=frozenset({(2, 7)}),
        forbids=frozenset({(2, 7), (3, 9)}),
        given=frozenset({(1, 8)}),
        aside=frozenset({7, 9}),
        previous=frozenset({(4, 9)}),
    )
    people = [one_side(1, mentor={"capacity": 1})]
    people += [one_side(key, mentee={"demand": 2}) for key in (7, 8, 9)]

    asked = process.asked_for(people, terms, tmp_path)

    assert [one["mentee"]["demand"] for one in asked["people"][1:]] == [1, 2, 0]
    assert asked["people"][0] == people[0]
    names = ("locked", "forbidden", "overrides", "previous", "weights", "musts", "fairness")
    assert {name: asked[name] for name in names} == {
        "locked": [[1, 8], [2, 7]],
        "forbidden": [[3, 9]],
        "overrides": [[1, 8]],
        "previous": [[4, 9]],
        "weights": {"subject": 3},
        "musts": {"own_school": True},
        "fairness": True,
    }


def test_locks_that_cannot_hold_together_are_said_so_and_no_answer_is_a_fault(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    both = frozenset({(1, 7), (1, 8)})
    terms = solving.Terms({"weights": {}, "musts": {}, "fairness": False}, locks=both)
    people = [
        one_side(1, mentor={"capacity": 1}),
        *(one_side(key, mentee={"demand": 1}) for key in (7, 8)),
    ]
    asked = process.asked_for(people, terms, process.folder_of(1)) | {"compiled": False}
    monkeypatch.setattr(child.os, "nice", lambda _by: 0)
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked)))

    assert child.main() == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert said[-1] == {"refused": True}
    monkeypatch.setattr(process, "ask", lambda _asked: iter(said))
    with pytest.raises(Refused, match="cannot all hold"):
        process.match_crowd(people, terms, round_id=1, report=lambda *_: True)
    monkeypatch.setattr(process, "ask", lambda _asked: iter(said[:-1]))
    with pytest.raises(RuntimeError, match="without an answer"):
        process.match_crowd(people, terms, round_id=1, report=lambda *_: True)


@pytest.mark.django_db
def test_a_silent_engine_is_stopped_too_and_an_older_task_changes_nothing(as_crowds: None):
    round_ = make.round_(mentors=3, mentees=3)
    by, before = by_of(round_), make.board(round_)
    board_changes.re_run(round_, by=by, version=round_.version)
    older = make.again(round_)
    still = working_out.reporter(round_.pk, older.run)
    assert still(0, 0, "")
    operations.stop_proposal(older, by=by)
    assert not still(0, 0, "")

    board_changes.re_run(older, by=by, version=older.version)
    newer = make.again(round_)

    assert not still(0, 0, "")
    assert not operations.work_out(round_.pk, newer.run - 1)
    late, _terms = re_running.new_proposal(make.board(newer))
    assert not re_running.bring_into_view(newer, newer.run - 1, late)
    assert make.board(round_).number == before.number
    assert make.again(round_).state == Round.State.PROPOSING
    with pytest.raises(Refused, match="being worked out"):
        asking.ask_again(round_, by=by, version=newer.version, kind=asking.RE_RUN)
    operations.stop_proposal(newer, by=by)
    stopped = make.again(round_)
    assert stopped.asked == {}
    with pytest.raises(BoardMoved):
        asking.ask_again(round_, by=by, version=stopped.version + 1, kind=asking.RE_RUN)


@pytest.mark.django_db
def test_publishing_that_was_cut_short_goes_on_where_it_was(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    round_ = make.round_(mentors=3, mentees=4)
    by, open_some = by_of(round_), publishing.open_some

    def opens_and_dies(*args: Any) -> None:
        open_some(*args)
        raise KeyboardInterrupt

    operations.publish(round_, by=by, version=round_.version, tell_unmatched=False)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "open_some", opens_and_dies)
        with pytest.raises(KeyboardInterrupt):
            run_task(round_)

    assert run_task(round_).state == Round.State.PUBLISHED
    live = Pair.objects.filter(round_number=1).live()
    assert {(pair.mentor_id, pair.mentee_id) for pair in live.all()} == make.board(
        round_
    ).pair_set()
    assert Letter.objects.filter(state=Letter.State.WAITING).count() == 6  # nobody else is told


@pytest.mark.django_db
def test_publishing_that_is_refused_or_stopped_on_the_way_leaves_no_pair(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publishing, "AT_ONCE", 1)
    round_ = make.round_(mentors=3, mentees=3)
    by, write = by_of(round_), publishing.pairs.write_introductions
    live = Pair.objects.filter(round_number=1).live()

    def refuses_the_second(*args: Any) -> Any:
        if live.exists():
            raise Refused("Somebody has left.")
        return write(*args)

    def is_stopped_while_writing(*args: Any) -> Any:
        operations.stop_proposal(make.again(round_), by=by)
        return write(*args)

    ways = ((refuses_the_second, "Somebody has left."), (is_stopped_while_writing, ""))
    for writes, trouble in ways:
        monkeypatch.setattr(publishing.pairs, "write_introductions", writes)
        operations.publish(round_, by=by, version=round_.version)
        after = run_task(round_)
        assert (after.state, after.trouble) == (Round.State.PROPOSED, trouble)
        assert not live.exists()
        assert trouble in words_of(signed_in(after).get(address(after)))
        round_ = after

    mentor = make.first_pair(round_)[0]
    Participant.objects.filter(pk=mentor).update(state="left")
    with pytest.raises(Refused, match="up to date"):
        operations.publish(round_, by=by, version=round_.version)
    assert make.again(round_).state == Round.State.PROPOSED


@pytest.mark.django_db
def test_wishes_that_most_people_meet_are_left_out_first_and_said(
    as_crowds: None, monkeypatch: pytest.MonkeyPatch
):
    programme = make.programme(6, 0)
    rare = make.mentee(programme, region="wales", answers={"wishes": ["near_me"]})
    common = make.mentee(programme, answers={"wishes": ["not_my_trust"]})
    unmet = make.mentee(programme, region="overseas", answers={"wishes": ["near_me"]})
    monkeypatch.setattr(wishes, "LISTED", 5)

    round_ = make.round_(programme)

    people = solving.prepared(make.board(round_).snapshot).people
    marks = {one.pk: people[one.pk].get("uncounted") for one in (rare, common, unmet)}
    assert marks == {rare.pk: None, common.pk: wishes.COMMON, unmet.pk: wishes.NOBODY}
    assert make.board(round_).result["uncounted"] == 1


@pytest.mark.django_db
def test_the_pages_of_a_crowd_hold_and_say_what_is_different(as_crowds: None):
    round_ = make.round_(mentors=5, mentees=4)
    client, (mentor, mentee) = signed_in(round_), make.first_pair(round_)
    other = next(key for key, _places, _could in make.board(round_).result["idle"])

    board = words_of(client.get(f"{address(round_)}?pair={mentor}-{mentee}"))

    assert "What is different with so many people" in board
    assert "and you see how far it is" in board
    assert "No one else moves." in board  # another mentor, who has a place
    assert "too many people to try that" in words_of(client.get(address(round_, "what_if")))
    cost = words_of(client.get(f"{address(round_, 'cost')}?pair={other}-{mentee}"))
    assert "nobody else gets another mentor" in cost
    form = {"version": round_.version}
    went = client.post(address(round_, "re_run"), form, headers={"HX-Request": "true"})
    assert went.headers["HX-Redirect"] == address(round_, "progress")
    assert 'action="' + address(round_, "stop") in client.get(went["HX-Redirect"]).content.decode()
    meanwhile = words_of(client.get(address(round_)))
    assert "being worked out again" in meanwhile
    assert client.post(address(round_, "stop")).headers["Location"] == address(round_)


def test_the_engine_answers_from_a_process_of_its_own_which_ends_with_its_reader():
    die = random.Random(3)
    asked = {
        "people": [someone(die, key, list(range(40))) for key in range(40)],
        **{name: [] for name in ("locked", "forbidden", "previous", "overrides")},
        "tables": {},
        "musts": {},
        "weights": {"subject": 1},
        "fairness": False,
        "folder": None,
        "compiled": False,
    }

    said = list(HERE(asked))

    assert {"scoring every pair", "fits"} <= {line.get("words") for line in said}
    answers = [line["answer"] for line in said if "answer" in line]
    assert answers == [json.loads(json.dumps(child.answer(dict(asked), lambda _line: None)))]
    cut_short = HERE(asked)
    next(cut_short)
    cut_short.close()
    with pytest.raises(RuntimeError, match="ended with 1"):
        list(HERE({**asked, "weights": {"no such rule": 1}}))
