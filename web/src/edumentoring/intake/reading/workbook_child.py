"""Reads one workbook in a process of its own, with little memory and little time.

Run as a file, so that nothing of the service is imported: `python -I workbook_child.py`.
The workbook comes on standard input; JSON goes to standard output. What cannot be read is
named by a code; `workbook.py` has the words.
"""

import contextlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

MEMORY = 300 * 1024 * 1024
SECONDS = 9
MOST_UNZIPPED = 250 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 400
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PIECE = 1 << 20
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


class No(Exception):
    """The workbook is not read, for the reason that `code` names."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(code)
        self.answer = {"refused": code, **detail}


def limit_this_process() -> None:
    """Memory and time that a workbook of 100,000 rows needs, and no more."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes) -> dict[str, Any]:
    """The sheets of a workbook, or No with the reason."""
    if data.startswith(OLD_OFFICE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise No("password" if encrypted else "legacy")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise No("damaged") from None
    with parts:
        formulas = look_through(parts)
    return {"sheets": sheets_of(data, formulas)}


def look_through(parts: zipfile.ZipFile) -> dict[str, list[str]]:
    """Refuse what is no plain workbook, and find formulas that hold no value."""
    names = parts.namelist()
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts.infolist()) > MOST_UNZIPPED:
        raise No("bomb")
    if "xl/workbook.xml" not in names:
        raise No(other_kind(parts, names))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise No("macro")
    if any(part.flag_bits & 1 for part in parts.infolist()):
        raise No("password")
    formulas: dict[str, list[str]] = {}
    for name in names:
        if not name.endswith((".xml", ".rels")):
            continue
        empty = look_at_part(parts, name)
        if empty:
            formulas[name] = empty
    return {sheet_names(parts).get(name, name): cells for name, cells in formulas.items()}


def look_at_part(parts: zipfile.ZipFile, name: str) -> list[str]:
    """Unzip one part piece by piece. One that lies about its size fails its own checksum."""
    empty: list[str] = []
    tail = b""
    with parts.open(name) as part:
        while piece := part.read(PIECE):
            window = tail + piece
            if _DOCTYPE.search(window) or _DOCTYPE.search(window.replace(b"\x00", b"")):
                raise No("entities")
            if b"<f" in window or b":f" in window:
                empty += [cell.decode() for cell in _FORMULA.findall(window)]
            tail = window[-4096:]
    return sorted(set(empty), key=cell_order) if name.startswith("xl/worksheets/") else []


def cell_order(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters


def other_kind(parts: zipfile.ZipFile, names: list[str]) -> str:
    """What a zip without `xl/workbook.xml` is."""
    if "xl/workbook.bin" in names:
        return "binary"
    if "mimetype" in names and b"opendocument.spreadsheet" in parts.read("mimetype")[:200]:
        return "ods"
    if any(name.startswith("Index/") for name in names):
        return "numbers"
    return "not_workbook"


def sheet_names(parts: zipfile.ZipFile) -> dict[str, str]:
    """A part's path to its sheet's name."""
    try:
        book = parts.read("xl/workbook.xml")
        links = dict(pairs_of(parts.read("xl/_rels/workbook.xml.rels")))
    except KeyError:
        return {}
    named = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", book):
        name = re.search(rb'\bname="([^"]*)"', tag)
        link = re.search(rb'\bid="([^"]*)"', tag)
        target = links.get(link[1], b"").decode().lstrip("/") if link else ""
        if name and target:
            named[target if target.startswith("xl/") else f"xl/{target}"] = plain(name[1])
    return named


def pairs_of(rels: bytes) -> Iterator[tuple[bytes, bytes]]:
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", rels):
        identity = re.search(rb'\bId="([^"]*)"', tag)
        target = re.search(rb'\bTarget="([^"]*)"', tag)
        if identity and target:
            yield identity[1], target[1]


def plain(words: bytes) -> str:
    import html

    return html.unescape(words.decode("utf-8", "replace"))


def sheets_of(data: bytes, formulas: dict[str, list[str]]) -> list[dict[str, Any]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise No("password") from None
    except calamine.CalamineError:
        raise No("damaged") from None
    found = []
    for about in book.sheets_metadata:
        if "WorkSheet" not in str(about.typ):
            continue
        try:
            rows = rows_of(book.get_sheet_by_name(about.name))
        except calamine.CalamineError:
            raise No("damaged") from None
        if len(rows) > MOST_ROWS + 20:
            raise No("rows", count=len(rows), sheet=about.name)
        found.append(
            {
                "name": about.name,
                "hidden": "Visible" not in str(about.visible),
                "rows": rows,
                "formulas": formulas.get(about.name, [])[:50],
            }
        )
    return found


def rows_of(sheet: Any) -> list[Any]:
    """The rows that hold something, each with its number; blank formatted ones cost nothing."""
    left = [""] * (sheet.start or (0, 0))[1]  # so that letters stay what they are in Excel
    if sheet.width > MOST_COLUMNS * 40:
        raise No("columns", count=sheet.width, sheet=sheet.name)
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        words = left + [word(cell) for cell in cells]
        while words and not words[-1]:
            words.pop()
        if len(words) > MOST_COLUMNS:
            raise No("columns", count=len(words), sheet=sheet.name)
        if words:
            rows.append([number, words])
    return rows


def word(cell: object) -> str:
    """A cell as words: numbers without a tail of noughts, dates so that none can be misread."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    return str(cell)  # a float keeps every digit, a date is written year first


def main() -> None:
    limit_this_process()
    try:
        answer = read(sys.stdin.buffer.read())
    except No as no:
        answer = no.answer
    except MemoryError:
        answer = {"refused": "memory"}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
