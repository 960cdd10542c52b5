"""CSV in all its dialects, and cells pasted from a sheet."""

import csv
import io

from django.utils.translation import gettext as _

from edumentoring.common.delimited import separator_line, sniff
from edumentoring.common.refused import Refused
from edumentoring.common.tables import plain
from edumentoring.intake.reading.headings import sheet_of
from edumentoring.intake.reading.refusals import in_words
from edumentoring.intake.reading.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Table

SEPARATORS = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}


def read_delimited(words: str, *, encoding: str = "") -> Table:
    """The one sheet of a text file or of pasted cells. Raises Refused above the limits."""
    words = words.replace("\x00", "")
    words, separator = separator_line(words)
    separator = separator or sniff(words)
    grid, warnings = _grid(words, separator)
    sheet = sheet_of("", grid)
    _refuse_long_cells(sheet.headings, sheet.rows)
    read_as = _("Text with %(separator)s") % {"separator": SEPARATORS.get(separator, separator)}
    return Table([sheet], f"{read_as}, {encoding}" if encoding else read_as, warnings)


def _grid(words: str, separator: str) -> tuple[list[Row], list[str]]:
    lines = io.StringIO(words, newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    grid: list[Row] = []
    try:
        _fill(grid, reader)
    except csv.Error:
        at = len(grid) + 1
        loose = csv.reader(io.StringIO(words, newline=""), delimiter=separator)
        grid.clear()
        _fill(grid, loose)
        return grid, [
            _("A quotation mark in or after row %(row)s is not closed. Check the rows from there.")
            % {"row": at}
        ]
    return grid, []


def _fill(grid: list[Row], reader: "csv._reader") -> None:  # type: ignore[name-defined]
    filled = 0
    for number, cells in enumerate(reader, start=1):
        # Our own list of left-out rows marks what looks like a formula: the mark goes again.
        grid.append(Row(number, [plain(cell) for cell in cells]))
        filled += any(cells)
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise Refused(in_words("columns", count=len(cells)))
    if filled > MOST_ROWS + 1:
        raise Refused(in_words("rows", count=filled - 1))


def _refuse_long_cells(headings: list[str], rows: list[Row]) -> None:
    for row in rows:
        for heading, cell in zip(headings, row.cells, strict=True):
            if len(cell) > LONGEST_CELL:
                raise Refused(in_words("cell", row=row.number, column=heading, count=len(cell)))
