"""The check of a crowd's match: each fault is found by the part that is there for it."""

import random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings

from pairwell import Pace, Weights, match_crowds
from pairwell import _rules as plain
from pairwell import _scale as scale
from pairwell import _scale_check as check
from pairwell import _score as score
from pairwell import _tiles as tiles
from pairwell._cells import score_pairs
from pairwell._sheet import ORDER

from . import make
from .test_scale import RULES, any_musts, crowds

SMALL = {"MARKS": 90, "STRIP": 40, "TILE": 12, "FEW": 2}
FEW_AT_ONCE = {"PEOPLE_AT_ONCE": 4, "PAIRS_AT_ONCE": 5}


class Answer(NamedTuple):
    """What is checked: a run, what it found, and how points fold into keys."""

    run: scale.Run
    solution: object
    cost: object

    def rows(self):
        return np.flatnonzero(self.run.wanted > 0)

    def fits(self, part, *given):
        return part(self.run, tiles.Remade(self.run), *given)

    def rows_fit(self):
        return self.fits(check.rows_fit, self.solution, self.cost, self.rows())


def answer(people, rules=RULES, **options):
    """Match, and return what comes to be checked."""
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "holds", lambda *given: asked.append(given) or True)
        match_crowds(*people, rules=rules, **options)
    return Answer(*asked[0])


def in_small_steps(patch):
    """Check few pairs and few people in one go."""
    for module, sizes in ((tiles, SMALL), (check, FEW_AT_ONCE)):
        for name, size in sizes.items():
            patch.setattr(module, name, size)


def short_of_places(seed=1):
    """More mentees than places, so that places have prices."""
    mentors, mentees = make.people(random.Random(seed), 9, 25)
    return answer(crowds(mentors, mentees))


@settings(max_examples=15, deadline=None)
@given(make.chance())
def test_an_honest_answer_holds_whatever_the_size_of_a_tile_and_of_a_strip(rng):
    mentors, mentees = make.people(rng, rng.choice([1, 12]), rng.choice([3, 30]))
    given_pairs = {}
    if rng.random() < 0.6:
        pairs = answer(crowds(mentors, mentees)).solution.pairs.tolist()
        ids = [sorted(each.id for each in side) for side in (mentees, mentors)]
        named = [(ids[1][column], ids[0][row]) for row, column in make.shuffled(rng, pairs)]
        given_pairs = {"forbidden": named[::3], "previous": named[1::3], "kept": named[2::3]}
    objective = rng.choice(["most-matched", "most-points"])
    found = answer(
        crowds(mentors, mentees), fairness=rng.random() < 0.5, objective=objective, **given_pairs
    )

    assert check.holds(*found)
    with pytest.MonkeyPatch.context() as patch:
        in_small_steps(patch)
        patch.setattr(tiles, "KEPT", 0)
        patch.setattr(check, "CONTENDED", 3)
        assert check.holds(*found)


@settings(max_examples=15, deadline=None)
@given(make.chance())
def test_every_pair_of_a_strip_has_the_points_and_the_musts_of_the_plain_rules(rng):
    mentors, mentees = make.people(rng, rng.choice([1, 9]), rng.choice([4, 20]))
    rules = RULES.__class__(
        **{
            **vars(RULES),
            "musts": any_musts(rng),
            "weights": Weights(subject=3, traits=9, wishes=7),
        }
    )
    strip = tiles.Reference(mentees, rules).against(mentors)
    worth = [
        np.array([[rng.choice([0, 7, 99, score.OPEN]) for _ in ORDER] for _ in side], np.uint8)
        for side in (mentees, mentors)
    ]
    worth[1][worth[1] == score.OPEN] = 1  # a mentor always can say

    middle = rng.randrange(len(mentees) + 1)
    parts = [tiles.Part(0, middle), tiles.Part(middle, len(mentees))]
    points = np.concatenate([strip.points(p, worth[0][slice(*p)], worth[1]) for p in parts])
    stopped = np.concatenate([strip.stopped(part) for part in parts])

    for row, mentee in enumerate(mentees):
        for column, mentor in enumerate(mentors):
            open_worth = np.where(worth[0][row] == score.OPEN, worth[1][column], worth[0][row])
            counting, neutral = tiles.weighed(rules), open_worth.tolist()
            told = check.plain_points(mentor, mentee, rules, counting, neutral)
            assert points[row, column] == told
            assert stopped[row, column] == bool(plain.blockers(mentor, mentee, rules.musts))


def test_up_to_ten_thousand_mentees_everybody_is_checked_and_some_at_random_beyond(monkeypatch):
    assert scale.to_check(10_000, Pace()) == 10_000
    assert scale.to_check(10_001, Pace()) == 500
    assert scale.to_check(10_001, Pace(checked=700)) == 700
    assert scale.to_check(6, Pace(checked=700)) == 6
    found = short_of_places()

    assert check.rows_checked(found.run).tolist() == found.rows().tolist()
    monkeypatch.setattr(scale, "WHOLE", 5)
    monkeypatch.setattr(scale, "AT_RANDOM", 3)
    assert len(check.rows_checked(found.run)) == 3


def test_mentees_with_many_words_between_them_are_made_ready_fewer_at_a_time(monkeypatch):
    monkeypatch.setattr(tiles, "MARKS", 60)
    mentees = [make.mentee(f"e{n}", topics=[f"t{n}"], wishes=["m", f"n{n}"]) for n in range(20)]
    run = answer(crowds([make.mentor("m")], mentees)).run

    parts = list(tiles.in_parts(run, np.arange(20)))

    assert [len(part) for part in parts] == [3] * 6 + [2]
    assert np.concatenate(parts).tolist() == list(range(20))


# --- rows -----------------------------------------------------------------------------------


@pytest.mark.parametrize("objective", ["most-matched", "most-points"])
@pytest.mark.parametrize("contended", [500, 0])
def test_the_least_that_a_pair_is_better_by_is_found_in_every_row(
    objective, contended, monkeypatch
):
    monkeypatch.setattr(check, "CONTENDED", contended)
    in_small_steps(monkeypatch)
    found = answer(crowds(*make.people(random.Random(3), 9, 25)), objective=objective)
    run, solution, cost = found
    prices = solution.points.mentee
    looked_at = 0

    for row in found.rows():
        pairs = np.array([(row, column) for column in np.flatnonzero(run.room > 0)])
        points, open_to = score_pairs(run.case, pairs, run.fast)
        open_to &= ~scale.among(pairs, solution.pairs)
        keys = run.keys(pairs, points, cost)[open_to]
        keys += cost.hashes * run.most_pairs if run.most_points else 0
        if len(keys):
            looked_at += 1
            dear = solution.points.mentor[pairs[open_to, 1]]
            spare, was = int((prices[row] + dear - keys).min()), prices[row]
            prices[row] = was - spare
            assert found.rows_fit()
            prices[row] -= 1
            assert not found.rows_fit()
            prices[row] = was
    assert looked_at > 15


def test_a_pair_taken_that_is_worth_less_than_its_prices_is_found_in_every_row():
    found = short_of_places()
    prices = found.solution.points.mentee
    assert found.rows_fit()

    for row in np.unique(found.solution.pairs[:, 0]):
        prices[row] += 1
        assert not found.rows_fit()
        prices[row] -= 1


def test_a_pair_that_would_let_more_people_be_served_is_found_in_every_row():
    found = short_of_places()
    scored = tiles.Tiles(found.run, tiles.Remade(found.run), found.cost, found.rows())
    may = np.unique(np.concatenate([t.part.start + np.nonzero(t.open_to)[0] for t in scored]))
    used = tiles.Listed(found.solution.pairs, found.rows()).row

    left = set(may.tolist()) - set(used.tolist())
    assert len(left) > 3

    for place in left:
        row, prices = found.rows()[place], found.solution.people.mentee
        was, prices[row] = prices[row], -1 - found.solution.people.mentor.max()
        assert not found.rows_fit()
        prices[row] = was


def test_points_of_a_pair_that_nearly_was_better_are_held_against_the_plain_rules(monkeypatch):
    found = short_of_places()
    right = scale.Run.points_of
    taken = set(map(tuple, found.solution.pairs.tolist()))

    def wrong_for_the_rest(run, pairs):
        left = [tuple(pair) not in taken for pair in pairs.tolist()]
        return right(run, pairs) + np.array(left, np.int64)

    monkeypatch.setattr(scale.Run, "points_of", wrong_for_the_rest)

    assert found.fits(check.pairs_fit, found.solution.pairs)
    assert not found.rows_fit()


def test_a_better_pair_that_was_allowed_by_hand_is_found():
    people = crowds([make.mentor(school="s")], [make.mentee(school="s")])
    fits = {}
    for named in ((), [("mentor", "mentee")]):
        found = answer(people, overrides=named)
        found.solution.points.mentee[0] = -found.run.highest(found.cost)
        found = found._replace(solution=found.solution._replace(pairs=np.zeros((0, 2), int)))
        fits[bool(named)] = found.rows_fit()

    assert fits == {False: True, True: False}


def test_the_nearest_pairs_are_kept_whatever_order_they_come_in():
    numbers = np.random.default_rng(1)
    over = -numbers.integers(0, 10**6, (20, 90))
    nearest = check.Nearest(20)

    for columns in np.array_split(numbers.permutation(90), 7):
        row, place = np.nonzero(over[:, columns] > nearest.bar[:, None])
        mentor = columns[place]
        nearest.keep(np.stack([row, mentor, over[row, mentor]]))

    kept = sorted(map(tuple, nearest.kept.T.tolist()))
    best = np.sort(over, axis=1)[:, ::-1][:, : check.CONTENDERS]
    assert [each[0] for each in kept] == np.repeat(range(20), check.CONTENDERS).tolist()
    assert all(over[row, mentor] == said for row, mentor, said in kept)
    assert sorted(each[2] for each in kept) == sorted(best.ravel().tolist())
    assert nearest.bar.tolist() == best[:, -1].tolist()


# --- pairs ----------------------------------------------------------------------------------


def test_wrong_points_of_one_pair_are_found(monkeypatch):
    found = short_of_places()
    pairs, right = found.solution.pairs, scale.Run.points_of
    monkeypatch.setattr(check, "PAIRS_AT_ONCE", 4)

    for wrong in pairs.tolist():
        monkeypatch.setattr(
            scale.Run,
            "points_of",
            lambda run, some, wrong=wrong: right(run, some) + (some == wrong).all(axis=1),
        )
        assert not found.fits(check.pairs_fit, pairs)


def test_a_pair_that_is_not_allowed_is_found_unless_it_was_allowed_by_hand():
    mentors, mentees = [make.mentor(school="s")], [make.mentee(school="s"), make.mentee("other")]
    pairs, named = np.array([[0, 0]]), [("mentor", "mentee")]
    asked = {
        "not allowed": answer(crowds(mentors, mentees)),
        "by hand": answer(crowds(mentors, mentees), overrides=named),
        "forbidden": answer(crowds(mentors, mentees), overrides=named, forbidden=named),
        "kept": answer(crowds(mentors, mentees), overrides=named, kept=named),
    }

    fits = {name: found.fits(check.pairs_fit, pairs) for name, found in asked.items()}

    assert fits == {"not allowed": False, "by hand": True, "forbidden": False, "kept": False}


# --- open questions -------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_a_wrong_neutral_level_of_anybody_is_found(side, monkeypatch):
    in_small_steps(monkeypatch)
    found = short_of_places()
    rows, levels = found.rows(), getattr(found.run.case, side).neutral
    assert found.fits(check.neutrals_fit, rows)
    people = rows if side == "mentees" else range(len(levels))

    for person in people:
        for rule in ("topics", "distance"):
            levels[person, ORDER.index(rule)] ^= 1
            assert not found.fits(check.neutrals_fit, rows)
            levels[person, ORDER.index(rule)] ^= 1


# --- prices ---------------------------------------------------------------------------------


def a_pair_twice(found):
    return found.solution._replace(
        pairs=found.solution.pairs[[0, *range(len(found.solution.pairs))]]
    )


def too_many_for_a_mentor(found):
    found.run.room[found.solution.pairs[0, 1]] = 0
    return found.solution


def somebody_served_more_than_told(found):
    found.solution.served[found.solution.served.argmin()] += 1
    return found.solution


def a_price_of_a_mentor_with_room(found):
    filled = np.bincount(found.solution.pairs[:, 1], minlength=len(found.run.room))
    found.solution.points.mentor[np.flatnonzero(filled < found.run.room)[0]] = 1
    return found.solution


def a_price_below_nothing(found):
    found.solution.points.mentor[0] = -1
    return found.solution


def somebody_left_out_for_whom_a_place_is_worth_more(found):
    left = found.run.unit_row[found.solution.served < found.run.unit_places]
    found.solution.people.mentee[left[0]] = 1
    return found.solution


def somebody_served_for_whom_a_place_is_worth_less(found):
    served = found.run.unit_row[found.solution.served > 0]
    found.solution.people.mentee[served[0]] = -1000
    return found.solution


def a_price_of_being_urgent(found):
    found.solution.people.rank[0] = 1
    return found.solution


@pytest.mark.parametrize(
    "spoilt",
    [
        a_pair_twice,
        too_many_for_a_mentor,
        somebody_served_more_than_told,
        a_price_of_a_mentor_with_room,
        a_price_below_nothing,
        somebody_left_out_for_whom_a_place_is_worth_more,
        somebody_served_for_whom_a_place_is_worth_less,
        a_price_of_being_urgent,
    ],
)
def test_prices_that_prove_nothing_are_found(spoilt):
    mentors, mentees = make.people(random.Random(2), 9, 25)
    found = answer(crowds([*mentors, make.mentor("z", school="s")], mentees))
    assert check.prices_fit(found.run, found.solution)

    assert not check.prices_fit(found.run, spoilt(found))
