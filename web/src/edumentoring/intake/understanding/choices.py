"""What was chosen for a file: which sheets, who is in them, what each column is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from edumentoring.intake.reading.table import Sheet, Table
from edumentoring.intake.understanding.dates import Order, order_of
from edumentoring.intake.understanding.guessing import Column, Guess, guess_columns, heading_key
from edumentoring.intake.understanding.roles import role_in_name
from edumentoring.intake.understanding.targets import BY_ID, NEEDED, PARTS

_NOT_PEOPLE = (
    "readme",
    "read me",
    "instructions",
    "notes",
    "guide",
    "lookup",
    "lists",
    "options",
    "summary",
)


@dataclass
class Choices:
    """Choices in plain data: `columns` from a column's key to a target, `orders` to "dmy" or "mdy".

    `roles`: what everybody in a sheet is where no column says it: mentor, mentee, both or "".
    """

    sheets: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return {
            "sheets": self.sheets,
            "roles": self.roles,
            "columns": self.columns,
            "orders": self.orders,
        }

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Choices":
        return cls(
            **{key: data[key] for key in ("sheets", "roles", "columns", "orders") if key in data}
        )

    def targets(self) -> set[str]:
        return set(self.columns.values())


def columns_of(table: Table, sheets: Sequence[str]) -> list[Column]:
    """The columns of the chosen sheets as one list; equal headings of two sheets are one column."""
    columns: dict[str, Column] = {}
    before = 0
    for sheet in (one for one in table if one.name in sheets):
        for at, key in enumerate(keys_of(sheet)):
            column = columns.setdefault(key, Column(key, sheet.headings[at], [""] * before))
            column.values += [""] * (before - len(column.values))
            column.values += [row.cells[at] for row in sheet.rows]
            column.sheets.append(sheet.name)
        before += len(sheet.rows)
    for column in columns.values():
        column.values += [""] * (before - len(column.values))
    return list(columns.values())


def keys_of(sheet: Sheet) -> list[str]:
    """A key for each column of a sheet; a heading that comes again gets a number."""
    seen: dict[str, int] = {}
    keys = []
    for heading in sheet.headings:
        key = " ".join(heading.casefold().split())[:200]
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return keys


def repeated_headings(columns: Sequence[Column]) -> list[list[Column]]:
    """Columns that carry one same heading, which a person has to tell apart."""
    groups: dict[str, list[Column]] = {}
    for column in columns:
        groups.setdefault(heading_key(column.heading), []).append(column)
    return [group for key, group in groups.items() if len(group) > 1 and key]


def signature_of(columns: Sequence[Column]) -> str:
    """The same for every file of the same form, whatever the order of its columns."""
    ours = {"row", "what to mend"}  # in front of rows that come back mended
    keys = sorted(column.key for column in columns if column.key not in ours)
    return sha256("\n".join(keys).encode()).hexdigest()


def choose_sheets(table: Table) -> list[str]:
    """The sheets that hold people: no notes, nothing hidden, nothing that repeats another."""
    chosen: list[Sheet] = []
    for sheet in table:
        if not sheet.is_readable or sheet.hidden or _is_about(sheet):
            continue
        if not any(_repeats(sheet, other) for other in chosen):
            chosen.append(sheet)
    with_people = [sheet for sheet in chosen if _addresses(sheet)]
    return [
        sheet.name for sheet in (with_people or chosen or [one for one in table if one.rows][:1])
    ]


def _is_about(sheet: Sheet) -> bool:
    return any(word in sheet.name.casefold() for word in _NOT_PEOPLE)


def _repeats(sheet: Sheet, other: Sheet) -> bool:
    """The same people in the same part, prepared twice."""
    if role_in_name(sheet.name) != role_in_name(other.name):
        return False
    mine, theirs = _addresses(sheet), _addresses(other)
    return bool(mine) and len(mine & theirs) > 0.8 * len(mine)


def _addresses(sheet: Sheet) -> set[str]:
    cells = (cell for row in sheet.rows[:500] for cell in row.cells)
    return {
        cell.casefold() for cell in cells if "@" in cell and " " not in cell and len(cell) < 255
    }


def guess_mapping(
    table: Table, *, file_name: str = "", remembered: Mapping[str, Any] | None = None
) -> tuple[Choices, dict[str, Guess]]:
    """The mapping to begin with, and the guesses behind it. What was chosen before wins."""
    sheets = choose_sheets(table)
    columns = columns_of(table, sheets)
    guesses = guesses_for(table, sheets)
    for group in repeated_headings(columns):
        wanted = {guesses[column.key].target for column in group} - {"ignore", "extra"}
        if wanted and not any(BY_ID[one].several for one in wanted):
            # Which of two alike columns is meant is asked, unless only one holds answers.
            for column in group:
                if column.filled:
                    guesses[column.key] = Guess("", 0.3)
            filled = [column for column in group if column.filled]
            if len(filled) == 1:
                guesses[filled[0].key] = Guess(wanted.pop(), 0.9)
    mapping = Choices(
        sheets=sheets,
        roles={name: role_in_name(name) or role_in_name(file_name) for name in sheets},
        columns={key: guess.target for key, guess in guesses.items()},
    )
    _remember(mapping, remembered or {})
    return mapping, guesses


def guesses_for(table: Table, sheets: Sequence[str]) -> dict[str, Guess]:
    """Guesses sheet by sheet: each sheet has an e-mail column of its own, whatever it is called."""
    guesses: dict[str, Guess] = {}
    for name in sheets:
        for key, guess in guess_columns(columns_of(table, [name])).items():
            if key not in guesses or guess.confidence > guesses[key].confidence:
                guesses[key] = guess
    return guesses


def _remember(mapping: Choices, remembered: Mapping[str, Any]) -> None:
    for key, target in remembered.get("columns", {}).items():
        if key in mapping.columns and target in BY_ID:
            mapping.columns[key] = target
    for name, role in remembered.get("roles", {}).items():
        if name in mapping.roles and not mapping.roles[name]:
            mapping.roles[name] = role
    mapping.orders |= remembered.get("orders", {})


def missing(mapping: Choices) -> list[str]:
    """What no column holds and no choice says, though nobody can be brought in without it."""
    wanting = [target for target in NEEDED if target not in mapping.targets()]
    if not mapping.targets() & set(PARTS) and not all(
        mapping.roles.get(one) for one in mapping.sheets
    ):
        wanting.append("role")
    return wanting


def orders_to_ask(mapping: Choices, columns: Sequence[Column]) -> list[Column]:
    """Columns of dates that could be read both ways and about which nobody has said."""
    return [
        column
        for column in columns
        if mapping.columns.get(column.key) == "signed_up_at"
        and column.key not in mapping.orders
        and order_in(column, columns).asks
    ]


def order_in(column: Column, columns: Sequence[Column]) -> Order:
    """The order of a column's dates; where it could be either, that of the file's other dates."""
    order = order_of(column.values, today=localdate())
    if not order.asks:
        return order
    for other in columns:
        if other is not column and (found := order_of(other.values)).is_certain:
            return Order(found.first, _("As in “%s”, beside it.") % other.heading)
    return order
