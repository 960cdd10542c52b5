"""Pairs of peers: everybody is in one pool, and a pair is worth what each earns from the other.

Most people paired first, then most points. Whoever may be paired is looked at; a few likely pairs
are solved (`_blossom`), all others priced, and those that could improve it added until none can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _explain as explain
from pairwell import _rules as plain
from pairwell._blossom import NOBODY, Pool
from pairwell._candidates import solve
from pairwell._match import prepare, read_pairs
from pairwell._model import BadInput, Integers, Mentee, Mentor, Person, Reason, Refusal, Rules
from pairwell._options_check import peer_complaints
from pairwell._prices import find_prices
from pairwell._score import Flags, points
from pairwell._solve import Problem

if TYPE_CHECKING:
    from pairwell._match import Layers, Pairs

EXACT_UP_TO = 2000
"""Larger pools are paired from the fractional answer, with its bound."""
EDGES_EACH = 12
WEIGHT_ROOM = 2**55
FIRST_BONUS = 4
"""The fractional answer need not put pairs before points wholly; its prices are raised after."""


@dataclass(frozen=True)
class PeerPair:
    """Two peers, ids in order. points: what both earn. fit: of what both could have earned.

    reasons: as the first sees the second, then as the second sees the first.
    """

    one_id: str
    other_id: str
    points: int
    fit: int
    reasons: tuple[tuple[Reason, ...], tuple[Reason, ...]]
    locked: bool = False


@dataclass(frozen=True)
class OddSet:
    """People of whom one must stay without a partner inside the set, and what that is worth."""

    ids: tuple[str, ...]
    price: int


@dataclass(frozen=True, eq=False)
class Peers:
    """The best pairs within one pool.

    matched: people in a pair. most_matched: no set of pairs has more people. points: of all
    pairs; upper_bound: no set with as many pairs has more. doubled_prices, odd_sets: the proof,
    in points with a bonus for each pair; docs/method.md says how to read it. proven: both bounds
    are met, and plain code agreed over all pairs.
    """

    pairs: tuple[PeerPair, ...]
    alone: tuple[str, ...]
    matched: int
    most_matched: int
    points: int
    upper_bound: int
    doubled_prices: dict[str, int]
    odd_sets: tuple[OddSet, ...]
    proven: bool


def peers(
    people: Iterable[Mentee],
    *,
    rules: Rules | None = None,
    locked: Pairs = (),
    forbidden: Pairs = (),
) -> Peers:
    """Pair people of one pool: most people paired first, then most points.

    Each pair is looked at from both sides, and both must be allowed. locked, forbidden: pairs of
    ids in either order. Exact up to 2,000 people; larger pools get a bound.

    Raises BadInput for what cannot be read and Refusal for locks that cannot be kept.
    """
    pool = list(people)
    for each in pool:
        if not isinstance(each, Mentee):
            raise BadInput(f"Expected a Mentee, got {type(each).__name__}. Peers are mentees.")
    layers = prepare([as_mentor(each) for each in pool], pool, rules=rules)
    bits, filled = layers.ready(layers.rules.musts)
    one_way = points(filled, layers.weighed(None), layers.table.shape)
    worth, allowed = one_way + one_way.T, (bits == 0) & (bits == 0).T
    for one, other in layers.places_of(read_pairs("forbidden", forbidden), strict=False):
        allowed[one, other] = allowed[other, one] = False
    held = held_pairs(layers, allowed, read_pairs("locked", locked))
    free = np.ones(len(pool), bool)
    free[[each for pair in held for each in pair]] = False
    allowed &= free[:, None] & free[None, :]
    mate, double, sets, bonus = best_peers(worth, allowed)
    made = [(one, other) for one, other in enumerate(mate.tolist()) if one < other]
    faults = peer_complaints(worth.tolist(), allowed.tolist(), made, bonus, (double.tolist(), sets))
    bound = (int(double.sum()) + sum(price * (len(ids) - 1) for ids, price in sets)) // 2
    held_points = sum(int(worth[pair]) for pair in held)
    total = sum(int(worth[pair]) for pair in made)
    upper = bound - bonus * len(made)
    described = sorted(
        (describe(layers, worth, pair, locked=pair in held) for pair in [*held, *made]),
        key=lambda pair: (pair.one_id, pair.other_id),
    )
    paired = {each for pair in [*held, *made] for each in pair}
    names = [each.id for each in layers.mentees]
    return Peers(
        pairs=tuple(described),
        alone=tuple(name for place, name in enumerate(names) if place not in paired),
        matched=len(paired),
        most_matched=2 * (len(held) + most_pairs(bound, bonus, allowed)),
        points=total + held_points,
        upper_bound=upper + held_points,
        doubled_prices=dict(zip(names, double.tolist(), strict=True)),
        odd_sets=tuple(OddSet(tuple(names[each] for each in ids), price) for ids, price in sets),
        proven=not faults and upper == total,
    )


def most_pairs(bound: int, bonus: int, allowed: Flags) -> int:
    """Return how many pairs there can be at most."""
    able = int(allowed.any(axis=1).sum()) // 2
    return min(bound // bonus, able) if bonus else able


def as_mentor(person: Mentee) -> Mentor:
    """Return the same answers as a mentor's."""
    return Mentor(
        **{
            each.name: getattr(person, each.name)
            for each in fields(Person)
            if each.init and each.name != "_"
        }
    )


def held_pairs(
    layers: Layers, allowed: Flags, locked: frozenset[tuple[str, str]]
) -> list[tuple[int, int]]:
    """Return locked pairs by number. Refuses those that cannot be kept."""
    held = sorted({(min(pair), max(pair)) for pair in layers.places_of(locked)})
    seen: set[int] = set()
    for one, other in held:
        ids = layers.mentees[one].id, layers.mentees[other].id
        if not allowed[one, other]:
            raise Refusal(f"{ids[0]} and {ids[1]} are locked, but a rule keeps them apart. Unlock.")
        if twice := {one, other} & seen:
            raise Refusal(f"{layers.mentees[min(twice)].id} is locked twice; a peer has one peer.")
        seen |= {one, other}
    return held


def describe(layers: Layers, worth: Integers, pair: tuple[int, int], *, locked: bool) -> PeerPair:
    """Describe a pair from both sides."""
    one, other = pair
    weights = layers.weighed(None)
    views = [
        plain.verdicts(layers.mentors[there], layers.mentees[here], layers.rules)
        for here, there in ((one, other), (other, one))
    ]
    first, second = (
        tuple(each for each in explain.reasons(view, weights) if each.points) for view in views
    )
    return PeerPair(
        layers.mentees[one].id,
        layers.mentees[other].id,
        int(worth[one, other]),
        sum(explain.fit(view, weights) for view in views) // 2,
        (first, second),
        locked,
    )


# --- numbers --------------------------------------------------------------------------------

Sets = list[tuple[list[int], int]]


def best_peers(worth: Integers, allowed: Flags) -> tuple[Integers, Integers, Sets, int]:
    """Return everybody's partner (-1 for none), doubled prices, odd sets and a pair's bonus.

    worth, allowed: symmetrical. The bonus is more than all points together can differ. In a large
    pool it is nothing: the prices then bound the points of any set of pairs.
    """
    count = len(worth)
    one, other = np.nonzero(np.triu(allowed, 1))
    scores = worth[one, other]
    span = int(scores.max(initial=0)) - min(int(scores.min(initial=0)), 0)
    small = FIRST_BONUS * (span + 1)
    bonus = max((count // 2 + 1) * (span + 1), small)
    if bonus >= WEIGHT_ROOM:
        raise BadInput("The points are too large to be exact; divide all weights by one number.")
    if not len(one):
        return np.full(count, NOBODY), np.zeros(count, np.int64), [], bonus
    mate, double = half_pairs(one, other, np.where(allowed, worth + small, 0))
    if count > EXACT_UP_TO:
        pair_leftovers(worth + small, allowed, mate)
        return mate, np.maximum(double - small, 0), [], 0
    return *exact(worth + bonus, allowed, mate, double + (bonus - small)), bonus


def half_pairs(one: Integers, other: Integers, weight: Integers) -> tuple[Integers, Integers]:
    """Solve with halves allowed: an ordinary assignment of the pool to itself.

    Rings of even length become pairs; a ring of odd length leaves one person over. The prices of
    both roles, added up, are doubled prices.
    """
    count = len(weight)
    row, column = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((column, row))
    row, column = row[order].astype(np.int32), column[order].astype(np.int32)
    ones = np.ones(count, np.int64)
    problem = Problem(
        shape=(count, count),
        row=row,
        column=column,
        score=weight[row, column],
        tie=np.zeros(len(row), np.int64),
        capacity=ones,
        unit_row=np.arange(count),
        unit_rank=0 * ones,
        unit_places=ones,
        most_points=True,
    )
    flow = solve(problem)
    mentee, mentor, _ = find_prices(problem, flow, problem.score, 0 * ones, tied=False)
    onward = np.full(count, NOBODY)
    onward[row[flow.taken]] = column[flow.taken]
    return pairs_of_rings(onward), np.maximum(mentee, 0) + np.maximum(mentor, 0)


def pairs_of_rings(onward: Integers) -> Integers:
    """Take every other step along rings and rows of people."""
    following = onward.tolist()
    mate = np.full(len(following), NOBODY)
    led_to = set(following)
    starts = [each for each in range(len(following)) if each not in led_to]
    seen: set[int] = set()
    for start in [*starts, *range(len(following))]:
        here = start
        while here not in seen:
            there = following[here]
            seen.add(here)
            if there == NOBODY or there in seen:
                break
            seen.add(there)
            mate[here], mate[there] = there, here
            here = following[there]
            if here == NOBODY:
                break
    return mate


def exact(
    weight: Integers, allowed: Flags, mate: Integers, double: Integers
) -> tuple[Integers, Integers, Sets]:
    """Solve on the pairs nearest to their prices, and add those over them until there are none."""
    slack = double[:, None] + double[None, :] - 2 * weight
    slack[~allowed] = np.iinfo(np.int64).max
    few = min(EDGES_EACH, len(weight) - 1)
    active = np.zeros_like(allowed)
    np.put_along_axis(active, np.argpartition(slack, few, axis=1)[:, : few + 1], True, axis=1)
    known = mate != NOBODY
    active[np.flatnonzero(known), mate[known]] = True
    active = (active | active.T) & allowed
    while True:
        ends = np.nonzero(np.triu(active, 1))
        pool = Pool((ends[0], ends[1]), weight[ends], mate, double)
        pool.run()
        sets = [(sorted(pool.members(name)), each.price) for name, each in pool.rings.items()]
        over = 2 * weight - pool.double[:, None] - pool.double[None, :]
        for ids, price in sets:
            over[np.ix_(ids, ids)] -= 2 * price
        better = allowed & (over > 0)
        if not better.any():
            sets = sorted((ids, price) for ids, price in sets if price)
            return np.array(pool.mate, np.int64), pool.double, sets
        active |= better


def pair_leftovers(weight: Integers, allowed: Flags, mate: Integers) -> None:
    """Pair people whom odd rings left over, the heaviest pair first."""
    left = np.flatnonzero(mate == NOBODY)
    part = np.where(allowed[np.ix_(left, left)], weight[np.ix_(left, left)], 0)
    while part.size and part.max() > 0:
        one, other = divmod(int(part.argmax()), len(left))
        mate[left[one]], mate[left[other]] = left[other], left[one]
        part[[one, other], :] = part[:, [one, other]] = 0
