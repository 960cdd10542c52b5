"""Questions of the caller's own, and people somebody has made sure of."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from pairwell import BadInput, Musts, Rules, Weights, match, must_in_words, prepare
from pairwell import _rules as plain

from . import make

RULES = Rules(weights={"traits": 100})
PGCE, SCITT, TEA, COFFEE = "route=pgce", "route=scitt", "drink=tea", "drink=coffee"


def test_answering_alike_earns_points_and_a_reason():
    mentors = [make.mentor("alike", traits=[PGCE, TEA]), make.mentor("not", traits=[SCITT, TEA])]
    matching = match(mentors, [make.mentee(traits=[PGCE, COFFEE])], rules=RULES)

    (pair,) = matching.pairs
    (reason,) = pair.reasons
    assert (pair.mentor_id, reason.code, reason.params) == (
        "alike",
        "traits.shared",
        {"traits": (PGCE,)},
    )
    assert reason.text(words={PGCE: "PGCE to the question about your route"}) == (
        "You both answered PGCE to the question about your route."
    )


def test_traits_count_nothing_until_they_are_given_a_weight():
    mentors = [make.mentor("alike", traits=[PGCE]), make.mentor("not", traits=[SCITT])]
    layers = prepare(mentors, [make.mentee(traits=[PGCE])])

    assert Weights().traits == Weights.of({"subject": 1}).traits == 0
    assert {layers.fit(each.id, "mentee") for each in mentors} == {0}
    assert layers.reasons("alike", "mentee") == ()


def test_one_shared_answer_to_a_question_is_agreement_and_more_is_not_more():
    several = make.mentee(traits=["club=chess", "club=choir", "club=drama"])
    once = plain.traits(make.mentor(traits=["club=choir"]), several, RULES)
    twice = plain.traits(make.mentor(traits=["club=choir", "club=chess"]), several, RULES)

    assert (once.level, once.most) == (twice.level, twice.most) == (50, 50)
    assert len(twice.params["traits"]) == 2


def test_leaving_a_question_open_is_never_the_better_move():
    mentee = make.mentee(traits=[PGCE, TEA])
    open_, other, alike = (
        plain.traits(make.mentor(traits=traits), mentee, RULES)
        for traits in ([PGCE], [PGCE, COFFEE], [PGCE, TEA])
    )

    assert open_.level == other.level < alike.level


def test_people_who_answered_different_questions_have_nothing_to_compare():
    assert plain.traits(make.mentor(traits=[TEA]), make.mentee(traits=[PGCE]), RULES) is None


def test_a_question_that_must_be_answered_alike_stops_only_those_who_differ():
    musts = Musts(same_traits=["route"])
    mentee = make.mentee(traits=[PGCE])
    mentors = [
        make.mentor("alike", traits=[PGCE, SCITT]),
        make.mentor("differs", traits=[SCITT]),
        make.mentor("open", traits=[TEA]),
    ]
    layers = prepare(mentors, [mentee], rules=Rules(musts=musts))

    assert {each.id: layers.blocked_by(each.id, "mentee") for each in mentors} == {
        "alike": (),
        "differs": ("same_traits",),
        "open": (),
    }
    assert "answered alike" in must_in_words("same_traits")


@pytest.mark.parametrize("unverified", ["mentor", "mentee"])
def test_verified_only_asks_it_of_both(unverified):
    people = {
        "mentor": make.mentor(verified=unverified != "mentor"),
        "mentee": make.mentee(verified=unverified != "mentee"),
    }

    matching = match(
        [people["mentor"]], [people["mentee"]], rules=Rules(musts=Musts(verified_only=True))
    )

    (left,) = matching.unmatched
    assert (left.cause, left.rule) == ("rule", "verified_only")
    assert [(each.rule, each.matched_more) for each in left.would_gain] == [("verified_only", 1)]
    assert "not verified" in must_in_words("verified_only")


@settings(max_examples=20, deadline=None)
@given(make.chance())
def test_what_relaxing_these_rules_would_gain_is_true(rng):
    mentors, mentees = make.people(rng)
    musts = Musts(verified_only=True, same_traits=["question0", "question1", "question2"])
    layers = prepare(mentors, mentees, rules=Rules(weights={"traits": 10}, musts=musts))
    matching = layers.match()
    lifted = {"verified_only": {"verified_only": False}, "same_traits": {"same_traits": ()}}

    assert matching.proven
    for person in matching.unmatched:
        for gain in person.would_gain:
            if gain.rule in lifted:
                after = layers.match(musts=replace(musts, **lifted[gain.rule]))
                assert after.matched - matching.matched == gain.matched_more


@settings(max_examples=15, deadline=None)
@given(make.chance())
def test_without_a_weight_traits_change_nothing(rng):
    mentors, mentees = make.people(rng)
    bare = [[replace(each, traits=frozenset()) for each in side] for side in (mentors, mentees)]

    with_them, without = prepare(mentors, mentees).match(), prepare(*bare).match()

    assert make.pair_ids(with_them) == make.pair_ids(without)
    assert with_them.total == without.total


@pytest.mark.parametrize("traits", [["route"], ["=pgce"], ["route="]])
def test_a_trait_that_is_no_answer_to_a_question_is_refused(traits):
    with pytest.raises(BadInput, match="question=answer"):
        make.mentor(traits=traits)


def test_questions_that_must_be_answered_alike_come_as_a_list():
    with pytest.raises(BadInput, match="list of questions"):
        Musts(same_traits="route")
    assert Musts(same_traits=["b", "a", "b"]) == Musts(same_traits=("a", "b"))
