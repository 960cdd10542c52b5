"""Stable pairs of a crowd: the very ones that a table of all pairs gives."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings

from pairwell import Musts, Pace, Rules, match_crowds, prepare
from pairwell import _stable_crowd as stable

from . import make
from .test_scale import crowds

RULES = Rules(subject_groups=make.GROUPS, musts=Musts(own_school="exclude"), objective="stable")
PLAIN = {"compiled": False, "checked": 50}


@settings(max_examples=8, deadline=None)
@given(make.chance())
@example(random.Random(251))  # some look further than others in the same round
def test_a_crowds_stable_pairs_are_those_of_the_whole_table(rng):
    mentors, mentees = make.people(rng, rng.choice([3, 15]), rng.choice([9, 40]))
    pace = Pace(listed=rng.choice([1, 2, 32]), block=rng.choice([4, 1024]), **PLAIN)
    layers = prepare(mentors, mentees, rules=RULES)
    first = make.pair_ids(layers.match())
    kept, locked, forbidden = first[:1], first[1:2], first[2:4]
    options = {"kept": kept, "locked": locked, "forbidden": forbidden, "previous": first[3:6]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stable, "MORE", rng.choice([2, 64]))  # too many for a look, or not

        found = match_crowds(*crowds(mentors, mentees), rules=RULES, pace=pace, **options)

    whole = layers.match(**options)
    assert sorted(found.ids()) == sorted(make.pair_ids(whole))
    assert (found.matched, found.total) == (whole.matched, whole.total)
    assert (found.upper_bound, found.proven) == (whole.upper_bound, True)
    assert whole.blocking_pairs == 0


def test_two_who_would_rather_have_each_other_are_noticed(monkeypatch):
    rng = random.Random(4)
    both = crowds(*make.people(rng, 10, 20))
    settled = stable.Asking.settled

    def without_the_best(asking):
        pairs, keys = settled(asking)
        left = np.arange(len(keys)) != keys.argmax()
        return pairs[left], keys[left]

    monkeypatch.setattr(stable.Asking, "settled", without_the_best)

    assert not match_crowds(*both, rules=RULES, pace=Pace(**PLAIN)).proven
