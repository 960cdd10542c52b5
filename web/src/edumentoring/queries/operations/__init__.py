"""Everything that changes a conversation."""

from edumentoring.queries.operations.answering import (
    add_note,
    reply_to_query,
    take_back_reply,
)
from edumentoring.queries.operations.asking import ask, write_again
from edumentoring.queries.operations.saving import (
    change_answer,
    copy_answers,
    remove_answer,
    save_answer,
)
from edumentoring.queries.operations.settling import (
    close_answered,
    give_to,
    mark_as_real,
    settle,
)

__all__ = [
    "add_note",
    "ask",
    "change_answer",
    "close_answered",
    "copy_answers",
    "give_to",
    "mark_as_real",
    "remove_answer",
    "reply_to_query",
    "save_answer",
    "settle",
    "take_back_reply",
    "write_again",
]
