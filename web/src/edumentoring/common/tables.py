"""Tables that Excel opens: CSV and XLSX, with no cell that could run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A spreadsheet program reads a cell that begins with one of these as a formula; it skips
# blanks and unprintable signs in front, and East Asian versions take the wide forms too.
_STARTS_A_FORMULA = re.compile(r"^[\s\x00-\x1f\x7f\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EXCEL_CELL = 32_767


def neutral(cell: Any) -> Any:
    """The cell as it may stand in a spreadsheet: words that look like a formula get a leading '.

    >>> neutral("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    >>> neutral(-5)
    -5
    """
    if isinstance(cell, str) and _STARTS_A_FORMULA.match(cell):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """What a cell said before `neutral` marked it."""
    return cell[1:] if cell.startswith("'") and _STARTS_A_FORMULA.match(cell[1:]) else cell


def write_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as CSV: UTF-8 with the mark that makes Excel read accents, CRLF, commas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_text(neutral(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Sheet") -> bytes:
    """Rows as a workbook with one sheet; the first row stays in view."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31] or "Sheet")
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _for_excel(value))
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would make a formula of "=1+1"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _for_excel(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # Excel knows no time zones
    if isinstance(value, str):
        return str(neutral(_NEVER_IN_XML.sub("", value)))[:_EXCEL_CELL]
    if value is None or isinstance(value, int | float | date):
        return value
    return _for_excel(str(value))
