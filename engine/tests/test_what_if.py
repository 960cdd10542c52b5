"""New weights with every pair's cost at once: the same as solving, and as asking one by one."""

import platform
import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import BadInput, Refusal, Rules, prepare
from pairwell import _explain as explain

from . import make

WEIGHTS = {"subject": 90, "phase": 300, "topics": 200, "stage": 40}


@pytest.mark.parametrize("options", [{}, {"fairness": True}, {"objective": "most-points"}])
@settings(max_examples=10, deadline=None)
@given(rng=make.chance())
def test_every_cost_at_once_is_each_asked_alone(options, rng):
    mentors, mentees = make.people(rng)
    rules = Rules(subject_groups=make.GROUPS, objective=options.get("objective", "most-matched"))
    layers = prepare(mentors, mentees, rules=rules)
    first = layers.match(fairness="fairness" in options)
    pairs = make.pair_ids(first)
    before = layers.match(
        locked=pairs[:1], kept=pairs[1:2], forbidden=pairs[2:3], fairness="fairness" in options
    )

    found = layers.what_if(before, weights=WEIGHTS)

    after = found.matching
    assert list(found.pairs) == sorted(make.pair_ids(after))
    assert (found.matched, found.points, found.total) == (after.matched, after.points, after.total)
    assert (found.upper_bound, found.proven) == (after.upper_bound, True)
    assert found.changes == layers.compare(before, after)
    for row in range(len(layers.mentees)):
        fall, lost, possible = explain.force_costs(after.state, row)
        assert (found.open[row] == possible).all()
        assert (found.falls[row] == np.where(possible, fall, 0)).all()
        assert (found.lost[row] == np.where(possible, lost, 0)).all()
    mentor, mentee = rng.choice(layers.mentors).id, rng.choice(layers.mentees).id
    if layers.blocked_by(mentor, mentee) == () and (mentor, mentee) not in pairs[2:3]:
        try:
            cost, lost = found.cost_of(mentor, mentee)
        except Refusal:
            return
        forced = layers.force(after, mentor, mentee)
        assert cost == after.total - forced.total
        if "objective" not in options:
            assert lost == after.matched - forced.matched


def test_what_if_is_refused_where_no_path_tells():
    layers = prepare([make.mentor()], [make.mentee()])

    with pytest.raises(BadInput, match="Use match instead"):
        layers.what_if(layers.match(objective="stable"))


def test_a_solver_that_errs_is_noticed_in_what_if(monkeypatch):
    mentors, mentees = make.simple_people(random.Random(5))
    layers = prepare(mentors, [replace(each, demand=1) for each in mentees])
    before = layers.match()
    assert layers.what_if(before, weights=WEIGHTS).proven

    from pairwell import _objectives as objectives

    monkeypatch.setattr(objectives, "solve", worse_than(objectives.solve))
    with pytest.raises(RuntimeError, match="can still be improved"):
        layers.what_if(before, weights=WEIGHTS)


def worse_than(solve):
    """A solver that finds the fewest points instead."""
    return lambda problem: solve(replace(problem, score=problem.score.max() - problem.score))


AGAIN = """
import resource
from pairwell import Mentee, Mentor, prepare

mentors = [Mentor(f"a{n}", capacity=2, stage_rank=n % 9) for n in range(200)]
mentees = [Mentee(f"b{n}", stage_rank=n % 5, subjects=(str(n % 11),)) for n in range(300)]
layers = prepare(mentors, mentees)
before = layers.match()
pages = []
for _ in range(4):
    layers.what_if(before, weights={"stage": 5})
    pages.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
print(pages[-1] - pages[-2])
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone is told what to keep")
def test_what_a_what_if_frees_is_there_for_the_next():
    done = subprocess.run([sys.executable, "-c", AGAIN], check=True, capture_output=True, text=True)

    assert int(done.stdout) < 200
