"""One way in: whatever was uploaded or pasted becomes a table."""

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.intake.reading.decoding import decode, kind_of_bytes
from edumentoring.intake.reading.delimited import read_delimited
from edumentoring.intake.reading.refusals import in_words
from edumentoring.intake.reading.table import LARGEST_FILE, MOST_ROWS, Table
from edumentoring.intake.reading.workbook import read_workbook

_WORKBOOK_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def read_file(data: bytes) -> Table:
    """The table in these bytes; what they are is told from them, never from the file's name.

    Raises Refused with a sentence that says what to do.
    """
    if not data.strip():
        raise Refused(in_words("empty"))
    if len(data) > LARGEST_FILE:
        raise Refused(in_words("large", size=round(len(data) / 1024 / 1024, 1)))
    if data.startswith(_WORKBOOK_STARTS):
        return _with_rows(read_workbook(data))
    kind = kind_of_bytes(data)
    if kind:
        raise Refused(in_words("not_table", kind=kind))
    words, encoding = decode(data)
    return _with_rows(read_delimited(words, encoding=encoding))


def read_pasted(words: str) -> Table:
    """The table in cells pasted from a sheet, or in lines of text."""
    if not words.strip():
        raise Refused(_("Nothing was pasted. Copy the cells with their headings, then paste here."))
    if len(words) > LARGEST_FILE:
        raise Refused(in_words("large", size=round(len(words) / 1024 / 1024, 1)))
    table = _with_rows(read_delimited(words))
    table.dialect = _("Pasted cells")
    return table


def _with_rows(table: Table) -> Table:
    for sheet in table.sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise Refused(in_words("rows", count=len(sheet.rows)))
    if not any(sheet.rows for sheet in table.sheets):
        found = ", ".join(f"“{name}”" for sheet in table.sheets for name in sheet.headings[:12])
        raise Refused(in_words("no_rows", found=found) if found else in_words("empty"))
    return table
