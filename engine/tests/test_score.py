"""The fast layers against the plain rules, and what open questions are worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairwell import Musts, Rules, Weights, prepare
from pairwell import _rules as plain
from pairwell import _score as score

from . import make

RULES = Rules(
    subject_groups=make.GROUPS,
    subject_similarity={("subject0", "subject5"): 70},
    phase_groups={"early": "young", "primary": "young"},
    topic_groups={"topic0": "behaviour", "topic1": "behaviour"},
    near_regions={"north": ["east"]},
)
STRICT = Musts(
    own_school="require",
    own_trust="exclude",
    min_years=5,
    min_stage_gap=1,
    same_phase=True,
    same_subject=True,
    shared_availability=True,
    trained_only=True,
)
KNOWN = Musts(verified_only=True, same_traits=["question1", "question0"])


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_every_layer_equals_its_plain_rule(rng):
    layers = prepare(*make.people(rng), rules=RULES)

    for row, mentee in enumerate(layers.mentees):
        for column, mentor in enumerate(layers.mentors):
            for rule, verdict in plain.verdicts(mentor, mentee, RULES).items():
                expected = score.OPEN if verdict is None else verdict.level
                assert layers.table.levels[rule][row, column] == expected, rule
                assert verdict is None or 0 <= verdict.level <= verdict.most <= 100


@settings(max_examples=40, deadline=None)
@given(make.chance(), st.sampled_from([Musts(), STRICT, KNOWN]))
def test_what_stops_a_pair_equals_the_plain_musts(rng, musts):
    layers = prepare(*make.people(rng), rules=RULES)
    bits, _ = layers.ready(musts)

    for row, mentee in enumerate(layers.mentees):
        for column, mentor in enumerate(layers.mentors):
            stops = plain.blockers(mentor, mentee, musts)
            assert layers.codes(bits, row, column, raw=True) == stops


@settings(max_examples=30, deadline=None)
@given(make.chance())
def test_an_open_question_gets_the_median_of_that_persons_eligible_pairs(rng):
    layers = prepare(*make.people(rng), rules=RULES)
    bits, filled = layers.ready(RULES.musts)

    for rule, levels in layers.table.levels.items():
        asked, offered = layers.table.answered[rule]
        for row, column in np.argwhere(levels == score.OPEN).tolist():
            own = [
                levels[row] if asked[row] else np.array([score.OPEN]),
                levels[:, column] if offered[column] else np.array([score.OPEN]),
                levels.ravel(),
            ]
            allowed = [
                bits[row] == 0 if asked[row] else np.array([False]),
                bits[:, column] == 0 if offered[column] else np.array([False]),
                (bits == 0).ravel(),
            ]
            known = [
                sorted(line[ok & (line != score.OPEN)].tolist())
                for line, ok in zip(own, allowed, strict=True)
            ]
            first = next((line for line in known if line), [0])
            assert filled[rule][row, column] == max(first[(len(first) - 1) // 2] - 1, 0)


def test_new_weights_are_a_weighted_sum_of_the_same_layers():
    import random

    mentors, mentees = make.people(random.Random(4))
    layers = prepare(mentors, mentees, rules=RULES)
    _, filled = layers.ready(RULES.musts)
    weights = Weights(subject=3, topics=5, text=0, wishes=7)

    points = score.points(filled, weights, layers.table.shape)

    by_hand = sum(
        filled[rule].astype(int) * score.weight_of(rule, weights) for rule in plain.SCORING
    )
    assert np.array_equal(points, by_hand)


def full_mentors(count, seed=1):
    import random

    rng = random.Random(seed)
    shown = [make.full_answers(rng) for _ in range(count)]
    return [make.mentor(f"full{n}", **each) for n, each in enumerate(shown)], shown


def clear(given):
    """Drop what ties a person to a place, so that only scores decide."""
    return {k: v for k, v in given.items() if k not in {"school", "trust", "contact"}}


@pytest.mark.parametrize("seed", range(8))
def test_an_empty_profile_never_outranks_a_full_one(seed):
    full, shown = full_mentors(1, seed)
    twin = make.mentee("twin", **clear(shown[0]))
    empty = make.mentor("empty")

    matching = prepare([*full, empty], [twin]).match()

    assert make.pair_ids(matching) == [("full0", "twin")]


@pytest.mark.parametrize("seed", range(8))
def test_a_full_mentee_comes_before_an_empty_one_when_places_are_short(seed):
    full, shown = full_mentors(1, seed)
    twin, empty = make.mentee("twin", **clear(shown[0])), make.mentee("empty")

    matching = prepare(full, [empty, twin]).match()

    assert make.pair_ids(matching) == [("full0", "twin")]


@settings(max_examples=40, deadline=None)
@given(make.chance())
def test_little_availability_never_outranks_much(rng):
    much = frozenset(rng.sample(make.SLOTS, rng.randrange(2, 7)))
    little = frozenset(rng.sample(sorted(much), rng.randrange(1, len(much))))
    mentee = make.mentee(availability=rng.sample(make.SLOTS, rng.randrange(1, 7)))

    levels = [
        plain.availability(make.mentor(availability=slots), mentee, RULES).level
        for slots in (little, much)
    ]

    assert levels[0] <= levels[1]


def test_no_sensitive_answer_reaches_a_score_unless_a_wish_asks_for_it():
    mentee, mentor = make.mentee(is_=["a"]), make.mentor(is_=["b"])

    assert plain.identity(mentor, mentee, RULES) is None
    assert plain.blockers(mentor, mentee, Musts()) == ()


def test_an_identity_wish_counts_for_both_sides():
    both = plain.identity(
        make.mentor(wants=["a"], is_=["b"]), make.mentee(wants=["b"], is_=["a"]), RULES
    )
    one = plain.identity(
        make.mentor(wants=["c"], is_=["b"]), make.mentee(wants=["b"], is_=["a"]), RULES
    )

    assert (both.level, one.level) == (100, 50)


@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize("answer", [(), ("b",)])
def test_an_identity_must_of_either_side_is_a_no_unless_the_other_has_said_so(side, answer):
    wish = {"wants": ["a"], "wants_is_must": True}
    asking = {"mentor": make.mentor, "mentee": make.mentee}[side](**wish)
    other = make.mentee(is_=answer) if side == "mentor" else make.mentor(is_=answer)
    mentor, mentee = (asking, other) if side == "mentor" else (other, asking)

    assert plain.blockers(mentor, mentee, Musts()) == ("private",)


def test_distance_needs_no_floating_point_luck():
    assert plain.chord_squared(0) == 0
    london = make.mentee(lat=51.5, lon=-0.12)
    leeds = make.mentor(lat=53.8, lon=-1.55)

    verdict = plain.distance(leeds, london, RULES)

    assert verdict.code == "distance.none" or verdict.params["km"] >= 250
    assert plain.chord_between(leeds, london) > plain.chord_squared(270)
    assert plain.chord_between(leeds, london) < plain.chord_squared(275)


def test_places_as_far_apart_as_can_be_have_the_distance_that_whole_numbers_give():
    numbers = np.random.default_rng(1)
    ours, theirs = (numbers.integers(-plain.GRID, plain.GRID + 1, (50, 3)) for _ in range(2))
    ours[0], theirs[0] = plain.GRID, -plain.GRID

    told = score.chords(ours.astype(float), theirs.astype(float))

    by_hand = np.array([[sum((a - b) ** 2) for b in theirs.astype(object)] for a in ours])
    assert (told == by_hand).all()


@pytest.mark.parametrize("at_once", [1 << 20, 40, 1])
def test_the_best_of_each_list_is_found_however_little_is_looked_at_in_one_go(at_once, monkeypatch):
    monkeypatch.setattr(score, "COUNTED", at_once)
    words = {word: number for number, word in enumerate("abcde")}
    levels = np.random.default_rng(1).integers(0, 101, (5, 7)).astype(np.uint8)
    lists = ["", "ca", "b", "", "edz", "abcde"]

    best = score.best_of(levels, score.spelt(lists, words))

    known = [[words[each] for each in given if each in words] for given in lists]
    by_hand = [levels[some].max(axis=0) if some else np.zeros(7, int) for some in known]
    assert (best == by_hand).all()


def test_a_share_is_rounded_down_as_whole_numbers_are():
    whole = np.random.default_rng(1).integers(1, 1 << 12, 20_000)
    part = whole * np.random.default_rng(2).integers(1, 1 << 12, 20_000)

    for near in (part - 1, part, part + 1):
        told = score.share(near.astype(np.float32), whole.astype(np.float32))
        assert (told == near // whole).all()


def test_layers_are_small():
    import random

    layers = prepare(*make.people(random.Random(1), 40, 60))

    assert {levels.dtype for levels in layers.table.levels.values()} == {np.dtype(np.uint8)}


def test_the_topic_named_first_counts_twice_and_the_rest_alike():
    wanted = ["behaviour", "workload", "planning"]
    mentee = make.mentee(topics=wanted)

    levels = [plain.topics(make.mentor(topics=[topic]), mentee, RULES).level for topic in wanted]

    assert levels == [50, 25, 25]
