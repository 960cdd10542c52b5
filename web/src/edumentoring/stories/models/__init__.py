"""Stories, what their tellers allow, and times to talk about one."""

from edumentoring.stories.models.stories import (
    DECIDES,
    DeskNote,
    Kind,
    NameAs,
    Permission,
    Place,
    Story,
    StoryQuerySet,
    Telling,
    Theme,
)
from edumentoring.stories.models.talks import Slot, Talk

__all__ = [
    "DECIDES",
    "DeskNote",
    "Kind",
    "NameAs",
    "Permission",
    "Place",
    "Slot",
    "Story",
    "StoryQuerySet",
    "Talk",
    "Telling",
    "Theme",
]
