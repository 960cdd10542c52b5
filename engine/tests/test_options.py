"""Stability and the bottleneck as choices, and what a choice costs: against plain oracles."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import BadInput, Rules, assign, match, prepare
from pairwell import _bottleneck as bottleneck
from pairwell import _purposes as purposes
from pairwell import _stable as stable
from pairwell._command.report import report_of

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
    told = report_of(stable)["cost_of_choice"]
    assert (told["lost_points"], told["blocking_pairs"]) == (cost.lost_points, 0)
    assert report_of(plain)["cost_of_choice"] is None
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


# --- several mentors, each for a purpose ---

PURPOSES = ["subject", "wellbeing", "leading"]
FOR_PURPOSES = Rules(
    subject_groups=make.GROUPS,
    purpose_weights={"subject": {"subject": 9, "phase": 3}, "wellbeing": {"topics": 7, "helps": 4}},
)


def people_with_purposes(rng):
    """A few people, most of whom ask for several mentors, the first for one at least."""
    mentors, mentees = make.simple_people(rng, 4, 3)
    return (
        [
            replace(
                each, purposes=rng.sample(PURPOSES, rng.randrange(4)), capacity=rng.choice([1, 2])
            )
            for each in mentors
        ],
        [
            replace(
                each,
                purposes=rng.sample(PURPOSES, rng.randrange(number == 0, 4)),
                priority=rng.choice([1, 1, 2]),
            )
            for number, each in enumerate(mentees)
        ],
    )


def best_by_trying(layers, matching):
    """The best (served by place and priority, points) of every set of pairs there is."""
    asks = matching.state.asks
    count = len(asks.row)
    filled = layers.ready(matching.settings.musts)[1]
    scored = purposes.points_by_purpose(layers, matching.settings, filled, asks)
    choices = [[None, *np.flatnonzero(row).tolist()] for row in asks.open]
    best = None
    for chosen in product(*choices):
        pairs = [
            (int(asks.row[ask]), column) for ask, column in enumerate(chosen) if column is not None
        ]
        counts = np.bincount([c for _, c in pairs], minlength=len(layers.mentors))
        if len(set(pairs)) < len(pairs) or (counts > layers.capacity).any():
            continue
        served = tuple(
            sum(
                asks.place[ask] == place and layers.priority[asks.row[ask]] >= least
                for ask in range(count)
                if chosen[ask] is not None
            )
            for place in range(3)
            for least in (1, 2)
        )
        points = sum(
            int(scored[asks.purpose[ask]][asks.row[ask], column])
            for ask, column in enumerate(chosen)
            if column is not None
        )
        best = max(best or ((-1,), 0), (served, points))
    return best


@settings(max_examples=15, deadline=None)
@given(make.chance())
def test_each_purpose_has_a_mentor_of_its_own_and_the_whole_is_the_best(rng):
    mentors, mentees = people_with_purposes(rng)
    matching = match(mentors, mentees, rules=FOR_PURPOSES)
    again = match(make.shuffled(rng, mentors), make.shuffled(rng, mentees), rules=FOR_PURPOSES)
    layers = matching.layers

    assert matching.proven
    assert again.pairs == matching.pairs
    offers = {each.id: each.purposes for each in mentors}
    wants = {each.id: each.purposes for each in mentees}
    assert len(set(make.pair_ids(matching))) == len(matching.pairs)
    for pair in matching.pairs:
        assert (pair.purpose in wants[pair.mentee_id]) or not wants[pair.mentee_id]
        assert (
            not pair.purpose or not offers[pair.mentor_id] or pair.purpose in offers[pair.mentor_id]
        )
    served, points = best_by_trying(layers, matching)
    assert matching.points == matching.total == points
    place = {(each.id, p): n for each in mentees for n, p in enumerate(each.purposes or (None,))}
    priority = {each.id: each.priority for each in mentees}
    assert served == tuple(
        sum(
            place[pair.mentee_id, pair.purpose] == number and priority[pair.mentee_id] >= least
            for pair in matching.pairs
        )
        for number in range(3)
        for least in (1, 2)
    )
    kept = make.pair_ids(matching)[:2]
    fixed = match(mentors, mentees, rules=FOR_PURPOSES, kept=kept)
    assert fixed.proven
    assert set(kept) <= set(make.pair_ids(fixed))
    short = {each.mentee_id: each for each in matching.unmatched}
    for each in mentees:
        has = {pair.purpose for pair in matching.pairs if pair.mentee_id == each.id}
        missing = tuple(p for p in each.purposes if p not in has)
        assert (short[each.id].purposes if each.id in short else ()) == missing


def test_one_mentor_never_serves_two_purposes_of_one_person():
    mentors = [
        make.mentor("dear", subjects=["a"], topics=["t"], capacity=2),
        make.mentor("plain", capacity=2),
    ]
    asker = make.mentee("asker", subjects=["a"], topics=["t"], purposes=["subject", "wellbeing"])

    matching = match(mentors, [asker], rules=FOR_PURPOSES)

    assert sorted(make.pair_ids(matching)) == [("dear", "asker"), ("plain", "asker")]
    by_purpose = {pair.purpose: pair for pair in matching.pairs}
    assert by_purpose["subject"].mentor_id == "dear"
    assert {reason.rule for reason in by_purpose["subject"].reasons} == {"subject"}
    assert matching.proven


def test_a_purpose_nobody_offers_is_named():
    asker = make.mentee("asker", purposes=["subject", "wellbeing"])
    mentors = [make.mentor("m", purposes=["subject"]), make.mentor("n", purposes=["subject"])]

    (found,) = match(mentors, [asker]).unmatched

    assert (found.cause, found.purposes, found.missing) == ("purpose", ("wellbeing",), 1)


def test_purposes_that_contradict_are_refused():
    with pytest.raises(BadInput, match="each purpose is one mentor"):
        make.mentee(purposes=["a", "b"], demand=3)
    with pytest.raises(BadInput, match="most-matched"):
        match([], [make.mentee(purposes=["a"])], rules=Rules(objective="stable"))
