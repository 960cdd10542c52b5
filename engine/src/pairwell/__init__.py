"""The best set of mentor and mentee pairs there is, proven best, with reasons.

Two levels: `match` (people and rules in, pairs and reasons out) and `assign` (a matrix of scores
in, pairs and prices out). Everything else here is what they take or give.
"""

import typing as _typing
from importlib import import_module as _import_module

from pairwell._assign import assign
from pairwell._certificate import verify
from pairwell._free_text import Near, Themes
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
from pairwell._sentences import Sentences
from pairwell._what_if import WhatIf
from pairwell._words import must_in_words

if _typing.TYPE_CHECKING:
    from pairwell._crowd import Choices, Crowd, Lists
    from pairwell._groups import Group, Groups, groups
    from pairwell._peers import OddSet, PeerPair, Peers, peers
    from pairwell._rolling import Arrival, Begun, Rolled, simulate
    from pairwell._scale import CrowdMatching, Pace, estimate, match_crowds

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

_LATER = {
    "_crowd": ("Choices", "Crowd", "Lists"),
    "_groups": ("Group", "Groups", "groups"),
    "_peers": ("OddSet", "PeerPair", "Peers", "peers"),
    "_rolling": ("Arrival", "Begun", "Rolled", "simulate"),
    "_scale": ("CrowdMatching", "Pace", "estimate", "match_crowds"),
}
"""Names of files that a match of some hundred people never needs: read when first asked for."""


def __getattr__(name: str) -> _typing.Any:
    for file, names in _LATER.items():
        if name in names:
            module = _import_module(f"{__name__}.{file}")
            globals().update({each: getattr(module, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
