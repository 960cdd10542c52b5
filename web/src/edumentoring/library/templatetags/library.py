"""Words of the zone as its pages show them."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

register = template.Library()
MARK = re.compile(r"\[\^([\w-]+)\]")


@register.simple_tag(takes_context=True)
def with_sources(context: template.Context, text: Any) -> SafeString:
    """Rich text, in which each [^name] is a link to the source of that name."""
    page = context.get("page")
    keys = [block.value["key"] for block in getattr(page, "sources", ())]

    def link(found: re.Match[str]) -> str:
        if found[1] not in keys:
            return ""
        number = keys.index(found[1]) + 1
        return format_html(
            '<a class="source-mark" href="#source-{}">'
            '<span class="visually-hidden">{}</span>{}</a>',
            number,
            _("Source "),
            number,
        )

    html = expand_db_html(getattr(text, "source", str(text)))
    return mark_safe(MARK.sub(link, html))  # noqa: S308 - Wagtail keeps only what it knows
