"""The best set of mentor and mentee pairs there is, proven best, with reasons.

Two levels: `match` (people and rules in, pairs and reasons out) and `assign` (a matrix of scores
in, pairs and prices out). Everything else here is what they take or give.
"""

import typing as _typing
from importlib import import_module as _import_module

if _typing.TYPE_CHECKING:
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

_HOMES = {
    "_assign": ("assign",),
    "_certificate": ("verify",),
    "_crowd": ("Choices", "Crowd", "Lists"),
    "_free_text": ("Near", "Themes"),
    "_groups": ("Group", "Groups", "groups"),
    "_match": ("Layers", "match", "prepare"),
    "_peers": ("OddSet", "PeerPair", "Peers", "peers"),
    "_rolling": ("Arrival", "Begun", "Rolled", "simulate"),
    "_scale": ("CrowdMatching", "Pace", "estimate", "match_crowds"),
    "_sentences": ("Sentences",),
    "_what_if": ("WhatIf",),
    "_words": ("must_in_words",),
}
"""Which file has which names; all others are in `_model`. A file is read when a name of it is first
asked for: a match of some hundred people needs few, and who only makes people needs no solver."""


def __getattr__(name: str) -> _typing.Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((file for file, names in _HOMES.items() if name in names), "_model")
    found = globals()[name] = getattr(_import_module(f"{__name__}.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
