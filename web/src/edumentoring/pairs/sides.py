"""A pair as one of the two meets it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


@dataclass(frozen=True)
class Side:
    """One person's side of a pair: who they are in it, and who the other is."""

    pair: Pair
    me: Participant
    other: Participant

    @property
    def role(self) -> str:
        """ "mentor" or "mentee": what I am here."""
        return self.pair.role_of(self.me)

    @property
    def is_mentor(self) -> bool:
        return self.role == "mentor"

    @property
    def is_mentee(self) -> bool:
        return self.role == "mentee"

    @property
    def other_name(self) -> str:
        """What the other is called."""
        return self.other.user.first_name

    @property
    def may_write(self) -> bool:
        """Whether these pages may be written in; after the end they can still be read."""
        return self.pair.is_together

    @property
    def zone(self) -> ZoneInfo:
        """Where this programme's clocks are."""
        return ZoneInfo(self.pair.programme.time_zone)


def side_of(pair: Pair, participant: Participant) -> Side:
    """`participant` must be one of the two."""
    return Side(pair, me=participant, other=pair.other(participant))
