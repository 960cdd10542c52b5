"""Stable pairs of a crowd: no two people would both rather have each other.

As `_stable.py`, without ever holding all pairs. Mentees ask down a list of their best pairs. Who
has come to its end looks again at all mentors: for those who would have them now, or, where these
are too many for one look, for the next best. A mentor who would not have somebody now never will
(Gale and Shapley 1962), so nothing is missed.
"""

from __future__ import annotations

from dataclasses import replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairwell._assign import pair_ties
from pairwell._model import Integers
from pairwell._scale_check import found_in, pairs_fit, rows_checked
from pairwell._scan import NOTHING
from pairwell._score import Flags
from pairwell._tiles import Listed, Remade, Tile, Tiles, in_parts

if TYPE_CHECKING:
    from pairwell._scale import CrowdMatching, Run, Special
    from pairwell._scan import Cost, Scanner
    from pairwell._search import Solution

MORE = 64
"""How many mentors who would have somebody fit into one look."""
END = np.int64(NOTHING)

Entry = tuple[int, int, int]
"""What a pair is worth, its hash turned round, and who: the larger, the better."""


def made_stable(
    run: Run, solution: Solution, cost: Cost, special: Special, best: CrowdMatching
) -> CrowdMatching:
    """Return the stable pairs beside the proof of the best ones. solution, best: most points."""
    asking = Asking(run, run.scanner(cost, run.apart(), run.room > 0), cost, special)
    pairs, keys = asking.settled()
    found = run.describe(solution._replace(pairs=pairs, keys=keys), cost, None)
    sound = best.proven and nobody_blocks(run, cost, pairs, keys)
    return replace(found, upper_bound=best.upper_bound, proven=sound)


class Asking:
    """Deferred acceptance. listed: each mentee's entries still to be asked, the best last.

    until: what the list of a mentee is whole down to, so that a longer one goes on from there;
    depth: how many pairs it was cut from. held: each mentor's entries, the worst first.
    """

    def __init__(self, run: Run, scanner: Scanner, cost: Cost, special: Special) -> None:
        self.run, self.scanner = run, scanner
        self.low = int(run.lowest(cost))
        self.marks = run.case.mentees.mark, run.case.mentors.mark
        count = len(run.wanted)
        self.wanting: list[int] = run.wanted.tolist()
        self.room: list[int] = run.room.tolist()
        self.listed: list[list[Entry]] = [[] for _ in range(count)]
        self.until = np.full(count, np.iinfo(np.int64).max)
        self.depth = np.full(count, max(run.pace.listed, 1))
        self.held: list[list[Entry]] = [[] for _ in self.room]
        self.special: dict[int, list[tuple[int, int]]] = {}
        keys = run.keys(special.pairs, special.objective, cost).tolist()
        for (row, column), key in zip(special.pairs.tolist(), keys, strict=True):
            self.special.setdefault(row, []).append((key, column))

    def settled(self) -> tuple[Integers, Integers]:
        """Ask until nobody is left who wants and may. Returns pairs, sorted, and their keys."""
        rows = np.flatnonzero(self.run.wanted > 0)
        self.list_best(rows)
        self.ask(rows)
        while len(rows := self.at_an_end()):
            self.list_best(self.list_willing(rows))
            self.ask(rows)
        found = sorted(
            (row, column, key)
            for column, entries in enumerate(self.held)
            for key, _, row in entries
        )
        table = np.array(found, np.int64).reshape(-1, 3)
        return np.ascontiguousarray(table[:, :2]), table[:, 2].copy()

    def at_an_end(self) -> Integers:
        """Return who still wants somebody, and has asked all on a list that is not whole."""
        return np.array(
            [
                row
                for row in np.flatnonzero(self.until > END).tolist()
                if self.wanting[row] and not self.listed[row]
            ],
            np.int64,
        )

    def list_best(self, rows: Integers) -> None:
        """List the best pairs below those asked; twice as many as the last time."""
        none = np.zeros(len(self.room), np.int64)
        depth = self.depth[rows]  # as it is now: it grows below, and nobody may be listed twice
        for most in np.unique(depth).tolist():
            some = rows[depth == most]
            floors = np.full(len(some), NOTHING + 1)
            found = self.scanner.best(some, none, floors, most, "listing the best pairs")
            for at, row in enumerate(some.tolist()):
                count = int(found.counts[at])
                keys = found.keys[at, :count]
                until = int(keys[-1]) if count == most else int(END)
                self.take(row, keys, found.columns[at, :count], until)
            self.depth[some] *= 2

    def list_willing(self, rows: Integers) -> Integers:
        """List every mentor who would have them now. Returns for whom these are too many."""
        prices = np.zeros(len(self.room), np.int64)
        for column, entries in enumerate(self.held):
            if entries and len(entries) == self.room[column]:
                prices[column] = entries[0][0] - self.low
        floors = np.full(len(rows), self.low)
        found = self.scanner.best(rows, prices, floors, MORE, "looking for who would have them")
        whole = found.counts < MORE
        for at in np.flatnonzero(whole).tolist():
            count = int(found.counts[at])
            columns = found.columns[at, :count]
            self.take(int(rows[at]), found.keys[at, :count] + prices[columns], columns, int(END))
        return rows[~whole]

    def take(self, row: int, keys: Integers, columns: NDArray[np.integer], until: int) -> None:
        """Put on a mentee's list what was found above `until`, and not asked before."""
        for key, column in self.special.get(row, ()):
            keys, columns = np.append(keys, key), np.append(columns, column)
        new = (keys > until) & (keys <= self.until[row])
        columns = columns[new].astype(np.int64)
        ties = pair_ties(np.full(len(columns), row), columns, *self.marks)
        self.listed[row] = sorted(
            zip(keys[new].tolist(), (-ties).tolist(), columns.tolist(), strict=True)
        )
        self.until[row] = until

    def ask(self, rows: Integers) -> None:
        """Let these ask down their lists, and whoever they put out."""
        waiting = rows.tolist()
        while waiting:
            row = waiting[-1]
            if not self.wanting[row] or not self.listed[row]:
                waiting.pop()
                continue
            key, tie, column = self.listed[row].pop()
            if not self.room[column]:
                continue
            heappush(self.held[column], (key, tie, row))
            self.wanting[row] -= 1
            if len(self.held[column]) > self.room[column]:
                let_go = heappop(self.held[column])[2]
                self.wanting[let_go] += 1
                waiting.append(let_go)


def nobody_blocks(run: Run, cost: Cost, pairs: Integers, keys: Integers) -> bool:
    """Say whether plain code agrees: every pair is allowed and has its points, nobody has too many,
    and of some mentees none, with any mentor, would both rather have each other."""
    people, rows = Remade(run), rows_checked(run)
    filled = np.bincount(pairs[:, 1], minlength=len(run.room))
    given = np.bincount(pairs[:, 0], minlength=len(run.wanted))
    if (filled > run.room).any() or (given > run.wanted).any():
        return False
    if not pairs_fit(run, people, pairs):
        return False
    ours = worst_of_each(pairs[:, 0], keys, given >= run.wanted)
    theirs = worst_of_each(pairs[:, 1], keys, filled >= run.room)
    for some in in_parts(run, rows):
        used = Listed(pairs, some)
        for tile in Tiles(run, people, cost, some):
            tile.open_to[used.inside(tile.part, tile.columns)] = False
            if rather_each_other(tile, cost, ours[some[slice(*tile.part)]], theirs[tile.columns]):
                return False
    return True


def rather_each_other(tile: Tile, cost: Cost, ours: Integers, theirs: Integers) -> bool:
    """Say whether two of a tile would, who have ours and theirs at worst."""
    row, column = found_in((tile.most > ours[:, None]) & (tile.most > theirs) & tile.open_to)
    worth = tile.worth(cost, row, column)
    return bool(((worth > ours[row]) & (worth > theirs[column])).any())


def worst_of_each(whose: Integers, keys: Integers, full: Flags) -> Integers:
    """Return what each one's worst pair is worth; less than anything where one more would do."""
    worst = np.full(len(full), np.iinfo(np.int64).max)
    np.minimum.at(worst, whose, keys)
    worst[~full] = NOTHING
    return worst
