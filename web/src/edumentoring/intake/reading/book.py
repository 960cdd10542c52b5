"""What reading gives: sheets of cells, all of them words."""

from dataclasses import dataclass, field
from gettext import gettext as _

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 50_000


class BadFile(Exception):
    """A file that cannot be read, in words for the person who chose it."""


@dataclass(frozen=True)
class Sheet:
    """One table. `rows` hold the cells below `headings`, each with its row number in the file."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    heading_row: int = 1

    def column(self, place: int) -> list[str]:
        """The cells of one column, from the top."""
        return [cells[place] for _number, cells in self.rows]


@dataclass(frozen=True)
class Book:
    """A file's tables, and notes on how it was read, in words."""

    sheets: tuple[Sheet, ...]
    kind: str
    notes: tuple[str, ...] = field(default=())


def column_letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA: as a spreadsheet names its columns."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def make_sheet(name: str, grid: list[list[str]]) -> Sheet | None:
    """A sheet from raw rows of cells: finds the headings, drops empty rows and columns.

    None where there is nothing that looks like a table. Raises BadFile over a limit.
    """
    at = heading_row(grid)
    if at is None:
        return None
    wide = max(len(row) for row in grid[at:])
    if wide > MOST_COLUMNS:
        raise BadFile(
            _("The sheet has %(found)s columns; the most is %(most)s. Remove those you do not need.")
            % {"found": wide, "most": MOST_COLUMNS}
        )
    headings = [cell.strip() for cell in grid[at]] + [""] * (wide - len(grid[at]))
    rows = [
        (at + offset + 2, cells + [""] * (wide - len(cells)))
        for offset, cells in enumerate(grid[at + 1 :])
        if any(cell.strip() for cell in cells)
    ]
    _refuse_too_much(rows)
    kept = [
        place
        for place in range(wide)
        if headings[place] or any(cells[place].strip() for _number, cells in rows)
    ]
    return Sheet(
        name=name,
        headings=tuple(
            headings[place] or _("Column %(letter)s") % {"letter": column_letters(place)}
            for place in kept
        ),
        rows=tuple((number, tuple(cells[place] for place in kept)) for number, cells in rows),
        heading_row=at + 1,
    )


def _refuse_too_much(rows: list[tuple[int, list[str]]]) -> None:
    if len(rows) > MOST_ROWS:
        raise BadFile(
            _("The sheet has %(found)s rows; the most is %(most)s. Split it into smaller files.")
            % {"found": f"{len(rows):,}", "most": f"{MOST_ROWS:,}"}
        )
    for number, cells in rows:
        for place, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                raise BadFile(
                    _(
                        "Row %(row)s, column %(column)s holds %(found)s characters; the most is "
                        "%(most)s. Shorten it, or remove the column."
                    )
                    % {
                        "row": number,
                        "column": column_letters(place),
                        "found": f"{len(cell):,}",
                        "most": f"{LONGEST_CELL:,}",
                    }
                )


def heading_row(grid: list[list[str]]) -> int | None:
    """Which of the first rows holds the headings; None where no row could.

    Hand-made sheets and workbooks put a title or a sentence above the table. Headings are the
    first row that fills most of the table's width with short, different words.
    """
    width = _usual_width(grid)
    if not width:
        return None
    for at, row in enumerate(grid[:20]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) >= max(1, (width + 1) // 2) and len(set(filled)) >= len(filled) * 0.7:
            return at
    return next((at for at, row in enumerate(grid) if any(cell.strip() for cell in row)), None)


def _usual_width(grid: list[list[str]]) -> int:
    """How many cells the fullest of the first rows fill."""
    return max((sum(1 for cell in row if cell.strip()) for row in grid[:60]), default=0)
