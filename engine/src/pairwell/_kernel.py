"""The fast scan: compiled, one mentee after the other, without pairs that cannot matter.

The only file that imports Numba, and it is itself imported only where Numba is installed. What it
finds is what `_cells.py` finds in plain NumPy, to the byte; and every result is checked with
`_rules.py`, because a bound that is wrong hides exactly the pairs that would show it.

It is one file, with numbers of its own, for a reason: what is compiled is kept until this file
changes, so what another file defines would go stale unseen. A test holds the numbers to
`_sheet.py`.
"""

# Handed a side, a call for each pair would cost more than the pair, unless it is compiled into
# its caller. Branches as they are there do that.
# ruff: noqa: PLR0911, PLR0917

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers

if TYPE_CHECKING:
    from pairwell._cells import Apart
    from pairwell._sheet import Sheet, Side
    from pairwell._shelf import Cost, Shelf

OPEN = 255
TABLES, RULES = 5, 12
AVAILABILITY, TRAITS, ASKED_ALIKE, MUST_ALIKE, MUST_ASKED = 3, 5, 6, 7, 8
DISTANCE = 11
ONLINE, IN_PERSON = 1, 2
BLOCKED, IF_INSISTED = 1, 2
NOT_MY_SCHOOL, NOT_MY_TRUST, SHARED_AVAILABILITY = 1, 2, 16
EXCLUDED, REQUIRED = 1, 2
NONE = np.int32(-1)
HASH_BITS = np.uint64(40)
TIE_BITS = 24
NO_PRICE = 2**62
NO_FLOOR = -(2**61)
BUCKETS = 32
FEW, MANY = 64, 256
"""How many mentors are held before they are looked at closer: until there is a full list, then."""

type Whole = int | np.integer[Any]
"""One whole number. Annotations are for people and for mypy: Numba finds its own."""


njit: Any = numba.njit  # its types do not know `_nrt`


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function that makes no array.

    Not counting references to arrays (`_nrt`) spares each look at a side hundreds of nanoseconds.
    """
    found: Function = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function)
    return found


def pasted[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function into whoever calls it: to hand it two sides takes longer than its work."""
    found: Function = njit(inline="always", nogil=True, error_model="numpy", _nrt=False)(function)
    return found


# --- one pair -------------------------------------------------------------------------------


@compiled
def ones(word: np.uint64) -> np.int64:
    """Count the bits that are set; compilers know this pattern and make one instruction of it."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def shared(mentees: Side, mentors: Side, sheet: Sheet, kind: Whole, i: Whole, j: Whole) -> np.int64:
    """Count the bits of one kind that two people share."""
    count = np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        count += ones(mentees.masks[i, word] & mentors.masks[j, word])
    return count


@compiled
def chord(mentees: Side, mentors: Side, i: Whole, j: Whole) -> np.int64:
    """Return the squared distance on the grid."""
    x = mentees.grid[i, 0] - mentors.grid[j, 0]
    y = mentees.grid[i, 1] - mentors.grid[j, 1]
    z = mentees.grid[i, 2] - mentors.grid[j, 2]
    return np.int64(x * x + y * y + z * z)


@compiled
def near(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> np.int64:
    """Return the level of distance: by kilometres, else by region."""
    if not (mentees.placed[i] and mentors.placed[j]):
        return np.int64(sheet.regions[mentees.region[i], mentors.region[j]])
    away, band = chord(mentees, mentors, i, j), 0
    for each in range(len(sheet.km_chords)):  # all of them: a branch would be guessed wrong
        band += sheet.km_chords[each] < away
    return np.int64(sheet.km_levels[band])


@compiled
def cell(mentees: Side, mentors: Side, sheet: Sheet, table: Whole, i: Whole, j: Whole) -> np.int64:
    """Return where the cell of two people's codes stands, all tables laid end to end."""
    line = sheet.table_at[table] + mentees.codes[i, table] * sheet.table_width[table]
    return np.int64(line + mentors.codes[j, table])


@compiled
def level(mentees: Side, mentors: Side, sheet: Sheet, rule: Whole, i: Whole, j: Whole) -> np.int64:
    """Return the level of one rule for one pair, OPEN where it is open."""
    if rule < TABLES:
        return np.int64(sheet.levels[cell(mentees, mentors, sheet, rule, i, j)])
    if not (mentees.by[i, rule] and mentors.by[j, rule]):
        return np.int64(OPEN)
    if rule == DISTANCE:
        return near(mentees, mentors, sheet, i, j)
    kind = rule - TABLES
    if kind == TRAITS and shared(mentees, mentors, sheet, ASKED_ALIKE, i, j) == 0:
        return np.int64(OPEN)
    return np.int64(sheet.lut[mentees.luts[i, kind], shared(mentees, mentors, sheet, kind, i, j)])


@compiled
def worth(mentees: Side, mentors: Side, sheet: Sheet, rule: Whole, i: Whole, j: Whole) -> np.int64:
    """Return the points of one rule for one pair, open questions filled."""
    found = level(mentees, mentors, sheet, rule, i, j)
    if found == OPEN:
        found = np.int64(mentees.neutral[i, rule])
        if found == OPEN:
            found = np.int64(mentors.neutral[j, rule])
    return np.int64(found * sheet.weights[rule])


@pasted
def allowed(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether the musts allow a pair, those about single people left out."""
    if mentees.off[i] or mentors.off[j]:
        return False
    if stopped_by_place(mentees, mentors, sheet, i, j):
        return False
    if stopped_by_tables(mentees, mentors, sheet, i, j):
        return False
    if never_free_together(mentees, mentors, sheet, i, j):
        return False
    if sheet.musts.contact_mode and no_way_to_meet(mentees, mentors, i, j):
        return False
    if sheet.musts.same_traits:
        alike = shared(mentees, mentors, sheet, MUST_ALIKE, i, j)
        return bool(shared(mentees, mentors, sheet, MUST_ASKED, i, j) <= alike)
    return True


@pasted
def stopped_by_place(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether two people's school or trust stops them."""
    insists = mentees.insists[i] | mentors.insists[j]
    same = mentees.school[i] >= 0 and mentees.school[i] == mentors.school[j]
    if same and (sheet.musts.own_school == EXCLUDED or insists & NOT_MY_SCHOOL):
        return True
    if not same and sheet.musts.own_school == REQUIRED:
        return True
    same = mentees.trust[i] >= 0 and mentees.trust[i] == mentors.trust[j]
    return bool(same and (sheet.musts.own_trust == EXCLUDED or insists & NOT_MY_TRUST))


@pasted
def stopped_by_tables(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether a table stops two people: always, or as one of them insists."""
    insists = np.int64(mentees.insists[i] | mentors.insists[j])
    for table in range(TABLES):
        stop = sheet.stops[cell(mentees, mentors, sheet, table, i, j)]
        if stop & BLOCKED or (stop & IF_INSISTED and insists & sheet.insist[table]):
            return True
    return False


@pasted
def never_free_together(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether times must be shared and both said when they are free, at no same time."""
    insists = mentees.insists[i] | mentors.insists[j]
    if not (sheet.musts.shared_availability or insists & SHARED_AVAILABILITY):
        return False
    if not (mentees.slots[i] and mentors.slots[j]):
        return False
    return bool(shared(mentees, mentors, sheet, AVAILABILITY, i, j) == 0)


@pasted
def no_way_to_meet(mentees: Side, mentors: Side, i: Whole, j: Whole) -> bool:
    """Say whether two cannot meet online, nor in person within what both would travel."""
    if not (mentees.contact[i] and mentors.contact[j]):
        return False
    ways = mentees.contact[i] & mentors.contact[j]
    if ways & ONLINE:
        return False
    if not ways & IN_PERSON:
        return True
    if not (mentees.placed[i] and mentors.placed[j]):
        return False
    return bool(chord(mentees, mentors, i, j) > min(mentees.reach[i], mentors.reach[j]))


@pasted
def listed(apart: Apart, i: Whole, j: Whole) -> bool:
    """Say whether a column is on a row's short sorted list."""
    low, high = apart.starts[i], apart.starts[i + 1]
    while low < high:
        middle = (low + high) // 2
        if apart.columns[middle] < j:
            low = middle + 1
        else:
            high = middle
    return bool(low < apart.starts[i + 1] and apart.columns[low] == j)


@compiled
def tally(
    mentees: Side,
    mentors: Side,
    sheet: Sheet,
    apart: Apart,
    people: Integers,
    sample: Integers,
    wanted: Integers,
    by_row: bool,
    counts: NDArray[np.int32],
    open_to: Integers,
) -> None:
    """Count the levels of every rule wanted, over eligible pairs of people with a sample.

    by_row: whether the people are mentees. counts: people x rules x levels. open_to: room for the
    sample.
    """
    for place in range(len(people)):
        who, held = people[place], 0
        for other in sample:
            i, j = (who, other) if by_row else (other, who)
            open_to[held] = other
            held += allowed(mentees, mentors, sheet, i, j) and not listed(apart, i, j)
        for which in range(len(wanted)):
            rule, found = wanted[which], counts[place, which]
            if rule < TABLES:
                tally_table(mentees, mentors, sheet, rule, who, open_to[:held], by_row, found)
            elif not (mentees.by[who, rule] if by_row else mentors.by[who, rule]):
                continue  # open with everybody
            elif rule == DISTANCE or rule == TABLES + TRAITS:
                for other in open_to[:held]:
                    i, j = (who, other) if by_row else (other, who)
                    here = level(mentees, mentors, sheet, rule, i, j)
                    if here != OPEN:
                        found[here] += 1
            else:
                tally_bits(mentees, mentors, sheet, rule, who, open_to[:held], by_row, found)


@compiled
def tally_table(
    mentees: Side,
    mentors: Side,
    sheet: Sheet,
    table: Whole,
    who: Whole,
    others: Integers,
    by_row: bool,
    found: NDArray[np.int32],
) -> None:
    """Count the levels of one table."""
    for other in others:
        i, j = (who, other) if by_row else (other, who)
        here = sheet.levels[cell(mentees, mentors, sheet, table, i, j)]
        if here != OPEN:
            found[here] += 1


@compiled
def tally_bits(
    mentees: Side,
    mentors: Side,
    sheet: Sheet,
    rule: Whole,
    who: Whole,
    others: Integers,
    by_row: bool,
    found: NDArray[np.int32],
) -> None:
    """Count the levels of one kind of bits."""
    kind = rule - TABLES
    for other in others:
        i, j = (who, other) if by_row else (other, who)
        if mentors.by[j, rule] if by_row else mentees.by[i, rule]:
            count = shared(mentees, mentors, sheet, kind, i, j)
            found[sheet.lut[mentees.luts[i, kind], count]] += 1


@compiled
def score_pairs(
    mentees: Side,
    mentors: Side,
    sheet: Sheet,
    rows: Integers,
    columns: Integers,
    points: Integers,
    open_to: NDArray[np.bool_],
) -> None:
    """Score listed pairs, and say which the musts allow."""
    for place in range(len(rows)):
        i, j = rows[place], columns[place]
        total = np.int64(0)
        for rule in range(RULES):
            if sheet.weights[rule]:
                total += worth(mentees, mentors, sheet, rule, i, j)
        points[place] = total
        open_to[place] = allowed(mentees, mentors, sheet, i, j)


@compiled
def mixed(value: np.uint64) -> np.uint64:
    """Scramble 64 bits (the finaliser of splitmix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


# --- what is scanned ------------------------------------------------------------------------


class Task(NamedTuple):
    """What is scanned. mentors and prices stand in the shelf's order."""

    mentees: Side
    mentors: Side
    sheet: Sheet
    shelf: Shelf
    apart: Apart
    cost: Cost
    prices: Integers


class Scratch(NamedTuple):
    """What is known of the mentee a block is at.

    ceiling: by rule, the highest level that an open question has with any mentor. local: what each
    code of each table is worth, NONE where the mentor decides; upper: the most it can be. worths:
    what counts of shared bits are worth, by the kinds of `Shelf.rules`. tail: the most points that
    these kinds from one on, and distance and traits, can still add. base: the most points by tables
    in each bin. order, reach: bins worth a look, and the most points there less the lowest price;
    ranked: the best first; bucket: to sort them. who, got: mentors looked at, and the most points a
    pair with them can have, price taken off.
    """

    ceiling: Integers
    local: NDArray[np.int32]
    upper: NDArray[np.int32]
    worths: NDArray[np.int32]
    tail: Integers
    base: Integers
    order: Integers
    reach: Integers
    ranked: Integers
    bucket: Integers
    who: Integers
    got: Integers


def scratch_for(shelf: Shelf, sheet: Sheet) -> Scratch:
    """Make room for one block."""
    bins, tables = len(shelf.bin_at) - 1, (TABLES, int(sheet.table_width.max()))
    longest = int(shelf.stride.max(initial=1)) * 2 * max(shelf.values.shape[1], 1)
    return Scratch(
        ceiling=np.zeros(RULES, np.int64),
        local=np.zeros(tables, np.int32),
        upper=np.zeros(tables, np.int32),
        worths=np.zeros((len(shelf.rules), longest), np.int32),
        tail=np.zeros(len(shelf.rules) + 1, np.int64),
        base=np.empty(bins, np.int64),
        order=np.empty(bins + 1, np.int64),
        reach=np.empty(bins + 1, np.int64),
        ranked=np.empty(bins, np.int64),
        bucket=np.empty(BUCKETS + 1, np.int64),
        who=np.empty(2 * MANY, np.int64),
        got=np.empty(2 * MANY, np.int64),
    )


# --- heap -----------------------------------------------------------------------------------


@compiled
def sift_down(keys: Integers, places: Integers, count: int) -> None:
    """Restore a heap with the worst kept pair on top: least key, then the later place."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= count:
            return
        if child + 1 < count and (
            keys[child + 1] < keys[child]
            or (keys[child + 1] == keys[child] and places[child + 1] > places[child])
        ):
            child += 1
        if keys[at] < keys[child] or (keys[at] == keys[child] and places[at] > places[child]):
            return
        keys[at], keys[child] = keys[child], keys[at]
        places[at], places[child] = places[child], places[at]
        at = child


@compiled
def sift_up(keys: Integers, places: Integers, at: int) -> None:
    """Restore a heap after one was added at the end."""
    while at:
        above = (at - 1) // 2
        if keys[above] < keys[at] or (keys[above] == keys[at] and places[above] > places[at]):
            return
        keys[at], keys[above] = keys[above], keys[at]
        places[at], places[above] = places[above], places[at]
        at = above


@compiled
def best_first(keys: Integers, places: Integers, count: int) -> None:
    """Turn a heap into a list, the best first."""
    for last in range(count - 1, 0, -1):
        keys[0], keys[last] = keys[last], keys[0]
        places[0], places[last] = places[last], places[0]
        sift_down(keys, places, last)


@compiled
def keep(keys: Integers, places: Integers, found: int, key: Whole, who: Whole) -> int:
    """Keep a pair, in place of the worst where the heap is full. Returns how many it holds."""
    if found < len(keys):
        keys[found], places[found] = key, who
        sift_up(keys, places, found)
        return found + 1
    keys[0], places[0] = key, who
    sift_down(keys, places, found)
    return found


# --- bounds ---------------------------------------------------------------------------------


@compiled
def fold(points: Whole, cost: Cost) -> np.int64:
    """Fold points into a key, hash and price left out."""
    short = points - 3 * max(cost.knee - points, 0)
    return np.int64(short // cost.unit * cost.step)


@compiled
def least_points(floor: Whole, cost: Cost) -> np.int64:
    """Return points, `Shelf.cheap` taken off, below which no pair reaches a floor."""
    return np.int64(max(floor, NO_FLOOR) // cost.step * cost.unit)


@compiled
def highest(task: Task, scratch: Scratch) -> None:
    """Find the highest level that any mentor gives an open question, by rule."""
    neutral, ceiling = task.mentors.neutral, scratch.ceiling
    for rule in range(RULES):
        for j in range(len(neutral)):
            if neutral[j, rule] != OPEN:
                ceiling[rule] = max(ceiling[rule], np.int64(neutral[j, rule]))


@compiled
def look_up_tables(task: Task, scratch: Scratch, i: Whole) -> bool:
    """Look up what codes of tables are worth to a mentee. Says whether mentors decide any."""
    sheet, undecided = task.sheet, False
    for table in range(TABLES):
        weight = sheet.weights[table]
        if not weight:
            continue
        line = sheet.table_at[table] + task.mentees.codes[i, table] * sheet.table_width[table]
        for code in range(sheet.table_width[table]):
            value = np.int64(sheet.levels[line + code])
            if value == OPEN:
                value = np.int64(task.mentees.neutral[i, table])
            if value == OPEN:
                undecided = True
                scratch.local[table, code] = NONE
                scratch.upper[table, code] = scratch.ceiling[table] * weight
            else:
                scratch.local[table, code] = scratch.upper[table, code] = value * weight
    return undecided


@compiled
def look_up_bits(task: Task, scratch: Scratch, i: Whole) -> None:
    """Look up what counts of shared bits are worth to a mentee, and the most from each kind on."""
    mentees, sheet, shelf, tail = task.mentees, task.sheet, task.shelf, scratch.tail
    tail[len(shelf.rules)] = 0
    for rule in (DISTANCE, TABLES + TRAITS):
        if sheet.weights[rule]:
            tail[len(shelf.rules)] += highest_level(task, scratch, rule, i) * sheet.weights[rule]
    for place in range(len(shelf.rules) - 1, -1, -1):
        rule = shelf.rules[place]
        kind, weight = rule - TABLES, sheet.weights[rule]
        row, own = mentees.luts[i, kind], np.int64(mentees.neutral[i, rule])
        full = min(shelf.stride[place] - 1, own_bits(mentees, sheet, kind, i))
        most, at = np.int64(0), 0
        for which in range(shelf.values.shape[1]):
            shut = own if own != OPEN else shelf.values[place, which]
            for asked in (mentees.by[i, rule], False):
                for count in range(shelf.stride[place]):
                    value = shut
                    if asked:
                        value = np.int64(sheet.lut[row, count]) if count <= full else np.int64(0)
                    scratch.worths[place, at] = value * weight
                    most = max(most, value * weight)
                    at += 1
        tail[place] = tail[place + 1] + most


@compiled
def own_bits(mentees: Side, sheet: Sheet, kind: Whole, i: Whole) -> np.int64:
    """Count the bits of one kind that a mentee has."""
    full = np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        full += ones(mentees.masks[i, word])
    return full


@compiled
def highest_level(task: Task, scratch: Scratch, rule: Whole, i: Whole) -> np.int64:
    """Return a level of distance or of traits that no mentor passes with a mentee."""
    most = np.int64(scratch.ceiling[rule])
    if not task.mentees.by[i, rule]:
        return most
    if task.mentees.neutral[i, rule] != OPEN:
        most = np.int64(task.mentees.neutral[i, rule])
    return max(most, np.int64(100))


@compiled
def order_bins(task: Task, scratch: Scratch, least: Whole) -> int:
    """Put the bins that may reach enough points in order, the best first. Returns how many."""
    shelf, base, upper, order = task.shelf, scratch.base, scratch.upper, scratch.order
    reach, count = scratch.reach, 0
    base[:] = 0
    for table in range(TABLES):
        if task.sheet.weights[table]:
            for each in range(len(base)):
                base[each] += upper[table, shelf.bin_codes[table, each]]
    enough = least - scratch.tail[0]
    for each in range(len(base)):
        here = base[each] - shelf.cheap[shelf.bin_at[each]]
        order[count], reach[count] = each, here
        count += here >= enough
    if count:
        sort_bins(scratch, count)
    return count


@compiled
def sort_bins(scratch: Scratch, count: int) -> None:
    """Sort bins roughly: by stretches of what they reach."""
    order, reach, bucket = scratch.order, scratch.reach, scratch.bucket
    top, bottom, shift = reach[0], reach[0], 0
    for at in range(count):
        top, bottom = max(top, reach[at]), min(bottom, reach[at])
    while (top - bottom) >> shift >= BUCKETS:
        shift += 1
    bucket[:] = 0
    for at in range(count):
        bucket[((top - reach[at]) >> shift) + 1] += 1
    for at in range(BUCKETS):
        bucket[at + 1] += bucket[at]
    for at in range(count):
        here = (top - reach[at]) >> shift
        scratch.ranked[bucket[here]] = order[at]
        bucket[here] += 1


# --- the scan -------------------------------------------------------------------------------


@compiled
def scan(
    task: Task,
    scratch: Scratch,
    rows: Integers,
    floors: Integers,
    keys: Integers,
    places: Integers,
    counts: Integers,
) -> None:
    """Find each row's best pairs: the highest keys above its floor.

    A key is objective x step - hash - price. keys, places: rows x most, the places by id order.
    counts: how many were found.
    """
    highest(task, scratch)
    for at in range(len(rows)):
        counts[at] = 0
        if not task.mentees.off[rows[at]]:
            undecided = look_up_tables(task, scratch, rows[at])
            look_up_bits(task, scratch, rows[at])
            counts[at] = scan_row(
                task, scratch, rows[at], undecided, floors[at], keys[at], places[at]
            )
            best_first(keys[at], places[at], counts[at])


@compiled
def scan_row(
    task: Task,
    scratch: Scratch,
    i: Whole,
    undecided: bool,
    floor: Whole,
    keys: Integers,
    places: Integers,
) -> int:
    """Scan one mentee: the best bins first, some mentors at a time, rule by rule, each time only
    those that can still reach what is kept."""
    shelf, found, held = task.shelf, 0, 0
    least = least_points(floor, task.cost)
    for at in range(order_bins(task, scratch, least)):
        each = scratch.ranked[at]
        start, end = shelf.bin_at[each], shelf.bin_at[each + 1]
        while start < end and (scratch.base[each] + scratch.tail[0] - shelf.cheap[start] >= least):
            stop = min(end, start + MANY)
            held = first_look(task, scratch, i, least, scratch.base[each], start, stop, held)
            start = stop
            if held >= (MANY if found == len(keys) else FEW):
                found = settle(task, scratch, i, undecided, floor, held, found, keys, places)
                held = 0
                if found == len(keys):
                    floor = max(floor, keys[0])
                    least = least_points(floor, task.cost)
    return settle(task, scratch, i, undecided, floor, held, found, keys, places)


@compiled
def first_look(
    task: Task,
    scratch: Scratch,
    i: Whole,
    least: Whole,
    base: Whole,
    start: int,
    stop: int,
    held: int,
) -> int:
    """Look at a stretch of a bin by price and the heaviest kind of bits; hold who may reach enough.

    Every mentor is written down, and counted only if held: a branch would be guessed wrong.
    """
    shelf, who, got = task.shelf, scratch.who, scratch.got
    if len(shelf.rules) == 0:
        for j in range(start, stop):
            who[held], got[held] = j, base - shelf.cheap[j]
            held += base - shelf.cheap[j] + scratch.tail[0] >= least
        return held
    low, high = words_of(task, 0)
    if high - low > 1:
        for j in range(start, stop):
            points = base - shelf.cheap[j] + worth_of_bits(task, scratch, 0, i, j)
            who[held], got[held] = j, points
            held += points + scratch.tail[1] >= least
        return held
    mine, masks, turn, worths = task.mentees.masks[i, low], shelf.masks, shelf.turn, scratch.worths
    enough, dearest = least - scratch.tail[1], base + scratch.tail[0] - least
    for j in range(start, stop):
        if shelf.cheap[j] > dearest:
            break
        count = np.uint64(ones(mine & masks[low, j])) + np.uint64(turn[0, j])
        points = base - shelf.cheap[j] + worths[0, count]
        who[held], got[held] = j, points
        held += points >= enough
    return held


@compiled
def words_of(task: Task, place: int) -> tuple[np.int64, np.int64]:
    """Return which words of masks a kind of bits takes."""
    kind = task.shelf.rules[place] - TABLES
    return task.sheet.bits_from[kind], task.sheet.bits_to[kind]


@compiled
def worth_of_bits(task: Task, scratch: Scratch, place: int, i: Whole, j: Whole) -> np.int64:
    """Return the points of one kind of bits."""
    low, high = words_of(task, place)
    count = np.uint64(task.shelf.turn[place, j])
    for word in range(low, high):
        count += np.uint64(ones(task.mentees.masks[i, word] & task.shelf.masks[word, j]))
    return np.int64(scratch.worths[place, count])


@compiled
def look_closer(task: Task, scratch: Scratch, i: Whole, least: Whole, place: int, held: int) -> int:
    """Look at the mentors held by one more kind of bits. Returns how many are still held."""
    who, got, left = scratch.who, scratch.got, 0
    enough = least - scratch.tail[place + 1]
    low, high = words_of(task, place)
    if high - low > 1:
        for at in range(held):
            j = who[at]
            points = got[at] + worth_of_bits(task, scratch, place, i, j)
            who[left], got[left] = j, points
            left += points >= enough
        return left
    mine, masks, turn, worths = (
        task.mentees.masks[i, low],
        task.shelf.masks,
        task.shelf.turn,
        scratch.worths,
    )
    for at in range(held):
        j = who[at]
        count = np.uint64(ones(mine & masks[low, j])) + np.uint64(turn[place, j])
        points = got[at] + worths[place, count]
        who[left], got[left] = j, points
        left += points >= enough
    return left


@compiled
def settle(
    task: Task,
    scratch: Scratch,
    i: Whole,
    undecided: bool,
    floor: Whole,
    held: int,
    found: int,
    keys: Integers,
    places: Integers,
) -> int:
    """Look closer at the mentors held, and keep the best. Returns how many pairs are kept now."""
    for place in range(1, len(task.shelf.rules)):
        held = look_closer(task, scratch, i, least_points(floor, task.cost), place, held)
    who, got, rest = scratch.who, scratch.got, scratch.tail[len(task.shelf.rules)]
    least = least_points(floor, task.cost)
    for at in range(held):
        j = who[at]
        if got[at] + rest < least:
            continue
        key = key_of(task, scratch, got[at] + task.shelf.cheap[j], i, j, undecided)
        who_is = task.shelf.place[j]
        if key < floor:
            continue
        if found == len(keys) and (key < keys[0] or (key == keys[0] and who_is > places[0])):
            continue
        if listed(task.apart, i, who_is):
            continue
        if not allowed(task.mentees, task.mentors, task.sheet, i, j):
            continue
        found = keep(keys, places, found, key, who_is)
        if found == len(keys):
            floor = max(floor, keys[0])
            least = least_points(floor, task.cost)
    return found


@compiled
def key_of(
    task: Task, scratch: Scratch, points: np.int64, i: Whole, j: Whole, undecided: bool
) -> np.int64:
    """Return the key of a pair. points: by its bin and its bits."""
    mentors, sheet = task.mentors, task.sheet
    if undecided:
        for table in range(TABLES):
            code = mentors.codes[j, table]
            if scratch.local[table, code] == NONE:
                points += mentors.neutral[j, table] * sheet.weights[table]
                points -= scratch.upper[table, code]
    for rule in (DISTANCE, TABLES + TRAITS):
        if sheet.weights[rule]:
            points += worth(task.mentees, mentors, sheet, rule, i, j)
    tie = np.int64(mixed(mixed(task.mentees.mark[i]) + mentors.mark[j]) >> HASH_BITS)
    hashed = tie * task.cost.hashes >> TIE_BITS
    return np.int64(fold(points, task.cost) - hashed - task.prices[j])
