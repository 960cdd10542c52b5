"""Asking, rewording, ordering and leaving out, with their history and their refusals."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import Event
from edumentoring.programmes.models import Question
from edumentoring.programmes.operations import change_participant, enrol
from edumentoring.programmes.questions import in_words, labels_of, wordings_answered
from edumentoring.programmes.tests import make as people
from edumentoring.questionnaire import operations
from edumentoring.questionnaire.asked import current, order_mark
from edumentoring.questionnaire.options import chosen, settled
from edumentoring.questionnaire.tests import make

pytestmark = pytest.mark.django_db

COURSE = ["route", "provider", "course_year", "intended_phases"]


def change(question: Question, **changes: object) -> Question:
    return operations.change_question(
        question.programme,
        question.key,
        changes=changes,
        version=question.version,
        by=make.owner(question.programme),
    )


def test_a_new_question_is_asked_last_and_stands_in_the_history():
    programme = make.programme()

    asked = make.question(programme)

    assert current(programme)[-1] == asked
    assert asked.key == "which-club-do-you-run"
    assert Event.objects.filter(action="ask_question", programme_id=programme.pk).count() == 1


@pytest.mark.parametrize("label", ["Name", "Stage", "What? ", "2026", "…"])
def test_a_question_never_takes_a_key_that_is_used(label):
    programme = make.programme()
    make.question(programme, "What?", kind="text")

    asked = make.question(programme, label, kind="text")

    assert asked.key not in operations.TAKEN
    assert not asked.key.isdecimal()
    assert programme.questions.filter(key=asked.key).count() == 1


def test_rewording_makes_a_new_version_and_answers_keep_the_words_they_answered():
    programme = make.programme()
    asked = make.question(programme)
    before = people.mentee(programme, answers={asked.key: "chess"})

    after = change(asked, label="Which club would you run?")
    later = people.mentee(programme, answers={asked.key: "choir"})

    assert (after.version, after.place) == (2, asked.place)
    assert programme.questions.get(key=asked.key, retired_at=None) == after
    assert wordings_answered(before)[asked.key].label == "Which club do you run?"
    assert wordings_answered(later)[asked.key].label == "Which club would you run?"


def test_an_answer_that_was_changed_since_answered_the_new_words():
    programme = make.programme()
    asked = make.question(programme)
    one = people.mentee(programme, answers={asked.key: "chess"})
    change(asked, label="Which club would you run?")

    change_participant(one, changes={asked.key: "choir"}, by=None)

    one.refresh_from_db()
    assert wordings_answered(one)[asked.key].version == 2


def test_saving_what_is_there_already_makes_no_version():
    asked = make.question(make.programme())

    assert change(asked, label=asked.label).version == 1


def test_two_editors_at_once_lose_nothing():
    asked = make.question(make.programme())
    change(asked, label="Theirs?")

    with pytest.raises(Stale, match="Somebody else changed this question"):
        change(asked, label="Mine?")

    assert current(asked.programme)[-1].label == "Theirs?"


def test_an_option_keeps_its_answers_when_it_is_renamed():
    programme = make.programme()
    asked = make.question(programme, kind="several")
    one = people.mentee(programme, answers={asked.key: ["chess"]})

    after = change(
        asked, options=settled(asked, [("chess", "Chess club"), ("choir", "Choir")], (), "")
    )

    assert in_words(after, one.answers[asked.key]) == ["Chess club"]


def test_an_option_that_is_taken_away_is_not_offered_and_stays_readable():
    programme = make.programme()
    asked = make.question(programme, kind="several")
    one = people.mentee(programme, answers={asked.key: ["chess"]})

    after = change(asked, options=settled(asked, [("choir", "Choir")], ["Drama"], ""))

    assert labels_of(after) == {"choir": "Choir", "drama": "Drama"}
    assert in_words(after, one.answers[asked.key]) == ["Chess"]
    assert chosen(after) == {"chess": 1}
    assert change_participant(one, changes={asked.key: ["chess", "drama"]}, by=None)


def test_an_option_that_comes_back_is_the_one_it_was():
    asked = make.question(make.programme())
    without = change(asked, options=settled(asked, [("choir", "Choir")], ["Drama"], ""))

    again = settled(without, [("choir", "Choir"), ("drama", "Drama")], ["chess"], "")

    assert {"id": "chess", "label": "chess"} in again


def test_a_standard_option_may_be_worded_anew():
    programme = make.programme()
    helps = programme.questions.get(key="helps_wanted")
    rows = [(key, label) for key, label in labels_of(helps).items()]
    rows[0] = (rows[0][0], "Somebody to coach me")

    after = change(helps, options=settled(helps, rows, (), helps.key))

    assert labels_of(after)[rows[0][0]] == "Somebody to coach me"
    assert labels_of(after)[rows[1][0]] == rows[1][1]


def test_what_was_left_out_can_be_asked_again_where_it_stood():
    programme = make.programme()
    keys = [each.key for each in current(programme)]

    operations.retire_question(programme, "contexts", by=make.owner(programme))
    assert "contexts" not in [each.key for each in current(programme)]
    operations.bring_back_question(programme, "contexts", by=make.owner(programme))

    assert [each.key for each in current(programme)] == keys


def test_leaving_out_twice_is_leaving_out_once():
    programme = make.programme()
    for _time in range(2):
        operations.retire_question(programme, "contexts", by=make.owner(programme))

    assert Event.objects.filter(action="retire_question").count() == 1


@pytest.mark.parametrize("key", ["stage", "phases"])
def test_what_everything_leans_on_cannot_be_left_out_or_made_optional(key):
    programme = make.programme()

    with pytest.raises(Refused, match="cannot be left out"):
        operations.retire_question(programme, key, by=make.owner(programme))
    with pytest.raises(Refused, match="stays required"):
        change(programme.questions.get(key=key), required=False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"label": "  "}, "Write the question"),
        ({"options": []}, "at least two options"),
        ({"options": [{"id": "a", "label": "A"}, {"id": "b", "label": "a "}]}, "there twice"),
        ({"kind": "week", "options": []}, "come with the programme only"),
        ({"kind": "text", "options": make.CLUBS}, "Only questions with choices"),
        ({"feeds": "prefer", "sensitive": True}, "Private answers are never used"),
        ({"feeds": "prefer", "asked_of": "mentors"}, "ask everyone"),
        ({"feeds": "require", "kind": "text", "options": []}, "can only compare choices"),
    ],
)
def test_a_question_that_cannot_work_is_refused(fields, said):
    with pytest.raises(Refused, match=said):
        make.question(make.programme(), **fields)


@pytest.mark.parametrize(
    ("key", "changes", "said"),
    [
        ("topics_wanted", {"asked_of": "mentors"}, "keeps who is asked"),
        ("identity_is", {"sensitive": False}, "stays as private as it is"),
        ("subjects", {"feeds": "prefer"}, "has a rule of its own"),
        ("region", {"options": make.CLUBS}, "fixed"),
    ],
)
def test_a_standard_question_keeps_what_the_service_knows_it_by(key, changes, said):
    programme = make.programme()

    with pytest.raises(Refused, match=said):
        change(programme.questions.get(key=key), **changes)


def test_people_in_the_same_change_can_be_brought_together():
    programme = make.programme()
    new_for_me = programme.questions.get(key="new_for_me")

    with pytest.raises(Refused, match="ask everyone"):
        change(new_for_me, feeds="prefer")
    after = change(new_for_me, asked_of="everyone", feeds="prefer")

    assert (after.asked_of, after.feeds) == ("everyone", "prefer")


def test_the_database_refuses_a_private_question_that_feeds_matching():
    asked = make.question(make.programme(), feeds="prefer")

    with pytest.raises(IntegrityError):
        Question.objects.filter(pk=asked.pk).update(sensitive=True)


def test_what_was_answered_in_private_stays_private():
    programme = make.programme()
    asked = make.question(programme, sensitive=True)
    people.mentee(programme, answers={asked.key: "chess"})

    with pytest.raises(Refused, match="stays private"):
        change(asked, sensitive=False)


def test_the_order_is_changed_for_the_form_and_may_be_changed_back():
    programme = make.programme()
    keys = [each.key for each in current(programme)]
    mark = order_mark(current(programme))
    turned = [keys[1], keys[0], *keys[2:]]

    after = operations.put_in_order(programme, turned, mark=mark, by=make.owner(programme))

    assert [each.key for each in current(programme)] == turned
    operations.put_in_order(programme, keys, mark=after, by=make.owner(programme))
    assert [each.key for each in current(programme)] == keys


def test_an_order_of_a_list_that_changed_is_refused():
    programme = make.programme()
    keys = [each.key for each in current(programme)]
    mark = order_mark(current(programme))
    make.question(programme)

    with pytest.raises(Stale, match="changed the list"):
        operations.put_in_order(programme, keys[::-1], mark=mark, by=make.owner(programme))

    assert [each.key for each in current(programme)][:-1] == keys


def test_an_order_that_somebody_else_changed_meanwhile_is_not_overwritten():
    programme = make.programme()
    keys = [each.key for each in current(programme)]
    mark = order_mark(current(programme))
    theirs = [keys[1], keys[0], *keys[2:]]
    operations.put_in_order(programme, theirs, mark=mark, by=make.owner(programme))

    with pytest.raises(Stale, match="changed the list"):
        operations.put_in_order(programme, keys[::-1], mark=mark, by=make.owner(programme))

    assert [each.key for each in current(programme)] == theirs


def test_an_undone_change_is_a_version_of_its_own():
    asked = make.question(make.programme())
    changed = change(asked, label="Which club?", required=True)

    back = operations.restore_wording(
        asked.programme,
        asked.key,
        wording=1,
        version=changed.version,
        by=make.owner(asked.programme),
    )

    assert (back.version, back.label, back.required) == (3, asked.label, False)


def test_there_are_only_so_many_questions():
    programme = make.programme()
    room = operations.MOST_QUESTIONS - len(current(programme))
    Question.objects.bulk_create(
        Question(programme=programme, key=f"q{n}", kind="text", label="Q", place=100 + n)
        for n in range(room)
    )

    with pytest.raises(Refused, match="Leave one out"):
        make.question(programme)


def test_those_in_training_are_asked_about_their_course_after_their_role():
    keys = [each.key for each in current(make.programme())]

    assert keys[keys.index("role_title") + 1 :][:4] == COURSE


def test_a_programme_from_before_is_asked_the_same_and_keeps_its_own():
    programme = make.programme()
    keys = [each.key for each in current(programme)]
    own = programme.questions.get(key="route")
    programme.questions.filter(key__in=COURSE[1:]).delete()
    migration = importlib.import_module("edumentoring.programmes.migrations.0003_ask_trainees")

    for _time in range(2):
        migration.ask(apps, None)

    assert sorted(each.key for each in current(programme)) == sorted(keys)
    after = [each.key for each in current(programme)]
    assert after[after.index("role_title") + 1 :][:4] == ["provider", *COURSE[2:], "route"]
    assert programme.questions.get(key="route") == own
    assert programme.questions.get(key="intended_phases").options


def test_a_trainee_says_how_and_where_they_train():
    programme = make.programme()

    one, _new = enrol(
        programme,
        email="trainee@school.example",
        name="Tess Rainey",
        is_mentee=True,
        columns={"stage": "trainee"},
        answers={"route": "pgce", "provider": "Durham", "course_year": 2},
        by=None,
    )

    assert in_words(programme.questions.get(key="route"), one.answers["route"]) == [
        "PGCE at a university"
    ]
    with pytest.raises(Refused, match="from 1 to 6"):
        change_participant(one, changes={"course_year": 0}, by=None)
