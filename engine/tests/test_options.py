"""Stability and the bottleneck as choices, and what a choice costs: against plain oracles."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import BadInput, Rules, assign, match, prepare
from pairwell import _bottleneck as bottleneck
from pairwell import _stable as stable

from . import make

RULES = Rules(subject_groups=make.GROUPS)


def every_set_of_pairs(layers, matching):
    """Every way to pair people who want one mentor each, as [(mentee, mentor) ...]."""
    state = matching.state
    choices = [[None, *np.flatnonzero(row).tolist()] for row in state.eligible]
    for chosen in product(*choices):
        pairs = [(row, column) for row, column in enumerate(chosen) if column is not None]
        counts = np.bincount([c for _, c in pairs], minlength=len(layers.mentors))
        if (counts <= layers.capacity).all():
            yield pairs


def blocks(layers, state, pairs, row, column):
    """Whether two people would both rather have each other."""
    points = state.points
    here = [points[r, c] for r, c in pairs if r == row]
    there = [points[r, c] for r, c in pairs if c == column]
    wants = not here or points[row, column] > here[0]
    room = len(there) < layers.capacity[column]
    return wants and layers.capacity[column] > 0 and (room or points[row, column] > min(there))


def small(rng, **options):
    mentors, mentees = make.simple_people(rng, 3, 5)
    layers = prepare(mentors, mentees, rules=RULES)
    return layers, layers.match(**options)


@settings(max_examples=12, deadline=None)
@given(make.chance())
def test_a_stable_set_is_blocked_by_nobody_and_any_other_sets_count_is_true(rng):
    layers, matching = small(rng, objective="stable")
    state = matching.state

    def count(pairs):
        cells = np.argwhere(state.eligible).tolist()
        return sum(blocks(layers, state, pairs, r, c) for r, c in cells if (r, c) not in pairs)

    for made in (matching, layers.match(), layers.match(objective="bottleneck")):
        used = zip(
            made.state.problem.row[made.state.flow.used].tolist(),
            made.state.problem.column[made.state.flow.used].tolist(),
            strict=True,
        )
        assert made.blocking_pairs == count(list(used))
        assert made.proven
    assert matching.blocking_pairs == 0
    assert matching.total <= matching.upper_bound


@settings(max_examples=12, deadline=None)
@given(make.chance())
def test_the_floor_is_the_highest_there_is_and_the_points_on_it_the_most(rng):
    layers, matching = small(rng, objective="bottleneck")
    points = matching.state.points
    sets = list(every_set_of_pairs(layers, matching))
    most = max(len(pairs) for pairs in sets)
    full = [[int(points[pair]) for pair in pairs] for pairs in sets if len(pairs) == most]

    assert matching.matched == most
    if most:
        floor = max(min(each) for each in full)
        assert matching.floor == floor == min(pair.points for pair in matching.pairs)
        assert matching.points == max(sum(each) for each in full if min(each) == floor)
    assert matching.proven


@settings(max_examples=8, deadline=None)
@given(make.chance())
def test_priorities_running_pairs_and_order_hold_under_every_objective(rng):
    mentors, mentees = make.people(rng)
    plain = match(mentors, mentees, rules=RULES)
    kept = make.pair_ids(plain)[:2]
    for objective in ("stable", "bottleneck"):
        rules = replace(RULES, objective=objective)
        first = match(mentors, mentees, rules=rules, kept=kept)
        again = match(
            make.shuffled(rng, mentors), make.shuffled(rng, mentees), rules=rules, kept=kept
        )

        assert first.pairs == again.pairs
        assert set(kept) <= set(make.pair_ids(first))
        assert first.proven
    served = lambda made: sorted(  # noqa: E731
        each.priority for each in mentees if each.id in make.partners(made)
    )
    assert served(first) == served(match(mentors, mentees, rules=RULES, kept=kept))


@settings(max_examples=6, deadline=None)
@given(make.chance())
def test_what_forcing_costs_is_a_new_solve_where_no_path_tells(rng):
    for objective in ("stable", "bottleneck"):
        layers, before = small(rng, objective=objective)
        for mentee in layers.mentees:
            for option in layers.alternatives(before, mentee.id, limit=2):
                after = layers.force(before, option.mentor_id, mentee.id)
                assert option.cost == before.total - after.total
                assert option.lost_matches == before.matched - after.matched


@settings(max_examples=8, deadline=None)
@given(make.chance())
def test_what_a_choice_costs_is_counted_beside_the_plain_optimum(rng):
    mentors, mentees = make.people(rng)
    layers = prepare(mentors, mentees, rules=RULES)
    plain = prepare(mentors, [replace(each, priority=1) for each in mentees], rules=RULES).match()
    stable = layers.match(objective="stable", previous=make.pair_ids(plain)[:1])

    cost = stable.cost_of_choice

    assert (cost.matched, cost.points) == (plain.matched, plain.points)
    assert cost.lost_matches == plain.matched - stable.matched >= 0
    assert cost.lost_points == plain.points - stable.points
    assert cost.proven
    used = {"objective", "previous"} if plain.pairs else {"objective"}
    assert {each.option for each in cost.options} == used
    fair = layers.match(fairness=True).cost_of_choice
    ranked = len({each.priority for each in mentees}) > 1
    assert [each.option for each in fair.options] == ["fairness"] + ["priority"] * ranked
    assert all(each.lost_matches == 0 for each in fair.options)


def test_a_choice_that_is_not_the_promised_one_is_found_out(monkeypatch):
    people = (
        [make.mentor("m", subjects=["a"]), make.mentor("n", subjects=["b"])],
        [
            make.mentee("a", subjects=["a"]),
            make.mentee("b", subjects=["b"]),
        ],
    )
    best = prepare(*people)
    swapped = best.match(locked=[("m", "b"), ("n", "a")])
    assert swapped.points < best.match().points

    with monkeypatch.context() as patch:
        patch.setattr(stable, "held_in_the_end", lambda problem, place: [1, 2])
        assert not best.match(objective="stable").proven
    with monkeypatch.context() as patch:
        patch.setattr(bottleneck, "serves", lambda *_: False)
        assert not best.match(objective="bottleneck").proven
    assert best.match(objective="bottleneck").proven


def test_a_place_that_somebody_would_have_to_leave_is_explained_under_stable():
    mentors = [make.mentor("both", subjects=["a"]), make.mentor("far", school="s")]
    first = make.mentee("first", subjects=["a"])
    second = make.mentee("second", school="s")

    matching = match(mentors, [first, second], rules=Rules(objective="stable"))

    assert make.pair_ids(matching) == [("both", "first")]
    assert [each.cause for each in matching.unmatched] == ["stability"]
    assert matching.cost_of_choice.lost_matches == 1


def test_numbers_know_the_two_plain_objectives():
    with pytest.raises(BadInput, match="match does"):
        assign([[1]], objective="stable")
