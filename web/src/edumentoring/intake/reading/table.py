"""What was read: sheets of cells, all of them words, with the numbers of their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

MOST_ROWS = 100_000
MOST_COLUMNS = 400
LONGEST_CELL = 32_767  # what a cell of Excel holds
LARGEST_FILE = 20 * 1024 * 1024


class Row(NamedTuple):
    """One row as the spreadsheet program numbers it."""

    number: int
    cells: Sequence[str]


@dataclass
class Sheet:
    """One sheet: its headings and the rows under them. `heading_row` 0: it has none."""

    name: str
    headings: list[str]
    rows: list[Row]
    heading_row: int = 1
    hidden: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether there is anything in it that could be people."""
        return len(self.headings) > 1 and bool(self.rows)


@dataclass
class Table:
    """Everything of one file. `dialect` says in words how it was read."""

    sheets: list[Sheet]
    dialect: str = ""
    warnings: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def as_data(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        return asdict(self)

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Table":
        """The table that `as_data` kept."""
        sheets = [
            Sheet(**{**sheet, "rows": [Row(number, cells) for number, cells in sheet["rows"]]})
            for sheet in data["sheets"]
        ]
        return cls(sheets, data["dialect"], data["warnings"])
