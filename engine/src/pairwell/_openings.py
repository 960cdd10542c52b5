"""What a flow leaves open: the pairs that mentees could take up instead, asked again and again.

Where most pairs are eligible they stand in a table, and asking is a sum and a minimum of rows;
where few are, only those few are looked up. Both give the same labels to the last digit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from pairwell._model import Integers
from pairwell._solve import Flags, Flow, Problem

FAR = np.int64(2**62)
NEAR_FAR = np.int64(2**61)
SAFE = 2**58
"""Points a table may hold: what they add up to along a path stays well on this side of FAR."""
SPARSE = 4
"""A table may have so many cells for each eligible pair."""
CELLS = 1 << 16  # looked at in one go: what is written down meanwhile stays in the cache


class Openings(ABC):
    """Open pairs, worth a score each. The pair of somebody who wants one mentor counts as open."""

    def __init__(self, problem: Problem, flow: Flow, score: Integers) -> None:
        self.problem, self.flow, self.score = problem, flow, score

    @abstractmethod
    def lower(self, by_column: Integers, by_row: Integers, rows: Integers) -> None:
        """Lower the labels of mentors, in place, to what these mentees reach them for."""

    @abstractmethod
    def over(self, mentee: Integers, mentor: Integers) -> int:
        """Add up by how much open pairs are worth more than their two prices."""

    @abstractmethod
    def best(self, mentor: Integers, rows: Integers) -> Integers:
        """Return the most each of these mentees gets from an open pair over its mentor's price."""


def openings(problem: Problem, flow: Flow, score: Integers) -> Openings:
    """Choose by how many pairs are eligible."""
    reach = max(int(score.max(initial=0)), -int(score.min(initial=0)))
    if mostly_eligible(problem) and reach < SAFE:
        return Table(problem, flow, score)
    return Listed(problem, flow, score)


def mostly_eligible(problem: Problem) -> bool:
    """Say whether a table of all pairs takes no more room than the list of the eligible ones."""
    rows, columns = problem.shape
    return rows * columns <= SPARSE * len(problem.row)


def open_arcs(problem: Problem, flow: Flow) -> Flags:
    """Flag the pairs that could still be taken up, and those taken by who wants one mentor."""
    found = np.ones(len(problem.row), bool)
    found[shut_arcs(problem, flow)] = False
    return found


def shut_arcs(problem: Problem, flow: Flow) -> Integers:
    """Return the pairs taken by who wants more than one mentor, and never the same one twice."""
    found: Integers = flow.taken[(problem.demand() != 1)[problem.row[flow.taken]]]
    return found


def open_table(problem: Problem, flow: Flow, score: Integers) -> Integers:
    """Return what each mentee loses by an open pair (less than nothing), FAR where it is not."""
    table = np.full(problem.shape, FAR)
    flat = table.reshape(-1)
    flat[problem.cell] = -score
    flat[problem.cell[shut_arcs(problem, flow)]] = FAR
    return table


class Table(Openings):
    """Open pairs as a table."""

    def __init__(self, problem: Problem, flow: Flow, score: Integers) -> None:
        super().__init__(problem, flow, score)
        self.table = open_table(problem, flow, score)
        self.step = max(CELLS // max(problem.shape[1], 1), 1)

    def lower(self, by_column: Integers, by_row: Integers, rows: Integers) -> None:
        """Lower the labels of mentors."""
        everybody = len(rows) == len(self.table)
        for start in range(0, len(rows), self.step):
            part = slice(start, start + self.step)
            lost = self.table[part] if everybody else self.table[rows[part]]
            low = (by_row[rows[part], None] + lost).min(axis=0)
            np.minimum(by_column, low, out=by_column, where=low < NEAR_FAR)

    def over(self, mentee: Integers, mentor: Integers) -> int:
        """Add up what passes the prices."""
        found = 0
        for start in range(0, len(self.table), self.step):
            part = slice(start, start + self.step)
            price = mentee[part, None] + mentor
            price += self.table[part]
            found -= int(np.minimum(price, 0, out=price).sum())
        return found

    def best(self, mentor: Integers, rows: Integers) -> Integers:
        """Return the most over the mentors' prices."""
        least = (self.table[rows] + mentor).min(axis=1, initial=FAR)
        return np.where(least < NEAR_FAR, -least, np.iinfo(np.int64).min)


class Listed(Openings):
    """Open pairs as a list, sorted by mentee."""

    def __init__(self, problem: Problem, flow: Flow, score: Integers) -> None:
        super().__init__(problem, flow, score)
        self.row, self.column = problem.row, problem.column
        self.keep = open_arcs(problem, flow)
        self.starts = np.searchsorted(problem.row, np.arange(problem.shape[0] + 1))

    def arcs_of(self, rows: Integers) -> Integers:
        """Return the open pairs of some mentees. Few fall in a late round: it must not look at
        them all."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        if not len(ends):
            return ends
        arcs = np.arange(ends[-1]) + np.repeat(self.starts[rows] - (ends - counts), counts)
        found: Integers = arcs[self.keep[arcs]]
        return found

    def lower(self, by_column: Integers, by_row: Integers, rows: Integers) -> None:
        """Lower the labels of mentors."""
        arcs = self.arcs_of(rows)
        np.minimum.at(by_column, self.column[arcs], by_row[self.row[arcs]] - self.score[arcs])

    def over(self, mentee: Integers, mentor: Integers) -> int:
        """Add up what passes the prices."""
        more = self.score - mentee[self.row] - mentor[self.column]
        return int(np.maximum(more[self.keep], 0).sum())

    def best(self, mentor: Integers, rows: Integers) -> Integers:
        """Return the most over the mentors' prices."""
        arcs = self.arcs_of(rows)
        found = np.full(len(self.starts) - 1, np.iinfo(np.int64).min)
        np.maximum.at(found, self.row[arcs], self.score[arcs] - mentor[self.column[arcs]])
        most: Integers = found[rows]
        return most
