"""Resources from a sheet: all of its rows, or none and what is wrong with each."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from edumentoring.library.models import Resource, Zone
from edumentoring.library.topics import AUDIENCES, PHASES, TOPICS, keys_in
from edumentoring.people import operations as people
from edumentoring.people.models import User

NEEDED = ("title", "kind", "topics", "note")
KNOWN = (
    *NEEDED,
    *("author", "year", "publisher", "pages", "minutes", "phases", "subjects", "audience"),
    *("licence", "url"),
)
MOST = 2000


@dataclass(frozen=True)
class Fault:
    """What is wrong in which row, and what to write."""

    row: int
    words: str


def bring_in(text: str, zone: Zone, *, by: User) -> tuple[int, list[Fault]]:
    """Make a resource of each row, or bring one of the same title up to date. All, or none."""
    rows, faults = _rows(text)
    found = []
    for number, row in rows:
        resource = _resource(row, zone)
        try:
            resource.full_clean(exclude=["key"], validate_unique=False)
        except ValidationError as error:
            faults += [
                Fault(number, f"{name}: {' '.join(words)}")
                for name, words in error.message_dict.items()
            ]
        found.append(resource)
    if faults or not found:
        return 0, faults or [Fault(1, _("There is no row below the headings."))]
    with transaction.atomic():
        for resource in found:
            resource.key = resource.key or _free_key(resource.title)
            resource.save()
        people.record(
            "bring_in_resources",
            zone,
            by=by,
            summary=f"Brought in {people.counted(len(found), 'resource')}",
        )
    return len(found), []


def _rows(text: str) -> tuple[list[tuple[int, Mapping[str, str]]], list[Fault]]:
    first = text.splitlines()[0] if text.strip() else ""
    divider = max("\t;,", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=divider)
    names = [(name or "").strip().casefold() for name in reader.fieldnames or []]
    faults = list(_faults_of(names))
    if faults:
        return [], faults
    reader.fieldnames = names
    rows: list[tuple[int, Mapping[str, str]]] = [
        (reader.line_num, {name: (row.get(name) or "").strip() for name in names})
        for row in reader
        if any((value or "").strip() for value in row.values() if not isinstance(value, list))
    ]
    if len(rows) > MOST:
        return [], [
            Fault(
                1,
                _("At most %(most)d rows at once, and here are %(rows)d.")
                % {"most": MOST, "rows": len(rows)},
            )
        ]
    return rows, []


def _faults_of(names: list[str]) -> Iterator[Fault]:
    if missing := [name for name in NEEDED if name not in names]:
        yield Fault(
            1,
            _("These columns are missing: %(missing)s. Found were: %(found)s.")
            % {"missing": ", ".join(missing), "found": ", ".join(names) or _("none")},
        )
    if unknown := [name for name in names if name not in KNOWN]:
        yield Fault(
            1,
            _("There is no column %(unknown)s. Known are: %(known)s.")
            % {"unknown": ", ".join(unknown), "known": ", ".join(KNOWN)},
        )


def _resource(row: Mapping[str, str], zone: Zone) -> Resource:
    own = Resource.objects.filter(zone=None if zone.is_shared else zone)
    found = own.filter(title=row["title"]).first() or Resource(
        zone=None if zone.is_shared else zone
    )
    for name, value in row.items():
        setattr(found, name, _value(name, value))
    return found


def _value(name: str, value: str) -> Any:
    if name in {"year", "minutes"}:
        return value or None
    if name == "kind":
        words = {str(label).casefold(): key for key, label in Resource.Kind.choices}
        return words.get(value.casefold(), value.casefold())
    if name == "subjects":
        return keys_in(value.casefold().replace(";", ",")) or ("any",)
    lists = {
        "topics": (TOPICS, ()),
        "phases": (PHASES, ("any",)),
        "audience": (AUDIENCES, ("mentor",)),
    }
    if name in lists:
        of, otherwise = lists[name]
        words = {str(label).casefold(): key for key, label in of.items()}
        keys = keys_in(value.replace(";", ","))
        return tuple(words.get(key.casefold(), key.casefold()) for key in keys) or otherwise
    return value


def _free_key(title: str) -> str:
    wanted = slugify(title)[:70] or "resource"
    key, number = wanted, 2
    while Resource.objects.filter(key=key).exists():
        key, number = f"{wanted}-{number}", number + 1
    return key
