"""Builders with valid defaults, for this room's tests."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from edumentoring.intake import operations
from edumentoring.intake.models import Upload
from edumentoring.intake.planning.plan import Plan
from edumentoring.intake.saving import save_upload
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.schools.models import Organisation
from edumentoring.schools.tests import make as schools

HEADINGS = ("Timestamp", "Email Address", "Your full name", "I would like to be a...")
ROW = ("22/09/2026 19:04:11", "jo.barker@school.example", "Jo Barker", "Mentee")
MOMENT = datetime(2026, 9, 22, 18, 4, 11, tzinfo=UTC)


def programme(**fields: Any) -> Programme:
    return programmes.programme(**fields)


def coordinator(programme_: Programme, role: str = "coordinator") -> User:
    return programmes.coordinator(role, programme_)


def sheet(*rows: Sequence[Any] | Mapping[str, Any], headings: Sequence[str] = ()) -> bytes:
    """A CSV file. Rows as mappings bring their own headings beside the usual four."""
    usual = dict(zip(HEADINGS, ROW, strict=True))
    if rows and isinstance(rows[0], Mapping):
        extra = [key for row in rows for key in row if key not in HEADINGS]  # type: ignore[union-attr]
        headings = list(dict.fromkeys([*HEADINGS, *extra]))
        filled = [{**usual, **row} for row in rows]  # type: ignore[dict-item]
        body = [[row.get(heading, "") for heading in headings] for row in filled]
    else:
        headings, body = headings or HEADINGS, rows or [ROW]  # type: ignore[assignment]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings, *body])
    return out.getvalue().encode()


def person(number: int, **more: Any) -> dict[str, Any]:
    """One row as a mapping, different for each number."""
    return {
        "Timestamp": f"{13 + number % 8}/09/2026 10:00:00",
        "Email Address": f"person{number}@school.example",
        "Your full name": f"Person {chr(97 + number % 26) * 3}{number}",
        **more,
    }


def upload(
    data: bytes | None = None,
    *,
    programme_: Programme | None = None,
    file_name: str = "sign-ups.csv",
    as_role: str = "",
    pasted: str = "",
    **choices: str,
) -> Upload:
    """A file that was read and whose guessed columns were confirmed."""
    programme_ = programme_ or programme()
    by = programme_.coordinators.get(role="owner").user
    if data is None and not pasted:
        data = sheet()
    made = operations.start_upload(
        programme_, by=by, data=data, pasted=pasted, file_name=file_name, as_role=as_role
    )
    chosen = made.chosen()
    chosen.columns |= choices
    operations.choose_columns(made, chosen)
    return made


def plan(upload_: Upload) -> Plan:
    upload_.refresh_from_db()
    return operations.preview(upload_).plan


def save(upload_: Upload) -> dict[str, int]:
    """Save what the preview shows."""
    return save_upload(upload_, fingerprint=plan(upload_).fingerprint(), by=upload_.by)


def school(name: str = "Garth School", **fields: Any) -> Organisation:
    """A school as the register knows it, found by the search."""
    return schools.organisation(name=name, **fields)
