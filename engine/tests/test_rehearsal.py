"""A few people searched for first: what they foretell, and that it changes no pair."""

import random

import numpy as np
import pytest

from pairwell import Mentee, Mentor, Rules
from pairwell import _rehearsal as rehearsal
from pairwell import _scan as scan
from pairwell import _search as search
from pairwell._crowd import Crowd
from pairwell._encode import encode
from pairwell._model import Weights
from pairwell._scale import Pace, in_points, match_crowds

from . import make

pytestmark = pytest.mark.skipif(scan.kernel() is None, reason="Numba is not installed")


def people(seed, mentees=400, mentors=230):
    """Many want the few who teach the first subject."""
    rng = random.Random(seed)
    taught = ["maths"] * 20 + ["history"] * 50 + ["music"] * 30
    return (
        Crowd.of(
            Mentor(f"m{n}", capacity=rng.choice([1, 2]), subjects=(rng.choice(taught),))
            for n in range(mentors)
        ),
        Crowd.of(
            Mentee(
                f"e{n}",
                subjects=(rng.choice(["maths", "history", "music"]),),
                topics=(rng.choice(make.TOPICS),),
            )
            for n in range(mentees)
        ),
    )


def test_what_all_who_answer_alike_cost_is_foretold_from_a_few():
    mentors, mentees = people(1)
    side = encode(mentors, mentees, Rules(), Weights(), Rules().musts).mentors
    places = mentors.numbers["capacity"]
    maths = np.array([each.subjects == ("maths",) for each in mentors.people()])
    costs = 1000 + 700 * maths - 50 * places
    few = np.arange(0, len(places), 3)

    found = rehearsal.foretell(side, places, few, costs[few])

    assert found.off_by < 25
    assert np.abs(found.prices - costs).max() < 60


def test_what_a_few_cost_is_near_what_all_of_them_cost(monkeypatch):
    monkeypatch.setattr(search, "ENOUGH", 100)
    told, was = [], search.Search.rehearsed

    def noted(self):
        found = was(self)
        told.append(found and [in_points(each, self.cost) for each in found])
        return found

    monkeypatch.setattr(search.Search, "rehearsed", noted)
    mentors, mentees = people(2)

    found = match_crowds(mentors, mentees)

    assert found.proven
    assert told[0] is None  # a few are too few to search for fewer first
    prices, floors = told[-1]
    over = prices - found.mentor_prices  # all of them may be dearer by as much as mentees lack
    assert np.median(np.abs(over - np.median(over))) < np.std(found.mentor_prices) / 4
    spare = found.points - floors[found.pairs[:, 1]] - prices[found.pairs[:, 0]]
    assert 0 < np.median(spare) < np.std(found.points)
    assert (spare >= 0).mean() > 0.8


@pytest.mark.parametrize("objective", ["most-matched", "most-points"])
def test_to_search_for_a_few_first_changes_no_pair(objective, monkeypatch):
    mentors, mentees = people(3)
    special = {
        "locked": [("m1", "e1")],
        "forbidden": [("m2", "e2")],
        "previous": [(f"m{n}", f"e{n}") for n in range(50, 90)],
        "overrides": [("m3", "e3")],
    }
    rules = Rules(objective=objective, kept_bonus=10)
    found = []
    for enough in (10**9, 100, 30):
        monkeypatch.setattr(search, "ENOUGH", enough)
        pace = Pace(block=64, listed=3)
        found.append(match_crowds(mentors, mentees, rules=rules, pace=pace, **special))

    assert all(each.proven for each in found)
    assert all(each.ids() == found[0].ids() for each in found)


def test_while_a_few_are_searched_for_progress_says_nothing_else(monkeypatch):
    monkeypatch.setattr(search, "ENOUGH", 30)
    said = []
    pace = Pace(listed=3, progress=lambda _done, _all, words: said.append(words))

    match_crowds(*people(3), pace=pace)

    before = said[: said.index("scoring every pair")]
    assert set(before) == {"reading answers", "trying with a few"}


def test_the_few_are_some_of_both_sides_and_what_is_known_of_single_pairs_goes_with_them(
    monkeypatch,
):
    monkeypatch.setattr(search, "ENOUGH", 100)
    seen, was = [], search.few_of
    monkeypatch.setattr(
        search, "few_of", lambda run, share: seen.append(was(run, share)) or seen[0]
    )
    mentors, mentees = people(4)
    previous = [(f"m{n}", f"e{n}") for n in range(200)]
    tried, init = [], search.Search.__init__

    def noted(self, asked, scanner, cost, special):
        tried.append(special)
        init(self, asked, scanner, cost, special)

    monkeypatch.setattr(search.Search, "__init__", noted)
    match_crowds(mentors, mentees, rules=Rules(kept_bonus=10), previous=previous)

    few, (all_of_them, some) = seen[0], tried
    assert 60 < (few.wanted > 0).sum() < 140
    assert 30 < (few.room > 0).sum() < 85
    rows, columns = all_of_them.pairs.T
    inside = (few.wanted > 0)[rows] & (few.room > 0)[columns]
    assert 0 < inside.sum() < len(inside)
    assert (some.pairs == all_of_them.pairs[inside]).all()
    assert (some.objective == all_of_them.objective[inside]).all()
