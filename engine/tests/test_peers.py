"""Pairs within one pool: against every way to pair, and a proof that plain code reads."""

import random
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairwell import BadInput, Mentee, Refusal, Rules, peers, prepare
from pairwell import _peers as pool
from pairwell._options_check import peer_complaints

from . import make

RULES = Rules(subject_groups=make.GROUPS, wish_stage_gap=0)


def best_pairs(worth, allowed):
    """The most pairs and then the most points, by trying every way."""

    @lru_cache(None)
    def best(left):
        if not left:
            return 0, 0
        first, rest = left[0], left[1:]
        found = [best(rest)]
        for other in rest:
            if allowed[first][other]:
                pairs, points = best(tuple(each for each in rest if each != other))
                found.append((pairs + 1, points + int(worth[first][other])))
        return max(found)

    return best(tuple(range(len(worth))))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 11), st.sampled_from([1, 2, 6, 900]), st.floats(0.2, 1), st.integers(0, 2**32)
)
def test_numbers_are_paired_as_well_as_can_be_and_the_proof_meets_them(count, most, share, seed):
    rng = np.random.default_rng(seed)
    worth = rng.integers(0, most + 1, (count, count))
    worth, allowed = worth + worth.T, np.triu(rng.random((count, count)) < share, 1)
    allowed |= allowed.T

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "EDGES_EACH", 1)  # so that pairs must be added by their prices
        mate, double, sets, bonus = pool.best_peers(worth, allowed)

    made = [(one, other) for one, other in enumerate(mate.tolist()) if one < other]
    points = sum(int(worth[pair]) for pair in made)
    assert (len(made), points) == best_pairs(worth, allowed)
    assert not peer_complaints(
        worth.tolist(), allowed.tolist(), made, bonus, (double.tolist(), sets)
    )
    bound = int(double.sum()) + sum(price * (len(ids) - 1) for ids, price in sets)
    assert bound == 2 * (bonus * len(made) + points)


@settings(max_examples=10, deadline=None)
@given(make.chance())
def test_peers_fit_from_both_sides_and_order_changes_nothing(rng):
    _, people = make.simple_people(rng, 2, 9)
    found = peers(people, rules=RULES)

    assert peers(make.shuffled(rng, people), rules=RULES).pairs == found.pairs
    layers = prepare([pool.as_mentor(each) for each in people], people, rules=RULES)
    scored = layers.score_pairs([(a.id, b.id) for a in people for b in people if a is not b])
    points = {(pair.mentor_id, pair.mentee_id): pair for pair in scored.pairs}
    ids = sorted(each.id for each in people)
    worth, allowed = np.zeros((9, 9), int), np.zeros((9, 9), bool)
    for (one, other), pair in points.items():
        here, there = ids.index(one), ids.index(other)
        back = points[other, one]
        worth[here, there] = pair.points + back.points
        allowed[here, there] = not pair.blocked_by and not back.blocked_by
    assert (len(found.pairs), found.points) == best_pairs(worth, allowed)
    assert (found.points, found.matched) == (found.upper_bound, found.most_matched)
    assert found.proven
    assert {*found.alone, *(i for p in found.pairs for i in (p.one_id, p.other_id))} == set(ids)


def test_locks_and_bans_of_peers_are_kept_or_refused():
    people = [make.mentee(name, subjects=["maths"]) for name in "abcd"]

    found = peers(people, locked=[("d", "a")], forbidden=[("c", "b")])

    assert [(each.one_id, each.other_id, each.locked) for each in found.pairs] == [("a", "d", True)]
    assert (found.alone, found.matched, found.proven) == (("b", "c"), 2, True)
    assert str(found.pairs[0].reasons[0][0]) == "You both know maths."
    with pytest.raises(Refusal, match="has one peer"):
        peers(people, locked=[("a", "b"), ("b", "c")])
    with pytest.raises(Refusal, match="keeps them apart"):
        peers([*people[1:], replace(people[0], blocked=["b"])], locked=[("a", "b")])
    with pytest.raises(BadInput, match="Peers are mentees"):
        peers([make.mentor()])


def test_a_large_pool_is_near_the_best_and_says_how_near(monkeypatch):
    rng = random.Random(4)
    people = [Mentee(f"p{n}", **make.full_answers(rng)) for n in range(40)]
    best = peers(people, rules=RULES)

    monkeypatch.setattr(pool, "EXACT_UP_TO", 10)
    near = peers(people, rules=RULES)

    assert near.matched == best.matched == near.most_matched == 40
    assert 0.98 * best.points < near.points <= best.points <= near.upper_bound
    assert near.upper_bound < 1.01 * best.points


def test_a_proof_of_peers_that_is_wrong_is_found_out(monkeypatch):
    people = [make.mentee(name, subjects=["maths"]) for name in "abc"]
    right = pool.best_peers
    assert peers(people).proven

    def wrong(worth, allowed):
        mate, double, sets, bonus = right(worth, allowed)
        return mate, double - 2, sets, bonus

    monkeypatch.setattr(pool, "best_peers", wrong)
    assert not peers(people).proven
