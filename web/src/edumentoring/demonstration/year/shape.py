"""What every part of the year is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Programme


@dataclass(frozen=True)
class Year:
    """A programme's pairs with a year behind them, of which each room draws its part.

    `pairs` come with their people. Nothing but `drawn` and `now` may decide what is made, so
    that the same numbers draw the same year.
    """

    programme: Programme
    pairs: list[Pair]
    drawn: Random
    now: datetime
    decks: dict[str, list[Any]] = field(default_factory=dict)

    def deal[T](self, deck: str, things: Sequence[T]) -> T:
        """The next of these things from a shuffled deck: nothing comes again before all of it has
        been dealt, so that neighbours seldom say the same."""
        left = self.decks.setdefault(deck, [])
        if not left:
            left.extend(self.drawn.sample(things, len(things)))
        dealt: T = left.pop()
        return dealt

    @property
    def met(self) -> list[Pair]:
        """Those who have met at least once."""
        return [pair for pair in self.pairs if pair.started_at]

    def until(self, pair: Pair) -> datetime:
        """The last moment something can have happened in this pair."""
        return pair.ended_at or pair.paused_at or pair.last_sign_at or self.now

    def fortnights(self, pair: Pair) -> list[datetime]:
        """When they may have met: about every two weeks from their first meeting on."""
        if pair.started_at is None:
            return []
        days: list[datetime] = []
        at = pair.started_at
        while at <= self.until(pair):
            days.append(at)
            at += timedelta(days=self.drawn.choice((12, 14, 14, 15, 21)))
        return days
