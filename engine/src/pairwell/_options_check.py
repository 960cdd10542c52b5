"""The independent check of the options: plain code, one pair at a time, no solver and no NumPy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._model import Proof
    from pairwell._solve import Flow, Problem


def count_blocking(problem: Problem, flow: Flow) -> int:
    """Count blocking pairs: two who would both have more points with each other.

    A mentee gives up the worst mentor, or a place not filled; a mentor likewise. Pairs fixed
    beforehand are not in the problem: nobody gives those up.
    """
    arcs = list(
        zip(
            problem.row.tolist(),
            problem.column.tolist(),
            problem.score.tolist(),
            flow.used.tolist(),
            strict=True,
        )
    )
    by_row: dict[int, list[int]] = defaultdict(list)
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column, score, used in arcs:
        if used:
            by_row[row].append(score)
            by_column[column].append(score)
    wants: Counter[int] = Counter()
    for row, places in zip(problem.unit_row.tolist(), problem.unit_places.tolist(), strict=True):
        wants[row] += places
    least = float("-inf")
    row_gives = {
        row: least if len(by_row[row]) < most else min(by_row[row])
        for row, most in wants.items()
        if most
    }
    column_gives = {
        column: least if len(by_column[column]) < most else min(by_column[column])
        for column, most in enumerate(problem.capacity.tolist())
        if most
    }
    never = float("inf")
    return sum(
        not used and score > row_gives.get(row, never) and score > column_gives.get(column, never)
        for row, column, score, used in arcs
    )


def purpose_complaints(
    layers: Layers, pairs: Iterable[tuple[int, int, str | None]], fixed: Container[tuple[int, int]]
) -> list[str]:
    """Say which pairs go against the purposes: (mentee, mentor, purpose) by number."""
    listed = list(pairs)
    found = []
    for (row, column), times in Counter((row, column) for row, column, _ in listed).items():
        if times > 1:
            found.append(f"{layers.name(column, row)} is made twice.")
    for (row, purpose), times in Counter((row, purpose) for row, _, purpose in listed).items():
        mentee = layers.mentees[row]
        if purpose is not None and (times > 1 or purpose not in mentee.purposes):
            found.append(f"{mentee.id} has {times} mentors for {purpose}.")
    for row, column, purpose in listed:
        offers = layers.mentors[column].purposes
        if purpose is not None and offers and purpose not in offers and (row, column) not in fixed:
            found.append(f"{layers.name(column, row)} is for {purpose}, which was not offered.")
    return found


def floor_complaints(problem: Problem, proof: Proof, *, needed: int) -> list[str]:
    """Say where a cover fails to prove that these pairs serve fewer than needed.

    What is served uses up a place of a mentee in the cover, a place of a mentor in it, or one of
    the pairs that touch neither.
    """
    mentee = [int(price) for price in proof.mentee_prices]
    mentor = [int(price) for price in proof.mentor_prices]
    found = ["A mentor has a price below 0."] if any(price < 0 for price in mentor) else []
    units = zip(problem.unit_row.tolist(), problem.unit_places.tolist(), strict=True)
    held = sum(places * max(0, mentee[row] + 1) for row, places in units)
    mentors = zip(problem.capacity.tolist(), mentor, strict=True)
    held += sum(places * price for places, price in mentors)
    pairs = zip(problem.row.tolist(), problem.column.tolist(), strict=True)
    held += sum(max(0, -mentee[row] - mentor[column]) for row, column in pairs)
    if held >= needed:
        found.append(f"The cover holds {held} places, and {needed} were served.")
    return found
