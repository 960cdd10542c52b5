"""What people and coordinators do in the network."""

from edumentoring.network.operations.asking import (
    answer,
    ask,
    judge,
    mark_helpful,
    report,
    take_back,
)
from edumentoring.network.operations.calling import choose_telling, tell_mentors
from edumentoring.network.operations.grouping import (
    close_group,
    join,
    leave,
    open_group,
    set_meeting,
    suggest_group,
)
from edumentoring.network.operations.listing import block, choose_listing, unblock
from edumentoring.network.operations.looking_after import remove, restore, settle_reports
from edumentoring.network.operations.telling import tell_of_messages
from edumentoring.network.operations.writing import (
    close,
    open_again,
    share_email,
    write,
    write_first,
)

__all__ = [
    "answer",
    "ask",
    "block",
    "choose_listing",
    "choose_telling",
    "close",
    "close_group",
    "join",
    "judge",
    "leave",
    "mark_helpful",
    "open_again",
    "open_group",
    "remove",
    "report",
    "restore",
    "set_meeting",
    "settle_reports",
    "share_email",
    "suggest_group",
    "take_back",
    "tell_mentors",
    "tell_of_messages",
    "unblock",
    "write",
    "write_first",
]
