"""How this room's pages write hours."""

from decimal import Decimal

from django import template

from edumentoring.training import wording

register = template.Library()


@register.filter
def hours(amount: Decimal | None) -> str:
    """ "1.5" for 1.50, "2" for 2.00, and nothing for none."""
    return "" if amount is None else wording.plain(amount)


@register.filter
def in_hours(amount: Decimal) -> str:
    """ "1 hour", "1.5 hours"."""
    return wording.in_words(amount)
