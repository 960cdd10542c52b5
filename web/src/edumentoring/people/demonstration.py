"""The fictional people whom anyone may be, in demonstration mode only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Character:
    """One of them: the word in the form, the account, and what they can be used to see."""

    who: str
    email: str
    button: str | Promise
    words: str | Promise


CHARACTERS = (
    Character(
        "coordinator",
        "helen@demonstration.example",
        _("Sign in as the coordinator"),
        _("Runs the programme: brings in sign-ups, matches people and introduces them."),
    ),
    Character(
        "mentor",
        "mentor@demonstration.example",
        _("Sign in as a mentor"),
        _("Has offered time, and answers introductions."),
    ),
    Character(
        "mentee",
        "mentee@demonstration.example",
        _("Sign in as a mentee"),
        _("Has asked for a mentor, and answers introductions."),
    ),
    Character(
        "partner",
        "fiona@demonstration.example",
        _("Sign in as a partner"),
        _("Speaks for a trust whose people take part: reads figures, and plans events."),
    ),
)
