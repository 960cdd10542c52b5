"""Files to columns of cells: CSV, XLSX and Parquet, told apart by what is in them.

A cell is text, or a tuple where the file has lists of its own (Parquet). Nothing here knows
what a column means.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairwell._command.faults import Unreadable, quoted, shortened

Cell = str | tuple[str, ...]

MOST_ROWS = 1_000_000
LONGEST_CELL = 131_072
MOST_UNZIPPED = 1 << 30
DELIMITERS = ",;\t|"
EXTRAS = {"xlsx": "files", "parquet": "parquet"}
SAVE_AGAIN = "Open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8."

# A spreadsheet program runs a cell that begins like this, whatever blanks stand in front.
STARTS_A_FORMULA = re.compile(r"^[\s\x00-\x1f\x7f\u200b\ufeff]*[=+\-@＝＋－＠]")
# Signs that are not seen, and would make two ids of one.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Sheet:
    """columns[n] holds the cells under headings[n]; rows[k] is where a spreadsheet shows row k."""

    name: str
    headings: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    rows: Sequence[int]

    def without(self, wanted: Sequence[str]) -> str:
        """Say that there are no columns of these headings, and which there are."""
        there = ", ".join(shortened(each) for each in self.headings if each) or "none"
        return f"has no column headed {' or '.join(wanted)}. Its headings are: {there}."


def read_sheet(path: Path) -> Sheet:
    """Read a file of any of the kinds we know. Raises Unreadable with what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable([f"{path}: {error.strerror or error}."]) from error
    if data.startswith(b"PAR1"):
        return _from_parquet(path)
    if data.startswith(b"PK"):
        return _from_rows(path.name, _workbook_rows(path.name, data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        why = "is an old workbook, or has a password"
        raise Unreadable([f"{path.name}: {why}. {SAVE_AGAIN}"])
    if path.suffix.lower() in {".xlsx", ".xlsm", ".parquet"}:
        raise Unreadable([f"{path.name}: is not what its name says. {SAVE_AGAIN}"])
    return _from_rows(path.name, _csv_rows(path.name, decoded(path.name, data)))


# --- CSV ------------------------------------------------------------------------------------


def decoded(name: str, data: bytes) -> str:
    """Read the bytes as UTF-8, UTF-16 with its mark, or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Unreadable([f"{name}: is not a table of text. {SAVE_AGAIN}"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as error:
            why = f"its letters cannot be read (byte {error.start + 1:,})"
            raise Unreadable([f"{name}: {why}. {SAVE_AGAIN}"]) from error


def delimiter_of(headings: str) -> str:
    """Say what separates cells: the sign that stands most often in the headings."""
    bare = re.sub(r'"[^"]*"', "", headings)
    return max(DELIMITERS, key=bare.count)


def _csv_rows(name: str, text: str) -> Iterable[tuple[int, list[str]]]:
    """Give each row that holds anything, with its number."""
    first = 0
    if text[:4].lower() == "sep=":  # a spreadsheet program's own line says the sign
        delimiter, first = text[4:5], 1
        text = text.partition("\n")[2]
    else:
        delimiter = delimiter_of(next((line for line in text.splitlines() if line.strip()), ""))
    number, theirs = first, csv.field_size_limit(LONGEST_CELL)  # one for the whole program
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), first + 1
        ):
            yield number, row
    except csv.Error as error:
        why = (
            f"a cell holds more than {LONGEST_CELL:,} signs; shorten it"
            if "limit" in str(error)
            else "a quotation mark is opened and not closed, or closed too early"
        )
        raise Unreadable([f"{name}, row {number + 1}: {why}."]) from error
    finally:
        csv.field_size_limit(theirs)


# --- XLSX -----------------------------------------------------------------------------------


def _workbook_rows(name: str, data: bytes) -> Iterable[tuple[int, list[str]]]:
    """Give the rows of a workbook's first sheet."""
    _refuse_unsafe(name, data)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise Unreadable([needs(name, "xlsx")]) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        for number, row in enumerate(sheet.iter_rows(), 1 + (sheet.start or (0, 0))[0]):
            yield number, [_workbook_cell(cell) for cell in row]
    except (CalamineError, IndexError) as error:
        raise Unreadable([f"{name}: the workbook cannot be read. {SAVE_AGAIN}"]) from error


def _refuse_unsafe(name: str, data: bytes) -> None:
    """Refuse what is no workbook, holds macros, or would fill the memory when unpacked."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable([f"{name}: the workbook is damaged. {SAVE_AGAIN}"]) from error
    names = {part.filename for part in listed}
    if "xl/workbook.xml" not in names:
        raise Unreadable([f"{name}: is not an .xlsx workbook. {SAVE_AGAIN}"])
    if "xl/vbaProject.bin" in names:
        raise Unreadable([f"{name}: holds macros. Save it as .xlsx without them, or as CSV UTF-8."])
    if sum(part.file_size for part in listed) > MOST_UNZIPPED:
        raise Unreadable(
            [f"{name}: unpacks to more than {MOST_UNZIPPED >> 20:,} MB. Save it as CSV UTF-8."]
        )


def _workbook_cell(cell: Any) -> str:
    """Write a workbook's value as a CSV would: it holds every number as a fraction."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def needs(name: str, kind: str) -> str:
    """Say which extra files of a kind need."""
    return f"{name}: .{kind} files need an extra. Run: pip install 'pairwell[{EXTRAS[kind]}]'"


# --- Parquet --------------------------------------------------------------------------------


def _from_parquet(path: Path) -> Sheet:
    """Read whole columns; lists stay lists."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise Unreadable([needs(path.name, "parquet")]) from error
    try:
        table = parquet.read_table(path)
    except (ArrowException, OSError) as error:
        raise Unreadable([f"{path.name}: cannot be read as Parquet ({error})."]) from error
    _refuse_count(path.name, table.num_rows)
    return Sheet(
        path.name,
        tuple(map(str, table.column_names)),
        tuple([_parquet_cell(value) for value in column.to_pylist()] for column in table.columns),
        range(2, table.num_rows + 2),
    )


def _parquet_cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, list):
        return tuple(str(each) for each in value if each is not None)
    return _workbook_cell(value)


# --- what they have in common -----------------------------------------------------------------


def _from_rows(name: str, numbered: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Turn rows into columns. Rows without a single word are left out."""
    kept = [(number, row) for number, row in numbered if any(map(str.strip, row))]
    if not kept:
        raise Unreadable([f"{name}: is empty. It needs a row of headings, and a row a person."])
    headings = [cleaned(cell) for cell in kept[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    rows = kept[1:]
    _refuse_count(name, len(rows))
    width = len(headings)
    faults = [
        f"{name}, row {number}: has {len(row)} cells, but there are {width} headings; "
        f"{quoted(row[width])} has none."
        for number, row in rows
        if len(row) > width and any(map(str.strip, row[width:]))
    ]
    if faults:
        raise Unreadable(faults[:10])
    even = [row[:width] + [""] * (width - len(row)) for _, row in rows]
    columns = tuple(zip(*even, strict=True)) or ((),) * width
    return Sheet(name, tuple(headings), columns, [number for number, _ in rows])


def _refuse_count(name: str, count: int) -> None:
    if count > MOST_ROWS:
        raise Unreadable([f"{name}: has {count:,} rows; the most is {MOST_ROWS:,}. Split it."])


def cleaned(cell: str) -> str:
    """Take away blanks around a cell, signs nobody sees, and the mark of `neutral`."""
    text = (cell if cell.isprintable() else UNSEEN.sub("", cell)).strip()
    return text[1:] if text.startswith("'") and STARTS_A_FORMULA.match(text[1:]) else text


def neutral(cell: Any) -> Any:
    """Mark text that a spreadsheet program would run as a formula.

    >>> neutral("=1+1"), neutral(-5)
    ("'=1+1", -5)
    """
    if not isinstance(cell, str) or cell[:1].isalnum():
        return cell
    return f"'{cell}" if STARTS_A_FORMULA.match(cell) else cell
