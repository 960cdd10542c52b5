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
    from pairwell._scan import Cost
    from pairwell._sheet import Sheet, Side

OPEN = 255
TABLES, RULES, BIN_TABLES = 5, 12, 3
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
BELOW = -(2**62)

type Whole = int | np.integer[Any]
"""One whole number. Annotations are for people and for mypy: Numba finds its own."""


njit: Any = numba.njit  # its types do not know `_nrt`


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function that makes no array.

    Not counting references to arrays (`_nrt`) spares each look at a side hundreds of nanoseconds.
    """
    found: Function = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function)
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
    while band < len(sheet.km_chords) and sheet.km_chords[band] < away:
        band += 1
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


@compiled
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


@compiled
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


@compiled
def stopped_by_tables(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether a table stops two people: always, or as one of them insists."""
    insists = np.int64(mentees.insists[i] | mentors.insists[j])
    for table in range(TABLES):
        stop = sheet.stops[cell(mentees, mentors, sheet, table, i, j)]
        if stop & BLOCKED or (stop & IF_INSISTED and insists & sheet.insist[table]):
            return True
    return False


@compiled
def never_free_together(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> bool:
    """Say whether times must be shared and both said when they are free, at no same time."""
    insists = mentees.insists[i] | mentors.insists[j]
    if not (sheet.musts.shared_availability or insists & SHARED_AVAILABILITY):
        return False
    if not (mentees.slots[i] and mentors.slots[j]):
        return False
    return bool(shared(mentees, mentors, sheet, AVAILABILITY, i, j) == 0)


@compiled
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


@compiled
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
) -> None:
    """Count the levels of every rule wanted, over eligible pairs of people with a sample.

    by_row: whether the people are mentees. counts: people x rules x levels.
    """
    for place in range(len(people)):
        for other in sample:
            i, j = (people[place], other) if by_row else (other, people[place])
            if listed(apart, i, j) or not allowed(mentees, mentors, sheet, i, j):
                continue
            for which in range(len(wanted)):
                found = level(mentees, mentors, sheet, wanted[which], i, j)
                if found != OPEN:
                    counts[place, which, found] += 1


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


class Shelf(NamedTuple):
    """Mentors with a place, in groups that score alike by the tables.

    group_bin: each group, of one subject code, is a stretch of bins. bin_at: each bin is a stretch
    of mentors. bin_codes: its one code of subject, phase and stage. place: who each mentor is, by
    id order.
    """

    group_bin: Integers
    bin_at: Integers
    bin_codes: NDArray[np.int32]
    place: Integers


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
    """What is known of a block, and of the mentee it is at.

    by_bin, by_group: the lowest price in each. ceiling: by rule, the highest level that an open
    question has with any mentor. Of the mentee: local: what each code of each table is worth, NONE
    where the mentor decides; top: the most of them; tail: the most points that all rules from one
    on can still add, by their sequence; reach: the best key in each group; order: groups by it.
    """

    by_bin: Integers
    by_group: Integers
    ceiling: Integers
    local: NDArray[np.int32]
    top: Integers
    tail: Integers
    reach: Integers
    order: Integers


def scratch_for(shelf: Shelf, sheet: Sheet) -> Scratch:
    """Make room for one block."""
    groups, bins = len(shelf.group_bin) - 1, len(shelf.bin_at) - 1
    return Scratch(
        by_bin=np.empty(bins, np.int64),
        by_group=np.empty(groups, np.int64),
        ceiling=np.zeros(RULES, np.int64),
        local=np.empty((TABLES, int(sheet.table_width.max())), np.int32),
        top=np.zeros(TABLES, np.int64),
        tail=np.empty(len(sheet.sequence) + 1, np.int64),
        reach=np.empty(groups, np.int64),
        order=np.empty(groups, np.int64),
    )


# --- heap and order -------------------------------------------------------------------------


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
def sort_down(reach: Integers, order: Integers) -> None:
    """Put groups in the order of their reach, the highest first."""
    count = len(order)
    for at in range(count):
        order[at] = at
    gap = count // 2
    while gap:
        for at in range(gap, count):
            each = order[at]
            hole = at
            while hole >= gap and reach[order[hole - gap]] < reach[each]:
                order[hole] = order[hole - gap]
                hole -= gap
            order[hole] = each
        gap //= 2


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
def lowest(task: Task, scratch: Scratch) -> None:
    """Find the lowest price in each bin and each group."""
    shelf = task.shelf
    for group in range(len(shelf.group_bin) - 1):
        scratch.by_group[group] = NO_PRICE
        for each in range(shelf.group_bin[group], shelf.group_bin[group + 1]):
            scratch.by_bin[each] = NO_PRICE
            for j in range(shelf.bin_at[each], shelf.bin_at[each + 1]):
                scratch.by_bin[each] = min(scratch.by_bin[each], task.prices[j])
            scratch.by_group[group] = min(scratch.by_group[group], scratch.by_bin[each])


@compiled
def highest(task: Task, scratch: Scratch) -> None:
    """Find the highest level that any mentor gives an open question, by rule."""
    neutral, ceiling = task.mentors.neutral, scratch.ceiling
    for rule in range(RULES):
        for j in range(len(neutral)):
            if neutral[j, rule] != OPEN:
                ceiling[rule] = max(ceiling[rule], np.int64(neutral[j, rule]))


@compiled
def look_up_tables(task: Task, scratch: Scratch, i: Whole) -> None:
    """Look up what each code of each table is worth to a mentee, and the most of them."""
    sheet = task.sheet
    for table in range(TABLES):
        line = sheet.table_at[table] + task.mentees.codes[i, table] * sheet.table_width[table]
        scratch.top[table] = 0
        for code in range(sheet.table_width[table]):
            value = np.int64(sheet.levels[line + code])
            if value == OPEN:
                value = np.int64(task.mentees.neutral[i, table])
            if value == OPEN:
                scratch.local[table, code] = NONE
                value = scratch.ceiling[table]
            else:
                scratch.local[table, code] = value * sheet.weights[table]
            scratch.top[table] = max(scratch.top[table], value * sheet.weights[table])


@compiled
def add_up_tail(task: Task, scratch: Scratch, i: Whole) -> None:
    """Add up, from the last rule to the first, the most points that they can give a mentee."""
    sheet, tail = task.sheet, scratch.tail
    tail[len(sheet.sequence)] = 0
    for place in range(len(sheet.sequence) - 1, -1, -1):
        rule = sheet.sequence[place]
        if rule < TABLES:
            tail[place] = tail[place + 1] + scratch.top[rule]
        else:
            most = highest_level(task, scratch, rule, i)
            tail[place] = tail[place + 1] + most * sheet.weights[rule]


@compiled
def highest_level(task: Task, scratch: Scratch, rule: Whole, i: Whole) -> np.int64:
    """Return a level of one rule that no mentor passes with a mentee."""
    mentees, sheet = task.mentees, task.sheet
    most = np.int64(scratch.ceiling[rule])
    if not mentees.by[i, rule]:
        return most
    if mentees.neutral[i, rule] != OPEN:
        most = np.int64(mentees.neutral[i, rule])
    if rule == DISTANCE:
        return max(most, np.int64(100))
    kind, full = rule - TABLES, np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        full += ones(mentees.masks[i, word])
    full = min(full, np.int64(sheet.lut.shape[1] - 1))
    return max(most, np.int64(sheet.lut[mentees.luts[i, kind], full]))


@compiled
def order_groups(task: Task, scratch: Scratch) -> None:
    """Find the best key a mentee can have in each group, and put groups in that order."""
    for group in range(len(scratch.order)):
        points = np.int64(scratch.local[0, task.shelf.bin_codes[task.shelf.group_bin[group], 0]])
        if points == NONE:
            points = scratch.ceiling[0] * task.sheet.weights[0]
        points += scratch.top[1] + scratch.top[2] + scratch.tail[0]
        scratch.reach[group] = fold(points, task.cost) - scratch.by_group[group]
    sort_down(scratch.reach, scratch.order)


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
    lowest(task, scratch)
    highest(task, scratch)
    for at in range(len(rows)):
        counts[at] = 0
        if not task.mentees.off[rows[at]]:
            look_up_tables(task, scratch, rows[at])
            add_up_tail(task, scratch, rows[at])
            order_groups(task, scratch)
            counts[at] = scan_row(task, scratch, rows[at], floors[at], keys[at], places[at])


@compiled
def scan_row(
    task: Task, scratch: Scratch, i: Whole, floor: Whole, keys: Integers, places: Integers
) -> int:
    """Scan one mentee: the best groups first, and no bin that cannot reach what is kept."""
    shelf, found = task.shelf, 0
    for group in scratch.order:
        if scratch.reach[group] < floor:
            break
        for each in range(shelf.group_bin[group], shelf.group_bin[group + 1]):
            most = most_by_tables(task, scratch, each) + scratch.tail[0]
            if fold(most, task.cost) - scratch.by_bin[each] >= floor:
                found = scan_bin(task, scratch, each, i, floor, found, keys, places)
                if found == len(keys):
                    floor = max(floor, keys[0])
    return found


@compiled
def scan_bin(
    task: Task,
    scratch: Scratch,
    each: int,
    i: Whole,
    floor: Whole,
    found: int,
    keys: Integers,
    places: Integers,
) -> int:
    """Scan one mentee with the mentors of one bin. Returns how many pairs are kept now."""
    known = known_by_tables(task, scratch, each)
    for j in range(task.shelf.bin_at[each], task.shelf.bin_at[each + 1]):
        points = known if known != NONE else by_tables(task, scratch, each, j)
        key = key_of(task, scratch, points, i, j, floor)
        if key < floor:
            continue
        who = task.shelf.place[j]
        if found == len(keys) and (key < keys[0] or (key == keys[0] and who > places[0])):
            continue
        if listed(task.apart, i, who) or not allowed(task.mentees, task.mentors, task.sheet, i, j):
            continue
        found = keep(keys, places, found, key, who)
        if found == len(keys):
            floor = max(floor, keys[0])
    return found


@compiled
def key_of(
    task: Task, scratch: Scratch, points: np.int64, i: Whole, j: int, floor: Whole
) -> np.int64:
    """Add one pair up, rule by rule, only for as long as it can still reach the floor.

    points: of the tables its bin is of.
    """
    sheet, price = task.sheet, task.prices[j]
    for place in range(len(sheet.sequence)):
        rule = sheet.sequence[place]
        if rule < TABLES:
            points += table_worth(task, scratch, rule, task.mentors.codes[j, rule], j)
        else:
            points += worth(task.mentees, task.mentors, sheet, rule, i, j)
        if fold(points + scratch.tail[place + 1], task.cost) - price < floor:
            return np.int64(BELOW)
    tie = np.int64(mixed(mixed(task.mentees.mark[i]) + task.mentors.mark[j]) >> HASH_BITS)
    return np.int64(fold(points, task.cost) - (tie * task.cost.hashes >> TIE_BITS) - price)


@compiled
def table_worth(task: Task, scratch: Scratch, table: int, code: Whole, j: int) -> np.int64:
    """Return the points of one table with a mentor, who decides where the question is open."""
    value = np.int64(scratch.local[table, code])
    if value == NONE:
        value = task.mentors.neutral[j, table] * task.sheet.weights[table]
    return value


@compiled
def known_by_tables(task: Task, scratch: Scratch, each: int) -> np.int64:
    """Add up the tables a bin is of, or return NONE where its mentors decide one of them."""
    points = np.int64(0)
    for table in range(BIN_TABLES):
        value = scratch.local[table, task.shelf.bin_codes[each, table]]
        if value == NONE:
            return np.int64(NONE)
        points += value
    return points


@compiled
def by_tables(task: Task, scratch: Scratch, each: int, j: int) -> np.int64:
    """Add up, for a mentor, the tables a bin is of."""
    points = np.int64(0)
    for table in range(BIN_TABLES):
        points += table_worth(task, scratch, table, task.shelf.bin_codes[each, table], j)
    return points


@compiled
def most_by_tables(task: Task, scratch: Scratch, each: int) -> np.int64:
    """Add up, for any mentor, the most that the tables a bin is of can give."""
    points = np.int64(0)
    for table in range(BIN_TABLES):
        value = np.int64(scratch.local[table, task.shelf.bin_codes[each, table]])
        if value == NONE:
            value = scratch.ceiling[table] * task.sheet.weights[table]
        points += value
    return points
