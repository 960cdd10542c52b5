"""The people level: what is honoured, what is never broken, what order cannot change."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairwell import (
    BadInput,
    Mentee,
    Mentor,
    Musts,
    Refusal,
    Rules,
    _candidates,
    _openings,
    match,
    prepare,
)
from pairwell import _musts as eligibility
from pairwell import _propose as proposing
from pairwell import _rules as plain
from pairwell._layers import LAYERS, Layer

from . import make

RULES = Rules(subject_groups=make.GROUPS, musts=Musts(own_school="exclude"))


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_the_matching_is_the_best_there_is(rng):
    mentors, mentees = make.simple_people(rng)

    matching = match(mentors, mentees, rules=RULES)

    state, layers = matching.state, matching.layers
    eligible = np.array(
        [[not plain.blockers(m, e, RULES.musts) for m in layers.mentors] for e in layers.mentees]
    )
    best = make.best_by_milp(
        state.points, eligible, layers.capacity, layers.demand, np.ones(len(mentees), int)
    )
    assert (matching.matched, matching.points) == best
    assert matching.total == matching.upper_bound == matching.points
    assert matching.proven


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_order_changes_no_pair(rng):
    mentors, mentees = make.people(rng)

    first = match(mentors, mentees, rules=RULES)
    again = match(make.shuffled(rng, mentors), make.shuffled(rng, mentees), rules=RULES)

    assert first.pairs == again.pairs


def test_twins_are_told_apart_by_id_and_not_by_order():
    mentors = [make.mentor(f"m{n}") for n in range(6)]
    mentees = [make.mentee(f"e{n}") for n in range(9)]

    pairs = {
        tuple(make.pair_ids(match(mentors[turn:] + mentors[:turn], mentees[::-1])))
        for turn in range(6)
    }

    assert len(pairs) == 1


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_locks_bans_and_running_pairs_are_honoured_and_nobody_is_over_capacity(rng):
    mentors, mentees = make.people(rng)
    first = match(mentors, mentees, rules=RULES)
    pairs = make.pair_ids(first)
    rng.shuffle(pairs)
    third = len(pairs) // 3
    locked, kept, forbidden = pairs[:third], pairs[third : 2 * third], pairs[2 * third :]

    matching = match(mentors, mentees, rules=RULES, locked=locked, kept=kept, forbidden=forbidden)

    found = set(make.pair_ids(matching))
    assert found >= set(locked) | set(kept)
    assert not found & set(forbidden)
    capacity = {mentor.id: mentor.capacity for mentor in mentors}
    demand = {mentee.id: mentee.demand for mentee in mentees}
    for side, limits in ((0, capacity), (1, demand)):
        assert all(n <= limits[who] for who, n in Counter(p[side] for p in found).items())
    assert {(p.mentor_id, p.mentee_id) for p in matching.pairs if p.kept} == set(kept)
    assert {(p.mentor_id, p.mentee_id) for p in matching.pairs if p.locked} == set(locked)
    assert all(not p.blocked_by for p in matching.pairs)
    assert matching.proven


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_a_person_on_both_sides_is_never_their_own_mentor(rng):
    mentors, mentees = make.people(rng)

    assert all(mentor != mentee for mentor, mentee in make.pair_ids(match(mentors, mentees)))


def test_a_running_pair_stays_even_against_a_must_and_over_capacity():
    mentor = make.mentor(school="s", capacity=1)
    mentees = [make.mentee(f"e{n}", school="s") for n in range(3)]
    kept = [("mentor", "e0"), ("mentor", "e1")]

    matching = match([mentor], mentees, kept=kept)

    assert make.pair_ids(matching) == kept
    assert matching.pairs[0].blocked_by == ("own_school",)


def test_a_lock_that_breaks_a_must_needs_an_override():
    people = [make.mentor(school="s")], [make.mentee(school="s")]
    pair = [("mentor", "mentee")]

    with pytest.raises(Refusal, match=r"own school.*override"):
        match(*people, locked=pair)

    matching = match(*people, locked=pair, overrides=pair)
    assert make.pair_ids(matching) == pair
    assert matching.pairs[0].blocked_by == ("own_school",)


@pytest.mark.parametrize(
    "answers",
    [
        {"blocked": ["mentor"]},
        {"wants": ["a"], "wants_is_must": True},
    ],
)
def test_a_persons_no_cannot_be_overridden_and_is_not_explained(answers):
    people = [make.mentor()], [make.mentee(**answers)]
    pair = [("mentor", "mentee")]

    with pytest.raises(Refusal, match="one of the two has ruled it out"):
        match(*people, locked=pair, overrides=pair)
    with pytest.raises(Refusal, match="one of the two has ruled it out"):
        match(*people, locked=pair)


def test_locks_beyond_anyones_places_are_refused_with_the_cure():
    mentees = [make.mentee("e0"), make.mentee("e1")]

    with pytest.raises(Refusal, match="mentor would have 2 pairs but has room for 1"):
        match([make.mentor()], mentees, locked=[("mentor", "e0"), ("mentor", "e1")])
    with pytest.raises(Refusal, match="raise the number of mentors asked for"):
        match(
            [make.mentor("m0"), make.mentor("m1")],
            mentees,
            locked=[("m0", "e0"), ("m1", "e0")],
        )
    with pytest.raises(Refusal, match="both fixed and kept apart"):
        match([make.mentor()], mentees, locked=[("mentor", "e0")], forbidden=[("mentor", "e0")])


def test_says_what_it_cannot_read():
    with pytest.raises(BadInput, match="listed twice"):
        match([make.mentor(), make.mentor()], [])
    with pytest.raises(BadInput, match="names ghost"):
        match([make.mentor()], [make.mentee()], locked=[("mentor", "ghost")])
    with pytest.raises(BadInput, match="Mentors come first"):
        match([make.mentee()], [make.mentor()])
    with pytest.raises(BadInput, match="is a list of ids"):
        Mentor("m", subjects="maths")
    with pytest.raises(BadInput, match="unknown musts"):
        Mentee("e", musts={"own_planet"})
    with pytest.raises(BadInput, match="both lat and lon"):
        Mentee("e", lat=3.0)
    with pytest.raises(BadInput, match="whole number from 0"):
        Mentor("m", capacity=-1)
    with pytest.raises(BadInput, match="Unknown weights: charm"):
        Rules(weights={"charm": 3})
    with pytest.raises(BadInput, match="from 0 to 10,000"):
        Rules(weights={"subject": -1})
    with pytest.raises(BadInput, match="choose from"):
        Musts(own_school="forbid")
    with pytest.raises(BadInput, match="objective is 'best'"):
        prepare([], []).match(objective="best")
    with pytest.raises(BadInput, match=r"each pair is .mentor id, mentee id."):
        match([make.mentor()], [make.mentee()], kept=[("mentor",)])


@pytest.mark.parametrize(("mentors", "mentees"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_matches_nobody(mentors, mentees):
    matching = match(
        [make.mentor(f"m{n}") for n in range(mentors)],
        [make.mentee(f"e{n}") for n in range(mentees)],
    )

    assert (matching.pairs, matching.matched, matching.proven) == ((), 0, True)
    assert [each.cause for each in matching.unmatched] == ["no_mentors"] * mentees
    assert len(matching.idle) == mentors


def test_everyone_gets_a_first_mentor_before_anyone_a_second():
    mentors = [make.mentor("m0", subjects=["maths"]), make.mentor("m1", subjects=["maths"])]
    greedy = make.mentee("greedy", subjects=["maths"], demand=2, priority=9)
    other = make.mentee("other", subjects=["art"])

    matching = match(mentors, [greedy, other])

    assert matching.matched == 2
    assert matching.proven


def test_priority_decides_who_is_matched_when_places_are_short():
    first, second = make.mentee("a", subjects=["art"], priority=2), make.mentee("b", subjects=["x"])
    mentor = make.mentor(subjects=["x"])

    assert make.pair_ids(match([mentor], [first, second])) == [("mentor", "a")]
    assert make.pair_ids(match([mentor], [replace(first, priority=1), second])) == [("mentor", "b")]


def test_the_last_proposal_is_kept_when_little_is_gained_by_changing():
    changed = {"cold": 0, "warm": 0}
    for seed in range(7, 12):  # in one crowd alone both may change equally much
        rng = random.Random(seed)
        mentors = [make.mentor(f"m{n}", **make.full_answers(rng)) for n in range(40)]
        mentees = [make.mentee(f"e{n}", **make.full_answers(rng)) for n in range(40)]
        layers = prepare(mentors, mentees, rules=RULES)
        before = layers.match(weights={"subject": 250, "topics": 200, "stage": 100, "phase": 100})
        old = set(make.pair_ids(before))

        cold = layers.match()
        warm = layers.match(previous=make.pair_ids(before))

        changes = [len(set(make.pair_ids(each)) ^ old) for each in (cold, warm)]
        assert changes[1] <= changes[0]
        assert cold.points >= warm.points
        assert warm.matched == cold.matched
        assert warm.proven
        changed["cold"] += changes[0]
        changed["warm"] += changes[1]
    assert changed["warm"] < changed["cold"]


def test_fairness_lifts_the_worst_pairs_at_a_small_price():
    rng = random.Random(3)
    mentors = [make.mentor(f"m{n}", **make.full_answers(rng)) for n in range(60)]
    mentees = [make.mentee(f"e{n}", **make.full_answers(rng)) for n in range(60)]
    layers = prepare(mentors, mentees, rules=RULES)

    plain_one, fair = layers.match(), layers.match(fairness=True)

    def shortfall(matching):
        return sum(max(fair.settings.knee - pair.points, 0) for pair in matching.pairs)

    assert shortfall(fair) < shortfall(plain_one)
    assert fair.matched == plain_one.matched
    assert 0.97 * plain_one.points < fair.points <= plain_one.points
    assert fair.total == fair.points - 3 * shortfall(fair) == fair.upper_bound
    assert fair.proven


def test_most_points_is_an_option():
    mentors, mentees = make.simple_people(random.Random(5))

    most = match(mentors, mentees, rules=replace(RULES, objective="most-points"))

    assert most.points >= match(mentors, mentees, rules=RULES).points
    assert most.proven


def test_what_if_changes_weights_and_musts_without_new_people():
    mentors = [make.mentor("m", subjects=["maths"], phases=["p"]), make.mentor("n", phases=["q"])]
    mentees = [make.mentee("e", subjects=["maths"], phases=["q"])]
    layers = prepare(mentors, mentees)

    assert make.pair_ids(layers.match(weights={"subject": 1000})) == [("m", "e")]
    assert make.pair_ids(layers.match(weights={"phase": 1000})) == [("n", "e")]
    assert make.pair_ids(layers.match(musts=Musts(same_phase=True))) == [("n", "e")]
    assert layers.blocked_by("m", "e", musts=Musts(same_phase=True)) == ("same_phase",)
    assert layers.blocked_by("m", "e") == ()


@settings(max_examples=30, deadline=None)
@given(make.chance())
def test_a_mentors_price_is_what_one_more_place_would_add(rng):
    mentors, mentees = make.simple_people(rng)
    before = match(mentors, mentees, rules=RULES)

    for chosen in mentors:
        more = [replace(m, capacity=m.capacity + (m is chosen)) for m in mentors]
        after = match(more, mentees, rules=RULES)
        assert (after.matched > before.matched) == (chosen.id in before.mentors_wanted)
        if after.matched == before.matched:
            assert after.total - before.total == before.mentor_prices[chosen.id]


def test_a_wrong_layer_is_noticed_by_the_plain_check_in_the_same_run(monkeypatch):
    mentors = [make.mentor(f"m{n}", subjects=["a"], topics=["t"]) for n in range(3)]
    mentees = [make.mentee(f"e{n}", subjects=["a"], topics=["t"]) for n in range(3)]
    assert match(mentors, mentees).proven
    right = LAYERS["topics"]

    def wrong(mentees, rules):
        by_mentee, against = right(mentees, rules)

        def halved(mentors):
            by_mentor, grid = against(mentors)
            return by_mentor, grid._replace(rows=grid.rows // 2)

        return Layer(by_mentee, halved)

    monkeypatch.setitem(LAYERS, "topics", wrong)

    assert not match(mentors, mentees).proven


@pytest.mark.parametrize("objective", ["most-matched", "most-points"])
def test_a_wrong_price_of_anybody_is_noticed_in_the_same_run(monkeypatch, objective):
    mentors, mentees = make.people(random.Random(3), 12, 25)
    asked = {"rules": replace(RULES, objective=objective)}
    assert match(mentors, mentees, **asked).proven
    prove = proposing.prove
    for row in range(25):

        def spoilt(*given, row=row, **options):
            proof = prove(*given, **options)
            prices = proof.mentee_prices.copy()
            prices[row] -= 10**9
            return replace(proof, mentee_prices=prices)

        monkeypatch.setattr(proposing, "prove", spoilt)
        assert not match(mentors, mentees, **asked).proven


def test_a_wrong_must_is_noticed_by_the_plain_check_in_the_same_run(monkeypatch):
    people = [make.mentor(school="s")], [make.mentee(school="s")]
    monkeypatch.setitem(eligibility.STOPS, "own_school", lambda *_: None)

    assert not match(*people).proven


@settings(max_examples=20, deadline=None)
@given(make.chance(), st.sampled_from([0, _openings.SPARSE]))
def test_candidates_with_pricing_find_the_very_same_pairs(rng, sparse):
    mentors, mentees = make.people(rng, 12, 25)
    whole = match(mentors, mentees, rules=RULES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_candidates, "MANY_ARCS", 0)
        patch.setattr(_candidates, "BEST_EACH", 2)
        patch.setattr(_candidates, "BEST_AT_BIDS", 2)
        patch.setattr(_openings, "SPARSE", sparse)  # as a list, or as a table
        priced = match(mentors, mentees, rules=RULES)

    assert priced.pairs == whole.pairs
    assert priced.mentor_prices == whole.mentor_prices
    assert priced.proven


def test_a_table_that_would_take_gigabytes_is_refused_with_the_way_out():
    with pytest.raises(Refusal, match=r"240,000,000 possible pairs.* GiB.*Use match_crowds"):
        match([make.mentor()] * 12_000, [make.mentee()] * 20_000)
    one = [make.mentor()], [make.mentee()]
    with pytest.raises(Refusal, match="allow more"):
        match(*one, memory=100)

    assert match(*one, memory=None).matched == 1
