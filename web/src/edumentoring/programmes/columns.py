"""The columns of a participant that may be changed, and how a new value is read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Participant
from edumentoring.programmes.questions import read_number
from edumentoring.programmes.vocabulary import REGIONS, STAGES
from edumentoring.schools.models import Organisation

LABELS: dict[str, Any] = {
    "name": _("Name"),
    "email": _("E-mail"),
    "is_mentor": _("Mentor"),
    "is_mentee": _("Mentee"),
    "stage": _("Career stage"),
    "role_title": _("Role"),
    "years": _("Years in teaching"),
    "school": _("School"),
    "school_text": _("School, as typed"),
    "region": _("Region"),
    "capacity": _("Places"),
    "demand": _("Mentors asked for"),
    "priority": _("Priority"),
    "is_trained": _("Trained as a mentor"),
    "state": _("Taking part"),
    "note": _("Note"),
    "signed_up_at": _("Signed up"),
}

CHOICES: dict[str, dict[str, str | Promise]] = {
    "stage": {term.id: term.label for term in STAGES},
    "region": {term.id: term.label for term in REGIONS},
    "state": dict(Participant.State.choices),
}

# These belong to the person's account, which other programmes may share.
OF_THE_PERSON = ("name", "email")


def _words(limit: int) -> Callable[[str, Any], str]:
    def read(_column: str, value: Any) -> str:
        return str(value or "").replace("\0", "").strip()[:limit]

    return read


def _choice(column: str, value: Any) -> str:
    written = str(value or "")
    known = {"", *CHOICES[column]} if column != "state" else CHOICES[column]
    if written not in known:
        raise Refused(
            _("“%(value)s” cannot be used for “%(label)s”. Choose one of the list.")
            % {"value": written, "label": LABELS[column]}
        )
    return written


def _number(column: str, value: Any) -> int:
    return read_number(column, LABELS[column], value)


def _years(column: str, value: Any) -> int | None:
    return None if value in (None, "") else _number(column, value)


def _truth(_column: str, value: Any) -> bool:
    return bool(value)


def _school(_column: str, value: Any) -> int | None:
    """A register entry's primary key; takes the entry itself too."""
    if value in (None, ""):
        return None
    pk = value.pk if isinstance(value, Organisation) else int(value)
    if not Organisation.objects.filter(pk=pk).exists():
        raise Refused(_("That school is not in the register. Search for it again."))
    return pk


def _moment(_column: str, value: Any) -> str:
    moment = value if isinstance(value, datetime) else parse_datetime(str(value))
    if moment is None or moment.tzinfo is None:
        raise Refused(_("The sign-up time “%s” cannot be read.") % value)
    return moment.isoformat()


READERS: dict[str, Callable[[str, Any], Any]] = {
    "is_mentor": _truth,
    "is_mentee": _truth,
    "stage": _choice,
    "role_title": _words(150),
    "years": _years,
    "school": _school,
    "school_text": _words(200),
    "region": _choice,
    "capacity": _number,
    "demand": _number,
    "priority": _number,
    "is_trained": _truth,
    "state": _choice,
    "note": _words(10_000),
    "signed_up_at": _moment,
}


def read(column: str, value: Any) -> Any:
    """The value as it is kept in history (plain JSON). Raises Refused when it cannot be."""
    return READERS[column](column, value)


def current(participant: Participant, column: str) -> Any:
    """What the column holds, in the same plain form as `read` gives."""
    if column in OF_THE_PERSON:
        return getattr(participant.user, column)
    if column == "school":
        return participant.school_id
    value = getattr(participant, column)
    return value.isoformat() if isinstance(value, datetime) else value


def put(participant: Participant, column: str, value: Any) -> None:
    """Set the column from its plain form; the caller saves."""
    if column == "school":
        participant.school = Organisation.objects.get(pk=value) if value else None
    elif column == "signed_up_at":
        participant.signed_up_at = datetime.fromisoformat(value)
    else:
        setattr(participant, column, value)


def in_words(column: str, value: Any) -> str:
    """A plain value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return now("Yes") if value else now("No")
    if column == "school":
        school = Organisation.objects.filter(pk=value).first()
        return str(school) if school else now("a school no longer listed")
    if column in CHOICES:
        return str(CHOICES[column].get(value, value))
    return str(value)
