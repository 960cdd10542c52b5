"""What is wrong with a file: every fault at once, each with its place and its cure."""

from __future__ import annotations

from collections.abc import Sequence

from pairwell._model import BadInput

SHOWN = 50
LONGEST = 40


class Unreadable(BadInput):
    """A file that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Faults:
    """The faults of one file. All are counted; the first SHOWN are put in words."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.said: list[str] = []
        self.count = 0

    def add(self, what: str, *, row: int | None = None, column: str | None = None) -> None:
        """Note a fault. Rows are counted as a spreadsheet shows them: the headings are row 1."""
        self.count += 1
        if len(self.said) < SHOWN:
            where = [self.name]
            where += [f"row {row}"] if row is not None else []
            where += [f"column {column}"] if column is not None else []
            self.said.append(f"{', '.join(where)}: {what}")

    def lines(self) -> list[str]:
        """Return the faults in words."""
        more = self.count - len(self.said)
        return [*self.said, *([f"{self.name}: and {more:,} more like these."] if more else [])]


def refuse(*files: Faults) -> None:
    """Raise Unreadable if there is anything wrong with any of the files."""
    if lines := [line for file in files for line in file.lines()]:
        raise Unreadable(lines)


def quoted(found: object) -> str:
    """Show what stands in a cell: on one line, and cut where it is long."""
    return f"“{shortened(str(found))}”"


def shortened(text: str) -> str:
    """Put a text on one line, and cut it where it is long."""
    shown = text.replace("\n", " ")
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
