"""How this room writes hours, and says what was done."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def plain(hours: Decimal) -> str:
    """For example "1.5" for 1.50, and "2" for 2.00."""
    return f"{hours.normalize():f}"


def in_words(hours: Decimal) -> str:
    """For example "1 hour" or "1.5 hours"."""
    return _("1 hour") if hours == 1 else _("%s hours") % plain(hours)


def saved_words(told: int) -> str:
    """Said when an event was changed, to whoever changed it."""
    words = ngettext(
        "Saved. %d person gets a letter with the new entry.",
        "Saved. %d people get a letter with the new entry.",
        told,
    )
    return words % told if told else _("Saved. Nobody needed to be told.")
