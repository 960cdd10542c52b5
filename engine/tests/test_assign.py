"""The number level against SciPy, by property."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array

from pairwell import BadInput, Refusal, _candidates, _openings, assign, verify

from . import make

RANGES = [(0, 1), (-3, 3), (0, 100_000), (-(10**9), 10**9)]


@st.composite
def cases(draw, *, most=7, demands=False):
    rows, columns = draw(st.integers(0, most)), draw(st.integers(0, most))
    low, high = draw(st.sampled_from(RANGES))
    scores = draw(hnp.arrays(np.int64, (rows, columns), elements=st.integers(low, high)))
    eligible = draw(hnp.arrays(bool, (rows, columns)))
    capacity = draw(hnp.arrays(np.int64, columns, elements=st.integers(0, 3)))
    demand = np.ones(rows, np.int64)
    if demands:
        demand = draw(hnp.arrays(np.int64, rows, elements=st.integers(0, 3)))
    priority = draw(hnp.arrays(np.int64, rows, elements=st.integers(1, 3)))
    return scores, eligible, capacity, demand, priority


def scipy_best(scores, eligible, capacity):
    """Most pairs, then most points, by SciPy on places copied."""
    columns = np.repeat(np.arange(scores.shape[1]), capacity)
    big = 4 * (int(np.abs(scores).max(initial=0)) + 1) * (min(scores.shape) + 1)
    worth = np.where(eligible, scores + big, 0)[:, columns]
    row, place = linear_sum_assignment(worth, maximize=True)
    real = eligible[row, columns[place]] if len(row) else np.zeros(0, bool)
    return int(real.sum()), int(scores[row, columns[place]][real].sum()) if len(row) else 0


@settings(max_examples=200, deadline=None)
@given(cases())
def test_equals_scipy_to_the_unit(case):
    scores, eligible, capacity, _, _ = case

    found = assign(scores, eligible=eligible, capacity=capacity)

    assert (found.matched, found.total) == scipy_best(scores, eligible, capacity)
    assert found.upper_bound == found.total
    assert found.proven


@settings(max_examples=80, deadline=None)
@given(cases(most=5, demands=True))
def test_equals_integer_programming_with_demands_and_priorities(case):
    scores, eligible, capacity, demand, priority = case
    scores = np.clip(scores, -1000, 1000)

    found = assign(scores, eligible=eligible, capacity=capacity, demand=demand, priority=priority)

    assert found.proven
    served = int(priority[found.pairs[:, 0]].sum())
    assert (served, found.total) == make.best_by_milp(scores, eligible, capacity, demand, priority)
    plain = assign(scores, eligible=eligible, capacity=capacity, demand=demand)
    assert found.matched == plain.matched  # priority decides who, never how many


@settings(max_examples=100, deadline=None)
@given(cases(demands=True), make.chance())
def test_keeps_every_limit_lock_and_ban(case, rng):
    scores, eligible, capacity, demand, _ = case
    options = assign(scores, eligible=eligible, capacity=capacity, demand=demand).pairs.tolist()
    locked = [pair for pair in options if rng.random() < 0.4]
    forbidden = [
        (i, j)
        for i, j in np.argwhere(eligible).tolist()
        if rng.random() < 0.3 and [i, j] not in locked
    ]

    found = assign(
        scores,
        eligible=eligible,
        capacity=capacity,
        demand=demand,
        locked=locked,
        forbidden=forbidden,
    )

    pairs = set(map(tuple, found.pairs.tolist()))
    assert pairs >= set(map(tuple, locked))
    assert not pairs & set(forbidden)
    assert all(eligible[pair] for pair in pairs)
    assert len(pairs) == found.matched
    assert (np.bincount(found.pairs[:, 0], minlength=len(demand)) <= demand).all()
    assert (np.bincount(found.pairs[:, 1], minlength=len(capacity)) <= capacity).all()
    assert found.proven


@settings(max_examples=60, deadline=None)
@given(cases(most=5), make.chance())
def test_locks_cost_no_more_than_they_must(case, rng):
    scores, eligible, capacity, demand, _ = case
    options = np.argwhere(eligible & (capacity > 0)).tolist()
    if not options:
        return
    row, column = rng.choice(options)
    left, room = demand.copy(), capacity.copy()
    left[row] -= 1
    room[column] -= 1
    rest = eligible.copy()
    rest[row] = False

    found = assign(scores, eligible=eligible, capacity=capacity, locked=[(row, column)])

    matched, points = scipy_best(scores, rest, room)
    assert (found.matched, found.total) == (matched + 1, points + scores[row, column])


@settings(max_examples=100, deadline=None)
@given(cases())
def test_most_points_leaves_out_what_lowers_the_total(case):
    scores, eligible, capacity, _, _ = case

    found = assign(scores, eligible=eligible, capacity=capacity, objective="most-points")

    gains = np.where(eligible, np.maximum(scores, 0), 0)
    columns = np.repeat(np.arange(scores.shape[1]), capacity)
    row, place = linear_sum_assignment(gains[:, columns], maximize=True)
    assert found.total == found.upper_bound == gains[row, columns[place]].sum()
    assert found.proven


@settings(max_examples=100, deadline=None)
@given(cases(demands=True))
def test_a_sparse_matrix_means_the_same_with_its_zeros_kept(case):
    scores, eligible, capacity, demand, _ = case
    row, column = np.nonzero(eligible)
    sparse = coo_array((scores[row, column], (row, column)), shape=scores.shape).tocsr()

    from_sparse = assign(sparse, capacity=capacity, demand=demand)
    from_dense = assign(scores, eligible=eligible, capacity=capacity, demand=demand)

    assert np.array_equal(from_sparse.pairs, from_dense.pairs)
    assert from_sparse.total == from_dense.total
    if sparse.shape[0] and sparse.shape[1]:
        assert verify(sparse, from_sparse, capacity=capacity, demand=demand) == ()


def test_a_stored_zero_is_a_pair_and_an_empty_cell_is_not():
    sparse = csr_array((np.array([0, 7]), (np.array([0, 1]), np.array([1, 0]))), shape=(3, 2))

    found = assign(sparse)

    assert found.pairs.tolist() == [[0, 1], [1, 0]]
    assert found.matched == 2


@pytest.mark.parametrize("ties", [2, 5, 1000])
@pytest.mark.parametrize("seed", range(6))
def test_order_changes_no_pair(seed, ties):
    rng = np.random.default_rng(seed)
    rows, columns = 30, 22
    scores = rng.integers(0, ties, (rows, columns))
    eligible = rng.random((rows, columns)) < 0.5
    capacity = rng.integers(0, 3, columns)
    first = assign(scores, eligible=eligible, capacity=capacity)
    to_row, to_column = rng.permutation(rows), rng.permutation(columns)

    again = assign(
        scores[to_row][:, to_column],
        eligible=eligible[to_row][:, to_column],
        capacity=capacity[to_column],
    )

    back = sorted([to_row[i], to_column[j]] for i, j in again.pairs)
    assert back == first.pairs.tolist()


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0)])
def test_an_empty_side_matches_nobody(shape):
    found = assign(np.zeros(shape, np.int64))

    assert (found.matched, found.total, found.upper_bound) == (0, 0, 0)
    assert found.pairs.shape == (0, 2)
    assert found.proven


def test_one_person_each_is_one_pair():
    found = assign([[-5]])

    assert found.pairs.tolist() == [[0, 0]]
    assert (found.matched, found.total, found.proven) == (1, -5, True)


def test_one_person_nobody_may_have_stays_alone():
    assert assign([[9]], eligible=[[False]]).matched == 0
    assert assign([[9]], capacity=0).matched == 0
    assert assign([[9]], demand=0).matched == 0


def test_more_matched_beats_more_points():
    found = assign([[100, 1], [1, 0]], eligible=[[True, True], [True, False]])

    assert found.pairs.tolist() == [[0, 1], [1, 0]]
    assert found.total == 2


def test_priority_decides_who_is_matched_when_places_are_short():
    assert assign([[1], [100]], priority=[2, 1]).pairs.tolist() == [[0, 0]]
    assert assign([[1], [100]], priority=[1, 1]).pairs.tolist() == [[1, 0]]


def test_a_mentee_never_gets_the_same_mentor_twice():
    found = assign([[9, 1]], demand=2, capacity=2)

    assert found.pairs.tolist() == [[0, 0], [0, 1]]


@settings(max_examples=60, deadline=None)
@given(cases(most=6, demands=True))
def test_a_price_is_what_one_more_place_would_add(case):
    scores, eligible, capacity, demand, _ = case
    before = assign(scores, eligible=eligible, capacity=capacity, demand=demand)

    for column in range(scores.shape[1]):
        room = capacity.copy()
        room[column] += 1
        after = assign(scores, eligible=eligible, capacity=room, demand=demand)
        if after.matched == before.matched:
            gain = after.total - before.total
            assert before.mentor_prices[column] == gain
        more = int(before.matched_proof.mentor_prices[column])
        assert more == after.matched - before.matched


def test_wide_scores_are_exact_and_too_wide_ones_refused():
    wide = np.array([[10**12, 10**12 - 1], [10**12 - 1, 10**12 - 3]])

    assert assign(wide).total == 2 * 10**12 - 2
    with pytest.raises(BadInput, match="dividing every score"):
        assign(np.array([[0, 2**61], [1, 5]]))
    assert assign(np.array([[0, 2**60], [2**60, 0]])).total == 2**61  # one step, once divided


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"scores": [[0.5]]}, "whole numbers, not float64"),
        ({"scores": [1, 2]}, "1 dimensions"),
        ({"scores": [[1]], "capacity": [1, 1]}, "capacity has shape"),
        ({"scores": [[1]], "capacity": -1}, "the least is 0"),
        ({"scores": [[1]], "priority": [0]}, "the least is 1"),
        ({"scores": [[1]], "eligible": [[True, True]]}, "same shape"),
        ({"scores": [[1]], "locked": [(0, 3)]}, "outside"),
        ({"scores": [[1]], "forbidden": [(0, 1, 2)]}, "not a .row, column. pair"),
        ({"scores": [[1]], "objective": "most"}, "choose from: most-matched, most-points"),
        ({"scores": [[2**63]]}, "divide them all"),
    ],
)
def test_says_what_it_cannot_read(given, words):
    with pytest.raises(BadInput, match=words):
        assign(given.pop("scores"), **given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"eligible": [[False, True]], "locked": [(0, 0)]}, "Unlock it or make it eligible"),
        ({"locked": [(0, 0)], "forbidden": [(0, 0)]}, "Drop one of the two"),
        ({"locked": [(0, 0), (0, 1)]}, "raise its demand"),
        ({"locked": [(0, 0)], "capacity": 0}, "raise its capacity"),
    ],
)
def test_refuses_locks_that_cannot_be_kept_with_the_cure(given, words):
    with pytest.raises(Refusal, match=words):
        assign([[1, 2]], **given)


def test_a_pair_stored_twice_is_refused():
    twice = csr_array((np.array([1, 2]), np.array([0, 0]), np.array([0, 2])), shape=(1, 1))

    with pytest.raises(BadInput, match="sum_duplicates"):
        assign(twice)


@settings(max_examples=120, deadline=None)
@given(
    cases(most=9, demands=True),
    st.sampled_from(["most-matched", "most-points"]),
    st.sampled_from([0, _openings.SPARSE]),
)
def test_candidates_with_pricing_are_as_good_as_all_pairs(case, objective, sparse):
    scores, eligible, capacity, demand, priority = case
    limits = {"eligible": eligible, "capacity": capacity, "demand": demand}
    limits |= {"priority": priority, "objective": objective}
    whole = assign(scores, **limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_candidates, "MANY_ARCS", 0)
        patch.setattr(_candidates, "BEST_EACH", 1)
        patch.setattr(_candidates, "BEST_AT_BIDS", 1)
        patch.setattr(_openings, "SPARSE", sparse)  # as a list, or as a table
        priced = assign(scores, **limits)

    assert (priced.matched, priced.total) == (whole.matched, whole.total)
    assert priced.mentor_prices.tolist() == whole.mentor_prices.tolist()
    assert priced.proven


def test_points_with_a_common_divisor_but_for_a_few_are_told_apart():
    scores = np.full((10, 10), 10)
    scores[[7, 8, 9], [0, 1, 2]] = 11  # further down than the first few that are looked at

    assert assign(scores).total == 103
