"""The independent check of the options: plain code, one pair at a time, no solver and no NumPy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairwell._groups import Group
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


def peer_complaints(
    worth: Sequence[Sequence[int]],
    allowed: Sequence[Sequence[bool]],
    pairs: Iterable[tuple[int, int]],
    bonus: int,
    prices: tuple[Sequence[int], Sequence[tuple[list[int], int]]],
) -> list[str]:
    """Say which pairs of peers are not allowed, and where the proof of a bound fails.

    A pair is worth its points and the bonus. Two prices, and the prices of the sets that hold
    both, must be at least that. A set of an odd number of people holds at most half the rest.
    prices: of people, doubled, and of odd sets.
    """
    double, sets = prices
    found = []
    used = Counter(each for pair in pairs for each in pair)
    found += [f"Person {each} is in {times} pairs." for each, times in used.items() if times > 1]
    found += [f"Pair {pair} is not allowed." for pair in pairs if not allowed[pair[0]][pair[1]]]
    if any(price < 0 for price in double) or any(price < 0 for _, price in sets):
        found.append("A price is below 0.")
    found += [f"Set {ids} is even." for ids, _ in sets if len(set(ids)) % 2 == 0]
    inside: dict[int, set[int]] = defaultdict(set)
    for number, (ids, _) in enumerate(sets):
        for one in ids:
            inside[one].add(number)
    for one, (points, open_to) in enumerate(zip(worth, allowed, strict=True)):
        room = double[one] - 2 * bonus
        for other in range(one):
            if open_to[other]:
                left = room + double[other] - 2 * points[other]
                if left < 0:
                    left += 2 * sum(sets[number][1] for number in inside[one] & inside[other])
                if left < 0:
                    found.append(f"Pair ({other}, {one}) is worth more than its prices.")
    return found


def group_complaints(
    layers: Layers, groups: Iterable[Group], size: int, claimed: tuple[int, int]
) -> list[str]:
    """Say which groups are too large or hold people who may not meet, and where sums differ."""
    from pairwell import _rules as plain

    found: list[str] = []
    seen: Counter[str] = Counter()
    points = 0
    for group in groups:
        mentor = layers.mentors[layers.column[group.mentor_id]]
        members = [layers.mentees[layers.row[each]] for each in group.mentee_ids]
        seen.update(group.mentee_ids)
        points += group.points + group.together
        if len(members) > min(size, mentor.capacity):
            found.append(f"{mentor.id} has {len(members)} mentees.")
        for number, one in enumerate(members):
            if plain.blockers(mentor, one, layers.rules.musts):
                found.append(f"{mentor.id} may not have {one.id}.")
            found += [
                f"{one.id} and {other.id} may not share a group."
                for other in members[:number]
                if one.id in other.blocked
                or other.id in one.blocked
                or plain.unmet_identity(one, other)
                or plain.unmet_identity(other, one)
            ]
    found += [f"{each} is in {times} groups." for each, times in seen.items() if times > 1]
    if (len(seen), points) != claimed:
        found.append(f"{len(seen)} mentees and {points} points are not the {claimed} claimed.")
    return found
