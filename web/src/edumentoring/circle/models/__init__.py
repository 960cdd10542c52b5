"""Others around a pair: who was asked to help, what they may read, and what they do together."""

from edumentoring.circle.models.asking import Asked
from edumentoring.circle.models.doors import Door, DropIn
from edumentoring.circle.models.members import Member, Opened
from edumentoring.circle.models.observing import Observation, Record
from edumentoring.circle.models.reviews import TeamPart, TeamReview
from edumentoring.circle.models.sheets import TalkSheet
from edumentoring.circle.models.supervising import OwnLine, Supervision, Talk

__all__ = [
    "Asked",
    "Door",
    "DropIn",
    "Member",
    "Observation",
    "Opened",
    "OwnLine",
    "Record",
    "Supervision",
    "Talk",
    "TalkSheet",
    "TeamPart",
    "TeamReview",
]
