"""What is done with the handbook, announcements, policies and the model of teaching."""

from edumentoring.provider.operations.announcing import (
    archive,
    change_announcement,
    mark_read,
    reply,
    send,
    take_back,
    write_announcement,
)
from edumentoring.provider.operations.handbook import (
    acknowledge,
    change_document,
    new_edition,
    publish_document,
    remind,
    remove_document,
    restore_document,
)
from edumentoring.provider.operations.partners import (
    add_partner,
    choose_events_rule,
    end_partner,
    restore_partner,
)
from edumentoring.provider.operations.policies import keep_policy, remove_policy, restore_policy
from edumentoring.provider.operations.teaching import (
    change_element,
    decide,
    keep_element,
    move_element,
    remove_element,
    restore_element,
    suggest,
    tag,
)

__all__ = [
    "acknowledge",
    "add_partner",
    "archive",
    "change_announcement",
    "change_document",
    "change_element",
    "choose_events_rule",
    "decide",
    "end_partner",
    "keep_element",
    "keep_policy",
    "mark_read",
    "move_element",
    "new_edition",
    "publish_document",
    "remind",
    "remove_document",
    "remove_element",
    "remove_policy",
    "reply",
    "restore_document",
    "restore_element",
    "restore_partner",
    "restore_policy",
    "send",
    "suggest",
    "tag",
    "take_back",
    "write_announcement",
]
