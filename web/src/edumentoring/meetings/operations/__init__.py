"""What happens to meetings: suggested, agreed, moved, called off, and told of afterwards."""

from edumentoring.meetings.operations.agenda import (
    add_guide,
    add_item,
    bring_back_item,
    remove_item,
)
from edumentoring.meetings.operations.answering import accept, leave_as_it_was, say_not_these
from edumentoring.meetings.operations.calendar_answers import take_calendar_answer
from edumentoring.meetings.operations.calendars import keep_calendar, make_new_address
from edumentoring.meetings.operations.changing import call_off, change_details
from edumentoring.meetings.operations.following import call_off_all, follow
from edumentoring.meetings.operations.proposing import Details, propose, suggest_other_times
from edumentoring.meetings.operations.series import (
    accept_series,
    call_off_series,
    decline_series,
    invite_to_coming,
    propose_series,
)
from edumentoring.meetings.operations.teaching import (
    bring_back_taught,
    change_taught,
    keep_taught,
    remove_batch,
    remove_taught,
)
from edumentoring.meetings.operations.telling import Told, record_meeting, tell_how_it_went

__all__ = [
    "Details",
    "Told",
    "accept",
    "accept_series",
    "add_guide",
    "add_item",
    "bring_back_item",
    "bring_back_taught",
    "call_off",
    "call_off_all",
    "call_off_series",
    "change_details",
    "change_taught",
    "decline_series",
    "follow",
    "invite_to_coming",
    "keep_calendar",
    "keep_taught",
    "leave_as_it_was",
    "make_new_address",
    "propose",
    "propose_series",
    "record_meeting",
    "remove_batch",
    "remove_item",
    "remove_taught",
    "say_not_these",
    "suggest_other_times",
    "take_calendar_answer",
    "tell_how_it_went",
]
