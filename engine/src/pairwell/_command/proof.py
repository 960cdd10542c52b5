"""The checker of `pairwell check`: plain code that shares nothing with the solver.

It needs no NumPy and believes nobody: pairs and prices may come from anywhere. Scores come from
`plain_scores.py`.

Why it proves anything. Most people: nobody without a mentor reaches a free place, or somebody of
lower priority, by a chain of swaps. Most points: give every mentor a price v >= 0 and every mentee
a price p. A set that serves each priority as often has at most

    sum of places x v  +  the largest p of those served  +  sum over pairs of max(0, score - p - v)

points, whatever the prices are. Good prices make that equal to the points of the pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pairwell._command.case import Case, Prices, Rank, Scores, next_rank
from pairwell._model import Rules

KNEE_STEEPNESS = 3

# --- most people --------------------------------------------------------------------------------


def people_faults(case: Case, scores: Scores) -> list[str]:
    """Say who could be matched in place of nobody, or of somebody of lower priority.

    From each mentee left over, highest rank first: through every mentor they may have, to those
    that mentor has, to the mentors these may have. A mentor seen once need not be seen again.
    """
    free = case.chosen - case.fixed
    mine: dict[int, set[int]] = defaultdict(set)
    whose: dict[int, set[int]] = defaultdict(set)
    for row, column in free:
        mine[row].add(column)
        whose[column].add(row)
    spare = [most - len(whose[column]) for column, most in enumerate(case.room)]
    found = []
    swaps = Swaps(mine, whose, spare)
    short = [
        (next_rank(case, row, len(mine[row])), row)
        for row, want in enumerate(case.wanted)
        if len(mine[row]) < want
    ]
    for rank, row in sorted(short, key=lambda each: (each[0], -each[1]), reverse=True):
        end = swaps.chain(case, scores, row, rank)
        if end is not None:
            name = case.mentees[row].id
            found.append(
                f"{name} could have a mentor too."
                if end < 0
                else f"{name} should come before {case.mentees[end].id}."
            )
    return found


@dataclass
class Swaps:
    """Who has whom, and where a place is free: by row, by column, by column."""

    mine: Mapping[int, set[int]]
    whose: Mapping[int, set[int]]
    spare: Sequence[int]
    seen: set[int] = field(default_factory=set)

    def chain(self, case: Case, scores: Scores, start: int, rank: Rank) -> int | None:
        """Follow swaps. Returns -1 for a free place, who would give way, or None."""
        waiting = [start]
        for row in waiting:
            for column in case.open_pairs(scores, row):
                if column in self.seen or column in self.mine.get(row, ()):
                    continue
                self.seen.add(column)
                if self.spare[column] > 0:
                    return -1
                for other in sorted(self.whose.get(column, ())):
                    if next_rank(case, other, len(self.mine[other]) - 1) < rank:
                        return other
                    waiting.append(other)
        return None


# --- most points --------------------------------------------------------------------------------


def worth_of(
    case: Case, scores: Scores, rules: Rules, knee: int | None
) -> Callable[[int, int], int]:
    """Return what a pair counts: its points, the bonus of a previous one, less a shortfall."""
    previous = {
        (case.rows[b], case.columns[a])
        for a, b in case.claim.previous
        if a in case.columns and b in case.rows
    }
    top = 0
    if previous:
        top = max(
            (
                points
                for line, allowed in zip(scores.points, scores.allowed, strict=True)
                for points, good in zip(line, allowed, strict=True)
                if good
            ),
            default=0,
        )
    bonus = top * rules.kept_bonus // 100

    def worth(row: int, column: int) -> int:
        value = scores.points[row][column] + (bonus if (row, column) in previous else 0)
        return value if knee is None else value - KNEE_STEEPNESS * max(knee - value, 0)

    return worth


def total_and_bound(
    case: Case, scores: Scores, prices: Prices, worth: Callable[[int, int], int]
) -> tuple[int, int]:
    """Return what the pairs are worth, and the most that any set like it can be."""
    total = sum(worth(row, column) for row, column in case.chosen)
    held = sum(worth(row, column) for row, column in case.fixed)
    mentor_price = [max(int(prices.mentors.get(each.id, 0)), 0) for each in case.mentors]
    mentee_price = [int(prices.mentees.get(each.id, 0)) for each in case.mentees]
    bound = held + sum(most * price for most, price in zip(case.room, mentor_price, strict=True))
    for row in range(len(case.mentees)):
        for column in case.open_pairs(scores, row):
            bound += max(worth(row, column) - mentee_price[row] - mentor_price[column], 0)
    return total, bound + served_prices(case, mentee_price)


def served_prices(case: Case, price: Sequence[int]) -> int:
    """Return the most that the prices of those served can add up to."""
    if case.claim.objective == "most-points":
        return sum(max(each, 0) * want for each, want in zip(price, case.wanted, strict=True))
    taken = Counter(row for row, _ in case.chosen - case.fixed)
    units: dict[Rank, list[int]] = defaultdict(list)
    served: Counter[Rank] = Counter()
    for row, want in enumerate(case.wanted):
        for number in range(want):
            rank = next_rank(case, row, number)
            units[rank].append(price[row])
            served[rank] += number < taken[row]
    return sum(sum(sorted(listed, reverse=True)[: served[rank]]) for rank, listed in units.items())


def blocking_pairs(case: Case, scores: Scores) -> list[str]:
    """Say which two would both rather have each other, by points."""
    mine: dict[int, list[int]] = defaultdict(list)
    theirs: dict[int, list[int]] = defaultdict(list)
    for row, column in case.chosen - case.fixed:
        mine[row].append(scores.points[row][column])
        theirs[column].append(scores.points[row][column])
    found = []
    for row, want in enumerate(case.wanted):
        for column in case.open_pairs(scores, row):
            points = scores.points[row][column]
            if (row, column) in case.chosen or not case.room[column]:
                continue
            would = len(mine[row]) < want or points > min(mine[row])
            if would and (len(theirs[column]) < case.room[column] or points > min(theirs[column])):
                found.append(
                    f"{case.mentors[column].id} and {case.mentees[row].id} would rather "
                    "have each other."
                )
    return found
