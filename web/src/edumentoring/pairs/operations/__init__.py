"""What happens between two people: introduced, answered, agreed or let go."""

from edumentoring.pairs.operations.agreeing import call_it_fine, suggest_agreement
from edumentoring.pairs.operations.answering import NOT_NOW, YES, answer, end_pair
from edumentoring.pairs.operations.breaks import pause_pair, resume_pair, resume_who_is_due
from edumentoring.pairs.operations.by_the_clock import (
    ask_once_more,
    note_who_was_told,
    send_off_held,
)
from edumentoring.pairs.operations.course import note_first_meeting
from edumentoring.pairs.operations.drafting import Drafts, NewPair, write_introductions
from edumentoring.pairs.operations.feeling import forget_feeling, keep_feeling
from edumentoring.pairs.operations.handing import bring_along, hand_over
from edumentoring.pairs.operations.introducing import (
    HOLD,
    introduce,
    let_go,
    take_back,
    tell_unmatched,
)
from edumentoring.pairs.operations.leaving import end_what_was_left, follower
from edumentoring.pairs.operations.moving import locked, move, set_state
from edumentoring.pairs.operations.next_steps import become_mentor, choose_next
from edumentoring.pairs.operations.not_met import take_back_first_meeting
from edumentoring.pairs.operations.parting import (
    ask_for_a_word,
    ask_for_another,
    ask_to_hand_over,
    finish_pair,
    go_on,
    say_farewell,
    settle_wish,
    wish_to_go_on,
)
from edumentoring.pairs.operations.planning import (
    do_planned_ends,
    plan_ends,
    plan_hand_over,
    take_back_ends,
    was_planned,
)
from edumentoring.pairs.operations.quiet import (
    answer_check_in,
    ask_after_quiet_pairs,
    part_who_asked,
)
from edumentoring.pairs.operations.signs import note_sign

__all__ = [
    "HOLD",
    "NOT_NOW",
    "YES",
    "Drafts",
    "NewPair",
    "answer",
    "answer_check_in",
    "ask_after_quiet_pairs",
    "ask_for_a_word",
    "ask_for_another",
    "ask_once_more",
    "ask_to_hand_over",
    "become_mentor",
    "bring_along",
    "call_it_fine",
    "choose_next",
    "do_planned_ends",
    "end_pair",
    "end_what_was_left",
    "finish_pair",
    "follower",
    "forget_feeling",
    "go_on",
    "hand_over",
    "introduce",
    "keep_feeling",
    "let_go",
    "locked",
    "move",
    "note_first_meeting",
    "note_sign",
    "note_who_was_told",
    "part_who_asked",
    "pause_pair",
    "plan_ends",
    "plan_hand_over",
    "resume_pair",
    "resume_who_is_due",
    "say_farewell",
    "send_off_held",
    "set_state",
    "settle_wish",
    "suggest_agreement",
    "take_back",
    "take_back_ends",
    "take_back_first_meeting",
    "tell_unmatched",
    "was_planned",
    "wish_to_go_on",
    "write_introductions",
]
