"""CSV in all its dialects, and cells pasted from a sheet."""

import csv
import io
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.common.tables import plain
from edumentoring.intake.reading.headings import sheet_of
from edumentoring.intake.reading.refusals import in_words
from edumentoring.intake.reading.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Table

SEPARATORS = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
# Python's csv stops at 131,072 characters with words no coordinator understands.
csv.field_size_limit(64 * 1024 * 1024)


def read_delimited(words: str, *, encoding: str = "") -> Table:
    """The one sheet of a text file or of pasted cells. Raises Refused above the limits."""
    words = words.replace("\x00", "")
    words, separator = _separator_line(words)
    separator = separator or sniff(words)
    grid, warnings = _grid(words, separator)
    sheet = sheet_of("", grid)
    _refuse_long_cells(sheet.headings, sheet.rows)
    read_as = _("Text with %(separator)s") % {"separator": SEPARATORS.get(separator, separator)}
    return Table([sheet], f"{read_as}, {encoding}" if encoding else read_as, warnings)


def _separator_line(words: str) -> tuple[str, str]:
    """Excel's own first line, "sep=;"."""
    first, _newline, rest = words.partition("\n")
    line = first.strip().strip('"')
    return (rest, line[4]) if line.lower().startswith("sep=") and len(line) == 5 else (words, "")


def sniff(words: str) -> str:
    """The separator that cuts the first rows into the most columns of one same width.

    >>> sniff("name;e-mail;about\\nJo;jo@a.example;one, two, three")
    ';'
    """
    sample = "".join(islice(io.StringIO(words, newline=""), 400))
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> float:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths = Counter(len(row) for row in reader if any(cell.strip() for cell in row))
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (rows / widths.total()) * min(width, 30) if width > 1 else 0.0


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
