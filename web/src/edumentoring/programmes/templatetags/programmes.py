"""`{% load programmes %}`: how a line of the list says what it says."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from edumentoring.programmes.filing import split_name
from edumentoring.programmes.list_columns import Column, standing
from edumentoring.programmes.models import Participant

register = template.Library()


@register.filter
def filed(name: str) -> SafeString:
    """A name as a list reads it: the words it is ordered by first, and bold."""
    family, given = split_name(name)
    if not given:
        return format_html("<b>{}</b>", family)
    return format_html("<b>{}</b>, {}", family, given)


@register.filter
def may_change(column: Column, person: Participant) -> bool:
    """Only mentors have places to change."""
    return column.editable != "capacity" or person.is_mentor


@register.simple_tag
def says(column: Column, person: Participant) -> Any:
    """What a cell shows: a shape with its word for the status, a dash for nothing."""
    if column.key == "status":
        how = standing(person)
        return render_to_string("design/status.html", {"shape": how.shape, "word": how.word})
    if column.key == "joined":
        return date_format(person.signed_up_at, "j M Y")
    words = column.says(person)
    return "–" if words in ("", None) else words
