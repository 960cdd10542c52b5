"""`{% load matching %}`: what a template cannot do with a dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def at(things: Mapping[Any, Any], key: Any) -> Any:
    """What a dictionary holds under a key, or nothing."""
    return things.get(key, "")


@register.simple_tag
def two(row: Sequence[int], people: Mapping[int, Any]) -> str:
    """`{% two row people %}`: a pair of the board by both names, with no space after them."""
    mentor, mentee = people[row[0]], people[row[1]]
    return _("%(mentee)s and %(mentor)s") % {"mentee": mentee.name, "mentor": mentor.name}
