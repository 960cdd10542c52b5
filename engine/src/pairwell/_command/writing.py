"""Tables to files: CSV, XLSX and Parquet, told apart by the file's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pairwell._command.faults import Unreadable
from pairwell._command.tables import needs, neutral


def write_rows(
    path: Path, kind: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write a table to a file of this kind: "csv", "xlsx" or "parquet"."""
    WRITERS[kind](path, headings, rows)


def kind_of(path: Path) -> str:
    """Say by its name what kind of table a file is to be. Raises Unreadable if it cannot be."""
    kind = path.suffix.lower().lstrip(".") or "csv"
    if kind not in WRITERS:
        known = ", ".join(f".{each}" for each in WRITERS)
        raise Unreadable([f"{path}: ends in .{kind}. Let its name end in one of: {known}."])
    if kind in WRITTEN_BY and find_spec(WRITTEN_BY[kind]) is None:
        raise Unreadable([needs(path.name, kind)])
    return kind


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO(newline="")
    _write_csv(out, headings, rows)
    return out.getvalue()


def _write_csv(out: Any, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([[neutral(_flat(cell)) for cell in row] for row in rows])


def _flat(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return ";".join(cell) if isinstance(cell, tuple) else cell


def _to_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        _write_csv(out, headings, rows)


def _to_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pairs")
    sheet.freeze_panes = "A2"
    sheet.append(list(headings))
    for row in rows:
        sheet.append([neutral(_flat(cell)) for cell in row])
    book.save(path)


def _to_parquet(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    write_parquet(path, dict(zip(headings, map(list, columns), strict=True)))


def write_parquet(path: Path, columns: dict[str, Any]) -> None:
    """Write whole columns as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table(columns), path)


WRITERS: dict[str, Callable[[Path, Sequence[str], Iterable[Sequence[Any]]], None]] = {
    "csv": _to_csv,
    "xlsx": _to_xlsx,
    "parquet": _to_parquet,
}
WRITTEN_BY = {"xlsx": "openpyxl", "parquet": "pyarrow"}
