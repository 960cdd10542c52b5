"""Asking others in, opening goals to them, and what they do together."""

from edumentoring.circle.operations.asking import agree, answer, end, invite, take_back
from edumentoring.circle.operations.by_the_clock import end_what_is_over
from edumentoring.circle.operations.filling import (
    begin_sheet,
    drop_removed_sheets,
    remove_sheet,
    restore_sheet,
    save_sheet,
)
from edumentoring.circle.operations.following import follow_pair, keep_apart
from edumentoring.circle.operations.knocking import (
    answer_knock,
    close_door,
    knock,
    offer_door,
    take_back_knock,
    thank,
)
from edumentoring.circle.operations.observing import (
    agree_to_be_observed,
    begin_observation,
    call_off,
    compare,
    keep_record,
)
from edumentoring.circle.operations.opening import open_things, take_back_opened
from edumentoring.circle.operations.reviewing import begin_review, keep_part, sign
from edumentoring.circle.operations.supervising import (
    add_own_line,
    add_talk,
    ask_for_supervision,
    end_supervision,
    keep_page,
    remove_own_line,
)

__all__ = [
    "add_own_line",
    "add_talk",
    "agree",
    "agree_to_be_observed",
    "answer",
    "answer_knock",
    "ask_for_supervision",
    "begin_observation",
    "begin_review",
    "begin_sheet",
    "call_off",
    "close_door",
    "compare",
    "drop_removed_sheets",
    "end",
    "end_supervision",
    "end_what_is_over",
    "follow_pair",
    "invite",
    "keep_apart",
    "keep_page",
    "keep_part",
    "keep_record",
    "knock",
    "offer_door",
    "open_things",
    "remove_own_line",
    "remove_sheet",
    "restore_sheet",
    "save_sheet",
    "sign",
    "take_back",
    "take_back_knock",
    "take_back_opened",
    "thank",
]
