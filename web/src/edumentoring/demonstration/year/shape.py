"""What every part of the year is drawn from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

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
