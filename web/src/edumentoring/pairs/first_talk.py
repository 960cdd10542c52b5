"""The first talk in four parts: the guide shows them, and they can go on the pair's list."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One part: what it is called, for how long, and what to ask."""

    title: str | Promise
    minutes: int
    words: str | Promise

    def __str__(self) -> str:
        """As one line of a list."""
        return f"{self.title}: {self.words}"


PARTS = (
    Part(_("Say hello"), 10, _("How did you come into teaching? What was good this week?")),
    Part(_("What for"), 10, _("What would make this worth your time? Say one thing each.")),
    Part(
        _("How"),
        5,
        _("How often, and by video, phone or in person? Who writes first if it goes quiet?"),
    ),
    Part(_("Next"), 5, _("Choose a date for the next talk before you say goodbye.")),
)
