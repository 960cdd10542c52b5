"""Small groups: against every way to group few people, and a bound that holds for many."""

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import BadInput, Rules, groups
from pairwell import _groups as small

from . import make

RULES = Rules(subject_groups=make.GROUPS)


def best_by_trying(case):
    """The best (mentees, points) of every way to group."""
    best = (0, 0)
    choices = [[small.NONE, *np.flatnonzero(row).tolist()] for row in case.allowed]
    for each in product(*choices):
        chosen = np.array(each)
        counts = np.bincount(chosen[chosen != small.NONE], minlength=len(case.room))
        if (counts <= case.room).all() and case.holds(chosen):
            best = max(best, case.value(chosen))
    return best


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_groups_are_the_best_there_are_and_order_changes_none(rng):
    mentors, mentees = make.simple_people(rng, 3, 6)
    size, together = rng.choice([1, 2, 3]), rng.choice([0, 50, 200])

    found = groups(mentors, mentees, size=size, together=together, rules=RULES)
    again = groups(
        make.shuffled(rng, mentors),
        make.shuffled(rng, mentees),
        size=size,
        together=together,
        rules=RULES,
    )

    layers = small.prepare(mentors, mentees, rules=RULES)
    case, _ = small.case_of(layers, size, together, frozenset())
    assert (found.matched, found.points) == best_by_trying(case)
    assert (found.most_matched, found.upper_bound) == (found.matched, found.points)
    assert found.proven
    assert again.groups == found.groups
    everyone = [*found.alone, *(each for group in found.groups for each in group.mentee_ids)]
    assert sorted(everyone) == sorted(each.id for each in mentees)


def test_companions_fit_each_other_and_a_no_keeps_two_apart():
    mentors = [make.mentor(name, capacity=2) for name in ("m", "n")]
    mentees = [
        make.mentee(name, subjects=[subject])
        for name, subject in (("a", "art"), ("b", "maths"), ("c", "art"), ("d", "maths"))
    ]

    def together(found):
        return sorted(group.mentee_ids for group in found.groups)

    assert together(groups(mentors, mentees)) == [("a", "c"), ("b", "d")]
    parted = [make.mentee("a", subjects=["art"], blocked=["c"]), *mentees[1:]]
    assert ("a", "c") not in together(groups(mentors, parted))
    with pytest.raises(BadInput, match="at least 1"):
        groups(mentors, mentees, size=0)


def test_where_the_search_is_cut_short_the_bound_still_holds(monkeypatch):
    rng = random.Random(8)
    mentors = [make.mentor(f"m{n}", capacity=3, **make.full_answers(rng)) for n in range(4)]
    mentees = [make.mentee(f"e{n}", **make.full_answers(rng)) for n in range(10)]
    best = groups(mentors, mentees, size=3, rules=RULES)
    assert best.proven

    monkeypatch.setattr(small, "LEAST_BOUNDS", 1)
    monkeypatch.setattr(small, "MOST_BOUNDS", 1)
    short = groups(mentors, mentees, size=3, rules=RULES)

    assert not short.proven
    assert 0.97 * best.points < short.points <= best.points < short.upper_bound
    assert short.upper_bound < 1.15 * best.points


def test_groups_that_break_a_rule_are_found_out(monkeypatch):
    mentors, mentees = [make.mentor(capacity=2)], [make.mentee("a"), make.mentee("b")]
    assert groups(mentors, mentees).proven
    monkeypatch.setattr(small, "search", lambda case: (np.zeros(2, int), (2, 10**9)))

    assert not groups([make.mentor(capacity=1)], mentees).proven
