"""The fast scan: compiled, one mentee after the other, without pairs that cannot matter.

The only file that imports Numba, and it is itself imported only where Numba is installed. What it
finds is what `_scan.py` finds in plain NumPy, to the byte; and every result is checked with
`_rules.py`, because a bound that is wrong hides exactly the pairs that would show it.
"""

# A compiled loop is one long function: each call that hands a side over would cost more than it.
# ruff: noqa: C901, PLR0911, PLR0912, PLR0915, PLR0917, SIM102

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit as numba_njit
from numpy.typing import NDArray

OPEN = 255
TABLES, KINDS, RULES = 5, 6, 12
DISTANCE, TRAITS = 11, 5
COUNTED = 101
NONE = np.int32(-1)

njit: Any = numba_njit
uncounted: Any = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)
"""For functions that make no array: else every look at a side counts references to its arrays,
hundreds of nanoseconds in all."""


@uncounted
def ones(word):  # type: ignore[no-untyped-def]
    """Count the bits that are set; compilers know this pattern and make one instruction of it."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@uncounted
def shared(mentees, mentors, sheet, kind, i, j):  # type: ignore[no-untyped-def]
    """Count the bits of one kind that two people share."""
    count = np.int64(0)
    for word in range(sheet.bits_from[kind], sheet.bits_to[kind]):
        count += ones(mentees.masks[i, word] & mentors.masks[j, word])
    return count


@uncounted
def chord(mentees, mentors, i, j):  # type: ignore[no-untyped-def]
    """Return the squared distance on the grid."""
    x = mentees.grid[i, 0] - mentors.grid[j, 0]
    y = mentees.grid[i, 1] - mentors.grid[j, 1]
    z = mentees.grid[i, 2] - mentors.grid[j, 2]
    return x * x + y * y + z * z


@uncounted
def level(mentees, mentors, sheet, rule, i, j):  # type: ignore[no-untyped-def]
    """Return the level of one rule for one pair, OPEN where it is open."""
    if rule < TABLES:
        place = (
            sheet.table_at[rule]
            + mentees.codes[i, rule] * sheet.table_width[rule]
            + mentors.codes[j, rule]
        )
        return np.int64(sheet.levels[place])
    if not (mentees.by[i, rule] and mentors.by[j, rule]):
        return np.int64(OPEN)
    if rule == DISTANCE:
        if not (mentees.placed[i] and mentors.placed[j]):
            return np.int64(sheet.regions[mentees.region[i], mentors.region[j]])
        away, band = chord(mentees, mentors, i, j), 0
        while band < len(sheet.km_chords) and sheet.km_chords[band] < away:
            band += 1
        return sheet.km_levels[band]
    kind = rule - TABLES
    if kind == TRAITS and shared(mentees, mentors, sheet, 6, i, j) == 0:
        return np.int64(OPEN)
    return np.int64(sheet.lut[mentees.luts[i, kind], shared(mentees, mentors, sheet, kind, i, j)])


@uncounted
def worth(mentees, mentors, sheet, rule, i, j):  # type: ignore[no-untyped-def]
    """Return the points of one rule for one pair, open questions filled."""
    found = level(mentees, mentors, sheet, rule, i, j)
    if found == OPEN:
        found = np.int64(mentees.neutral[i, rule])
        if found == OPEN:
            found = np.int64(mentors.neutral[j, rule])
    return found * sheet.weights[rule]


@uncounted
def allowed(mentees, mentors, sheet, i, j):  # type: ignore[no-untyped-def]
    """Say whether the musts allow a pair, those about single people left out."""
    if mentees.off[i] or mentors.off[j]:
        return False
    insists = np.int64(mentees.insists[i] | mentors.insists[j])
    school = mentees.school[i] >= 0 and mentees.school[i] == mentors.school[j]
    if school and (sheet.musts[0] == 1 or insists & 1):
        return False
    if not school and sheet.musts[0] == 2:
        return False
    if mentees.trust[i] >= 0 and mentees.trust[i] == mentors.trust[j]:
        if sheet.musts[1] or insists & 2:
            return False
    for table in range(TABLES):
        stop = sheet.stops[
            sheet.table_at[table]
            + mentees.codes[i, table] * sheet.table_width[table]
            + mentors.codes[j, table]
        ]
        if stop & 1 or (stop & 2 and insists & sheet.insist[table]):
            return False
    if sheet.musts[2] or insists & 16:
        if mentees.slots[i] and mentors.slots[j]:
            if shared(mentees, mentors, sheet, 3, i, j) == 0:
                return False
    if sheet.musts[3] and mentees.contact[i] and mentors.contact[j]:
        ways = mentees.contact[i] & mentors.contact[j]
        if not ways & 1:
            if not ways & 2:
                return False
            if mentees.placed[i] and mentors.placed[j]:
                limit = min(mentees.reach[i], mentors.reach[j])
                if chord(mentees, mentors, i, j) > limit:
                    return False
    if sheet.musts[4]:
        alike = shared(mentees, mentors, sheet, 7, i, j)
        if shared(mentees, mentors, sheet, 8, i, j) > alike:
            return False
    return True


@uncounted
def listed(starts, columns, i, j):  # type: ignore[no-untyped-def]
    """Say whether a column is on a row's short sorted list."""
    low, high = starts[i], starts[i + 1]
    while low < high:
        middle = (low + high) // 2
        if columns[middle] < j:
            low = middle + 1
        else:
            high = middle
    return low < starts[i + 1] and columns[low] == j


@uncounted
def tally(mentees, mentors, sheet, starts, columns, rows, sample, wanted, by_row, counts):  # type: ignore[no-untyped-def]
    """Count the levels of every rule wanted, over eligible pairs of rows with a sample.

    by_row: whether columns are looked up by row (else the two sides are swapped in the lists).
    counts: rows x rules x levels.
    """
    for place in range(len(rows)):
        for other in sample:
            i, j = (rows[place], other) if by_row else (other, rows[place])
            if starts[i] < starts[i + 1] and listed(starts, columns, i, j):
                continue
            if not allowed(mentees, mentors, sheet, i, j):
                continue
            for which in range(len(wanted)):
                found = level(mentees, mentors, sheet, wanted[which], i, j)
                if found != OPEN:
                    counts[place, which, found] += 1


@uncounted
def score_pairs(mentees, mentors, sheet, rows, columns, points, open_to):  # type: ignore[no-untyped-def]
    """Score listed pairs, and say which the musts allow."""
    for place in range(len(rows)):
        i, j = rows[place], columns[place]
        total = np.int64(0)
        for rule in range(RULES):
            if sheet.weights[rule]:
                total += worth(mentees, mentors, sheet, rule, i, j)
        points[place] = total
        open_to[place] = allowed(mentees, mentors, sheet, i, j)


@uncounted
def mixed(value):  # type: ignore[no-untyped-def]
    """Scramble 64 bits (the finaliser of splitmix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


class Shelf(NamedTuple):
    """Mentors with a place, in groups that score alike by the tables.

    group_*: stretches of mentors with one subject code; bin_*: within them, with one code of
    phase and stage too. least: the lowest price in each. place: who each is, by id order.
    """

    group_bin: NDArray[np.int64]
    bin_at: NDArray[np.int64]
    bin_codes: NDArray[np.int32]
    place: NDArray[np.int64]


@uncounted
def lowest(shelf, prices, by_bin, by_group):  # type: ignore[no-untyped-def]
    """Find the lowest price in each bin and each group."""
    for group in range(len(shelf.group_bin) - 1):
        cheapest = np.int64(2**62)
        for each in range(shelf.group_bin[group], shelf.group_bin[group + 1]):
            least = np.int64(2**62)
            for j in range(shelf.bin_at[each], shelf.bin_at[each + 1]):
                least = min(least, prices[j])
            by_bin[each] = least
            cheapest = min(cheapest, least)
        by_group[group] = cheapest


@uncounted
def sift_down(keys, places, count):  # type: ignore[no-untyped-def]
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


@uncounted
def sift_up(keys, places, at):  # type: ignore[no-untyped-def]
    """Restore a heap after one was added at the end."""
    while at:
        above = (at - 1) // 2
        if keys[above] < keys[at] or (keys[above] == keys[at] and places[above] > places[at]):
            return
        keys[at], keys[above] = keys[above], keys[at]
        places[at], places[above] = places[above], places[at]
        at = above


@uncounted
def sort_down(reach, order):  # type: ignore[no-untyped-def]
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


@uncounted
def scan(  # type: ignore[no-untyped-def]
    mentees,
    mentors,
    sheet,
    shelf,
    starts,
    columns,
    prices,
    rows,
    floors,
    unit,
    step,
    hashes,
    knee,
    scratch,
    best,
    best_place,
    counts,
):
    """Find each row's best pairs: the highest keys above its floor.

    A key is objective x step - hash - price. mentors and prices stand in the shelf's order, and so
    do the places that are given back by id order. best: rows x most; counts: how many were found.
    """
    most = best.shape[1]
    groups = len(shelf.group_bin) - 1
    by_bin, by_group, reach, order, ceiling, top, tail, local = scratch
    lowest(shelf, prices, by_bin, by_group)
    for rule in range(RULES):
        for j in range(len(mentors.off)):
            if mentors.neutral[j, rule] != OPEN:
                ceiling[rule] = max(ceiling[rule], np.int64(mentors.neutral[j, rule]))
    sequence, used = sheet.sequence, len(sheet.sequence)
    for at in range(len(rows)):
        i = rows[at]
        counts[at] = 0
        if mentees.off[i]:
            continue
        floor = floors[at]
        found = 0
        keys, places = best[at], best_place[at]
        for table in range(TABLES):
            line = sheet.table_at[table] + mentees.codes[i, table] * sheet.table_width[table]
            top[table] = 0
            own = np.int64(mentees.neutral[i, table])
            for code in range(sheet.table_width[table]):
                value = np.int64(sheet.levels[line + code])
                if value == OPEN:
                    value = own
                if value == OPEN:
                    local[table, code] = NONE
                    value = ceiling[table]
                else:
                    local[table, code] = value * sheet.weights[table]
                top[table] = max(top[table], value * sheet.weights[table])
        tail[used] = 0
        for place in range(used - 1, -1, -1):
            rule = sequence[place]
            most_of = ceiling[rule]
            if rule < TABLES:
                gain = top[rule]
            else:
                if mentees.by[i, rule]:
                    own = np.int64(mentees.neutral[i, rule])
                    if own != OPEN:
                        most_of = own
                    if rule == DISTANCE:
                        most_of = max(most_of, np.int64(100))
                    else:
                        row = mentees.luts[i, rule - TABLES]
                        full = np.int64(0)
                        for word in range(
                            sheet.bits_from[rule - TABLES], sheet.bits_to[rule - TABLES]
                        ):
                            full += ones(mentees.masks[i, word])
                        full = min(full, sheet.lut.shape[1] - 1)
                        most_of = max(most_of, np.int64(sheet.lut[row, full]))
                gain = most_of * sheet.weights[rule]
            tail[place] = tail[place + 1] + gain
        mark = mixed(mentees.mark[i])
        for group in range(groups):
            subject = local[0, shelf.bin_codes[shelf.group_bin[group], 0]]
            points = np.int64(subject)
            if subject == NONE:
                points = ceiling[0] * sheet.weights[0]
            points += top[1] + top[2] + tail[0]
            points -= 3 * max(knee - points, 0)
            reach[group] = points // unit * step - by_group[group]
        sort_down(reach, order)
        limited = starts[i] < starts[i + 1]
        for group in order:
            if reach[group] < floor:
                break
            for each in range(shelf.group_bin[group], shelf.group_bin[group + 1]):
                base = np.int64(0)
                open_tables = False
                for table in range(3):
                    value = np.int64(local[table, shelf.bin_codes[each, table]])
                    if value == NONE:
                        open_tables = True
                        value = ceiling[table] * sheet.weights[table]
                    base += value
                points = base + tail[0]
                points -= 3 * max(knee - points, 0)
                if points // unit * step - by_bin[each] < floor:
                    continue
                if open_tables:
                    base = np.int64(0)
                for j in range(shelf.bin_at[each], shelf.bin_at[each + 1]):
                    points = base
                    if open_tables:
                        for table in range(3):
                            value = np.int64(local[table, shelf.bin_codes[each, table]])
                            if value == NONE:
                                value = mentors.neutral[j, table] * sheet.weights[table]
                            points += value
                    price = prices[j]
                    passed = True
                    for place in range(used):
                        rule = sequence[place]
                        if rule < TABLES:
                            value = np.int64(local[rule, mentors.codes[j, rule]])
                            if value == NONE:
                                value = mentors.neutral[j, rule] * sheet.weights[rule]
                            points += value
                        else:
                            points += worth(mentees, mentors, sheet, rule, i, j)
                        most_points = points + tail[place + 1]
                        most_points -= 3 * max(knee - most_points, 0)
                        if most_points // unit * step - price < floor:
                            passed = False
                            break
                    if not passed:
                        continue
                    points -= 3 * max(knee - points, 0)
                    tie = np.int64(mixed(mark + mentors.mark[j]) >> np.uint64(40))
                    key = points // unit * step - (tie * hashes >> 24) - price
                    if key < floor:
                        continue
                    who = shelf.place[j]
                    if found == most and (key < keys[0] or (key == keys[0] and who > places[0])):
                        continue
                    if limited and listed(starts, columns, i, who):
                        continue
                    if not allowed(mentees, mentors, sheet, i, j):
                        continue
                    if found < most:
                        keys[found], places[found] = key, who
                        sift_up(keys, places, found)
                        found += 1
                    else:
                        keys[0], places[0] = key, who
                        sift_down(keys, places, found)
                    if found == most:
                        floor = max(floor, keys[0])
        counts[at] = found
