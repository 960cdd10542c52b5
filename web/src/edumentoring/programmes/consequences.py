"""What a change would mean, said before it is saved."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.beyond import beyond_limits
from edumentoring.programmes.models import Participant

# What a match leans on, and what nobody but the desk works with.
MATCHED = frozenset(
    {"stage", "years", "phases", "subjects", "contexts", "demand", "priority", "is_trained"}
    | {"helps_wanted", "helps_offered", "topics_wanted", "topics_offered", "availability"}
    | {"wishes", "musts", "contact", "max_km", "school"}
)
OF_THE_DESK = frozenset({"tags", "note"})


def consequence(person: Participant, column: str, value: Any) -> str:
    """A sentence about giving this column this value, or nothing worth saying."""
    if column == "capacity":
        return _of_capacity(person, value)
    if column == "state":
        return _of_state(person, str(value))
    if column == "region" and str(value) != person.region:
        return _("The next proposal will use the new region. Pairs there are now stay.")
    if column in MATCHED:
        return _("The next proposal will use it. Pairs there are now stay.")
    if column in OF_THE_DESK:
        return _("Only coordinators work with it.")
    return ""


def _of_capacity(person: Participant, value: Any) -> str:
    offered = ngettext(
        "%(person)s offered %(places)d place",
        "%(person)s offered %(places)d places",
        person.capacity,
    )
    has = ngettext("and has %(now)d person.", "and has %(now)d people.", person.mentees_now)
    said = f"{offered} {has}" % {
        "person": person.user.first_name,
        "places": person.capacity,
        "now": person.mentees_now,
    }
    if not str(value).isdecimal() or len(str(value)) > 4 or int(value) == person.capacity:
        return said
    free = int(value) - person.mentees_now
    if free < 0:
        return said + " " + _("End a pair before you lower it that far.")
    if free == 0:
        return said + " " + _("With %s, there is no room left.") % str(value)
    left = ngettext(
        "With %(value)s, there is room for %(free)d more.",
        "With %(value)s, there is room for %(free)d more.",
        free,
    )
    return f"{said} {left % {'value': value, 'free': free}}"


def _of_state(person: Participant, value: str) -> str:
    if value == person.state:
        return ""
    pairs = person.mentees_now + person.mentors_now
    if value == Participant.State.IN:
        beyond = beyond_limits(person.programme, [(person, value)])
        return f"{_('The next proposal will include them.')} {beyond}".strip()
    if pairs:
        return _("They will not be matched again for now. Their pairs stay until you end them.")
    return _("They will not be matched until you bring them back.")
