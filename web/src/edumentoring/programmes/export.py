"""People as a sheet: what a list shows, or everything that is known."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as now

from edumentoring.common import tables
from edumentoring.common.refused import Refused
from edumentoring.programmes import columns
from edumentoring.programmes.list_columns import Column
from edumentoring.programmes.models import Participant, Programme, Question
from edumentoring.programmes.questions import OTHER, in_words

Rows = Iterator[list[Any]]

# Columns of a whole export that no question asks for. Sensitive answers stay here.
ALSO = ("signed_up_at", "priority", "state", "note")


def seen_rows(people: Iterable[Participant], shown: Sequence[Column]) -> Rows:
    """What the list shows: its columns and nothing more."""
    yield [str(column.head) for column in shown]
    for participant in people:
        yield [column.says(participant) for column in shown]


def all_rows(programme: Programme) -> Rows:
    """Everything but sensitive answers, headed as the import reads it back."""
    questions = list(programme.questions.filter(retired_at=None, sensitive=False))
    yield [
        *(now("Name"), now("E-mail"), now("Taking part as")),
        *(question.label for question in questions),
        *(str(columns.LABELS[name]) for name in ALSO),
    ]
    for participant in programme.participants.with_person().order_by("filed_as", "pk"):
        yield [
            participant.name,
            participant.user.email,
            _roles(participant),
            *(_answer(participant, question) for question in questions),
            *(_column(participant, name) for name in ALSO),
        ]


def _roles(participant: Participant) -> str:
    roles = [now("Mentor")] * participant.is_mentor + [now("Mentee")] * participant.is_mentee
    return "; ".join(roles)


def _answer(participant: Participant, question: Question) -> Any:
    if question.key in columns.LABELS:
        return _column(participant, question.key)
    value = participant.answers.get(question.key)
    if question.kind == Question.Kind.NUMBER:
        return value
    return "; ".join(words.removeprefix(OTHER) for words in in_words(question, value))


def _column(participant: Participant, name: str) -> Any:
    if name == "school":
        return participant.school_name
    value = getattr(participant, name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if name == "signed_up_at":
        return value.strftime("%Y-%m-%d %H:%M")
    return columns.in_words(name, value)


def write(programme: Programme, path: Path) -> int:
    """Write everybody to a .csv or .xlsx file. Returns how many people it holds."""
    rows = list(all_rows(programme))
    path.write_bytes(as_bytes(rows, path.suffix.lower().lstrip("."), title=programme.name))
    return len(rows) - 1


def as_bytes(rows: Iterable[Sequence[Any]], form: str, *, title: str) -> bytes:
    """Rows as a "csv" or "xlsx" file."""
    if form == "csv":
        return tables.write_csv(rows)
    if form == "xlsx":
        return tables.write_xlsx(rows, title=title)
    raise Refused(now("A file can end in .csv or .xlsx."))
