"""The search for crowds: prices, looks and the solver's first sight, against slow twins."""

import random

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import Mentee, Mentor, Musts, Rules, match
from pairwell import _prices as prices
from pairwell import _scale as scale
from pairwell import _scan as scan
from pairwell import _search as search
from pairwell._crowd import Crowd
from pairwell._scale import Pace, match_crowds
from pairwell._seen import Seen
from pairwell._solve import Costs, Flow, Problem, run, share_out

from . import make

KERNEL = scan.kernel()
compiled_only = pytest.mark.skipif(KERNEL is None, reason="Numba is not installed")


def any_problem(rng):
    """Listed pairs, some who want several, and two ranks."""
    rows, columns = rng.randint(1, 12), rng.randint(1, 8)
    cells = sorted(rng.sample(range(rows * columns), rng.randint(1, rows * columns)))
    more = [row for row in range(rows) if rng.random() < 0.3]
    return Problem(
        shape=(rows, columns),
        row=np.array([cell // columns for cell in cells], np.int32),
        column=np.array([cell % columns for cell in cells], np.int32),
        score=np.array([rng.randint(-3, 9) for _ in cells], np.int64),
        tie=np.zeros(len(cells), np.int64),
        capacity=np.array([rng.randint(0, 3) for _ in range(columns)]),
        unit_row=np.array([*range(rows), *more]),
        unit_rank=np.array([1] * rows + [0] * len(more)),
        unit_places=np.array([1] * rows + [2] * len(more)),
    )


def any_best(rng):
    """A problem, and a best flow of it."""
    problem = any_problem(rng)
    used = run(problem, Costs(-problem.score, (1 - problem.unit_rank) * np.int64(1000)))
    return problem, Flow(used, share_out(problem, used))


@compiled_only
@settings(max_examples=25, deadline=None)
@given(make.chance())
def test_compiled_prices_are_the_very_prices(rng):
    from pairwell import _auction

    problem, flow = any_best(rng)
    none, nobody = np.zeros_like(problem.score), np.zeros_like(problem.unit_rank)

    for score, worth, tied in (
        (problem.score, nobody, True),
        (none, problem.unit_rank + 1, False),
    ):
        found = _auction.find_prices(problem, flow, score, worth, tied=tied)
        expected = prices.find_prices(problem, flow, score, worth, tied=tied)
        assert all((one == other).all() for one, other in zip(found, expected, strict=True))


@compiled_only
@settings(max_examples=60, deadline=None)
@given(make.chance())
def test_prices_near_others_fit_as_well_and_leave_alone_what_fits(rng):
    from pairwell import _auction

    problem, flow = any_best(rng)
    none = np.zeros_like(problem.unit_rank)
    any_prices = np.array([rng.randint(0, 9) for _ in problem.capacity])

    near = _auction.find_prices(problem, flow, problem.score, none, tied=True, near=any_prices)
    again = _auction.find_prices(problem, flow, problem.score, none, tied=True, near=near[1])

    assert prices_prove(problem, flow, near)
    assert (again[1] == near[1]).all()


@compiled_only
@settings(max_examples=500, deadline=None)
@given(make.chance())
def test_a_best_set_is_mended_when_better_pairs_are_found(rng):
    from pairwell import _auction, _mend

    problem = any_problem(rng)
    unit = (1 - problem.unit_rank) * np.int64(1000)
    whole = run(problem, Costs(-problem.score, unit))
    late = ~whole if rng.random() < 0.1 else np.array([rng.random() < 0.4 for _ in whole])
    arcs = np.flatnonzero(~late)
    used = np.zeros(len(whole), bool)
    part = problem.only(arcs)
    if len(arcs):
        used[arcs] = run(part, Costs(-part.score, unit))
    before, after = (Flow(each, share_out(problem, each)) for each in (used, whole))
    more = bool((before.unit_flow != after.unit_flow).any()) or rng.random() < 0.2
    only = Flow(used[arcs], before.unit_flow)
    known = _auction.find_prices(part, only, part.score, 0 * problem.unit_rank, tied=True)

    found = _mend.mended(problem, before, known, more=more)

    assert found is not None
    flow, mended = found
    for rank in (0, 1):
        inside = problem.unit_rank == rank
        assert flow.unit_flow[inside].sum() == after.unit_flow[inside].sum()
    assert problem.score[flow.used].sum() == problem.score[whole].sum()
    assert (flow.unit_flow == share_out(problem, flow.used)).all()
    assert prices_prove(problem, flow, mended)


def prices_prove(problem, flow, found):
    """Say whether prices show that no other set that serves as many of each rank is worth more."""
    mentee, mentor, rank = found
    filled = np.bincount(problem.column[flow.used], minlength=len(problem.capacity))
    over = problem.score - mentee[problem.row] - mentor[problem.column]
    rest = mentee[problem.unit_row] - rank[problem.unit_rank]
    several = (problem.demand() > 1)[problem.row]
    return bool(
        (mentor >= 0).all()
        and (filled <= problem.capacity).all()
        and not (mentor > 0)[filled < problem.capacity].any()
        and (over[~flow.used] <= 0).all()
        and (over[flow.used & ~several] == 0).all()
        and (over[flow.used] >= 0).all()
        and (rest[flow.unit_flow > 0] >= 0).all()
        and (rest[flow.unit_flow < problem.unit_places] <= 0).all()
    )


@compiled_only
def test_a_mentor_whom_nobody_has_listed_costs_nothing():
    from pairwell import _auction

    problem = any_problem(random.Random(1))
    wanted = problem.column[0]
    part = problem.only(problem.column == wanted)
    none = np.zeros(part.shape[1], np.int64)

    found = _auction.prices_by_bidding(part, part.score, np.full(part.shape[0], -100), none, 1)

    assert (np.delete(found, wanted) == 0).all()


@compiled_only
@settings(max_examples=25, deadline=None)
@given(make.chance())
def test_bids_begin_at_the_prices_they_are_given_and_at_nothing_where_these_are_less(rng):
    from pairwell import _auction

    problem = any_problem(rng)
    first = np.array([rng.randint(-9, 9) for _ in problem.capacity])
    out = np.full(problem.shape[0], rng.choice([-100, 100]))  # all bid, or nobody does

    found = _auction.prices_by_bidding(problem, problem.score, out, first, 1)

    listed = np.isin(np.arange(len(first)), problem.column) & (problem.capacity > 0)
    least = np.where(listed, np.maximum(first, 0), 0)
    assert (found >= least).all()
    assert out[0] < 0 or (found == least).all()


@settings(max_examples=25, deadline=None)
@given(make.chance())
def test_a_look_leaves_out_no_pair_that_could_be_worth_more_than_its_prices(rng):
    chance = np.random.default_rng(rng.randrange(2**32))
    rows, columns, most = rng.randint(1, 9), rng.randint(1, 30), 3
    keys = chance.integers(-20, 100, (rows, columns))
    listed, seen = np.zeros(keys.shape, bool), None
    mentor, mentee = chance.integers(0, 40, columns), chance.integers(0, 80, rows)
    for _ in range(6):
        if rng.random() < 0.3:
            mentor, mentee = chance.integers(0, 40, columns), chance.integers(0, 80, rows)
        mentor, mentee = mentor - chance.integers(0, 4, columns), mentee + chance.integers(-2, 4)
        if seen is None:
            lowest, free = np.full(rows, rng.choice([-1000, 60])), 0 * mentor
            everybody = best(keys, np.arange(rows), np.arange(columns), free, lowest, most)
            inside = np.arange(most) < everybody.counts[:, None]
            listed[np.nonzero(inside)[0], everybody.columns[inside]] = True
            seen = Seen.first(everybody, free, lowest)
        floors = mentee + 1 - rng.choice([0, 0, 9])
        for at, offering in seen.unsure(mentee, mentor, np.arange(columns)):
            some = np.arange(columns) if offering is None else offering
            found = best(keys, at, some, mentor, floors[at], most)
            inside = np.arange(most) < found.counts[:, None]
            which = np.broadcast_to(at[:, None], inside.shape)
            listed[which[inside], found.columns[inside]] = True
            seen.note(at, found, floors[at])
        seen.done(mentor)

        over = keys - mentor > mentee[:, None]
        full = (listed & over).sum(axis=1) >= most
        assert not (over & ~listed)[~full].any()


def test_what_is_not_looked_at_rises_with_each_mentor_who_becomes_cheaper():
    everybody = np.arange(2)
    seen = Seen(bound=np.array([5, 5]), prices=np.zeros(2, np.int64), after=np.zeros(2, np.int64))

    assert not list(seen.unsure(np.array([8, 9]), np.array([0, -2]), everybody))
    seen.done(np.array([0, -2]))
    looks = list(seen.unsure(np.array([8, 9]), np.array([0, -4]), everybody))

    assert [at.tolist() for at, _ in looks] == [[0]]  # 5 and twice 2 more make 9


def best(keys, rows, columns, mentor, floors, most):
    """Find each row's best pairs, one by one."""
    value = keys[np.ix_(rows, columns)] - mentor[columns]
    counts = np.minimum((value >= np.reshape(floors, (-1, 1))).sum(axis=1), most)
    order = np.argsort(-value, axis=1, kind="stable")
    order = np.pad(order, ((0, 0), (0, most)), mode="edge")[:, :most]
    return scan.Found(np.take_along_axis(value, order, axis=1), columns[order], counts)


def tight(monkeypatch):
    """Let everything run dry: short lists, nothing beyond prices, little for the solver to see."""
    for name, value in (("JOINING", 1), ("MARGIN", 10**9), ("NEAR", 10**9), ("TURNS", 1)):
        monkeypatch.setattr(search, name, value)


def shortage(rng):
    """Many want the few who teach their subject."""
    mentors = [Mentor(f"m{n}", subjects=("maths",), capacity=rng.choice([1, 3])) for n in range(9)]
    mentees = [
        Mentee(f"e{n}", subjects=("maths",), priority=rng.choice([1, 1, 2]), demand=1 + n % 2)
        for n in range(40)
    ]
    return mentors, mentees, Musts()


def all_alike(rng):
    """Only hashes tell anybody apart."""
    return (
        [Mentor(f"m{n}", capacity=2) for n in range(15)],
        [Mentee(f"e{n}") for n in range(30)],
        Musts(),
    )


def one_each(rng):
    """Each has a single mentor to go to, and some share it."""
    mentors = [Mentor(f"m{n}", subjects=(f"s{n}",)) for n in range(25)]
    mentees = [Mentee(f"e{n}", subjects=(f"s{rng.randrange(25)}",)) for n in range(30)]
    return mentors, mentees, Musts(same_subject=True)


@pytest.mark.parametrize("enough", [5, search.ENOUGH])
@pytest.mark.parametrize("family", [shortage, all_alike, one_each])
def test_hard_crowds_get_the_best_pairs_from_the_shortest_lists(family, enough, monkeypatch):
    """Where a few are enough, too, to see what people cost: mostly they see too little."""
    tight(monkeypatch)
    monkeypatch.setattr(search, "ENOUGH", enough)
    mentors, mentees, musts = family(random.Random(4))
    rules = Rules(musts=musts)
    whole = match(mentors, mentees, rules=rules)

    for compiled in {False, KERNEL is not None}:
        found = match_crowds(
            Crowd.of(mentors),
            Crowd.of(mentees),
            rules=rules,
            pace=Pace(listed=1, block=8, compiled=compiled),
        )

        assert found.ids() == make.pair_ids(whole)
        assert found.proven
        assert found.upper_bound == found.total == whole.total


def test_sums_of_keys_have_no_end():
    big = np.array([2**40, 0, 3])

    assert scale.added_up(big, big) == 2**80 + 9
    step = 2**55 // 3
    cost = scan.Cost(unit=10, step=step, hashes=1)
    assert scale.in_points(np.array([20 * step + 7, -step]), cost).tolist() == [200, -10]
