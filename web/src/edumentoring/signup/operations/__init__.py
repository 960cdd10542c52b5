"""Every change of a sign-up: written, sent, taken in by the clock, confirmed.

For the rooms above and beside: nothing here is theirs to call but `take_in_sign_ups`, which
the clock runs, and which makes what was sent into people.
"""

from edumentoring.signup.operations.by_the_clock import forget_drafts, remind
from edumentoring.signup.operations.confirming import (
    confirm_sign_up,
    take_in_by_hand,
    write_again,
)
from edumentoring.signup.operations.drafting import (
    GRACE,
    AlreadySent,
    begin_draft,
    keep_answers,
    keep_consents,
    keep_person,
    keep_typed,
    keep_ways,
    may_still_be_sent,
    send_draft,
    send_link_to_come_back,
    send_whole,
)
from edumentoring.signup.operations.taking_in import take_in_sign_ups, try_again

__all__ = [
    "GRACE",
    "AlreadySent",
    "begin_draft",
    "confirm_sign_up",
    "forget_drafts",
    "keep_answers",
    "keep_consents",
    "keep_person",
    "keep_typed",
    "keep_ways",
    "may_still_be_sent",
    "remind",
    "send_draft",
    "send_link_to_come_back",
    "send_whole",
    "take_in_by_hand",
    "take_in_sign_ups",
    "try_again",
    "write_again",
]
