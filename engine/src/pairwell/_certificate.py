"""The independent check: slow, plain code that shares nothing with the code it checks.

A fast kernel can certify its own bug. So this file imports no solver and no NumPy, reads the
scores as they were handed in, and looks at one pair at a time. Every `assign` runs it on random
rows; `verify` runs it on all of them.

Why it proves anything: give every mentee a price p, every mentor a price v >= 0 (0 unless full)
and every rank of priority a price h. Suppose no unpaired eligible pair scores more than p + v,
no pair taken scores less, no unit of demand left over has p above h, and none served has p
below h. Then no other set that serves the ranks as often scores more. For the number matched
the same holds with every score 0, every unit worth 1 and h = 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pairwell._model import Assignment, Proof


class Unit(NamedTuple):
    """Part of a mentee's demand: its rank, what serving it is worth, and how far it is served."""

    rank: int
    worth: int
    places: int
    served: int


def row_complaints(
    row: int,
    scores: Mapping[int, int],
    paired: set[int],
    units: Iterable[Unit],
    proof: Proof,
) -> list[str]:
    """Say where one mentee's pairs and prices disagree. scores: by mentor, eligible ones only."""
    price = int(proof.mentee_prices[row])
    found = []
    for column, score in scores.items():
        over = score - price - int(proof.mentor_prices[column])
        if over > 0 and column not in paired:
            found.append(f"Pair ({row}, {column}) would gain {over} over its prices.")
        if over < 0 and column in paired:
            found.append(f"Pair ({row}, {column}) is taken at {-over} under its prices.")
    for unit in units:
        over = price + unit.worth - int(proof.class_prices[unit.rank])
        if over > 0 and unit.served < unit.places:
            found.append(f"Row {row} is left over although its price is {over} too high.")
        if over < 0 and unit.served > 0:
            found.append(f"Row {row} is matched although its price is {-over} too low.")
    return found


def column_complaints(places: Sequence[int], filled: Mapping[int, int], proof: Proof) -> list[str]:
    """Say where a mentor's price is below nothing, or charged although a place is free."""
    found = []
    for column, most in enumerate(places):
        price = int(proof.mentor_prices[column])
        if price < 0:
            found.append(f"Column {column} has a price below 0.")
        if price > 0 and filled.get(column, 0) < most:
            found.append(f"Column {column} has a price although a place is free.")
    return found


def verify(
    scores: Any,
    assignment: Assignment,
    *,
    eligible: Any = None,
    capacity: Any = 1,
    demand: Any = 1,
    locked: Iterable[Iterable[int]] = (),
    forbidden: Iterable[Iterable[int]] = (),
    objective: str = "most-matched",
    priority: Any = None,
    rows: Iterable[int] | None = None,
) -> tuple[str, ...]:
    """Check an assignment against the scores it was made from. Same arguments as `assign`.

    Returns what is wrong, in words; an empty tuple means the pairs are allowed, the figures are
    right, and nothing better exists. rows: check the prices of these rows only, for speed; the
    proof is whole when it is left out.
    """
    count, width = scores.shape if hasattr(scores, "shape") else (len(scores), len(scores[0]))
    case = _Case(scores, eligible, {(int(i), int(j)) for i, j in forbidden})
    places = _spread(capacity, width)
    wanted = _spread(demand, count)
    held = {(int(i), int(j)) for i, j in locked}
    pairs = [(int(i), int(j)) for i, j in assignment.pairs]
    found = _pair_complaints(case, pairs, held, places, wanted)
    if int(assignment.matched) != len(pairs):
        found.append(f"{len(pairs)} pairs are listed, but matched is {assignment.matched}.")
    if not found and int(assignment.total) != sum(case.score(i, j) or 0 for i, j in pairs):
        found.append(f"The pairs' points do not add up to {assignment.total}.")
    if found:
        return tuple(found)

    given = _spread(1 if priority is None else priority, count)
    rank = {value: place for place, value in enumerate(sorted(set(given)))}
    if objective == "most-points":
        rank = dict.fromkeys(rank, 0)
    for i, j in held:
        places[j] -= 1
        wanted[i] -= 1
    free = [pair for pair in pairs if pair not in held]
    filled = Counter(j for _, j in free)
    taken: dict[int, set[int]] = {}
    for i, j in free:
        taken.setdefault(i, set()).add(j)
    looked_at = range(count) if rows is None else sorted({int(row) for row in rows})
    for proof, scored, worth in _claims(assignment, len(rank)):
        found += column_complaints(places, filled, proof)
        if worth is None and objective == "most-points" and any(proof.class_prices):
            found.append('Under "most-points" a rank cannot have a price.')
        if worth is not None and any(proof.class_prices):
            found.append("In the proof of the number matched a rank cannot have a price.")
        for i in looked_at:
            own = taken.get(i, set())
            options = {j: s if scored else 0 for j, s in case.row(i).items() if (i, j) not in held}
            value = 0 if worth is None else worth[rank[given[i]]]
            unit = Unit(rank[given[i]], value, wanted[i], len(own))
            found += row_complaints(i, options, own, [unit], proof)
    return tuple(found)


def _claims(assignment: Assignment, ranks: int) -> list[tuple[Proof, bool, list[int] | None]]:
    """List what is claimed: prices, whether scores count, and what a unit of each rank is worth."""
    points = Proof(
        assignment.mentee_prices,
        assignment.mentor_prices,
        assignment.class_prices,
        assignment.upper_bound,
    )
    claims: list[tuple[Proof, bool, list[int] | None]] = [(points, True, None)]
    if assignment.matched_proof is not None:
        claims.append((assignment.matched_proof, False, [1] * ranks))
    if assignment.priority_proof is not None:
        claims.append((assignment.priority_proof, False, [place + 1 for place in range(ranks)]))
    return claims


def _pair_complaints(
    case: _Case,
    pairs: list[tuple[int, int]],
    held: set[tuple[int, int]],
    places: list[int],
    wanted: list[int],
) -> list[str]:
    """Say which pairs are not allowed."""
    found = [f"Pair {pair} is listed twice." for pair, times in Counter(pairs).items() if times > 1]
    found += [f"Pair {(i, j)} is not eligible." for i, j in pairs if case.score(i, j) is None]
    found += [f"Locked pair {pair} is missing." for pair in sorted(held - set(pairs))]
    for name, limits, side in (("Column", places, 1), ("Row", wanted, 0)):
        counts = Counter(pair[side] for pair in pairs)
        for place, count in counts.items():
            most = limits[place] if 0 <= place < len(limits) else 0
            if count > most:
                found.append(f"{name} {place} has {count} of {most}.")
    return found


def _spread(value: Any, count: int) -> list[int]:
    """Read one number for all, or one each."""
    if hasattr(value, "__len__") and not isinstance(value, str):
        return [int(each) for each in value]
    return [int(value)] * count


class _Case:
    """The scores as handed in, looked up one at a time."""

    def __init__(self, scores: Any, eligible: Any, forbidden: set[tuple[int, int]]) -> None:
        self.scores = scores
        self.eligible = eligible
        self.forbidden = forbidden
        self.sparse = hasattr(scores, "indptr")
        self.width = scores.shape[1] if hasattr(scores, "shape") else len(scores[0])

    def row(self, i: int) -> dict[int, int]:
        """Return the score of every eligible mentor of one mentee."""
        allowed = None if self.eligible is None else self.eligible[i]
        return {
            j: score
            for j, score in self.listed(i)
            if (i, j) not in self.forbidden and (allowed is None or allowed[j])
        }

    def listed(self, i: int) -> Iterable[tuple[int, int]]:
        """Return (mentor, score) of one mentee as stored."""
        if self.sparse:
            part = slice(int(self.scores.indptr[i]), int(self.scores.indptr[i + 1]))
            columns, values = self.scores.indices[part], self.scores.data[part]
            return [(int(j), int(s)) for j, s in zip(columns, values, strict=True)]
        return [(j, int(score)) for j, score in enumerate(self.scores[i])]

    def score(self, i: int, j: int) -> int | None:
        """Return the score of one pair, or None if it is not eligible."""
        if not 0 <= j < self.width or i < 0 or (i, j) in self.forbidden:
            return None
        if self.sparse:
            return self.row(i).get(j)
        if self.eligible is not None and not self.eligible[i][j]:
            return None
        return int(self.scores[i][j])
