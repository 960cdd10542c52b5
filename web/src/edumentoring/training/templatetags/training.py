"""How this room's pages write hours."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def hours(amount: Decimal | None) -> str:
    """ "1.5" for 1.50, "2" for 2.00, and nothing for none."""
    return "" if amount is None else f"{amount.normalize():f}"
