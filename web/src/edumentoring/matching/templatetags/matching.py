"""`{% load matching %}`: the one thing a template cannot do with a dictionary."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(things: Mapping[Any, Any], key: Any) -> Any:
    """What a dictionary holds under a key, or nothing."""
    return things.get(key, "")
