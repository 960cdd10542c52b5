"""`{% load programmes %}`: how a line of the list says what it says."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from edumentoring.programmes.filing import split_name
from edumentoring.programmes.list_cells import Cell
from edumentoring.programmes.list_columns import Column, in_cell, standing
from edumentoring.programmes.models import Participant
from edumentoring.programmes.panels import Panel

register = template.Library()


@register.filter
def filed(name: str) -> SafeString:
    """A name as a list reads it: the words it is ordered by first, and bold."""
    family, given = split_name(name)
    if not given:
        return format_html("<b>{}</b>", family)
    return format_html("<b>{}</b>, {}", family, given)


@register.filter
def may_change(cell: Cell | None, person: Participant) -> bool:
    """Only mentors have places to change, and so on."""
    return cell is not None and cell.applies_to(person)


@register.filter
def cell_of(cells: Mapping[str, Cell], column: Column) -> Cell | None:
    """The cell that a column's words are changed in, if any."""
    return cells.get(column.editable)


@cache
def _status(shape: str, word: str) -> str:
    """The same few are drawn on every line of a long list."""
    return render_to_string("design/status.html", {"shape": shape, "word": word})


def _day_in_short(day: date) -> SafeString:
    """ "3 Oct 26": every line has one, and the list should fit its screen."""
    whole = date_format(day, "j F Y")
    short = date_format(day, "j M y")
    return format_html('<time datetime="{}" title="{}">{}</time>', day.isoformat(), whole, short)


@register.simple_tag
def says(column: Column, person: Participant) -> str:
    """What a cell shows: a shape with its word for the status, a dash for nothing."""
    if column.key == "status":
        how = standing(person)
        return _status(how.shape, str(how.word))
    if column.key == "joined":
        return _day_in_short(person.signed_up_at.date())
    return in_cell(column, person)


@register.simple_tag(takes_context=True)
def panel_of_room(context: template.RequestContext, panel: Panel) -> str:
    """A section that a room above hands in, drawn with its own context."""
    shared = {name: context[name] for name in ("programme", "seat", "powers")}
    request = context["request"]
    return render_to_string(panel.template, {**shared, **panel.context}, request=request)
