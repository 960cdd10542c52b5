"""Whether a coordinator agrees before people see what a partner plans.

Kept with the programme's rules, so that a copied programme asks as the first one did.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme

KEY = "partner_events"


class EventsRule(models.TextChoices):
    ASK = "ask", _("Once one of us has agreed")
    AT_ONCE = "at_once", _("At once")


def events_rule_of(programme: Programme) -> EventsRule:
    """One of the desk agrees, where nobody chose."""
    chosen = programme.rules.get(KEY, EventsRule.ASK)
    return EventsRule(chosen) if chosen in EventsRule.values else EventsRule.ASK


def is_seen_at_once(programme: Programme) -> bool:
    return events_rule_of(programme) == EventsRule.AT_ONCE
