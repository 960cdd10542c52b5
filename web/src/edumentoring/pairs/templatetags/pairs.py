"""`{% load pairs %}`: a moment as people write it."""

from datetime import datetime

from django import template
from django.utils import timezone

from edumentoring.pairs.times import clock

register = template.Library()


@register.filter
def clock_time(moment: datetime) -> str:
    """For example "4.05 pm"."""
    return clock(timezone.localtime(moment))
