"""Everything that changes a story, what is allowed, and talks about it.

For the rooms above: `withdraw` takes a story away from everywhere; what they keep of it they
empty through `uses.py`.
"""

from edumentoring.stories.operations.allowing import (
    Allowed,
    allow,
    by_the_clock,
    remove,
    withdraw,
)
from edumentoring.stories.operations.deciding import (
    add_note,
    decline,
    look_after,
    make_ready,
    publish,
    take_down,
    themes_in,
    word_themes,
)
from edumentoring.stories.operations.talking import (
    book,
    cancel_talk,
    move_talk,
    offer_slot,
    remove_slot,
)
from edumentoring.stories.operations.telling import (
    Words,
    confirm,
    drop_unconfirmed,
    save_draft,
    tell,
    tell_from_outside,
)
from edumentoring.stories.operations.wording import accept, propose, refuse, suggest

__all__ = [
    "Allowed",
    "Words",
    "accept",
    "add_note",
    "allow",
    "book",
    "by_the_clock",
    "cancel_talk",
    "confirm",
    "decline",
    "drop_unconfirmed",
    "look_after",
    "make_ready",
    "move_talk",
    "offer_slot",
    "propose",
    "publish",
    "refuse",
    "remove",
    "remove_slot",
    "save_draft",
    "suggest",
    "take_down",
    "tell",
    "tell_from_outside",
    "themes_in",
    "withdraw",
    "word_themes",
]
