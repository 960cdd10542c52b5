"""Builders: people and matrices with valid defaults, and slow, obvious oracles."""

import random
from collections import defaultdict
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pairwell import Mentee, Mentor

SUBJECTS = [f"subject{n}" for n in range(8)]
GROUPS = {subject: f"group{n // 3}" for n, subject in enumerate(SUBJECTS)}
PHASES = ["early", "primary", "secondary"]
TOPICS = [f"topic{n}" for n in range(8)]
TRAITS = [f"question{n}={answer}" for n in range(6) for answer in "xyz"]
HELPS = ["coaching", "guidance", "support"]
CONTEXTS = ["rural", "coastal", "special"]
REGIONS = ["north", "south", "east"]
SLOTS = [f"{day}-{part}" for day in ("mon", "tue", "wed") for part in ("am", "pm")]
THEMES = [f"theme{n}" for n in range(6)]


def chance():
    """A source of chance from one number: whole programmes are too much data to draw."""
    return st.integers(0, 2**32).map(random.Random)


def mentor(mentor_id="mentor", **answers):
    return Mentor(mentor_id, **answers)


def mentee(mentee_id="mentee", **answers):
    return Mentee(mentee_id, **answers)


def full_answers(rng):
    """Answers to every question."""
    return {
        "stage_rank": rng.randrange(6),
        "subjects": rng.sample(SUBJECTS, rng.choice([1, 1, 2])),
        "phases": rng.sample(PHASES, rng.choice([1, 2])),
        "contexts": rng.sample(CONTEXTS, 1),
        "region": rng.choice(REGIONS),
        "school": f"school{rng.randrange(12)}",
        "trust": f"trust{rng.randrange(4)}",
        "years": rng.randrange(20),
        "topics": rng.sample(TOPICS, rng.randrange(1, 5)),
        "helps": rng.sample(HELPS, rng.randrange(1, 3)),
        "availability": rng.sample(SLOTS, rng.randrange(1, 5)),
        "contact": rng.sample(["online", "in_person"], rng.choice([1, 2])),
        "themes": rng.sample(THEMES, 2),
        "lat": rng.uniform(50, 55),
        "lon": rng.uniform(-4, 1),
    }


def answers(rng, blank=0.25):
    """Answers with some left out, and the rarer questions now and then."""
    given = {name: value for name, value in full_answers(rng).items() if rng.random() > blank}
    if ("lat" in given) != ("lon" in given):
        given.pop("lat", None), given.pop("lon", None)
    if rng.random() < 0.3:
        given["max_km"] = rng.choice([10, 50, 200])
    if rng.random() < 0.2:
        given["musts"] = rng.sample(
            ["not_my_school", "not_my_trust", "same_phase", "same_subject", "shared_availability"],
            1,
        )
    if rng.random() < 0.3:
        given["is_"] = rng.sample(["a", "b", "c"], rng.choice([1, 2]))
    if rng.random() < 0.2:
        given |= {"wants": rng.sample(["a", "b"], 1), "wants_is_must": rng.random() < 0.5}
    if rng.random() < 0.5:
        given["traits"] = rng.sample(TRAITS, rng.randrange(1, 9))
    return given | {"verified": rng.random() < 0.7}


def people(rng, mentors=6, mentees=9, blank=0.25):
    """Return mentors and mentees; a few are both, some are blocked or asked for by name."""
    names = [f"p{n}" for n in range(mentors + mentees)]
    offering = [
        Mentor(
            names[n],
            capacity=rng.choice([0, 1, 1, 2, 3]),
            trained=rng.random() < 0.5,
            line_manages=rng.sample(names, 1) if rng.random() < 0.2 else (),
            blocked=rng.sample(names, 1) if rng.random() < 0.2 else (),
            wishes=rng.sample(names, 2) if rng.random() < 0.2 else (),
            **answers(rng, blank),
        )
        for n in range(mentors)
    ]
    asking = [
        Mentee(
            names[n + max(mentors - 2, 0)],
            demand=rng.choice([1, 1, 1, 2]),
            priority=rng.choice([1, 1, 2]),
            wish_stage_gap=rng.choice([None, 0, 1, 3]),
            blocked=rng.sample(names, 1) if rng.random() < 0.2 else (),
            wishes=rng.sample(names, 2) if rng.random() < 0.2 else (),
            **answers(rng, blank),
        )
        for n in range(mentees)
    ]
    return offering, asking


def shuffled(rng, listed):
    return rng.sample(listed, len(listed))


def simple_people(rng, mentors=5, mentees=8):
    """Everyone wants one mentor, all the same priority: the plain case."""
    offering, asking = people(rng, mentors, mentees)
    return offering, [replace(each, demand=1, priority=1) for each in asking]


def best_by_milp(scores, eligible, capacity, demand, worth):
    """Return the best (worth served, points) by integer programming, as plain as can be.

    worth: what matching each mentee once is worth; it outweighs every sum of points.
    """
    rows, columns = np.nonzero(eligible)
    if not len(rows):
        return 0, 0
    big = 2 * (int(np.abs(scores).max()) + 1) * (len(rows) + 1)
    value = big * np.asarray(worth)[rows] + scores[rows, columns]
    limits = np.zeros((sum(scores.shape), len(rows)))
    limits[rows, np.arange(len(rows))] = 1
    limits[scores.shape[0] + columns, np.arange(len(rows))] = 1
    found = milp(
        -value.astype(float),
        constraints=LinearConstraint(limits, -np.inf, np.concatenate([demand, capacity])),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(rows)),
        options={"mip_rel_gap": 0},
    )
    chosen = np.round(found.x).astype(bool)
    return (
        int(np.asarray(worth)[rows[chosen]].sum()),
        int(scores[rows[chosen], columns[chosen]].sum()),
    )


def partners(matching):
    found = defaultdict(set)
    for pair in matching.pairs:
        found[pair.mentee_id].add(pair.mentor_id)
    return dict(found)


def pair_ids(matching):
    return [(pair.mentor_id, pair.mentee_id) for pair in matching.pairs]
