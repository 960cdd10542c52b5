"""Reading the raw sheets back."""

import csv
import io
from typing import Any

from python_calamine import load_workbook


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def rows_of_xlsx(content: bytes) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
