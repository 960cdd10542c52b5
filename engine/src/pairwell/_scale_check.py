"""The check of a crowd's match, in every run, by none of the code that found it.

A fast scan can certify its own mistake: a bound that is wrong hides the very pairs that would show
it. So what is claimed is looked at again, from the people themselves:

- prices against capacity and demand: of everybody;
- every pair: allowed, and its points, by the plain rules of `_rules.py`;
- random mentees against every mentor: the layers of `_score.py` and the musts of `_musts.py`,
  which share no code with `_encode.py`, `_scan.py` and `_kernel.py`; and those of their pairs that
  come nearest to being better, by the plain rules once more;
- what open questions are worth: of the same mentees, and of random mentors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell import _rules as plain
from pairwell._assign import pair_ties
from pairwell._layers import Table
from pairwell._match import id_hashes
from pairwell._model import Integers, Mentee, Mentor, Rules, Weights
from pairwell._musts import blocked_bits
from pairwell._neutral import sample_of
from pairwell._scan import NOTHING
from pairwell._score import OPEN, SHADE, Flags, Levels, lower_median, weight_of
from pairwell._sheet import ORDER
from pairwell._solve import TIE_BITS

if TYPE_CHECKING:
    from pairwell._crowd import Crowd
    from pairwell._scale import Run
    from pairwell._scan import Cost
    from pairwell._search import Solution

MENTORS_AT_ONCE = 2048
PAIRS_AT_ONCE = 4096
MENTORS_CHECKED = 50
CONTENDERS = 4


def holds(run: Run, solution: Solution, cost: Cost) -> bool:
    """Say whether separate code agrees with pairs, points, prices and neutral levels."""
    mentees = chosen_at_random(run.wanted > 0, run.pace.checked)
    return (
        prices_fit(run, solution)
        and pairs_fit(run, solution.pairs)
        and neutrals_fit(run, mentees)
        and rows_fit(run, solution, cost, mentees)
    )


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


def pairs_fit(run: Run, pairs: Integers) -> bool:
    """Say whether the plain rules allow all these pairs and give them the points claimed."""
    apart = {*run.asked.fixed, *map(tuple, run.asked.forbidden.tolist())}
    lifted = set(map(tuple, run.asked.overrides.tolist()))
    counting = weighed(run.rules)
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        some = pairs[start : start + PAIRS_AT_ONCE]
        claims = zip(
            map(tuple, some.tolist()),
            people_of(run.mentors, some[:, 1]),
            people_of(run.mentees, some[:, 0]),
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


def people_of(crowd: Crowd, places: Integers) -> Iterator[Any]:
    """Return the person at each place, made once however often they are named."""
    different, which = np.unique(places, return_inverse=True)
    made = list(crowd.people(different.tolist()))
    return (made[each] for each in which.tolist())


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


def weighed(rules: Rules) -> list[tuple[int, str, int]]:
    """List the rules that count: their place in ORDER, name and weight."""
    weights = Weights.of(rules.weights)
    counting = [(place, rule, weight_of(rule, weights)) for place, rule in enumerate(ORDER)]
    return [each for each in counting if each[2]]


# --- open questions -------------------------------------------------------------------------


class Reference:
    """Some mentees with some mentors, scored from the people by `_score.py` and `_musts.py`."""

    def __init__(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
        self.table = Table(mentors, mentees, rules)
        self.bits = blocked_bits(self.table, rules.musts)
        self.marks = id_hashes(mentees), id_hashes(mentors)
        self.weights = Weights.of(rules.weights)

    def points(self, rows: Levels, columns: Levels) -> Integers:
        """Add all layers up. rows, columns: what open questions are worth, by ORDER."""
        total = np.zeros(self.table.shape, np.int64)
        for place, rule in enumerate(ORDER):
            if weight := weight_of(rule, self.weights):
                level = self.table.levels[rule]
                own, other = rows[:, place, None], columns[None, :, place]
                neutral = np.where(own != OPEN, own, other)
                total += weight * np.where(level != OPEN, level, neutral).astype(np.int64)
        return total

    def known(self, rule: str) -> Levels:
        """Return a layer's levels where a pair is eligible."""
        return np.where(self.bits == 0, self.table.levels[rule], np.uint8(OPEN))


def neutrals_fit(run: Run, mentees: Integers) -> bool:
    """Take the medians of some people again."""
    mentors = chosen_at_random(np.ones(len(run.room), bool), MENTORS_CHECKED)
    samples = sample_of(run.case.mentees.mark), sample_of(run.case.mentors.mark)
    if not len(samples[0]) or not len(samples[1]):
        return True
    asking, offering = (
        list(crowd.people(sample.tolist()))
        for crowd, sample in zip((run.mentees, run.mentors), samples, strict=True)
    )
    by_row = Reference(list(run.mentees.people(mentees.tolist())), offering, run.rules)
    by_column = Reference(asking, list(run.mentors.people(mentors.tolist())), run.rules)
    whole = Reference(asking, offering, run.rules)
    weights = Weights.of(run.rules.weights)
    for place, rule in enumerate(ORDER):
        if not weight_of(rule, weights) or not (whole.table.levels[rule] == OPEN).any():
            continue
        asked = rule != "wishes"  # that one is open only where neither has answered
        own, other = by_row.table.answered[rule][0], by_column.table.answered[rule][1]
        rows = np.where(own & asked, lower_median(by_row.known(rule)), OPEN)
        columns = np.where(other & asked, lower_median(by_column.known(rule).T), OPEN)
        of_all = lower_median(whole.known(rule).reshape(1, -1))[0]
        columns = np.where(columns == OPEN, 0 if of_all == OPEN else of_all, columns)
        if (run.case.mentees.neutral[mentees, place] != shaded(rows)).any():
            return False
        if (run.case.mentors.neutral[mentors, place] != shaded(columns)).any():
            return False
    return True


def shaded(middle: Levels) -> Levels:
    """Take a shade off what is known."""
    return np.where(middle == OPEN, OPEN, np.maximum(middle, SHADE) - SHADE).astype(np.uint8)


# --- rows -----------------------------------------------------------------------------------


def rows_fit(run: Run, solution: Solution, cost: Cost, rows: Integers) -> bool:
    """Look at some mentees against every mentor: no pair left is worth more than its two prices,
    and none taken is worth less."""
    mentees = list(run.mentees.people(rows.tolist()))
    offering = np.flatnonzero(run.room > 0)
    nearest = np.full((len(rows), CONTENDERS), NOTHING, np.int64)
    who = np.zeros((len(rows), CONTENDERS), np.int64)
    for start in range(0, len(offering), MENTORS_AT_ONCE) if len(rows) else ():
        columns = offering[start : start + MENTORS_AT_ONCE]
        reference = Reference(mentees, list(run.mentors.people(columns.tolist())), run.rules)
        over, open_to = over_prices(run, solution, cost, reference, (rows, columns))
        used = inside(solution.pairs, rows, columns)
        if (over[used] < 0).any() or (over[open_to & ~used] > 0).any():
            return False
        if solution.people is not None:
            least = solution.people.mentee[rows][:, None] + solution.people.mentor[columns]
            if (least[open_to & ~used] < 0).any():
                return False
        both = np.concatenate([nearest, np.where(open_to, over, NOTHING)], axis=1)
        names = np.concatenate([who, np.broadcast_to(columns, over.shape)], axis=1)
        best = np.argpartition(-both, CONTENDERS, axis=1)[:, :CONTENDERS]
        nearest, who = (np.take_along_axis(each, best, axis=1) for each in (both, names))
    at, place = np.nonzero(nearest > NOTHING)
    pairs = np.stack([rows[at], who[at, place]], axis=1)
    return pairs_fit(run, pairs)


def inside(pairs: Integers, rows: Integers, columns: Integers) -> Flags:
    """Flag which pairs of some rows and columns are on a list. Both are sorted."""
    found = np.zeros((len(rows), len(columns)), bool)
    if len(pairs) and len(rows) and len(columns):
        places = [
            np.minimum(np.searchsorted(each, pairs[:, side]), len(each) - 1)
            for side, each in enumerate((rows, columns))
        ]
        here = (rows[places[0]] == pairs[:, 0]) & (columns[places[1]] == pairs[:, 1])
        found[places[0][here], places[1][here]] = True
    return found


def over_prices(
    run: Run, solution: Solution, cost: Cost, reference: Reference, tile: tuple[Integers, Integers]
) -> tuple[Integers, Flags]:
    """Return by how much each pair is worth more than its two prices, and which are eligible."""
    rows, columns = tile
    asked = run.asked
    points = reference.points(run.case.mentees.neutral[rows], run.case.mentors.neutral[columns])
    points += run.bonus * inside(asked.previous, rows, columns)
    points -= 3 * np.maximum(cost.knee - points, 0)
    tie = pair_ties(
        np.arange(len(rows))[:, None], np.arange(len(columns))[None, :], *reference.marks
    )
    keys = points // cost.unit * cost.step - (tie * cost.hashes >> TIE_BITS)
    open_to = (reference.bits == 0) | inside(asked.overrides, rows, columns)
    open_to &= ~inside(asked.forbidden, rows, columns) & ~inside(run.held, rows, columns)
    keys += cost.hashes * run.most_pairs if run.most_points else 0
    prices = solution.points
    over: Integers = keys - prices.mentee[rows][:, None] - prices.mentor[columns][None, :]
    return over, open_to
