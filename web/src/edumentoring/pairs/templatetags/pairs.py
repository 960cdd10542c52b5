"""`{% load pairs %}`: letters as people read them, and another room's section."""

from django import template
from django.template import Context
from django.template.loader import get_template

from edumentoring.common import open_letters
from edumentoring.common.models import Letter
from edumentoring.pairs.openable import readers_of
from edumentoring.pairs.portrait import listed
from edumentoring.pairs.sections import Section

register = template.Library()


@register.filter
def open_subject(letter: Letter) -> str:
    """The letter's subject, where the desk may read it."""
    return open_letters.subject_of(letter)


@register.simple_tag
def who_reads(kind: str, key: object, *others: str) -> str:
    """Who reads a thing beside its reader: `others`, and whomever it was opened to; "" for nobody.

    One question to the database, so it stands once on a page.
    """
    opened_to = (reader.name for reader in readers_of(kind, key))
    return listed([*filter(None, others), *opened_to])


@register.simple_tag(takes_context=True)
def show_section(context: Context, section: Section) -> str:
    """What another room shows here, with `context` as it handed it in.

    `{% include %}` cannot give a template a variable of that name.
    """
    with context.push({"context": section.context, "section": section}):
        drawn = get_template(section.template).template  # type: ignore[attr-defined]
        return str(drawn.render(context))
