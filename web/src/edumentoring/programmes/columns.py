"""The columns of a participant that may be changed, and how a new value is read."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.design.times import day_and_clock
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
    "trained_until": _("Trained until"),
    "is_verified": _("Verified"),
    "tags": _("Tags"),
    "paused_until": _("Paused until"),
    "joined_into": _("Joined with"),
    "state": _("Taking part"),
    "note": _("Note from the sheet"),
    "signed_up_at": _("Signed up"),
}

CHOICES: dict[str, dict[str, str | Promise]] = {
    "stage": {term.id: term.label for term in STAGES},
    "region": {term.id: term.label for term in REGIONS},
    "state": dict(Participant.State.choices),
}

DAYS = ("trained_until", "paused_until")

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


def _day(column: str, value: Any) -> str | None:
    """A day as ISO words; takes "1/9/2026" too, day first."""
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value.isoformat()
    written = str(value).strip()
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", written):
        written = f"{found[3]}-{found[2]:>02}-{found[1]:>02}"
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise Refused(
            _("“%(value)s” is no date for “%(label)s”. Write it like 2026-09-01.")
            % {"value": value, "label": LABELS[column]}
        ) from None


MOST_TAGS, TAG_LETTERS = 30, 40


def read_tags(value: Any) -> list[str]:
    """Tags from a list, or from words with commas or semicolons between; each once, any case.

    A stroke or an equals sign would break the line that lists are filtered by.
    """
    entries = re.split(r"[,;\n]", value) if isinstance(value, str) else list(value or ())
    cleaned = (" ".join(re.sub(r"[|=,;\0]", " ", str(each)).split()) for each in entries)
    once = {tag.casefold(): tag[:TAG_LETTERS].strip() for tag in reversed(list(cleaned)) if tag}
    if len(once) > MOST_TAGS:
        raise Refused(_("Nobody can have more than %d tags. Take some away first.") % MOST_TAGS)
    return [once[key] for key in sorted(once)]


def _tags(_column: str, value: Any) -> list[str]:
    return read_tags(value)


def _somebody(_column: str, value: Any) -> int | None:
    return None if value in (None, "") else int(getattr(value, "pk", value))


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
    "trained_until": _day,
    "is_verified": _truth,
    "tags": _tags,
    "paused_until": _day,
    "joined_into": _somebody,
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
    if column == "joined_into":
        return participant.joined_into_id
    value = getattr(participant, column)
    return value.isoformat() if isinstance(value, date) else value


def put(participant: Participant, column: str, value: Any) -> None:
    """Set the column from its plain form; the caller saves."""
    if column == "school":
        participant.school = Organisation.objects.get(pk=value) if value else None
    elif column == "signed_up_at":
        participant.signed_up_at = datetime.fromisoformat(value)
    elif column in DAYS:
        setattr(participant, column, date.fromisoformat(value) if value else None)
    elif column == "joined_into":
        participant.joined_into_id = value
    else:
        setattr(participant, column, value)


def _somebody_in_words(value: int) -> str:
    return str(Participant.objects.select_related("user").filter(pk=value).first() or "")


def _school_in_words(value: int) -> str:
    school = Organisation.objects.filter(pk=value).first()
    return str(school) if school else now("a school no longer listed")


def _day_in_words(value: str) -> str:
    return date_format(date.fromisoformat(value), "j F Y")


def _moment_in_words(value: str) -> str:
    return day_and_clock(timezone.localtime(datetime.fromisoformat(value)))


SAYERS: dict[str, Callable[[Any], str]] = {
    "school": _school_in_words,
    "joined_into": _somebody_in_words,
    "tags": ", ".join,
    "signed_up_at": _moment_in_words,
    **dict.fromkeys(DAYS, _day_in_words),
}


def in_words(column: str, value: Any) -> str:
    """A plain value as a person reads it."""
    if value is None or value in ("", []):
        return ""
    if column in SAYERS:
        return SAYERS[column](value)
    if isinstance(value, bool):
        return now("Yes") if value else now("No")
    return str(CHOICES.get(column, {}).get(value, value))
