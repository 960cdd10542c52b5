"""What somebody does to look back, and what a programme sets for it."""

from edumentoring.rhythm.operations.early import answer_questions
from edumentoring.rhythm.operations.load import end_load, note_load
from edumentoring.rhythm.operations.own import (
    drop_feeling,
    drop_pulse,
    keep_feeling,
    keep_look_back,
    keep_pulse,
)
from edumentoring.rhythm.operations.reviews import (
    Answer,
    finish_review,
    keep_review,
    stop_sharing,
)
from edumentoring.rhythm.operations.times import set_times

__all__ = [
    "Answer",
    "answer_questions",
    "drop_feeling",
    "drop_pulse",
    "end_load",
    "finish_review",
    "keep_feeling",
    "keep_look_back",
    "keep_pulse",
    "keep_review",
    "note_load",
    "set_times",
    "stop_sharing",
]
