"""What earlier looks at pairs have shown, so that the next one leaves out what cannot matter.

A look at some prices leaves each mentee with a bound: whatever is not listed is worth at most that
over its mentor's price of then. At other prices only those pairs can matter whose mentor has
become cheaper by more than the mentee's bound lies below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pairwell._model import Integers
from pairwell._scan import NOTHING, Found

SHARES = (0.0, 0.002, 0.01, 0.03, 0.1, 0.25)
"""Of mentors looked at by everybody, so that the others need not be."""


@dataclass
class Seen:
    """bound: by mentee. prices: by mentor, of the last look. after: bounds as they will be when a
    look under way has ended."""

    bound: Integers
    prices: Integers
    after: Integers

    @classmethod
    def first(cls, found: Found, prices: Integers, floors: Integers) -> Seen:
        """Take what a first look at all pairs has found, from some floors up."""
        bound = lowest(found, floors - 1)
        return cls(bound, prices, bound)

    def unsure(
        self, mentee: Integers, mentor: Integers, offering: Integers
    ) -> Iterator[tuple[Integers, Integers | None]]:
        """Say which mentees must be looked at with which mentors (None: all of them), so that
        afterwards nothing unlisted is known to be worth more than mentee + mentor.

        Few mentors that fell by much are looked at by many; the rest by few.
        """
        if not len(offering):
            return
        fell = (self.prices - mentor)[offering]
        order = np.argsort(-fell, kind="stable")
        room = mentee - self.bound
        many = fewest(fell[order], np.sort(room))
        limit, most = (fell[order[place]] for place in (many, 0))
        self.after = self.risen(most)
        with_all = np.flatnonzero(room < limit)
        if len(with_all):
            self.after[with_all] = NOTHING
            yield with_all, None
        with_some = np.flatnonzero((room >= limit) & (room < most))
        if len(with_some):
            self.after[with_some] = self.risen(limit)[with_some]
            yield with_some, np.sort(offering[order[:many]])

    def risen(self, fell: Integers) -> Integers:
        """Return what bounds become where no mentor has become cheaper by more than this."""
        return np.where(self.bound == NOTHING, NOTHING, self.bound + fell)

    def note(self, at: Integers, found: Found, floors: Integers) -> None:
        """Note what was found from some floors up, and where more was than could be kept."""
        self.after[at] = np.maximum(self.after[at], lowest(found, floors - 1))

    def done(self, mentor: Integers) -> None:
        """End a look."""
        self.bound, self.prices = self.after, mentor


def fewest(fell: Integers, room: Integers) -> int:
    """Choose how many mentors everybody looks at, so that the fewest pairs are looked at in all.

    fell: highest first. room: lowest first, what a price must fall by to matter to a mentee.
    """
    choices = []
    for many in sorted({int(share * len(fell)) for share in SHARES}):
        with_all = int(np.searchsorted(room, fell[many]))
        with_some = int(np.searchsorted(room, fell[0])) - with_all
        choices.append((with_all * len(fell) + with_some * many, many))
    return min(choices)[1]


def lowest(found: Found, otherwise: Integers) -> Integers:
    """Return the least that was kept, where there was no room for more."""
    most = found.keys.shape[1]
    return np.where(found.counts == most, found.keys[:, most - 1], otherwise)
