"""Where stories are used, as the rooms above say it.

Every showing asks `Story.objects.usable_in(place)` for itself, and so shows nothing that was taken
back. What a room keeps besides, such as a drawn page or a line in a search index, it empties when
it is told to. In an upper room:

    # newsletter/apps.py
    def ready(self) -> None:
        from edumentoring.newsletter.used import empty, sent
        from edumentoring.stories import uses

        uses.add(uses.Use(empty=empty, sent=sent))

`empty(story)` is called when a story may have stopped being usable somewhere, or reads otherwise
than before: drop what is kept of it unless `usable_in` still has it. It may be called twice.
`sent(story)` tells of letters that are out and cannot be called back.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from edumentoring.stories.models import Story

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """So many letters with the story went out on this day."""

    on: date
    letters: int


@dataclass(frozen=True, kw_only=True)
class Use:
    """What one room does about a story that was taken back or changed."""

    empty: Callable[[Story], None]
    sent: Callable[[Story], Iterable[Sent]] | None = None


_uses: list[Use] = []


def add(use: Use) -> Use:
    """Hand in what a room does. Handing in the same twice counts once."""
    if use not in _uses:
        _uses.append(use)
    return use


def sent(story: Story) -> list[Sent]:
    """Mail with the story that cannot be called back, the earliest first. A room that cannot say
    keeps nobody from taking a story back."""
    found: list[Sent] = []
    for use in _uses:
        try:
            with transaction.atomic():
                found += use.sent(story) if use.sent else []
        except Exception:
            logger.exception("Who was sent story %s is not known.", story.pk)
    return sorted(found, key=lambda each: each.on)


def empty_copies(story: Story) -> bool:
    """Let every room drop its copies. A room that fails keeps no other from it, and the story is
    marked so that the clock tries again: the showing itself has stopped already."""
    done = True
    for use in _uses:
        try:
            with transaction.atomic():
                use.empty(story)
        except Exception:
            logger.exception("A copy of story %s could not be emptied.", story.pk)
            done = False
    Story.objects.filter(pk=story.pk).update(has_copies=not done)
    return done
