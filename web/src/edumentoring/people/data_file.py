"""A person's data as one file: for a program to read, and for a person."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edumentoring.design.times import day_and_clock
from edumentoring.people.models import User
from edumentoring.people.operations import data_of

NAME = "edumentoring-my-data.zip"


class Plain(DjangoJSONEncoder):
    """Whatever else a room gives is given as its words."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def as_zip(user: User) -> bytes:
    """`data.json` and `data.html`, both with everything."""
    data, now = data_of(user), timezone.now()
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        whole = {"about": user.email, "made at": now, "data": data}
        archive.writestr(
            "data.json", json.dumps(whole, cls=Plain, ensure_ascii=False, indent=2) + "\n"
        )
        archive.writestr("data.html", as_page(user, data, now))
    return out.getvalue()


def as_page(user: User, data: Mapping[str, list[dict[str, Any]]], now: datetime) -> str:
    """One page that opens in any browser, without anything from the network."""
    sections = [
        (heading, [list(_lines(row)) for row in rows]) for heading, rows in data.items() if rows
    ]
    return render_to_string(
        "people/data_file.html",
        {"person": user, "sections": sections, "now": now, "language": get_language()},
    )


def _lines(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for label, value in row.items():
        words = in_words(value)
        if words:
            yield str(label), words


def in_words(value: Any) -> str:
    """A value as a person reads it; nothing for what was never said."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return day_and_clock(timezone.localtime(value))
    if isinstance(value, Mapping):
        return "; ".join(
            f"{key}: {words}" for key, one in value.items() if (words := in_words(one))
        )
    if isinstance(value, list | tuple | set):
        return ", ".join(filter(None, map(in_words, value)))
    return str(value)
