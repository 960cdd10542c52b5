"""`{% load outside %}`: a number of others to call, as a link that a telephone dials."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from edumentoring.common.outside import number_of

register = template.Library()


@register.simple_tag
def to_call(key: str) -> SafeString:
    """For example {% to_call "samaritans" %}."""
    found = number_of(key)
    return format_html('<a href="tel:{}">{}</a>', found.dialled, found.number)
