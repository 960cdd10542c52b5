"""Rounds too large for a table of every pair: the same pairs, in a task, and a board that holds."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from edumentoring.matching import operations, solving
from edumentoring.matching.crowds import child, process, size, wishes
from edumentoring.matching.crowds.columns import crowds
from edumentoring.matching.for_engine import Person, to_engine
from edumentoring.matching.tests import make
from edumentoring.programmes.models import Programme
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
