"""Everything in this room that has a rule."""

from edumentoring.training.operations.attending import (
    add_walk_in,
    mark,
    paste_attendance,
    rate,
    undo_marks,
)
from edumentoring.training.operations.booking import (
    book,
    book_as_guest,
    cancel_booking,
    confirm_guest,
    move_up,
)
from edumentoring.training.operations.by_the_clock import (
    drop_old_asks,
    drop_those_who_left,
    forget_guests,
    remind_of_tomorrow,
)
from edumentoring.training.operations.certifying import (
    bring_back_certificate,
    issue,
    revoke,
    show_certificate,
)
from edumentoring.training.operations.offering import change_held, offer, send_back
from edumentoring.training.operations.planning import (
    cancel_event,
    change_event,
    copy_event,
    plan,
    publish,
)
from edumentoring.training.operations.recording import (
    add_record,
    choose_proof,
    keep_pasted,
    remove_batch,
    remove_record,
    restore_record,
)
from edumentoring.training.operations.saying import say_skills

__all__ = [
    "add_record",
    "add_walk_in",
    "book",
    "book_as_guest",
    "bring_back_certificate",
    "cancel_booking",
    "cancel_event",
    "change_event",
    "change_held",
    "choose_proof",
    "confirm_guest",
    "copy_event",
    "drop_old_asks",
    "drop_those_who_left",
    "forget_guests",
    "issue",
    "keep_pasted",
    "mark",
    "move_up",
    "offer",
    "paste_attendance",
    "plan",
    "publish",
    "rate",
    "remind_of_tomorrow",
    "remove_batch",
    "remove_record",
    "restore_record",
    "revoke",
    "say_skills",
    "send_back",
    "show_certificate",
    "undo_marks",
]
