"""A year of rounds: who is free when, who waits, and what waiting for better costs."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings

from pairwell import Arrival, BadInput, Rules, match, simulate

from . import make

RULES = Rules(subject_groups=make.GROUPS)


def a_year(rng, mentors=6, mentees=14):
    offering, asking = make.simple_people(rng, mentors, mentees)
    return [Arrival(rng.randrange(60), person) for person in [*offering, *asking]]


@settings(max_examples=10, deadline=None)
@given(make.chance())
def test_nobody_is_paired_before_they_come_nor_over_places_nor_twice(rng):
    arrivals = a_year(rng)
    every, lasts, hope = rng.choice([1, 7, 30]), rng.choice([20, 100]), rng.choice([0, 70])

    found = simulate(arrivals, every=every, days=90, lasts=lasts, hope=hope, a_day=50, rules=RULES)

    came = {(type(each.person).__name__, each.person.id): each for each in arrivals}
    assert len({each.mentee_id for each in found.pairs}) == len(found.pairs)
    for pair in found.pairs:
        assert (pair.day + 1) % every == 0
        assert pair.waited == pair.day - came["Mentee", pair.mentee_id].day >= 0
        mentor = came["Mentor", pair.mentor_id]
        assert mentor.day <= pair.day
        running = [p for p in found.pairs if p.day <= pair.day < p.day + lasts]
        assert Counter(p.mentor_id for p in running)[pair.mentor_id] <= mentor.person.capacity
    paired = {each.mentee_id for each in found.pairs}
    mentees = {each.person.id for each in arrivals if "Mentee" in type(each.person).__name__}
    assert set(found.waiting) == mentees - paired
    shuffled = simulate(
        make.shuffled(rng, arrivals),
        every=every,
        days=90,
        lasts=lasts,
        hope=hope,
        a_day=50,
        rules=RULES,
    )
    assert shuffled == found


def test_one_round_for_everybody_is_a_matching():
    arrivals = [Arrival(0, each.person) for each in a_year(random.Random(3))]
    people = [each.person for each in arrivals]
    mentors = [each for each in people if type(each).__name__ == "Mentor"]
    mentees = [each for each in people if type(each).__name__ == "Mentee"]

    found = simulate(arrivals, every=1, days=1, rules=RULES)

    best = match(mentors, mentees, rules=RULES)
    pairs = sorted((each.mentor_id, each.mentee_id) for each in found.pairs)
    assert pairs == make.pair_ids(best)
    assert found.worth == best.points


def test_a_place_is_free_again_and_whoever_waited_longest_has_it():
    mentees = [Arrival(day, make.mentee(f"e{day}")) for day in (0, 15, 1)]

    found = simulate([Arrival(0, make.mentor()), *mentees], every=1, days=40, lasts=20)

    assert [(each.day, each.mentee_id) for each in found.pairs] == [(0, "e0"), (20, "e1")]
    assert (found.waiting, found.mean_wait, found.rounds) == (("e15",), 9.5, 40)


def test_waiting_for_a_better_fit_ends_when_it_has_cost_enough():
    mentors = [
        Arrival(0, make.mentor("near", subjects=["a"])),
        Arrival(0, make.mentor("far", subjects=["b"])),
    ]
    first, second = (Arrival(0, make.mentee(name, subjects=["a"])) for name in ("x", "y"))
    rules = Rules(weights={"subject": 1})

    def days(**choice):
        found = simulate([*mentors, first, second], every=1, days=30, rules=rules, **choice)
        return sorted((each.mentor_id, each.waited) for each in found.pairs)

    assert days() == [("far", 0), ("near", 0)]
    assert days(hope=100, a_day=5) == [("far", 20), ("near", 0)]
    assert days(hope=100, a_day=0) == [("near", 0)]


def test_rhythms_that_make_no_sense_are_refused():
    with pytest.raises(BadInput, match="hope 0 to 100"):
        simulate([], hope=101)
