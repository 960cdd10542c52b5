"""Changes to a newsletter, its readers, and what is sent to them."""

from edumentoring.newsletter.operations.founding import (
    change_newsletter,
    keep_segment,
    remove_segment,
    start_newsletter,
)
from edumentoring.newsletter.operations.issuing import send_issue, send_test
from edumentoring.newsletter.operations.listing import bring_in, read_list
from edumentoring.newsletter.operations.rating import comment, rate
from edumentoring.newsletter.operations.returning import copy_came_back, write_again
from edumentoring.newsletter.operations.sending import (
    FOUR_EYES_ABOVE,
    approve,
    ask_to_send,
    begin_due,
    decide,
    go_on,
    pause,
    queue_what_began,
    stop_sending,
    take_back,
)
from edumentoring.newsletter.operations.subscribing import (
    ask_to_subscribe,
    choose,
    confirm,
    follow_people,
    forget_unanswered,
    stop,
    subscribe_participant,
)
from edumentoring.newsletter.operations.thanking import thank_mentors
from edumentoring.newsletter.operations.visiting import count_visit

__all__ = [
    "FOUR_EYES_ABOVE",
    "approve",
    "ask_to_send",
    "ask_to_subscribe",
    "begin_due",
    "bring_in",
    "change_newsletter",
    "choose",
    "comment",
    "confirm",
    "copy_came_back",
    "count_visit",
    "decide",
    "follow_people",
    "forget_unanswered",
    "go_on",
    "keep_segment",
    "pause",
    "queue_what_began",
    "rate",
    "read_list",
    "remove_segment",
    "send_issue",
    "send_test",
    "start_newsletter",
    "stop",
    "stop_sending",
    "subscribe_participant",
    "take_back",
    "thank_mentors",
    "write_again",
]
