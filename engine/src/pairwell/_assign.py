"""The number level: a matrix of scores in, the best pairs with their proof out."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._candidates import solve
from pairwell._certificate import verify
from pairwell._model import (
    Assignment,
    BadInput,
    Integers,
    Objective,
    Proof,
    Refusal,
    check_objective,
)
from pairwell._price_check import certificate_holds
from pairwell._prices import prove, prove_served, worth_served
from pairwell._solve import TIE_BITS, Flags, Flow, Problem

ROWS_CHECKED = 12


class Arcs(NamedTuple):
    """Eligible pairs, sorted by row then column."""

    row: NDArray[np.int32]
    column: NDArray[np.int32]
    score: Integers

    def only(self, keep: Flags) -> Arcs:
        """Keep some."""
        return Arcs(self.row[keep], self.column[keep], self.score[keep])


def assign(
    scores: Any,
    *,
    eligible: Any = None,
    capacity: Any = 1,
    demand: Any = 1,
    locked: Iterable[Iterable[int]] = (),
    forbidden: Iterable[Iterable[int]] = (),
    objective: Objective = "most-matched",
    priority: Any = None,
) -> Assignment:
    """Find the best pairs there are: most pairs first, then most points.

    scores: whole numbers, mentees x mentors; or a SciPy CSR array, whose stored entries (zeros
    included) are the eligible pairs. eligible: flags of the same shape. capacity: places of each
    mentor; demand: mentors wanted by each mentee, never the same one twice; one number or one
    each. locked, forbidden: (row, column) pairs. priority: positive whole numbers; when places
    are short, the higher is matched first. "most-points" drops the first level and the
    priorities, and leaves out what would lower the total.

    Order decides nothing: ties are broken by a hash of what stands in a row and a column, never
    of where. Only rows (or columns) that cannot be told apart by their contents are taken as
    they come.

    Raises BadInput for what cannot be read and Refusal for locks that cannot be kept.
    """
    check_objective(objective)
    if objective in ("stable", "bottleneck"):
        raise BadInput(f"assign knows no objective {objective!r}; match does, for people.")
    arcs, shape = read_scores(scores, eligible)
    places = read_counts("capacity", capacity, shape[1], 0)
    wanted = read_counts("demand", demand, shape[0], 0)
    given = read_counts("priority", 1 if priority is None else priority, shape[0], 1)
    held = read_pairs("locked", locked, shape)
    apart = read_pairs("forbidden", forbidden, shape)
    arcs = arcs.only(~among(arcs, apart, shape))
    refuse_locks(arcs, held, apart, places, wanted)

    fixed = among(arcs, held, shape)
    rest = arcs.only(~fixed)
    most_points = objective == "most-points"
    ranks = np.zeros_like(given) if most_points else np.unique(given, return_inverse=True)[1]
    left = wanted - np.bincount(held[:, 0], minlength=shape[0])
    room = places - np.bincount(held[:, 1], minlength=shape[1])
    problem = Problem(
        shape=shape,
        row=rest.row,
        column=rest.column,
        score=rest.score,
        tie=ties(rest, left * 1_000_003 + given, room),
        capacity=room,
        unit_row=np.arange(shape[0]),
        unit_rank=ranks.astype(np.int64),
        unit_places=left,
        most_points=most_points,
    )
    flow = solve(problem)
    result = describe(problem, flow, rest, held, add(arcs.score[fixed]))
    asked = {
        "eligible": eligible,
        "capacity": places,
        "demand": wanted,
        "locked": held,
        "forbidden": apart,
        "objective": objective,
        "priority": given,
    }
    matrix = scores if shape[0] and shape[1] else np.zeros(shape, np.int64)
    check(matrix, problem, flow, result, asked)
    return result


def check(
    scores: Any, problem: Problem, flow: Flow, result: Assignment, asked: dict[str, Any]
) -> None:
    """Raise where separate code disagrees: on all prices, or, pair by pair, on random rows."""
    count = problem.shape[0]
    sample = random.SystemRandom().choices(range(count), k=ROWS_CHECKED) if count else ()
    faults = verify(scores, result, **asked, rows=sample)
    if not faults and not claims_hold(problem, flow, result):
        faults = ("Prices and pairs disagree.",)
    if faults:
        raise RuntimeError(f"The check failed; please report this instance. {faults[0]}")


def claims_hold(problem: Problem, flow: Flow, result: Assignment) -> bool:
    """Say whether separate code agrees with every price, of points and of the number served."""
    score, none = problem.score, np.zeros_like(problem.score)
    nothing, rank = np.zeros_like(problem.unit_rank), problem.unit_rank
    prices = result.mentee_prices, result.mentor_prices, result.class_prices
    claims = [
        (Proof(*prices, result.upper_bound), nothing, score),
        (result.matched_proof, nothing + 1, none),
        (result.priority_proof, rank + 1, none),
    ]
    return all(
        certificate_holds(problem, flow, proof, worth, each)
        for proof, worth, each in claims
        if proof is not None
    )


def describe(
    problem: Problem, flow: Flow, arcs: Arcs, held: Integers, held_points: int
) -> Assignment:
    """Put pairs, totals and proofs together."""
    chosen = np.stack([arcs.row[flow.taken], arcs.column[flow.taken]], axis=1).astype(np.int64)
    pairs = np.concatenate([held, chosen])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    units, ones = np.zeros_like(problem.unit_rank), np.ones_like(problem.unit_rank)
    best = prove(problem, flow, arcs.score, units, tied=not problem.most_points)
    most = ranked = None
    if not problem.most_points:
        most = prove_served(problem, flow, ones)
        if problem.ranks > 1:
            ranked = prove_served(problem, flow, problem.unit_rank + 1)
    total = add(arcs.score[flow.taken]) + held_points
    upper_bound = best.bound + held_points
    proven = (
        upper_bound == total
        and (most is None or most.bound == worth_served(flow, ones))
        and (ranked is None or ranked.bound == worth_served(flow, problem.unit_rank + 1))
    )
    return Assignment(
        pairs=pairs,
        matched=len(pairs),
        total=total,
        upper_bound=upper_bound,
        mentee_prices=best.mentee_prices,
        mentor_prices=best.mentor_prices,
        class_prices=best.class_prices,
        matched_proof=most,
        priority_proof=ranked,
        proven=proven,
    )


def add(points: Integers) -> int:
    """Add points up without ever wrapping round."""
    return sum(points.tolist())


# --- reading --------------------------------------------------------------------------------


def read_scores(scores: Any, eligible: Any) -> tuple[Arcs, tuple[int, int]]:
    """Read a dense matrix, or anything sparse that can become CSR, into arcs."""
    if hasattr(scores, "tocsr"):
        arcs, shape = read_sparse(scores.tocsr())
    else:
        matrix = whole_numbers("scores", scores)
        if matrix.size == 0 and matrix.ndim < 2:
            matrix = matrix.reshape(0, 0)
        if matrix.ndim != 2:
            raise BadInput(f"scores has {matrix.ndim} dimensions; give mentees x mentors.")
        shape = (matrix.shape[0], matrix.shape[1])
        allowed = np.ones(shape, bool) if eligible is None else read_flags(eligible, shape)
        row, column = np.nonzero(allowed)
        return Arcs(row.astype(np.int32), column.astype(np.int32), matrix[row, column]), shape
    if eligible is not None:
        arcs = arcs.only(read_flags(eligible, shape)[arcs.row, arcs.column])
    return arcs, shape


def read_sparse(scores: Any) -> tuple[Arcs, tuple[int, int]]:
    """Read a CSR array. A stored zero is an eligible pair."""
    shape = (int(scores.shape[0]), int(scores.shape[1]))
    row = np.repeat(np.arange(shape[0], dtype=np.int32), np.diff(scores.indptr))
    column = np.asarray(scores.indices, np.int32)
    points = whole_numbers("scores", scores.data)
    order = np.lexsort((column, row))
    row, column, points = row[order], column[order], points[order]
    if ((row[1:] == row[:-1]) & (column[1:] == column[:-1])).any():
        raise BadInput("A pair is stored twice in scores; call sum_duplicates() on it first.")
    return Arcs(row, column, points), shape


def read_flags(eligible: Any, shape: tuple[int, int]) -> Flags:
    """Read a matrix of flags."""
    if hasattr(eligible, "toarray"):
        eligible = eligible.toarray()
    flags = np.asarray(eligible)
    if flags.shape != shape:
        raise BadInput(f"eligible is {flags.shape}, but scores are {shape}; give the same shape.")
    if flags.dtype != np.bool_ and not np.isin(flags, (0, 1)).all():
        raise BadInput("eligible holds something other than true and false.")
    return flags.astype(bool)


def whole_numbers(name: str, values: Any) -> Integers:
    """Read whole numbers as int64. Refuses floats: the solver would cut them short in silence."""
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(array.shape, np.int64)
    if array.dtype == object:
        if not all(isinstance(each, int | np.integer) for each in array.flat):
            raise BadInput(f"{name} holds something that is not a whole number.")
    elif not np.issubdtype(array.dtype, np.integer):
        raise BadInput(
            f"{name} must be whole numbers, not {array.dtype}. "
            "Multiply by a power of ten and round first."
        )
    if int(array.max()) >= 2**62 or int(array.min()) <= -(2**62):
        raise BadInput(f"{name} holds a number beyond 2**62; divide them all by one number.")
    return array.astype(np.int64)


def read_counts(name: str, value: Any, count: int, least: int) -> Integers:
    """Read one number for all, or one each."""
    numbers = whole_numbers(name, value)
    if numbers.ndim == 0:
        numbers = np.full(count, int(numbers), np.int64)
    if numbers.shape != (count,):
        raise BadInput(f"{name} has shape {numbers.shape}; give one number, or {count} of them.")
    if (numbers < least).any():
        raise BadInput(f"{name} holds {int(numbers.min())}; the least is {least}.")
    return np.minimum(numbers, 2**31) if name != "priority" else numbers


def read_pairs(name: str, pairs: Iterable[Iterable[int]], shape: tuple[int, int]) -> Integers:
    """Read (row, column) pairs, each once, sorted."""
    listed = [tuple(pair) for pair in pairs]
    if any(len(pair) != 2 for pair in listed):
        raise BadInput(f"{name} holds something that is not a (row, column) pair.")
    array = whole_numbers(name, np.array(listed) if listed else np.zeros((0, 2), np.int64))
    array = np.unique(array, axis=0)
    outside = (array < 0).any(axis=1) | (array >= np.array(shape)).any(axis=1)
    if outside.any():
        raise BadInput(f"{name} names {tuple(map(int, array[outside][0]))}, outside {shape}.")
    return array


# --- locks ----------------------------------------------------------------------------------


def among(arcs: Arcs, pairs: Integers, shape: tuple[int, int]) -> Flags:
    """Flag arcs that are in a list of pairs."""
    if not len(pairs):
        return np.zeros(len(arcs.row), bool)
    width = max(shape[1], 1)
    return np.isin(
        arcs.row.astype(np.int64) * width + arcs.column, pairs[:, 0] * width + pairs[:, 1]
    )


def refuse_locks(
    arcs: Arcs, held: Integers, apart: Integers, places: Integers, wanted: Integers
) -> None:
    """Refuse locks that cannot all be kept, and say which and what to do."""
    both = sorted(set(map(tuple, held.tolist())) & set(map(tuple, apart.tolist())))
    if both:
        raise Refusal(f"Pair {both[0]} is both locked and forbidden. Drop one of the two.")
    known = among(arcs, held, (len(wanted), len(places)))
    open_pairs = set(zip(arcs.row[known].tolist(), arcs.column[known].tolist(), strict=True))
    barred = sorted(set(map(tuple, held.tolist())) - open_pairs)
    if barred:
        raise Refusal(
            f"Pair {barred[0]} is locked but not eligible. Unlock it or make it eligible."
        )
    for name, side, limits, cure in (
        ("Column", 1, places, "raise its capacity"),
        ("Row", 0, wanted, "raise its demand"),
    ):
        counts = np.bincount(held[:, side], minlength=len(limits))
        for place in np.flatnonzero(counts > limits):
            raise Refusal(
                f"{name} {place} has {counts[place]} locked pairs but room for {limits[place]}. "
                f"Unlock some, or {cure}."
            )


# --- ties -----------------------------------------------------------------------------------

Hashes = NDArray[np.uint64]


def mix(values: Hashes) -> Hashes:
    """Scramble 64 bits (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def pair_ties(row: NDArray[Any], column: NDArray[Any], rows: Hashes, columns: Hashes) -> Integers:
    """Give each pair a hash made of its two people's, in TIE_BITS bits."""
    both = mix(mix(rows)[row] + columns[column])
    return (both >> np.uint64(64 - TIE_BITS)).astype(np.int64)


def all_ties(rows: Hashes, columns: Hashes) -> NDArray[np.int32]:
    """Hash every pair, a row at a time: the sums stay in the cache."""
    found = np.empty((len(rows), len(columns)), np.int32)
    for place, row in enumerate(mix(rows)):
        found[place] = mix(row + columns) >> np.uint64(64 - TIE_BITS)
    return found


def ties(arcs: Arcs, rows: Integers, columns: Integers) -> Integers:
    """Tell rows and columns apart by what stands in them, not by where they stand.

    Each round, a row's mark becomes a hash of its scores with the marks of their columns, and
    the other way round; adding hashes up forgets the order.
    """
    by_row, by_column = mix(rows.astype(np.uint64)), mix(~columns.astype(np.uint64))
    value = mix(arcs.score.astype(np.uint64))
    for _ in range(3):
        seen = np.zeros_like(by_row)
        np.add.at(seen, arcs.row, mix(value + by_column[arcs.column]))
        by_row = mix(by_row + mix(seen))
        seen = np.zeros_like(by_column)
        np.add.at(seen, arcs.column, mix(value ^ by_row[arcs.row]))
        by_column = mix(by_column + mix(~seen))
    return pair_ties(arcs.row, arcs.column, by_row, by_column)
