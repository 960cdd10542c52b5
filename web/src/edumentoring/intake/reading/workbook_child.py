"""The child that opens a workbook: bytes on standard input, JSON on standard output.

It is started as a program of its own, without Django, and limits itself before it reads.
"""

import contextlib
import datetime
import json
import re
import sys
import xml.parsers.expat
import zipfile
from io import BytesIO
from typing import Any

from edumentoring.intake.reading.workbook import MOST_MEMORY, SECONDS


class UnsavedFormula(Exception):
    """A formula without a saved result, and the cell it stands in."""


def main() -> None:
    _limit()
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": _sheets(content)}
    except UnsavedFormula as found:
        sheet, cell = found.args
        answer = {"trouble": "formula", "sheet": sheet, "cell": cell}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _sheets(content: bytes) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    shown = [
        meta.name
        for meta in book.sheets_metadata
        if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
    ]
    _refuse_unsaved_formulas(content, shown)
    return [
        {
            "name": name,
            # From the first row on, so that row numbers are those people see.
            "rows": [
                [_words(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ],
        }
        for name in shown
    ]


def _words(cell: Any) -> str:
    """One cell as it reads: whole numbers without a point, dates in ISO form."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _refuse_unsaved_formulas(content: bytes, shown: list[str]) -> None:
    """Find a formula with no result beside it: reading it as empty would lose an answer."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        names = _sheet_files(book)
        for name in shown:
            part = names.get(name)
            if part and part in book.namelist():
                with book.open(part) as stream:
                    cell = _first_unsaved(stream)
                if cell:
                    raise UnsavedFormula(name, cell)


def _sheet_files(book: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the workbook that holds each sheet, by the sheet's name."""
    from xml.etree import ElementTree  # definitions were refused before

    relations = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    files = {}
    for element in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():  # noqa: S314
        if element.tag.endswith("}sheet"):
            ident = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            target = relations.get(ident, "")
            files[element.get("name", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )
    return files


def _first_unsaved(stream: Any) -> str:
    """The address of the first cell with a formula and no saved value; empty where none is."""
    state = {"cell": "", "formula": False, "value": False, "found": ""}

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = re.sub(r".*[:}]", "", tag)
        if tag == "c":
            state.update(cell=attributes.get("r", ""), formula=False, value=False)
        elif tag == "f":
            state["formula"] = True
        elif tag in {"v", "is"}:
            state["value"] = True

    def end(tag: str) -> None:
        if tag.endswith("c") and re.sub(r".*[:}]", "", tag) == "c" and not state["found"]:
            if state["formula"] and not state["value"]:
                state["found"] = state["cell"]

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.ParseFile(stream)
    return str(state["found"])


if __name__ == "__main__":
    main()
