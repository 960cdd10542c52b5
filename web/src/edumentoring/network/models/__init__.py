"""What the network keeps. Nobody is in it who did not say so."""

from edumentoring.network.models.groups import Group, Membership
from edumentoring.network.models.listing import Block, Listing, NotTold
from edumentoring.network.models.messages import Message, Thread
from edumentoring.network.models.questions import Answer, Helpful, Judgement, Question, Report

__all__ = [
    "Answer",
    "Block",
    "Group",
    "Helpful",
    "Judgement",
    "Listing",
    "Membership",
    "Message",
    "NotTold",
    "Question",
    "Report",
    "Thread",
]
