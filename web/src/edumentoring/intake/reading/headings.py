"""Finding the row of headings: a sheet may begin with a title, a note or nothing."""

import re
from collections.abc import Sequence

from edumentoring.intake.reading.table import Row, Sheet

LOOK_AT = 20
_DATA = re.compile(r"@\w|^[\d\s.,:/\-+]+$")


def sheet_of(name: str, grid: Sequence[Row], *, hidden: bool = False) -> Sheet:
    """The sheet under its headings, without empty rows and without columns that are empty.

    >>> sheet_of("A", [Row(1, ["Name", "E-mail"]), Row(2, ["Jo", "jo@a.example"])]).headings
    ['Name', 'E-mail']
    """
    filled = [row for row in grid if any(cell.strip() for cell in row.cells)]
    at = _heading_place(filled)
    rows = filled[at + 1 :]
    headings = list(filled[at].cells) if at >= 0 else []
    width = max((len(row.cells) for row in [*filled[max(at, 0) :]]), default=0)
    named = [_clean(headings[i]) if i < len(headings) else "" for i in range(width)]
    used = [i for i in range(width) if named[i] or any(_cell(row, i) for row in rows)]
    return Sheet(
        name=name,
        headings=[named[i] or column_letter(i) for i in used],
        rows=[Row(row.number, [_cell(row, i) for i in used]) for row in rows],
        heading_row=filled[at].number if at >= 0 else 0,
        hidden=hidden,
    )


def column_letter(at: int) -> str:
    """The letter a spreadsheet gives the column at this place.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _clean(heading: str) -> str:
    return " ".join(heading.split())


def _heading_place(filled: Sequence[Row]) -> int:
    """The first row that is wide enough for the sheet and holds words; -1 if it is data already."""
    if not filled:
        return -1
    widths = [sum(1 for cell in row.cells if cell.strip()) for row in filled[:LOOK_AT]]
    wide = max(widths)
    for at, width in enumerate(widths):
        if width < max(1, wide * 0.5) or (width == 1 < wide):
            continue
        data = sum(1 for cell in filled[at].cells if _DATA.search(cell.strip()) and cell.strip())
        return -1 if data and (data > width / 2 or _has_address(filled[at])) else at
    return -1


def _has_address(row: Row) -> bool:
    """An e-mail in the first wide row means that the people begin there."""
    return any(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\.\w+\s*", cell) for cell in row.cells)
