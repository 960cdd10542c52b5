"""Rolling rounds: people sign up through a year, and every so often the free places are filled.

Each round is the best there is for whoever waits that day; a year of best rounds is still not the
best year. The simulator shows what the rhythm of the rounds, and waiting for a better fit, cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pairwell._assign import pair_ties
from pairwell._candidates import solve
from pairwell._match import prepare
from pairwell._model import BadInput, Integers, Mentee, Mentor, Rules
from pairwell._score import Flags, points
from pairwell._solve import Problem

LONGEST_WAIT_RANKED = 8
"""Weeks. Whoever has waited longer comes first when places are short; beyond this all alike."""


@dataclass(frozen=True)
class Arrival:
    """Somebody who signs up on a day, the first of which is 0."""

    day: int
    person: Mentor | Mentee


@dataclass(frozen=True)
class Begun:
    """A pair begun in a round. waited: days since the mentee signed up."""

    day: int
    mentor_id: str
    mentee_id: str
    waited: int
    points: int
    fit: int


@dataclass(frozen=True)
class Rolled:
    """What came of a stretch of rolling rounds.

    waiting: mentees without a mentor on the last day. mean_wait: days, of those paired.
    wait_of_nine_in_ten: nine in ten of those paired waited no longer. worth: points less
    `a_day` for every day that anybody waited, those still waiting included.
    """

    rounds: int
    pairs: tuple[Begun, ...]
    waiting: tuple[str, ...]
    mean_wait: float
    wait_of_nine_in_ten: int
    mean_fit: float
    mean_points: float
    worth: int


def simulate(
    arrivals: Iterable[Arrival],
    *,
    every: int = 7,
    days: int = 365,
    lasts: int = 180,
    hope: int = 0,
    a_day: int = 0,
    rules: Rules | None = None,
) -> Rolled:
    """Hold a round every so many days, and say who waited how long for how good a pair.

    A pair lasts `lasts` days; then the mentor's place is free again. Everybody wants one mentor.
    hope: a mentee takes a pair at once only if it is as good as this many per cent of the mentors
    known by then; a_day: points that a day of waiting costs, by which the hope falls. With hope 0
    nobody waits for better. Points are measured with the whole year's answers, so that every
    rhythm is measured alike; who is eligible, free and known is as of the day.

    Raises BadInput for what cannot be read.
    """
    if every < 1 or days < 0 or lasts < 1 or not 0 <= hope <= 100 or a_day < 0:
        raise BadInput("every and lasts are at least 1, days and a_day at least 0, hope 0 to 100.")
    year = Year(arrivals, rules or Rules())
    rounds = 0
    for day in range(every - 1, days, every):
        rounds += 1
        year.hold_round(day, lasts, hope, a_day)
    return year.tell(rounds, days, a_day)


class Year:
    """Everybody of the year, and how far it has come. Rows are mentees, columns mentors."""

    def __init__(self, arrivals: Iterable[Arrival], rules: Rules) -> None:
        listed = list(arrivals)
        mentors = [each.person for each in listed if isinstance(each.person, Mentor)]
        mentees = [
            replace(each.person, demand=1, purposes=())
            for each in listed
            if isinstance(each.person, Mentee)
        ]
        self.layers = prepare(mentors, mentees, rules=rules)
        days = {(type(each.person), each.person.id): each.day for each in listed}
        self.since = np.array([days[Mentee, each.id] for each in self.layers.mentees], np.int64)
        self.from_day = np.array([days[Mentor, each.id] for each in self.layers.mentors], np.int64)
        bits, filled = self.layers.ready(rules.musts)
        self.allowed: Flags = bits == 0
        self.points = points(filled, self.layers.weighed(None), self.layers.table.shape)
        self.free = self.layers.capacity.copy()
        self.waiting = np.ones(len(mentees), bool)
        self.ending: dict[int, list[int]] = {}
        self.pairs: list[Begun] = []

    def hold_round(self, day: int, lasts: int, hope: int, a_day: int) -> None:
        """Pair whoever waits with whoever has room, as well as can be."""
        for over in [each for each in self.ending if each <= day]:
            np.add.at(self.free, self.ending.pop(over), 1)
        rows = np.flatnonzero(self.waiting & (self.since <= day))
        known = self.from_day <= day
        open_to = self.allowed[rows] & known[None, :]
        good = self.points[rows] >= self.wanted(rows, open_to, day, hope, a_day)[:, None]
        row, column = np.nonzero(open_to & good & (self.free > 0)[None, :])
        if not len(row):
            return
        weeks = np.minimum((day - self.since[rows]) // 7, LONGEST_WAIT_RANKED)
        mentees, mentors = self.layers.marks
        problem = Problem(
            shape=(len(rows), len(self.free)),
            row=row.astype(np.int32),
            column=column.astype(np.int32),
            score=self.points[rows[row], column],
            tie=pair_ties(rows[row], column, mentees, mentors),
            capacity=np.where(known, self.free, 0),
            unit_row=np.arange(len(rows)),
            unit_rank=np.unique(weeks, return_inverse=True)[1].astype(np.int64),
            unit_places=np.ones(len(rows), np.int64),
        )
        used = solve(problem).used
        for mentee, mentor in zip(rows[row[used]].tolist(), column[used].tolist(), strict=True):
            self.begin(day, mentee, mentor, lasts)

    def wanted(self, rows: Integers, open_to: Flags, day: int, hope: int, a_day: int) -> Integers:
        """Return the fewest points each mentee takes today."""
        least = np.full(len(rows), np.iinfo(np.int64).min)
        if not hope:
            return least
        for place, row in enumerate(rows.tolist()):
            known = np.sort(self.points[row, open_to[place]])
            if len(known):
                hoped = int(known[(len(known) - 1) * hope // 100])
                least[place] = hoped - a_day * (day - int(self.since[row]))
        return least

    def begin(self, day: int, row: int, column: int, lasts: int) -> None:
        """Begin a pair."""
        mentor, mentee = self.layers.mentors[column], self.layers.mentees[row]
        self.waiting[row] = False
        self.free[column] -= 1
        self.ending.setdefault(day + lasts, []).append(column)
        self.pairs.append(
            Begun(
                day,
                mentor.id,
                mentee.id,
                day - int(self.since[row]),
                int(self.points[row, column]),
                self.layers.fit(mentor.id, mentee.id),
            )
        )

    def tell(self, rounds: int, days: int, a_day: int) -> Rolled:
        """Add it all up."""
        waits = sorted(each.waited for each in self.pairs)
        count = max(len(waits), 1)
        left = np.flatnonzero(self.waiting & (self.since < days))
        waited = sum(waits) + int((days - self.since[left]).sum())
        points = sum(each.points for each in self.pairs)
        return Rolled(
            rounds=rounds,
            pairs=tuple(sorted(self.pairs, key=lambda each: (each.day, each.mentee_id))),
            waiting=tuple(self.layers.mentees[row].id for row in left.tolist()),
            mean_wait=sum(waits) / count,
            wait_of_nine_in_ten=waits[(len(waits) - 1) * 9 // 10] if waits else 0,
            mean_fit=sum(each.fit for each in self.pairs) / count,
            mean_points=points / count,
            worth=points - a_day * waited,
        )
