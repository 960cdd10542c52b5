"""`{% load reach %}`: the few things this room's templates cannot count."""

from collections.abc import Mapping

from django import template

from edumentoring.reach.audiences import Source

register = template.Library()


@register.filter
def number_of(numbers: Mapping[Source, int], source: Source) -> int:
    """The number a source has on this page."""
    return numbers[source]
