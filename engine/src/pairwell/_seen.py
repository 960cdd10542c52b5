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
    """bound: by mentee. prices: by mentor, of the last look. cut: where a look under way found more
    than could be kept."""

    bound: Integers
    prices: Integers
    cut: Integers

    @classmethod
    def first(cls, found: Found, prices: Integers) -> Seen:
        """Take what a first look at all pairs has found."""
        nothing = np.full(len(found.counts), NOTHING, np.int64)
        return cls(lowest(found, nothing), prices, nothing)

    def unsure(
        self, mentee: Integers, mentor: Integers, offering: Integers
    ) -> Iterator[tuple[Integers, Integers | None]]:
        """Say which mentees must be looked at with which mentors (None: all of them), so that
        afterwards nothing unlisted is known to be worth more than mentee + mentor.

        Few mentors that fell by much are looked at by many; the rest by few.
        """
        fell = (self.prices - mentor)[offering]
        order = np.argsort(-fell, kind="stable")
        room = mentee - self.bound
        least = np.sort(room)
        choices = []
        for share in SHARES:
            many = int(share * len(order))
            limit = fell[order[many]] if many < len(order) else NOTHING
            rows = int(np.searchsorted(least, limit))
            some = int(np.searchsorted(least, fell[order[0]])) - rows if many else 0
            choices.append((rows * len(order) + some * many, many, limit))
        if not choices or not len(order):
            return
        _, many, limit = min(choices)
        self.cut = np.full(len(mentee), NOTHING, np.int64)
        rows = np.flatnonzero(room < limit)
        if len(rows):
            yield rows, None
        some = np.flatnonzero((room >= limit) & (room < fell[order[0]]))
        if many and len(some):
            yield some, np.sort(offering[order[:many]])

    def note(self, at: Integers, found: Found) -> None:
        """Note where more was found than could be kept."""
        self.cut[at] = lowest(found, self.cut[at])

    def done(self, mentee: Integers, mentor: Integers) -> None:
        """End a look: what is unlisted is worth at most its prices, or what was cut off."""
        self.bound, self.prices = np.maximum(mentee, self.cut), mentor


def lowest(found: Found, otherwise: Integers) -> Integers:
    """Return the least that was kept, where there was no room for more."""
    most = found.keys.shape[1]
    return np.where(found.counts == most, found.keys[:, most - 1], otherwise)
