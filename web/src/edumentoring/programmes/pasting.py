"""Cells pasted from a sheet: read, compared with what is there, and changed in one go."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.common.tables import plain
from edumentoring.programmes.filing import fold
from edumentoring.programmes.list_cells import Cell, changes_for
from edumentoring.programmes.list_columns import Column, in_cell
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import would_refuse

MOST_ROWS, MOST_LETTERS = 500, 500_000


def read_cells(text: str) -> list[list[str]]:
    """What a spreadsheet puts on the clipboard, as rows of cells.

    Cells have tabs between them; one with a tab, a line break or a quote in it stands in
    quotes. Every row is as wide as the widest. Raises Refused for more than can be looked over.
    """
    if len(text) > MOST_LETTERS:
        raise Refused(_("That is too much to paste at once. Paste fewer rows."))
    lines = io.StringIO(text.replace("\0", ""), newline="")
    try:
        rows = [[plain(cell.strip()) for cell in row] for row in csv.reader(lines, "excel-tab")]
    except csv.Error:
        raise Refused(_("A cell is too long to be read. Shorten it in the sheet.")) from None
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("These are %(count)d rows. Paste %(most)d at most, and then the next.")
            % {"count": len(rows), "most": MOST_ROWS}
        )
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


@dataclass(frozen=True)
class PastedCell:
    """One cell that would change, or that cannot."""

    label: str
    before: str
    after: str
    problem: str = ""
    hint: str = ""


@dataclass
class PastedRow:
    """What the cells pasted beside one person would change."""

    person: Participant
    cells: list[PastedCell] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def problems(self) -> list[PastedCell]:
        return [cell for cell in self.cells if cell.problem]


@dataclass
class Paste:
    """The whole of it: rows in the order of the list, and what did not find a place."""

    rows: list[PastedRow]
    rows_over: int
    columns_over: int

    @cached_property
    def changed(self) -> list[PastedRow]:
        return [row for row in self.rows if row.changes]

    @cached_property
    def count(self) -> int:
        """Cells that would change."""
        return sum(1 for row in self.rows for cell in row.cells if not cell.problem)

    @cached_property
    def troubled(self) -> int:
        """Cells that cannot."""
        return sum(len(row.problems) for row in self.rows)


def compare(
    text: str,
    people: Sequence[Participant],
    shown: Sequence[Column],
    cells: dict[str, Cell],
) -> Paste:
    """Lay pasted cells over the list: the first on the first person and the first column."""
    given = read_cells(text)
    width = len(given[0]) if given else 0
    rows = [
        _compare_row(person, words, shown, cells)
        for person, words in zip(people, given, strict=False)
    ]
    return Paste(rows, max(0, len(given) - len(people)), max(0, width - len(shown)))


def _compare_row(
    person: Participant, words: Sequence[str], shown: Sequence[Column], cells: dict[str, Cell]
) -> PastedRow:
    row = PastedRow(person)
    for column, written in zip(shown, words, strict=False):
        before = in_cell(column, person)
        if fold(written) == fold(before) or (not written and before == "–"):
            continue
        try:
            changes = _changes(column, cells.get(column.editable), person, written)
            would_refuse(person, {**row.changes, **changes})
        except Refused as refusal:
            row.cells.append(PastedCell(str(column.head), before, written, str(refusal)))
        else:
            if changes:
                row.changes |= changes
                typed = bool(changes.get("school_text"))
                hint = _("Not in the register, so it is kept as typed.") if typed else ""
                row.cells.append(PastedCell(str(column.head), before, written, hint=hint))
    return row


def _changes(
    column: Column, cell: Cell | None, person: Participant, written: str
) -> dict[str, Any]:
    if cell is None:
        raise Refused(
            _("“%s” cannot be changed in the list. Correct it on the person’s page.") % column.head
        )
    return changes_for(cell, person, written)
