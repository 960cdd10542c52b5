"""The independent check: it passes what is right and finds what is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairwell import _assign as number_level
from pairwell import _solve as solver
from pairwell import assign, verify

from .test_assign import cases


@settings(max_examples=100, deadline=None)
@given(cases(demands=True), st.sampled_from(["most-matched", "most-points"]))
def test_every_answer_passes_the_plain_check_on_all_rows(case, objective):
    scores, eligible, capacity, demand, priority = case
    limits = {"capacity": capacity, "demand": demand, "priority": priority}
    limits |= {"eligible": eligible, "objective": objective}

    found = assign(scores, **limits)

    assert scores.size == 0 or verify(scores, found, **limits) == ()


SCORES = np.array([[5, 4, 1], [5, 1, 1], [3, 3, 0]])


def test_a_worse_set_of_pairs_is_found_out():
    best = assign(SCORES)
    worse = replace(best, pairs=np.array([[0, 0], [1, 1], [2, 2]]), total=6)

    assert any("its prices" in fault for fault in verify(SCORES, worse))


def test_an_unmatched_person_who_could_be_matched_is_found_out():
    best = assign(SCORES)
    fewer = replace(best, pairs=best.pairs[:2], matched=2, total=int(best.total) - 3)

    assert verify(SCORES, fewer)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"total": 99}, "do not add up"),
        ({"matched": 2}, "matched is 2"),
        ({"pairs": np.array([[0, 0], [0, 0], [1, 1]])}, "listed twice"),
        ({"pairs": np.array([[0, 0], [1, 0], [2, 1]])}, "Column 0 has 2 of 1"),
        ({"pairs": np.array([[0, 7]])}, "not eligible"),
        ({"mentor_prices": np.array([-1, 0, 0])}, "below 0"),
        ({"mentor_prices": np.array([90, 0, 0])}, "under its prices"),
        ({"mentee_prices": np.array([0, 0, 0])}, "over its prices"),
    ],
)
def test_every_false_claim_is_named(change, words):
    faults = verify(SCORES, replace(assign(SCORES), **change))

    assert any(words in fault for fault in faults)


def test_a_missing_lock_and_a_banned_pair_are_named():
    best = assign(SCORES)
    pair = tuple(best.pairs[0])
    other = next((0, j) for j in range(3) if j != pair[1])

    assert "missing" in verify(SCORES, best, locked=[other])[0]
    assert "not eligible" in verify(SCORES, best, forbidden=[pair])[0]


def test_a_solver_that_errs_is_caught_in_the_same_run(monkeypatch):
    def greedy(problem):
        used = np.zeros(len(problem.row), bool)
        used[[0, 4, 8]] = True  # the diagonal: allowed, and not the best
        return solver.Flow(used, np.ones(3, np.int64))

    monkeypatch.setattr(number_level, "solve", greedy)

    with pytest.raises(RuntimeError, match="please report this instance"):
        assign(SCORES)


def too_dear(proof, side, place, by):
    prices = getattr(proof, side).copy()
    prices[place] += by
    return replace(proof, **{side: prices})


@pytest.mark.parametrize(
    ("side", "by", "capacity"),
    [
        ("mentee_prices", -(10**9), 1),
        ("mentee_prices", 10**9, 1),
        ("mentee_prices", 10**9, 3),
        ("mentor_prices", 1, 3),
    ],
)
def test_one_wrong_price_among_many_is_noticed_in_the_same_run(monkeypatch, side, by, capacity):
    """A mentor's price is wrong by one point wherever a place is free."""
    scores = np.random.default_rng(1).integers(0, 1000, (40, 20))
    prove, asked = number_level.prove, {"capacity": capacity}
    filled = np.bincount(assign(scores, **asked).pairs[:, 1], minlength=20)
    wrong = range(40) if side == "mentee_prices" else np.flatnonzero(filled < capacity).tolist()
    assert wrong
    for place in wrong:

        def spoilt(*given, place=place, **options):
            return too_dear(prove(*given, **options), side, place, by)

        monkeypatch.setattr(number_level, "prove", spoilt)
        with pytest.raises(RuntimeError, match="please report this instance"):
            assign(scores, **asked)


def test_a_price_below_nothing_and_a_wrong_rank_are_noticed_in_the_same_run(monkeypatch):
    scores = np.random.default_rng(2).integers(0, 1000, (30, 10))
    prove, asked = number_level.prove, {"capacity": 2, "priority": [1, 2, 3] * 10}
    for side, place, by in [("mentor_prices", 4, -(10**6)), ("class_prices", 1, 10**6)]:

        def spoilt(*given, change=(side, place, by), **options):
            proof = prove(*given, **options)
            return too_dear(proof, *change) if options["tied"] else proof

        monkeypatch.setattr(number_level, "prove", spoilt)
        with pytest.raises(RuntimeError, match="please report this instance"):
            assign(scores, **asked)


def test_a_solver_that_gives_up_is_never_taken_at_its_word(monkeypatch):
    class Stopped:
        OPTIMAL = 1

        def __getattr__(self, name):
            return lambda *_: None

        def solve_max_flow_with_min_cost(self):
            return 0

    monkeypatch.setattr(solver.min_cost_flow, "SimpleMinCostFlow", Stopped)

    with pytest.raises(RuntimeError, match="stopped with 0"):
        assign(SCORES)


def test_costs_that_are_not_whole_numbers_never_reach_the_solver():
    with pytest.raises(AssertionError, match="int64"):
        solver.exact_integers(np.array([0.5]))
