"""The best set of mentor and mentee pairs there is, proven best, with reasons.

Two levels: `match` (people and rules in, pairs and reasons out) and `assign` (a matrix of scores
in, pairs and prices out). Everything else here is what they take or give.
"""

from pairwell._assign import assign
from pairwell._certificate import verify
from pairwell._crowd import Choices, Crowd, Lists
from pairwell._free_text import Near, Themes
from pairwell._groups import Group, Groups, groups
from pairwell._match import Layers, match, prepare
from pairwell._model import (
    Alternative,
    Assignment,
    BadInput,
    Comparison,
    CostOfChoice,
    IdleMentor,
    MatchedPair,
    Matching,
    Mentee,
    Mentor,
    Move,
    Musts,
    OptionCost,
    PairwellError,
    Proof,
    Reason,
    Recruit,
    Refusal,
    Relaxation,
    Rules,
    Scored,
    Settings,
    Unmatched,
    Weights,
)
from pairwell._peers import OddSet, PeerPair, Peers, peers
from pairwell._rolling import Arrival, Begun, Rolled, simulate
from pairwell._scale import CrowdMatching, Pace, estimate, match_crowds
from pairwell._sentences import Sentences
from pairwell._what_if import WhatIf
from pairwell._words import must_in_words

__all__ = [
    "Alternative",
    "Arrival",
    "Assignment",
    "BadInput",
    "Begun",
    "Choices",
    "Comparison",
    "CostOfChoice",
    "Crowd",
    "CrowdMatching",
    "Group",
    "Groups",
    "IdleMentor",
    "Layers",
    "Lists",
    "MatchedPair",
    "Matching",
    "Mentee",
    "Mentor",
    "Move",
    "Musts",
    "Near",
    "OddSet",
    "OptionCost",
    "Pace",
    "PairwellError",
    "PeerPair",
    "Peers",
    "Proof",
    "Reason",
    "Recruit",
    "Refusal",
    "Relaxation",
    "Rolled",
    "Rules",
    "Scored",
    "Sentences",
    "Settings",
    "Themes",
    "Unmatched",
    "Weights",
    "WhatIf",
    "assign",
    "estimate",
    "groups",
    "match",
    "match_crowds",
    "must_in_words",
    "peers",
    "prepare",
    "simulate",
    "verify",
]
