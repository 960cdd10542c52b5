"""How this room writes hours."""

from decimal import Decimal

from django.utils.translation import gettext as _


def plain(hours: Decimal) -> str:
    """For example "1.5" for 1.50, and "2" for 2.00."""
    return f"{hours.normalize():f}"


def in_words(hours: Decimal) -> str:
    """For example "1 hour" or "1.5 hours"."""
    return _("1 hour") if hours == 1 else _("%s hours") % plain(hours)
