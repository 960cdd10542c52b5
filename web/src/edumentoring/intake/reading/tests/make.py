"""Workbooks, good and hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from openpyxl import Workbook


def bytes_of(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(cells: Mapping[str, Any] | None = None, **sheets: list[list[Any]]) -> bytes:
    """A workbook with these cells in a sheet called People, or with sheets of rows."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "People"
    for place, value in (cells or {}).items():
        first[place] = value
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", "-"))
        for row in rows:
            sheet.append(row)
    if not cells and sheets:
        book.remove(first)
    return bytes_of(book)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def of_parts(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in parts.items():
            made.writestr(name, said)
    return out.getvalue()


def changed(data: bytes, name: str, change: Callable[[str], str | bytes]) -> bytes:
    parts: dict[str, bytes | str] = dict(parts_of(data))
    parts[name] = change(parts_of(data)[name].decode())
    return of_parts(parts)


def with_part(data: bytes, name: str, said: bytes) -> bytes:
    return of_parts({**parts_of(data), name: said})


def workbook_with_blank_rows(count: int) -> bytes:
    """What Excel writes when somebody coloured a whole column."""
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, count + 3))
    plain = workbook({"A1": "Name", "A2": "Jo Barker", "B1": "Email", "B2": "jo@school.example"})
    return changed(
        plain,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", f"{blank}</sheetData>"),
    )


def bomb() -> bytes:
    """A megabyte that unpacks to a gigabyte."""
    plain = parts_of(workbook({"A1": "Name", "A2": "Jo"}))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in plain.items():
            if name != "xl/worksheets/sheet1.xml":
                made.writestr(name, said)
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(plain["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", b""))
            for _piece in range(1024):
                part.write(b" " * 1024 * 1024)
            part.write(b"</worksheet>")
    return out.getvalue()


def lying_bomb() -> bytes:
    """A part whose heading says 1,000 bytes and that unpacks to 400 MB."""
    parts = parts_of(workbook({"A1": "Name", "A2": "Jo"}))
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    big = (
        b"".join(deflated.compress(b" " * 1024 * 1024) for _piece in range(400)) + deflated.flush()
    )
    name = b"xl/worksheets/sheet9.xml"
    out = io.BytesIO()
    out.write(of_parts(parts))
    data = out.getvalue()
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    size = struct.unpack("<I", data[end + 12 : end + 16])[0]
    count = struct.unpack("<H", data[end + 10 : end + 12])[0]
    sizes = struct.pack("<III", 0, len(big), 1000)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<HH", len(name), 0) + name + big
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, start) + name
    directory = data[start : start + size] + entry
    tail = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0
    )
    return data[:start] + local + directory + tail


def moment(*when: int) -> datetime:
    return datetime(*when)  # noqa: DTZ001


def fat() -> bytes:
    """A workbook below the unpacked limit whose words alone would fill the memory."""
    cell = (
        '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>' + "x" * 2_000_000 + "</t></is></c></row>"
    )
    rows = "".join(cell.format(row) for row in range(3, 113))
    plain = workbook({"A1": "Name", "A2": "Jo"})
    return changed(
        plain,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"),
    )
