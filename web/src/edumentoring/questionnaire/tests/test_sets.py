"""A set of questions as a file: there and back, and what is said about a bad one."""

import json

import pytest

from edumentoring.common.refused import Refused, Stale
from edumentoring.programmes.models import Question
from edumentoring.questionnaire import operations, sets
from edumentoring.questionnaire.asked import current
from edumentoring.questionnaire.tests import make

pytestmark = pytest.mark.django_db


def file_of(*questions: object, **whole: object) -> str:
    usual = {"format": sets.FORMAT, "version": sets.VERSION, "questions": list(questions)}
    return json.dumps({**usual, **whole})


CLUB = {"key": "club", "kind": "one", "label": "Which club?", "options": make.CLUBS}


def test_a_set_comes_back_as_it_was_saved():
    one, other = make.programme(), make.programme(name="Another")
    make.question(one, feeds="prefer", hint="Any club.")
    operations.retire_question(other, "contexts", by=make.owner(other))

    plan = sets.plan_for(other, sets.read(sets.written(one)))
    assert [step.entry["key"] for step in plan.added] == ["contexts", "which-club-do-you-run"]
    assert not plan.changed
    assert not plan.skipped
    sets.bring_in(other, sets.read(sets.written(one)), mark=plan.mark, by=make.owner(other))

    def asked(programme):
        return sorted(
            json.dumps(sets.as_entry(each), sort_keys=True, default=str)
            for each in current(programme)
        )

    assert asked(one) == asked(other)


def test_the_plan_says_what_differs_and_what_cannot_be():
    programme = make.programme()
    make.question(programme, "Club")
    entries = sets.read(
        file_of(
            {**CLUB, "key": "club", "hint": "Any."},
            {"key": "stage", "kind": "one", "label": "Stage", "required": False},
            {"key": "role", "kind": "text", "label": "Role"},
        )
    )

    plan = sets.plan_for(programme, entries)

    (changed,) = plan.changed
    assert changed.differs == ["its words", "its hint"]
    assert [step.entry["key"] for step in plan.skipped] == ["stage", "role"]
    assert all(step.why.endswith(".") for step in plan.skipped)


def test_questions_that_are_not_in_the_file_stay():
    programme = make.programme()
    before = len(current(programme))
    entries = sets.read(file_of(CLUB))

    plan = sets.plan_for(programme, entries)
    sets.bring_in(programme, entries, mark=plan.mark, by=make.owner(programme))

    assert len(current(programme)) == before + 1


def test_nothing_is_brought_in_when_something_changed_since_the_plan():
    programme = make.programme()
    entries = sets.read(file_of(CLUB))
    plan = sets.plan_for(programme, entries)
    make.question(programme, "Another?")

    with pytest.raises(Stale, match="Look at the plan once more"):
        sets.bring_in(programme, entries, mark=plan.mark, by=make.owner(programme))

    assert not Question.objects.filter(key="club").exists()


def test_a_set_is_brought_in_whole_or_not_at_all(monkeypatch):
    programme = make.programme()
    entries = sets.read(file_of(CLUB, {**CLUB, "key": "second", "label": "Second?"}))
    plan = sets.plan_for(programme, entries)
    ask = operations.ask_question

    def breaks(*args, **kwargs):
        if kwargs["key"] == "second":
            raise OSError("the power went")
        return ask(*args, **kwargs)

    monkeypatch.setattr(operations, "ask_question", breaks)
    with pytest.raises(OSError, match="power"):
        sets.bring_in(programme, entries, mark=plan.mark, by=make.owner(programme))

    assert not Question.objects.filter(key__in=["club", "second"]).exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1"),
        ('{"format": "edumentoring.questions",\n "version": 1,\n oops', "line 3"),
        ("[1, 2]", "Choose one that was saved"),
        ('{"format": "other"}', "Choose one that was saved"),
        (file_of(CLUB, version=9), "version 9"),
        (file_of(), "no questions"),
        (file_of("club"), "Question 1 is not written"),
        (file_of({**CLUB, "kind": "riddle"}), "“club”, “kind” must be one of: text"),
        (file_of({"key": "club", "kind": "text"}), "“club”, “label” is missing"),
        (file_of({**CLUB, "required": "yes"}), "“club”, “required” has the wrong kind"),
        (file_of({**CLUB, "colour": "red"}), "“club”, “colour” is not part"),
        (file_of({**CLUB, "key": "my club"}), "“my club”, “key” takes letters"),
        (file_of({**CLUB, "options": ["a"]}), "“club”, “options” needs"),
        (file_of({**CLUB, "options": make.CLUBS * 2}), "“club”, “options” has one id twice"),
        (file_of(CLUB, CLUB), "“club” is in the file twice"),
        ("[" * 200_000, "This is not a file of questions"),
        (" " * 600_000, "too large"),
    ],
)
def test_a_bad_file_is_refused_with_where_the_fault_is(text, said):
    with pytest.raises(Refused, match=said):
        sets.read(text)
