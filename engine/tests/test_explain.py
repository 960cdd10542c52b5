"""Why, why not, what if and whom to recruit: each figure against a new solve."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from pairwell import BadInput, Musts, Refusal, Rules, match, must_in_words, prepare
from pairwell import _rules as plain
from pairwell import _words as english

from . import make

RULES = Rules(subject_groups=make.GROUPS)


def solved(rng, **options):
    mentors, mentees = make.people(rng)
    rules = replace(RULES, objective=options.pop("objective", "most-matched"))
    layers = prepare(mentors, mentees, rules=rules)
    return layers, layers.match(**options)


# --- what forcing costs ---


@pytest.mark.parametrize("options", [{}, {"fairness": True}, {"objective": "most-points"}])
@settings(max_examples=25, deadline=None)
@given(rng=make.chance())
def test_the_cost_of_any_pair_equals_a_new_solve(options, rng):
    layers, before = solved(rng, **options)

    for mentor in layers.mentors:
        for mentee in layers.mentees:
            if set(plain.blockers(mentor, mentee, RULES.musts)) & plain.NEVER_LIFTED:
                continue
            try:
                price = before.cost_of(mentor.id, mentee.id)
            except Refusal:
                with pytest.raises(Refusal):
                    layers.force(before, mentor.id, mentee.id, override=True)
                continue
            after = layers.force(before, mentor.id, mentee.id, override=True)
            assert (mentor.id, mentee.id) in make.pair_ids(after)
            assert price.cost == before.total - after.total
            if "objective" not in options:
                assert price.lost_matches == before.matched - after.matched


@settings(max_examples=25, deadline=None)
@given(make.chance())
def test_the_cost_stays_exact_beside_locks_bans_and_running_pairs(rng):
    layers, first = solved(rng)
    pairs = make.pair_ids(first)
    before = layers.match(locked=pairs[:1], kept=pairs[1:2], forbidden=pairs[2:3])

    for mentee in layers.mentees:
        for option in layers.alternatives(before, mentee.id, limit=None):
            after = layers.force(before, option.mentor_id, option.mentee_id)
            assert option.cost == before.total - after.total
            assert option.lost_matches == before.matched - after.matched
            assert set(make.pair_ids(after)) >= set(pairs[:2])


def test_alternatives_are_allowed_others_and_the_cheapest_comes_first():
    layers, matching = solved(random.Random(11))

    for mentee in layers.mentees:
        options = layers.alternatives(matching, mentee.id, limit=3)
        assert len(options) <= 3
        order = [(each.lost_matches, each.cost) for each in options]
        assert order == sorted(order)
        for option in options:
            assert layers.blocked_by(option.mentor_id, mentee.id) == ()
            assert (option.mentor_id, mentee.id) not in make.pair_ids(matching)
            assert option.fit == layers.fit(option.mentor_id, mentee.id)


def test_a_pair_already_made_costs_nothing():
    _, matching = solved(random.Random(2))

    for mentor_id, mentee_id in make.pair_ids(matching):
        price = matching.cost_of(mentor_id, mentee_id)
        assert (price.cost, price.lost_matches) == (0, 0)


def test_asking_about_a_stranger_is_refused():
    layers, matching = solved(random.Random(2))

    with pytest.raises(BadInput, match="not among the mentees"):
        layers.alternatives(matching, "stranger")


# --- reasons ---


def test_both_readers_are_told_in_their_own_words():
    mentor = make.mentor(topics=["behaviour"], subjects=["maths"], availability=["mon"])
    mentee = make.mentee(topics=["behaviour"], subjects=["maths"], availability=["mon", "tue"])

    pair = match([mentor], [mentee]).pairs[0]

    by_rule = {reason.rule: reason for reason in pair.reasons}
    topic = by_rule["topics"]
    assert topic.code == "topics.offered"
    assert topic.params == {"topics": ("behaviour",)}
    assert str(topic) == "You asked for help with behaviour; your mentor offers that."
    assert topic.text("mentor") == "You offer help with behaviour; your mentee asked for that."
    assert (
        topic.text("mentee", words={"behaviour": "calm classrooms"}, partner="Sam")
        == "You asked for help with calm classrooms; Sam offers that."
    )
    assert by_rule["availability"].text() == "You are both free at 1 time in the week."


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_every_reason_can_be_said_and_adds_up(rng):
    layers, matching = solved(rng)
    weights = matching.settings.weights

    for pair in matching.pairs:
        assert 0 <= pair.fit <= 100
        assert sum(reason.points for reason in pair.reasons) <= pair.points
        assert all(0 < reason.points <= reason.most for reason in pair.reasons)
        for reason in layers.reasons(pair.mentor_id, pair.mentee_id, every=True):
            assert reason.most <= 100 * getattr(weights, reason.rule)
            assert reason.code in english.SENTENCES
            assert reason.text("mentee").endswith(".")
            assert reason.text("mentor").endswith(".")
            assert "{" not in reason.text("mentee") + reason.text("mentor")


def test_fit_is_points_out_of_what_their_answers_could_have_earned():
    mentor = make.mentor(subjects=["maths"], phases=["primary"])
    mentee = make.mentee(subjects=["maths"], phases=["secondary"], topics=["behaviour"])

    pair = match([mentor], [mentee], rules=Rules(weights={"subject": 300, "phase": 100})).pairs[0]

    assert pair.fit == 75
    assert match([make.mentor()], [make.mentee()]).pairs[0].fit == 0


@settings(max_examples=25, deadline=None)
@given(make.chance())
def test_identity_wishes_never_appear_in_anything_shown(rng):
    mentors, mentees = make.people(rng)
    secret = {"wants": ["canary"], "is_": ["canary"]}
    mentors = [replace(each, **secret, wants_is_must=rng.random() < 0.5) for each in mentors]
    mentees = [replace(each, **secret) for each in mentees]
    layers = prepare(mentors, mentees, rules=RULES)
    matching = layers.match()

    shown = [matching.pairs, matching.unmatched]
    for mentor in mentors:
        for mentee in mentees:
            shown += [
                layers.reasons(mentor.id, mentee.id, every=True),
                layers.blocked_by(mentor.id, mentee.id),
            ]
    words = repr(shown)
    assert not {"canary", "identity", "private", "wants"} & set(
        words.replace("'", " ").replace("=", " ").replace("(", " ").split()
    )


def test_a_past_parting_and_a_private_wish_look_the_same():
    parted = make.mentee("parted", blocked=["mentor"])
    wishing = make.mentee("wishing", wants=["a"], wants_is_must=True)

    found = match([make.mentor()], [parted, wishing]).unmatched

    assert {(each.cause, each.rule, tuple(each.blocked_counts)) for each in found} == {
        ("rule", "their_no", ("their_no",))
    }
    assert all(each.would_gain == () for each in found)


def test_every_must_can_be_said():
    codes = {plain.PUBLIC_CODE.get(code, code) for code in plain.MUSTS}

    assert all(must_in_words(code) for code in codes)


# --- why not ---


def test_names_the_rule_that_stops_someone_and_what_relaxing_it_gains():
    mentors = [make.mentor("m0", school="s", capacity=2), make.mentor("m1", school="t")]
    mentees = [make.mentee("a", school="s"), make.mentee("b", school="s", blocked=["m1"])]

    matching = match(mentors, mentees)

    (found,) = matching.unmatched
    assert (found.mentee_id, found.cause, found.rule) == ("b", "rule", "own_school")
    assert found.blocked_counts == {"own_school": 1, "their_no": 1}
    (gain,) = found.would_gain
    assert (gain.rule, gain.matched_more, gain.mentor_ids) == ("own_school", 1, ("m0",))


def test_names_a_shortage_and_its_rivals():
    mentors = [make.mentor("m0", capacity=2), make.mentor("m1", school="far")]
    mentees = [make.mentee(f"e{n}", school="far") for n in range(3)]

    (found,) = match(mentors, mentees).unmatched

    assert found.cause == "no_place"
    assert (found.rivals, found.places, found.eligible_mentors) == (3, 2, 1)


def test_names_the_coordinators_own_ban():
    (found,) = match([make.mentor()], [make.mentee()], forbidden=[("mentor", "mentee")]).unmatched

    assert found.cause == "forbidden"


def test_a_second_mentor_that_nobody_can_be_is_explained():
    (found,) = match([make.mentor()], [make.mentee(demand=2)]).unmatched

    assert (found.mentee_id, found.missing) == ("mentee", 1)
    assert found.cause == "no_mentors"


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_what_relaxing_a_rule_would_gain_is_true(rng):
    mentors, mentees = make.people(rng)
    musts = Musts(min_years=8, same_phase=True, shared_availability=True, trained_only=True)
    layers = prepare(mentors, mentees, rules=replace(RULES, musts=musts))
    matching = layers.match()
    relaxed = {
        "min_years": {"min_years": None},
        "same_phase": {"same_phase": False},
        "shared_availability": {"shared_availability": False},
        "trained_only": {"trained_only": False},
        "own_school": {"own_school": "allow"},
        "contact_mode": {"contact_mode": False},
    }
    base = len(make.partners(matching))

    for person in matching.unmatched:
        assert person.mentee_id in {each.id for each in mentees}
        for gain in person.would_gain:
            if gain.rule in relaxed:
                after = layers.match(musts=replace(musts, **relaxed[gain.rule]))
                assert after.matched - base == gain.matched_more
                for mentor_id in gain.mentor_ids:
                    assert layers.blocked_by(mentor_id, person.mentee_id) == (gain.rule,)


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_everyone_short_of_a_mentor_is_explained_once(rng):
    layers, matching = solved(rng)
    has = make.partners(matching)
    short = {m.id: m.demand - len(has.get(m.id, ())) for m in layers.mentees}

    found = {each.mentee_id: each.missing for each in matching.unmatched}

    assert found == {who: missing for who, missing in short.items() if missing > 0}


# --- whom to recruit ---


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_advice_to_recruit_for_people_is_true(rng):
    mentors, mentees = make.people(rng, mentors=3, mentees=9)
    rules = replace(RULES, musts=Musts(same_phase=True, min_years=3))
    layers = prepare(mentors, mentees, rules=rules)
    matching = layers.match()

    for advice in layers.recruits(matching):
        if not advice.gains:
            continue
        new = [replace(advice.example, id=f"new{n}") for n in range(advice.mentors)]
        after = match([*mentors, *new], mentees, rules=rules)
        assert after.matched - matching.matched == advice.gains
        fewer = match([*mentors, *new[1:]], mentees, rules=rules)
        assert fewer.matched < after.matched


def test_advice_names_what_is_missing():
    mentees = [
        make.mentee(f"e{n}", subjects=["science"], phases=["secondary"], region="north east")
        for n in range(5)
    ]

    (advice,) = prepare([make.mentor(capacity=2)], mentees).recruits(
        match([make.mentor(capacity=2)], mentees)
    )

    assert (advice.subject, advice.phase, advice.region) == ("science", "secondary", "north east")
    assert (advice.mentors, advice.gains) == (2, 3)


def test_where_nobody_is_left_out_advice_comes_from_the_dearest_place():
    mentors = [
        make.mentor("good", subjects=["maths"]),
        make.mentor("other", subjects=["art"], capacity=3),
    ]
    mentees = [make.mentee(f"e{n}", subjects=["maths"]) for n in range(3)]
    layers = prepare(mentors, mentees)
    matching = layers.match()

    (advice,) = layers.recruits(matching)

    more = match([replace(mentors[0], capacity=2), mentors[1]], mentees)
    assert advice.like_mentor_id == "good"
    assert advice.gains_points == more.total - matching.total > 0


# --- side by side ---


def test_two_matchings_are_compared_person_by_person():
    layers = prepare([make.mentor("m0"), make.mentor("m1")], [make.mentee("a"), make.mentee("b")])
    before = layers.match(locked=[("m0", "a"), ("m1", "b")])
    swapped = layers.match(locked=[("m1", "a"), ("m0", "b")])
    fewer = layers.match(locked=[("m0", "a")], forbidden=[("m1", "b")])

    moved = layers.compare(before, swapped).moved
    assert [(each.mentee_id, each.before, each.after) for each in moved] == [
        ("a", ("m0",), ("m1",)),
        ("b", ("m1",), ("m0",)),
    ]
    down = layers.compare(before, fewer)
    assert (down.lost, down.gained, down.moved) == (("b",), (), ())
    assert (down.matched_before, down.matched_after) == (2, 1)
    assert layers.compare(fewer, before).gained == ("b",)


def test_pairs_made_by_hand_are_scored_and_their_faults_named():
    mentors = [make.mentor("m0", school="s", subjects=["maths"]), make.mentor("m1")]
    mentees = [make.mentee("a", school="s", subjects=["maths"]), make.mentee("b")]
    layers = prepare(mentors, mentees)

    scored = layers.score_pairs([("m0", "a"), ("m0", "b")])

    assert [pair.blocked_by for pair in scored.pairs] == [("own_school",), ()]
    assert scored.pairs[0].fit == 100
    assert scored.points == sum(pair.points for pair in scored.pairs)
    assert (scored.over_capacity, scored.over_demand) == (("m0",), ())


def test_idle_mentors_are_listed_with_their_free_places():
    matching = match([make.mentor(capacity=3)], [make.mentee()])

    (idle,) = matching.idle
    assert (idle.mentor_id, idle.free_places, idle.eligible_mentees) == ("mentor", 2, 1)
