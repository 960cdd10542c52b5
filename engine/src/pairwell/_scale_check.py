"""The check of a crowd's match, in every run, by none of the code that found it.

A fast scan can certify its own mistake: a bound that is wrong hides the very pairs that would show
it. So what is claimed is looked at again, from the people themselves:

- prices against capacity and demand: of everybody;
- every pair: allowed, and its points, by the plain rules of `_rules.py`;
- every mentee against every mentor, or random mentees where there are many: the layers of
  `_layers.py` and the musts of `_musts.py`, which share no code with `_encode.py`, `_scan.py` and
  `_kernel.py`; and of some of them the pairs that come nearest to being better, by the plain rules
  once more;
- what open questions are worth: of the same mentees, and of every mentor or of random ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell import _rules as plain
from pairwell._model import Integers, Mentee, Mentor, Rules
from pairwell._neutral import sample_of
from pairwell._scale import WHOLE, to_check
from pairwell._scan import NOTHING
from pairwell._score import OPEN, SHADE, Flags, Levels, lower_median
from pairwell._tiles import Listed, Reference, Remade, Strip, Tile, Tiles, in_parts, weighed

if TYPE_CHECKING:
    from pairwell._scale import Run
    from pairwell._scan import Cost
    from pairwell._search import Prices, Solution

PAIRS_AT_ONCE = 4096
PEOPLE_AT_ONCE = 2000
MENTORS_CHECKED = 50
"""How many mentors' medians are taken again, where mentees are checked at random."""
CONTENDED = 500
"""Mentees whose nearest pairs go through the plain rules as well."""
CONTENDERS = 4


def holds(run: Run, solution: Solution, cost: Cost) -> bool:
    """Say whether separate code agrees with pairs, points, prices and neutral levels."""
    people, rows = Remade(run), rows_checked(run)
    return (
        prices_fit(run, solution)
        and pairs_fit(run, people, solution.pairs)
        and neutrals_fit(run, people, rows)
        and all(rows_fit(run, people, solution, cost, some) for some in in_parts(run, rows))
    )


def rows_checked(run: Run) -> Integers:
    """Choose who is set against every mentor: everybody, or some at random."""
    asking = run.wanted > 0
    return chosen_at_random(asking, to_check(int(asking.sum()), run.pace))


def chosen_at_random(among: Flags, most: int) -> Integers:
    """Choose some of those flagged, in order."""
    places = np.flatnonzero(among)
    if len(places) > most:
        places = np.sort(np.random.default_rng().choice(places, most, replace=False))
    return places


# --- prices and pairs -----------------------------------------------------------------------


def prices_fit(run: Run, solution: Solution) -> bool:
    """Look at everybody: nobody has too many, only a full mentor has a price, and who goes without
    a mentor does so because no place is worth its price."""
    pairs = solution.pairs
    filled = np.bincount(pairs[:, 1], minlength=len(run.room))
    given = np.bincount(pairs[:, 0], minlength=len(run.wanted))
    served = np.zeros_like(given)
    np.add.at(served, run.unit_row, solution.served)
    if len(np.unique(pairs, axis=0)) != len(pairs) or (given != served).any():
        return False
    if (filled > run.room).any() or (solution.served > run.unit_places).any():
        return False
    claims = [(solution.points, 0 * run.unit_rank)]
    if solution.people is not None:
        claims.append((solution.people, run.unit_rank + 1))
    for (mentee, mentor, rank), worth in claims:
        if (mentor < 0).any() or ((mentor > 0) & (filled < run.room)).any():
            return False
        over = mentee[run.unit_row] + worth - rank[run.unit_rank]
        if (over[solution.served < run.unit_places] > 0).any():
            return False
        if (over[solution.served > 0] < 0).any():
            return False
    return solution.people is None or not solution.people.rank.any()


def pairs_fit(run: Run, people: Remade, pairs: Integers) -> bool:
    """Say whether the plain rules allow all these pairs and give them the points claimed."""
    apart = {*run.asked.fixed, *map(tuple, run.asked.forbidden.tolist())}
    lifted = set(map(tuple, run.asked.overrides.tolist()))
    counting = weighed(run.rules)
    pairs = pairs[np.argsort(pairs[:, 1])]  # so that no mentor is made for more than one part
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        some = pairs[start : start + PAIRS_AT_ONCE]
        claims = zip(
            map(tuple, some.tolist()),
            people.of(Mentor, some[:, 1]),
            people.of(Mentee, some[:, 0]),
            worth_of_open(run, some),
            run.points_of(some).tolist(),
            strict=True,
        )
        for pair, mentor, mentee, neutral, points in claims:
            if pair in apart:
                return False
            if plain.blockers(mentor, mentee, run.rules.musts) and pair not in lifted:
                return False
            if plain_points(mentor, mentee, run.rules, counting, neutral) != points:
                return False
    return True


def worth_of_open(run: Run, pairs: Integers) -> list[list[int]]:
    """Return what open questions are claimed to be worth for each pair, by ORDER."""
    own, other = run.case.mentees.neutral[pairs[:, 0]], run.case.mentors.neutral[pairs[:, 1]]
    found: list[list[int]] = np.where(own != OPEN, own, other).tolist()
    return found


def plain_points(
    mentor: Mentor,
    mentee: Mentee,
    rules: Rules,
    counting: list[tuple[int, str, int]],
    neutral: list[int],
) -> int:
    """Add up one pair by the plain rules that count; open questions as claimed for the two."""
    total = 0
    for place, rule, weight in counting:
        verdict = plain.SCORING[rule](mentor, mentee, rules)
        total += weight * (neutral[place] if verdict is None else verdict.level)
    return total


# --- open questions -------------------------------------------------------------------------


def neutrals_fit(run: Run, people: Remade, mentees: Integers) -> bool:
    """Take the medians of some people again."""
    asking, offering = (
        people.of(kind, sample_of(side.mark))
        for kind, side in ((Mentee, run.case.mentees), (Mentor, run.case.mentors))
    )
    if not asking or not offering:
        return True
    everybody = len(mentees) == (run.wanted > 0).sum()
    mentors = chosen_at_random(run.room >= 0, WHOLE if everybody else MENTORS_CHECKED)
    sample = Reference(asking, run.rules)
    of_all = {
        rule: lower_median(known.reshape(1, -1))[0]
        for rule, known in open_questions(run, sample.against(offering))
    }
    return all(
        mentees_fit(run, some, Reference(people.of(Mentee, some), run.rules).against(offering))
        for some in in_parts(run, mentees, PEOPLE_AT_ONCE)
    ) and all(
        mentors_fit(run, some, sample.against(people.of(Mentor, some)), of_all)
        for some in np.split(mentors, range(PEOPLE_AT_ONCE, len(mentors), PEOPLE_AT_ONCE))
    )


def open_questions(run: Run, strip: Strip) -> Iterator[tuple[str, Levels]]:
    """Return the levels, where eligible, of rules that some pair is said to have left open."""
    for rule, scored in strip.layers.items():
        if (run.case.mentors.neutral[:, scored.place] != OPEN).any():
            yield rule, strip.known(rule)


def mentees_fit(run: Run, mentees: Integers, strip: Strip) -> bool:
    """Take the medians of some mentees again, over a sample of mentors."""
    for rule, known in open_questions(run, strip):
        scored = strip.layers[rule]
        own = scored.by_mentee & may_be_half_open(rule)
        rows = np.where(own, lower_median(known), OPEN)
        if (run.case.mentees.neutral[mentees, scored.place] != shaded(rows)).any():
            return False
    return True


def mentors_fit(run: Run, mentors: Integers, strip: Strip, of_all: dict[str, Any]) -> bool:
    """Take the medians of some mentors again, over a sample of mentees."""
    for rule, known in open_questions(run, strip):
        scored = strip.layers[rule]
        own = scored.by_mentor & may_be_half_open(rule)
        columns = np.where(own, lower_median(known.T), OPEN)
        columns[columns == OPEN] = 0 if of_all[rule] == OPEN else of_all[rule]
        if (run.case.mentors.neutral[mentors, scored.place] != shaded(columns)).any():
            return False
    return True


def may_be_half_open(rule: str) -> bool:
    """Say whether one answer leaves a rule open: wishes are only where neither has any."""
    return rule != "wishes"


def shaded(middle: Levels) -> Levels:
    """Take a shade off what is known."""
    return np.where(middle == OPEN, OPEN, np.maximum(middle, SHADE) - SHADE).astype(np.uint8)


# --- rows -----------------------------------------------------------------------------------


class Nearest:
    """The pairs that come nearest to being better, of some of the mentees checked.

    bar: by mentee, what a pair must be over its prices to be looked at closely: more than nothing,
    or of those some mentees, more than the worst of those kept. kept: (mentee, mentor, by how much
    it is over its prices) x pairs.
    """

    def __init__(self, count: int) -> None:
        self.some = np.zeros(count, bool)
        self.some[chosen_at_random(~self.some, CONTENDED)] = True
        self.bar = np.where(self.some, NOTHING, 0)
        self.kept = np.zeros((3, 0), np.int64)

    def keep(self, found: Integers) -> None:
        """Keep the nearest of these and of those before."""
        found = found[:, self.some[found[0]]]
        before = np.isin(self.kept[0], found[0])
        found = np.concatenate([self.kept[:, before], found], axis=1)
        found = found[:, np.lexsort((-found[2], found[0]))]
        rank = np.arange(found.shape[1]) - np.searchsorted(found[0], found[0])
        worst, _, over = found[:, rank == CONTENDERS - 1]
        self.bar[worst] = np.minimum(over, 0)
        self.kept = np.concatenate([self.kept[:, ~before], found[:, rank < CONTENDERS]], axis=1)


def rows_fit(run: Run, people: Remade, solution: Solution, cost: Cost, rows: Integers) -> bool:
    """Look at some mentees against every mentor: no pair left is worth more than its two prices,
    and none taken is worth less."""
    used, nearest = Listed(solution.pairs, rows), Nearest(len(rows))
    lift = cost.hashes * run.most_pairs if run.most_points else 0
    prices, theirs = solution.points.mentee[rows] - lift, solution.points.mentor
    for tile in Tiles(run, people, cost, rows):
        here, part = used.inside(tile.part, tile.columns), slice(*tile.part)
        mine, dear = prices[part], theirs[tile.columns]
        if (tile.worth(cost, *here) < mine[here[0]] + dear[here[1]]).any():
            return False
        tile.open_to[here] = False
        if solution.people is not None and more_people(solution.people, rows[part], tile):
            return False
        bar = (mine + nearest.bar[part])[:, None]  # hashes only take off: exact for few
        row, column = found_in((tile.most - dear > bar) & tile.open_to)
        over = tile.worth(cost, row, column) - mine[row] - dear[column]
        if (over > 0).any():
            return False
        nearest.keep(np.stack([tile.part.start + row, tile.columns[column], over]))
    row, mentor, _ = nearest.kept
    return pairs_fit(run, people, np.stack([rows[row], mentor], axis=1))


def found_in(flagged: Flags) -> tuple[Integers, Integers]:
    """Return rows and columns. Where few are flagged, many times as fast as `nonzero`."""
    row, column = np.divmod(np.flatnonzero(flagged), flagged.shape[1])
    return row, column


def more_people(prices: Prices, rows: Integers, tile: Tile) -> bool:
    """Say whether a pair left would let more people be served, or more urgent ones."""
    better = prices.mentee[rows][:, None] < -prices.mentor[tile.columns]
    return bool((better & tile.open_to).any())
