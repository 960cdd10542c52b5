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
    from pairwell._areas import Areas
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
MANY = 64
"""How many mentors are held before they are looked at closer."""
PLANES, FULL = 8, 255
"""Losses of 64 mentors are added up in numbers of so many binary places, up to this."""
DIGITS, COUNTED = 4, 15
"""Shared bits of 64 mentors are counted in so many binary places, up to this."""
ALL = np.uint64(2**64 - 1)
FLAGS, MARK, PRICE, WHO, NEAR = 3, 4, 5, 6, 7
"""Where things stand in `Shelf.spot`, after the grid."""
TILE = 128
"""Words of 64 mentors that are looked at together; with fewer, beginning takes too long."""
SHARE, SEVERAL = 16, 16
"""To find a floor, one word of mentors in so many is looked at, for so many times as many mentors
as are kept."""
FAR = 3, 4
"""An area is far off where distance takes this share of what it takes in the furthest."""
SEVERAL_REGIONS = -1
"""The region of an area in which regions are not told apart."""

type Whole = int | np.integer[Any]
"""One whole number. Annotations are for people and for mypy: Numba finds its own."""


njit: Any = numba.njit  # its types do not know all of these
LEAN = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}


def compiled[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function that makes no array.

    Not counting references to arrays (`_nrt`) spares each look at a side hundreds of nanoseconds.
    """
    found: Function = njit(**LEAN, cache=True)(function)
    return found


def inner[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function that only compiled ones call.

    What would call it from Python is left out: for so many arrays it takes longer to compile than
    the function.
    """
    found: Function = njit(**LEAN, cache=True, no_cpython_wrapper=True)(function)
    return found


def pasted[Function: Callable[..., Any]](function: Function) -> Function:
    """Compile a function into whoever calls it: to hand it two sides takes longer than its work."""
    found: Function = njit(**LEAN, inline="always")(function)
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


@inner
def shared(mentees: Side, mentors: Side, sheet: Sheet, kind: Whole, i: Whole, j: Whole) -> np.int64:
    """Count the bits of one kind that two people share."""
    count = np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        count += ones(mentees.masks[i, word] & mentors.masks[j, word])
    return count


@pasted
def chord(mentees: Side, mentors: Side, i: Whole, j: Whole) -> np.int64:
    """Return the squared distance on the grid."""
    x = mentees.grid[i, 0] - mentors.grid[j, 0]
    y = mentees.grid[i, 1] - mentors.grid[j, 1]
    z = mentees.grid[i, 2] - mentors.grid[j, 2]
    return np.int64(x * x + y * y + z * z)


@pasted
def near(mentees: Side, mentors: Side, sheet: Sheet, i: Whole, j: Whole) -> np.int64:
    """Return the level of distance: by kilometres, else by region."""
    if not (mentees.placed[i] and mentors.placed[j]):
        return np.int64(sheet.regions[mentees.region[i], mentors.region[j]])
    return by_kilometres(sheet, chord(mentees, mentors, i, j))


@pasted
def by_kilometres(sheet: Sheet, away: Whole) -> np.int64:
    """Return the level of a squared distance on the grid."""
    band = 0
    for each in range(len(sheet.km_chords)):  # all of them: a branch would be guessed wrong
        band += sheet.km_chords[each] < away
    return np.int64(sheet.km_levels[band])


@inner
def cell(mentees: Side, mentors: Side, sheet: Sheet, table: Whole, i: Whole, j: Whole) -> np.int64:
    """Return where the cell of two people's codes stands, all tables laid end to end."""
    line = sheet.table_at[table] + mentees.codes[i, table] * sheet.table_width[table]
    return np.int64(line + mentors.codes[j, table])


@inner
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


@inner
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


@inner
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


@inner
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
    """What is scanned. mentors stand in the shelf's order."""

    mentees: Side
    mentors: Side
    sheet: Sheet
    shelf: Shelf
    apart: Apart
    cost: Cost


class Scratch(NamedTuple):
    """What is known of the mentee a block is at.

    ceiling: by rule, the highest level that an open question has with any mentor. local: what each
    code of each table is worth, NONE where the mentor decides; upper: the most it can be. worths:
    what counts of shared bits are worth, by the kinds of `Shelf.rules`. tail: the most points that
    these kinds from one on, and distance and traits, can still add. base: the most points by tables
    in each bin. order, reach: words of mentors worth a look, and the most points there less the
    lowest price; ranked: the best first; bucket: to sort them; most: that of every word. who, got:
    mentors looked at, and the most points a pair with them can have, price taken off.

    By area of mentors. away: how many points less, at least, distance adds there than the most it
    can; furthest: the highest of these. Far off, everybody loses so many grains by distance (far),
    and beyond that so many points (beyond). near: who is not far off, a bit each.

    Of 64 mentors at a time. wanted, many: slices of the bits a mentee has, by kind, and how many,
    NONE where a kind tells nobody apart. asked, known: whether the mentee has answered, and what
    an open question is worth to them. loss, shut: by kind, and by count or by value where it is
    open, how many grains less it is worth than the most. sums, planes, digits: see `add_losses`.
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
    most: Integers
    chosen: Integers
    who: Integers
    got: Integers
    away: Integers
    furthest: Integers
    far: Integers
    beyond: Integers
    near: NDArray[np.uint64]
    wanted: Integers
    many: Integers
    asked: NDArray[np.bool_]
    known: NDArray[np.bool_]
    loss: Integers
    shut: Integers
    grain: Integers
    sums: NDArray[np.uint64]
    planes: NDArray[np.uint64]
    digits: NDArray[np.uint64]
    carry: NDArray[np.uint64]
    said: NDArray[np.uint64]
    alive: NDArray[np.uint64]


def scratch_for(shelf: Shelf, sheet: Sheet) -> Scratch:
    """Make room for one block."""
    bins, tables = len(shelf.bin_at) - 1, (TABLES, int(sheet.table_width.max()))
    words, kinds = len(shelf.part_at) - 1, len(shelf.rules)
    longest = int(shelf.stride.max(initial=1)) * 2 * max(shelf.values.shape[1], 1)
    return Scratch(
        ceiling=np.zeros(RULES, np.int64),
        local=np.zeros(tables, np.int32),
        upper=np.zeros(tables, np.int32),
        worths=np.zeros((len(shelf.rules), longest), np.int32),
        tail=np.zeros(len(shelf.rules) + 1, np.int64),
        base=np.empty(bins, np.int64),
        order=np.empty(words + 1, np.int64),
        reach=np.empty(words + 1, np.int64),
        ranked=np.empty(words, np.int64),
        bucket=np.empty(BUCKETS + 1, np.int64),
        most=np.empty(words, np.int64),
        chosen=np.empty(TILE + 1, np.int64),
        who=np.empty(MANY + 64 * TILE, np.int64),
        got=np.empty(MANY + 64 * TILE, np.int64),
        away=np.zeros(len(shelf.areas.flags), np.int64),
        furthest=np.zeros(1, np.int64),
        far=np.zeros(1, np.int64),
        beyond=np.zeros(len(shelf.areas.flags), np.int64),
        near=np.zeros(words, np.uint64),
        wanted=np.zeros(len(shelf.slice_bit), np.int64),
        many=np.zeros(kinds, np.int64),
        asked=np.zeros(kinds, bool),
        known=np.zeros(kinds, bool),
        loss=np.zeros((kinds, COUNTED + 1), np.int64),
        shut=np.zeros((kinds, shelf.values.shape[1]), np.int64),
        grain=np.ones(1, np.int64),
        sums=np.zeros((PLANES, TILE), np.uint64),
        planes=np.zeros((PLANES, TILE), np.uint64),
        digits=np.zeros((DIGITS, TILE), np.uint64),
        carry=np.zeros(TILE, np.uint64),
        said=np.zeros(TILE, np.uint64),
        alive=np.zeros(TILE, np.uint64),
    )


# --- heap -----------------------------------------------------------------------------------


@inner
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


@inner
def sift_up(keys: Integers, places: Integers, at: int) -> None:
    """Restore a heap after one was added at the end."""
    while at:
        above = (at - 1) // 2
        if keys[above] < keys[at] or (keys[above] == keys[at] and places[above] > places[at]):
            return
        keys[at], keys[above] = keys[above], keys[at]
        places[at], places[above] = places[above], places[at]
        at = above


@inner
def best_first(keys: Integers, places: Integers, count: int) -> None:
    """Turn a heap into a list, the best first."""
    for last in range(count - 1, 0, -1):
        keys[0], keys[last] = keys[last], keys[0]
        places[0], places[last] = places[last], places[0]
        sift_down(keys, places, last)


@inner
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


@inner
def fold(points: Whole, cost: Cost) -> np.int64:
    """Fold points into a key, hash and price left out."""
    short = points - 3 * max(cost.knee - points, 0)
    return np.int64(short // cost.unit * cost.step)


@inner
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


@inner
def own_bits(mentees: Side, sheet: Sheet, kind: Whole, i: Whole) -> np.int64:
    """Count the bits of one kind that a mentee has."""
    full = np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        full += ones(mentees.masks[i, word])
    return full


@inner
def highest_level(task: Task, scratch: Scratch, rule: Whole, i: Whole) -> np.int64:
    """Return a level of distance or of traits that no mentor passes with a mentee."""
    most = np.int64(scratch.ceiling[rule])
    if not task.mentees.by[i, rule]:
        return most
    if task.mentees.neutral[i, rule] != OPEN:
        most = np.int64(task.mentees.neutral[i, rule])
    return max(most, np.int64(100))


@compiled
def order_words(task: Task, scratch: Scratch, least: Whole) -> int:
    """Put the words of mentors that may reach enough points in order, the best first. Returns how
    many."""
    shelf, base, upper, order = task.shelf, scratch.base, scratch.upper, scratch.order
    reach, count = scratch.reach, 0
    base[:] = 0
    for table in range(TABLES):
        if task.sheet.weights[table]:
            for each in range(len(base)):
                base[each] += upper[table, shelf.bin_codes[table, each]]
    enough = least - scratch.tail[0]
    for word in range(len(shelf.part_at) - 1):
        best = np.int64(NO_FLOOR)
        for part in range(shelf.part_at[word], shelf.part_at[word + 1]):
            best = max(best, base[shelf.part_bin[part]] - shelf.cheap[shelf.part_from[part]])
        order[count], reach[count] = word, best
        scratch.most[word] = best
        count += best >= enough
    if count:
        sort_words(scratch, count)
    return count


@inner
def sort_words(scratch: Scratch, count: int) -> None:
    """Sort words roughly: by stretches of what they reach."""
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


@compiled
def look_up_areas(task: Task, scratch: Scratch, i: Whole, count: int) -> None:
    """Look up how much less distance adds in each area than the most it can: nothing is known where
    only a few words of mentors are looked at."""
    mentees, sheet, areas = task.mentees, task.sheet, task.shelf.areas
    away, weight = scratch.away, sheet.weights[DISTANCE]
    away[:] = scratch.furthest[0] = 0
    if not weight or count < areas.few:
        return
    own, counts = np.int64(mentees.neutral[i, DISTANCE]), mentees.by[i, DISTANCE]
    most = highest_level(task, scratch, DISTANCE, i)
    if counts and mentees.placed[i]:
        count_bands(mentees, sheet, areas, i, away)
    for area in range(len(away)):
        level, flags, region = np.int64(OPEN), areas.flags[area], areas.region[area]
        if counts and flags & 1:
            if flags & 2 and mentees.placed[i]:
                level = np.int64(sheet.km_levels[away[area]])
            elif region == SEVERAL_REGIONS:
                level = most
            else:
                level = np.int64(sheet.regions[mentees.region[i], region])
        if level == OPEN:
            level = own if own != OPEN else areas.near[area]
        away[area] = (most - level) * weight
        scratch.furthest[0] = max(scratch.furthest[0], away[area])


@inner
def count_bands(mentees: Side, sheet: Sheet, areas: Areas, i: Whole, bands: Integers) -> None:
    """Count for each area the limits that everybody there is beyond."""
    x, y, z = mentees.grid[i, 0], mentees.grid[i, 1], mentees.grid[i, 2]
    for area in range(len(bands)):
        # Squares on the grid are exact as they are here; what a root is off by is far below 1.
        square = float(x - areas.centre[0, area]) ** 2
        square += float(y - areas.centre[1, area]) ** 2
        square += float(z - areas.centre[2, area]) ** 2
        least = max(np.sqrt(square) - 1 - areas.radius[area], 0.0)
        band = 0
        for limit in sheet.km_chords:
            band += limit < least * least - 1
        bands[area] = band


# --- 64 mentors at a time -------------------------------------------------------------------


@compiled
def look_up_losses(task: Task, scratch: Scratch, i: Whole) -> None:
    """Write down what each count of each kind of bits loses on the most it could be worth, rounded
    down to grains that 64 mentors' losses are added up in; and which bits the mentee has."""
    shelf, mentees = task.shelf, task.mentees
    most, grain = scratch.tail[0] - scratch.tail[len(shelf.rules)] + scratch.furthest[0], 0
    while most >> grain > FULL:
        grain += 1
    scratch.grain[0] = grain
    for place in range(len(shelf.rules)):
        rule, wanted = shelf.rules[place], 0
        top = scratch.tail[place] - scratch.tail[place + 1]
        for each in range(shelf.slice_at[place], shelf.slice_at[place + 1]):
            bit = shelf.slice_bit[each]
            if (mentees.masks[i, bit // 64] >> np.uint64(bit % 64)) & np.uint64(1):
                scratch.wanted[shelf.slice_at[place] + wanted] = each
                wanted += 1
        asked = bool(mentees.by[i, rule])
        known = mentees.neutral[i, rule] != OPEN
        scratch.asked[place], scratch.known[place] = asked, known
        scratch.many[place] = wanted
        if wanted > COUNTED or (known and not asked):
            scratch.many[place] = NONE  # too many to count, or worth as much with everybody
            continue
        for count in range(most_shared(shelf, scratch, place) + 1):
            scratch.loss[place, count] = (top - scratch.worths[place, count]) >> grain
        for which in range(shelf.values.shape[1]):
            shut = scratch.worths[place, (2 * which + 1) * shelf.stride[place]]
            scratch.shut[place, which] = (top - shut) >> grain


@compiled
def look_up_far(task: Task, scratch: Scratch) -> None:
    """Tell who is far off, and what everybody there loses at least."""
    away, near, far = scratch.away, scratch.near, scratch.furthest[0]
    enough = far * FAR[0] // FAR[1]
    near[:] = 0
    for area in range(len(away)):
        if away[area] >= enough:
            far = min(far, away[area])
        else:
            for word in range(len(near)):
                near[word] |= task.shelf.inside[area, word]
    scratch.far[0] = far >> scratch.grain[0]
    for area in range(len(away)):
        told = scratch.far[0] << scratch.grain[0] if away[area] >= enough else 0
        scratch.beyond[area] = away[area] - told


@pasted
def most_shared(shelf: Shelf, scratch: Scratch, place: Whole) -> np.int64:
    """Return a number of bits of one kind that a mentee shares with nobody more of."""
    return np.int64(min(scratch.many[place], shelf.stride[place] - 1))


@compiled
def within_reach(task: Task, scratch: Scratch, many: int, least: Whole) -> int:
    """Say which mentors of the words chosen may reach enough points, all kinds of bits together: a
    bit each, in `alive`.

    Losses of 64 mentors are added up at once, a plane of bits for each binary place. The sums begin
    so that whoever loses more than may be lost runs over.
    """
    scratch.sums[:] = 0
    for each in range(many):
        scratch.alive[each] = begin_sums(task, scratch, scratch.chosen[each], each, least)
    if scratch.far[0]:
        lose_by_distance(scratch, many)
    for place in range(len(task.shelf.rules)):
        if scratch.many[place] != NONE:
            count_shared(task.shelf, scratch, place, many)
            spread_losses(task.shelf, scratch, place, many)
            add_losses(scratch.sums, scratch.planes, scratch.carry, scratch.alive, many)
            many = close_up(scratch, many)
    return many


@inner
def lose_by_distance(scratch: Scratch, many: int) -> None:
    """Add what those lose who are far off."""
    scratch.planes[:] = 0
    for each in range(many):
        scratch.carry[each] = ~scratch.near[scratch.chosen[each]]
    spread(scratch.planes, scratch.carry, scratch.far[0], many)
    add_losses(scratch.sums, scratch.planes, scratch.carry, scratch.alive, many)


@inner
def close_up(scratch: Scratch, many: int) -> int:
    """Leave words out of which nobody may reach enough any more. Returns how many are left."""
    chosen, alive, sums, left = scratch.chosen, scratch.alive, scratch.sums, 0
    for each in range(many):
        if alive[each]:
            if left != each:
                chosen[left], alive[left] = chosen[each], alive[each]
                for plane in range(PLANES):
                    sums[plane, left] = sums[plane, each]
            left += 1
    return left


@inner
def begin_sums(task: Task, scratch: Scratch, word: Whole, each: Whole, least: Whole) -> np.uint64:
    """Let the sums of a word begin. Returns who may reach enough by tables and prices."""
    shelf, sums, alive = task.shelf, scratch.sums, np.uint64(0)
    for part in range(shelf.part_at[word], shelf.part_at[word + 1]):
        first, last = shelf.part_from[part], shelf.part_from[part + 1] - 1
        most = scratch.base[shelf.part_bin[part]] - shelf.cheap[first] + scratch.tail[0]
        begin = begins_at(most, least, scratch.grain[0])
        if begin <= FULL:
            lanes = (ALL >> np.uint64(63 - last % 64)) >> np.uint64(first % 64)
            lanes <<= np.uint64(first % 64)
            alive |= lanes
            for plane in range(PLANES):  # all of them: a branch would be guessed wrong
                set_here = np.uint64(0) - ((np.uint64(begin) >> np.uint64(plane)) & np.uint64(1))
                sums[plane, each] |= lanes & set_here
    return alive


@inner
def begins_at(most: Whole, least: Whole, grain: Whole) -> np.int64:
    """Return at what number sums begin, by the most that can be reached; above FULL where that is
    not enough."""
    return np.int64(FULL - min((most - least) >> grain, FULL))


@inner
def count_shared(shelf: Shelf, scratch: Scratch, place: int, many: int) -> None:
    """Count the bits of one kind that a mentee shares with 64 mentors at a time."""
    slices, carry, digits = shelf.slices, scratch.carry, scratch.digits
    digits[:] = 0
    first = shelf.slice_at[place]
    for number in range(scratch.many[place]):
        bits = slices[scratch.wanted[first + number]]
        for each in range(many):
            carry[each] = bits[scratch.chosen[each]]
        high = number + 1
        for digit in range(DIGITS):
            if not high:
                break
            high >>= 1
            add_bits(digits[digit], carry, many)


@pasted
def add_bits(digit: NDArray[np.uint64], carry: NDArray[np.uint64], many: int) -> None:
    """Add one binary place, and carry on."""
    for each in range(many):
        both = digit[each] & carry[each]
        digit[each] ^= carry[each]
        carry[each] = both


@inner
def spread_losses(shelf: Shelf, scratch: Scratch, place: int, many: int) -> None:
    """Write what 64 mentors at a time lose by one kind of bits into planes."""
    planes, lanes, said = scratch.planes, scratch.carry, scratch.said
    planes[:] = 0
    said[:] = 0
    if scratch.asked[place]:
        for each in range(many):
            said[each] = shelf.answered[place, scratch.chosen[each]]
        for count in range(most_shared(shelf, scratch, place) + 1):
            if scratch.loss[place, count]:
                who_share(scratch, place, count, many)
                spread(planes, lanes, scratch.loss[place, count], many)
    if scratch.known[place]:
        for each in range(many):
            lanes[each] = ~said[each]
        spread(planes, lanes, scratch.shut[place, 0], many)
        return
    for which in range(shelf.values.shape[1]):
        if scratch.shut[place, which]:
            have = shelf.valued[place, which]
            for each in range(many):
                lanes[each] = have[scratch.chosen[each]] & ~said[each]
            spread(planes, lanes, scratch.shut[place, which], many)


@inner
def who_share(scratch: Scratch, place: int, count: int, many: int) -> None:
    """Flag who answered and shares just so many bits, in `carry`."""
    lanes, said, digits = scratch.carry, scratch.said, scratch.digits
    for each in range(many):
        lanes[each] = said[each]
    high = scratch.many[place]
    for digit in range(DIGITS):
        if not high:
            return
        high >>= 1
        flip = np.uint64(0) if (count >> digit) & 1 else ALL
        for each in range(many):
            lanes[each] &= digits[digit, each] ^ flip


@pasted
def spread(planes: NDArray[np.uint64], lanes: NDArray[np.uint64], lost: Whole, many: int) -> None:
    """Write one number into the planes of some lanes."""
    for plane in range(PLANES):
        if (lost >> plane) & 1:
            for each in range(many):
                planes[plane, each] |= lanes[each]


@inner
def add_losses(
    sums: NDArray[np.uint64],
    planes: NDArray[np.uint64],
    carry: NDArray[np.uint64],
    alive: NDArray[np.uint64],
    many: int,
) -> None:
    """Add losses to the sums; whose run over can not reach enough."""
    carry[:] = 0
    for plane in range(PLANES):
        for each in range(many):
            one, other = sums[plane, each], planes[plane, each]
            half = one ^ other
            sums[plane, each] = half ^ carry[each]
            carry[each] = (one & other) | (half & carry[each])
    for each in range(many):
        alive[each] &= ~carry[each]


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


@inner
def scan_row(
    task: Task,
    scratch: Scratch,
    i: Whole,
    undecided: bool,
    floor: Whole,
    keys: Integers,
    places: Integers,
) -> int:
    """Scan one mentee: the best words of mentors first; 64 mentors at a time, and then, rule by
    rule, only those that can still reach what is kept."""
    count = order_words(task, scratch, least_points(floor, task.cost))
    if not count:
        return 0
    look_up_areas(task, scratch, i, count)
    look_up_losses(task, scratch, i)
    look_up_far(task, scratch)
    if floor <= NO_FLOOR:
        floor = first_floor(task, scratch, i, undecided, floor, count, keys, places)
    found, at = 0, 0
    while at < count:
        least = least_points(floor, task.cost)
        at, held = hold(task, scratch, least, least, at, count)
        found = settle(task, scratch, i, undecided, floor, held, found, keys, places)
        if found == len(keys):
            floor = max(floor, keys[0])
    return found


@inner
def first_floor(
    task: Task,
    scratch: Scratch,
    i: Whole,
    undecided: bool,
    floor: Whole,
    count: int,
    keys: Integers,
    places: Integers,
) -> np.int64:
    """Find a floor that as many pairs reach as are kept, among the best by tables and by bits.
    Returns the floor as it was where there are too few."""
    many = min(count, TILE, count // SHARE + 2)
    for each in range(many):
        scratch.chosen[each] = scratch.ranked[each]
    top = scratch.most[scratch.ranked[0]] + scratch.tail[0]
    least = top - (np.int64(FULL) << scratch.grain[0])
    left = within_reach(task, scratch, many, least)
    least += lost_by_few(scratch, left, SEVERAL * len(keys)) << scratch.grain[0]
    _, held = hold(task, scratch, least, NO_FLOOR, 0, many)
    found = settle(task, scratch, i, undecided, floor, held, 0, keys, places)
    return np.int64(max(floor, keys[0])) if found == len(keys) else np.int64(floor)


@inner
def lost_by_few(scratch: Scratch, many: int, few: Whole) -> np.int64:
    """Return the largest number that so few of the mentors looked at may still lose, or a little
    more: their sums, from the highest binary place down."""
    alive, sums, spare = scratch.alive, scratch.sums, np.int64(0)
    for plane in range(PLANES - 1, -1, -1):
        better = np.int64(0)
        for each in range(many):
            better += ones(alive[each] & ~sums[plane, each])
        for each in range(many):
            alive[each] &= ~sums[plane, each] if better >= few else sums[plane, each]
        if better >= few:
            spare += np.int64(1) << plane
        else:
            few -= better
    return spare


@inner
def hold(
    task: Task, scratch: Scratch, least: Whole, enough: Whole, at: int, count: int
) -> tuple[int, int]:
    """Hold mentors who may reach enough, with their points by tables, from words in order.

    least: what decides for the 64 of a word, by their sums. enough: what decides for each of them,
    with the area they are in. They are held with what they lose by distance there taken off.
    Returns at which word to go on, and how many are held.
    """
    shelf, who, got, held = task.shelf, scratch.who, scratch.got, 0
    while at < count and held < MANY:
        many = 0
        while at < count and many < TILE:
            scratch.chosen[many] = scratch.ranked[at]
            many += scratch.most[scratch.ranked[at]] + scratch.tail[0] >= least
            at += 1
        many = within_reach(task, scratch, many, least)
        for each in range(many):
            word, alive = scratch.chosen[each], scratch.alive[each]
            part = shelf.part_at[word]
            while alive:
                lane = ones((alive & (~alive + np.uint64(1))) - np.uint64(1))
                alive &= alive - np.uint64(1)
                j = np.int64(64) * word + lane
                while j >= shelf.part_from[part + 1]:
                    part += 1
                base, area = scratch.base[shelf.part_bin[part]], shelf.area[j]
                most = base - shelf.cheap[shelf.part_from[part]] + scratch.tail[0]
                lost = sum_of(scratch.sums, each, lane) - begins_at(most, least, scratch.grain[0])
                reach = base - shelf.cheap[j] + scratch.tail[0] - scratch.beyond[area]
                who[held], got[held] = j, base - shelf.cheap[j] - scratch.away[area]
                held += reach - (lost << scratch.grain[0]) >= enough
    return at, held


@inner
def sum_of(sums: NDArray[np.uint64], each: int, lane: Whole) -> np.int64:
    """Read one mentor's sum: a bit from each plane."""
    found = np.int64(0)
    for plane in range(PLANES):
        found |= np.int64((sums[plane, each] >> np.uint64(lane)) & np.uint64(1)) << plane
    return found


@inner
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


@inner
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


@inner
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
    for place in range(len(task.shelf.rules)):
        held = look_closer(task, scratch, i, least_points(floor, task.cost), place, held)
    who, got, rest = scratch.who, scratch.got, scratch.tail[len(task.shelf.rules)]
    least, spot, cheap = least_points(floor, task.cost), task.shelf.spot, task.shelf.cheap
    for at in range(held):
        j = who[at]
        if got[at] + rest < least:
            continue
        so_far = got[at] + scratch.away[task.shelf.area[j]]
        points = points_of(task, scratch, so_far, i, j, undecided)
        if points < least:
            continue
        key, who_is = key_of(task, points + cheap[j], i, j), spot[j, WHO]
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


@pasted
def points_of(
    task: Task, scratch: Scratch, points: np.int64, i: Whole, j: Whole, undecided: bool
) -> np.int64:
    """Add to the points by a mentor's bin and bits what no table of the mentee's holds."""
    mentees, mentors, sheet, spot = task.mentees, task.mentors, task.sheet, task.shelf.spot
    if undecided:
        for table in range(TABLES):
            code = mentors.codes[j, table]
            if scratch.local[table, code] == NONE:
                points += mentors.neutral[j, table] * sheet.weights[table]
                points -= scratch.upper[table, code]
    if sheet.weights[DISTANCE]:
        level, flags = np.int64(OPEN), spot[j, FLAGS]
        if mentees.by[i, DISTANCE] and flags & 1:
            if flags & 2 and mentees.placed[i]:
                away = np.int64(0)
                for axis in range(3):
                    away += (mentees.grid[i, axis] - spot[j, axis]) ** 2
                level = by_kilometres(sheet, away)
            else:
                level = np.int64(sheet.regions[mentees.region[i], mentors.region[j]])
        if level == OPEN:
            level = np.int64(mentees.neutral[i, DISTANCE])
        if level == OPEN:
            level = spot[j, NEAR]
        points += level * sheet.weights[DISTANCE]
    if sheet.weights[TABLES + TRAITS]:
        points += worth(mentees, mentors, sheet, TABLES + TRAITS, i, j)
    return points


@pasted
def key_of(task: Task, points: np.int64, i: Whole, j: Whole) -> np.int64:
    """Return the key of a pair with so many points."""
    spot = task.shelf.spot
    mark = mixed(task.mentees.mark[i]) + np.uint64(spot[j, MARK])
    hashed = np.int64(mixed(mark) >> HASH_BITS) * task.cost.hashes >> TIE_BITS
    return np.int64(fold(points, task.cost) - hashed - spot[j, PRICE])
