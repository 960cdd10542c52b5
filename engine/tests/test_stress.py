"""Programmes that are hard for a matcher, against an oracle that shares nothing with it."""

import os
import random
from pathlib import Path

import numpy as np
import pytest

from pairwell import Mentee, Mentor, Musts, Refusal, Rules, assign, match
from pairwell._command.plain_scores import plain_scores

from .make import GROUPS, REGIONS, SUBJECTS, best_by_milp, full_answers, people


def shortage_by_subject(rng):
    """Most want the one subject that few teach, and subjects must be shared."""
    mentors = [
        Mentor(f"m{n}", subjects=[SUBJECTS[0 if n < 3 else n % 8]], capacity=1 + n % 2)
        for n in range(9)
    ]
    mentees = [
        Mentee(f"e{n}", **(full_answers(rng) | {"subjects": [SUBJECTS[0 if n % 4 else n % 8]]}))
        for n in range(16)
    ]
    return mentors, mentees, Rules(musts=Musts(same_subject=True), subject_groups=GROUPS)


def all_ties(_):
    """Everybody answers alike: every pair is worth the same."""
    alike = {"subjects": ["maths"], "topics": ["x"], "availability": ["mon"]}
    return (
        [Mentor(f"m{n}", capacity=2, **alike) for n in range(6)],
        [Mentee(f"e{n}", **alike) for n in range(14)],
        Rules(),
    )


def negative_coordinates(rng):
    """South and west of nothing: the distance rule alone counts."""

    def place():
        return {"lat": rng.uniform(-60, 10), "lon": rng.uniform(-90, 10), "region": REGIONS[0]}

    return (
        [Mentor(f"m{n}", **place()) for n in range(8)],
        [Mentee(f"e{n}", **place()) for n in range(8)],
        Rules(weights={"distance": 100}),
    )


def single_option(rng):
    """Each mentee has ruled out all mentors but one or two."""
    names = [f"m{n}" for n in range(8)]
    return (
        [Mentor(name, **full_answers(rng)) for name in names],
        [
            Mentee(
                f"e{n}",
                **(full_answers(rng) | {"contact": ["online", "in_person"]}),
                blocked=rng.sample(names, rng.choice([6, 7])),
            )
            for n in range(12)
        ],
        Rules(),
    )


def no_availability(rng):
    """Nobody has a time in common, and times must be shared where both named some."""
    mentors, mentees = people(rng, 6, 10)
    answers = [{"availability": ["mon"]}, {"availability": ["tue"]}]
    return (
        [Mentor(each.id, **answers[0] if n % 3 else {}) for n, each in enumerate(mentors)],
        [Mentee(each.id, **answers[1] if n % 2 else {}) for n, each in enumerate(mentees)],
        Rules(musts=Musts(shared_availability=True)),
    )


@pytest.mark.parametrize(
    "family",
    [shortage_by_subject, all_ties, negative_coordinates, single_option, no_availability],
)
def test_a_hard_family_is_solved_to_the_oracles_optimum(family):
    for seed in range(3):
        mentors, mentees, rules = family(random.Random(seed))

        best = match(mentors, mentees, rules=rules)

        mentors, mentees = (sorted(side, key=lambda each: each.id) for side in (mentors, mentees))
        plain = plain_scores(mentors, mentees, rules)
        assert best.proven
        assert (best.matched, best.points) == best_by_milp(
            np.array(plain.points),
            np.array(plain.allowed),
            np.array([mentor.capacity for mentor in mentors]),
            np.array([mentee.demand for mentee in mentees]),
            np.ones(len(mentees), int),
        )


def test_locks_against_forbids_are_refused_or_solved_around():
    mentors, mentees, rules = all_ties(None)

    with pytest.raises(Refusal, match="both fixed and kept apart"):
        match(mentors, mentees, rules=rules, locked=[("m0", "e0")], forbidden=[("m0", "e0")])
    best = match(
        mentors,
        mentees,
        rules=rules,
        locked=[("m0", "e0"), ("m0", "e1")],
        forbidden=[(f"m{n}", "e2") for n in range(1, 6)],
    )

    assert best.proven
    assert best.matched == 12
    assert {person.mentee_id: person.cause for person in best.unmatched}["e2"] == "no_place"


def test_one_person_and_nobody_have_an_answer_too():
    nobody = match([], [])
    alone = match([Mentor("p")], [Mentee("p")])
    waiting = match([], [Mentee("p")])

    assert (nobody.matched, nobody.points, nobody.proven) == (0, 0, True)
    assert alone.proven
    assert [(each.cause, each.rule) for each in alone.unmatched] == [("rule", "self")]
    assert [each.cause for each in waiting.unmatched] == ["no_mentors"]
    assert len(match([Mentor("p")], []).idle) == 1


# --- published instances ------------------------------------------------------------------------

PUBLISHED = {100: 305, 200: 475, 300: 626, 400: 804, 500: 991, 600: 1176, 700: 1362, 800: 1552}
"""The least costs of assign100 ... assign800: J. E. Beasley, OR-Library, "Assignment problem"."""


def read_published(text):
    """Read the library's format: how many, then that many rows of costs, lines broken anywhere."""
    size, *costs = map(int, text.split())
    return np.array(costs, np.int64).reshape(size, size)


def least_cost(costs):
    """Solve for the least cost through the public interface."""
    found = assign(costs.max() - costs)
    assert found.proven
    assert found.matched == len(costs)
    return int(costs.max()) * len(costs) - found.total


def test_an_instance_in_the_librarys_format_is_solved_to_its_least_cost():
    rng = random.Random(1)
    costs = [rng.randint(1, 100) for _ in range(36)]
    broken = [" ".join(map(str, costs[at : at + 5])) for at in range(0, 36, 5)]

    read = read_published(" 6\n " + "\n ".join(broken) + "\n")

    eligible = np.ones((6, 6), bool)
    best = best_by_milp(100 - read, eligible, *np.ones((3, 6), int))
    assert read.ravel().tolist() == costs
    assert least_cost(read) == 600 - best[1]


def least_cost_of(folder, size):
    """Solve one of the published instances."""
    return least_cost(read_published((folder / f"assign{size}.txt").read_text()))


def test_the_smallest_published_instance_is_solved_to_the_listed_optimum():
    assert least_cost_of(Path(__file__).parent / "orlib", 100) == PUBLISHED[100]


@pytest.mark.data
@pytest.mark.skipif("ORLIB" not in os.environ, reason="ORLIB names no folder with assign100.txt …")
def test_the_published_instances_are_solved_to_the_listed_optima():
    found = {size: least_cost_of(Path(os.environ["ORLIB"]), size) for size in PUBLISHED}

    assert found == PUBLISHED
