"""The best set of mentor and mentee pairs there is, proven best, with reasons.

Two levels: `match` (people and rules in, pairs and reasons out) and `assign` (a matrix of scores
in, pairs and prices out). Everything else here is what they take or give.
"""

from pairwell._assign import assign
from pairwell._certificate import verify
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
from pairwell._words import must_in_words

__all__ = [
    "Alternative",
    "Assignment",
    "BadInput",
    "Comparison",
    "CostOfChoice",
    "IdleMentor",
    "Layers",
    "MatchedPair",
    "Matching",
    "Mentee",
    "Mentor",
    "Move",
    "Musts",
    "OptionCost",
    "PairwellError",
    "Proof",
    "Reason",
    "Recruit",
    "Refusal",
    "Relaxation",
    "Rules",
    "Scored",
    "Settings",
    "Unmatched",
    "Weights",
    "assign",
    "match",
    "must_in_words",
    "prepare",
    "verify",
]
