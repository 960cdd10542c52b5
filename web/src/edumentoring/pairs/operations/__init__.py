"""What happens between two people: introduced, answered, agreed or let go."""

from edumentoring.pairs.operations.answering import NOT_NOW, YES, answer, end_pair
from edumentoring.pairs.operations.by_the_clock import (
    ask_once_more,
    note_who_was_told,
    send_off_held,
)
from edumentoring.pairs.operations.drafting import Drafts, NewPair, write_introductions
from edumentoring.pairs.operations.introducing import (
    HOLD,
    introduce,
    take_back,
    tell_unmatched,
)
from edumentoring.pairs.operations.leaving import end_what_was_left, follower
from edumentoring.pairs.operations.signs import note_sign

__all__ = [
    "HOLD",
    "NOT_NOW",
    "YES",
    "Drafts",
    "NewPair",
    "answer",
    "ask_once_more",
    "end_pair",
    "end_what_was_left",
    "follower",
    "introduce",
    "note_sign",
    "note_who_was_told",
    "send_off_held",
    "take_back",
    "tell_unmatched",
    "write_introductions",
]
