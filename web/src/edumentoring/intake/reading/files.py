"""What kind of file it is, and how to read each kind."""

import zipfile
from gettext import gettext as _
from io import BytesIO

from edumentoring.intake.reading import delimited
from edumentoring.intake.reading.book import MOST_BYTES, BadFile, Book, make_sheet
from edumentoring.intake.reading.workbook import read_workbook

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a workbook with a password looks like
SAVE_AS = _("Open it in your spreadsheet program and save it as .xlsx or CSV, then choose that file.")


def read_file(content: bytes, name: str) -> Book:
    """Read an uploaded file. The content decides its kind, never the ending of its name."""
    if len(content) > MOST_BYTES:
        raise BadFile(
            _("The file weighs %(found)d MB; the most is %(most)d MB. Remove sheets and pictures.")
            % {"found": len(content) // 2**20, "most": MOST_BYTES // 2**20}
        )
    if not content.strip():
        raise BadFile(_("The file is empty. It needs a row of headings and at least one row."))
    if content.startswith(OLD_WORKBOOK):
        raise BadFile(
            _("%(name)s is an old workbook (.xls) or has a password.") % {"name": name} + " " + SAVE_AS
        )
    if content.startswith(b"PK\x03\x04"):
        return _read_zip(content, name)
    if content.startswith(b"%PDF") or _looks_binary(content):
        raise BadFile(_("%(name)s is not a sheet we can read.") % {"name": name} + " " + SAVE_AS)
    return _read_text(delimited.decode(content), name)


def read_pasted(text: str) -> Book:
    """Read cells copied from a spreadsheet, or CSV typed or pasted as text."""
    if not text.strip():
        raise BadFile(_("Nothing was pasted. Copy the cells, headings included, and paste them."))
    if len(text.encode()) > MOST_BYTES:
        raise BadFile(_("Too much was pasted. Save the sheet as a file and choose that instead."))
    return _read_text(delimited.Decoded(text, ""), _("Pasted cells"))


def _read_text(decoded: delimited.Decoded, name: str) -> Book:
    grid, delimiter = delimited.parse(decoded.text)
    sheet = make_sheet(name, grid)
    if sheet is None:
        raise BadFile(_("The file is empty. It needs a row of headings and at least one row."))
    notes = [note for note in (decoded.note, delimited.DELIMITER_NOTES.get(delimiter, "")) if note]
    return _checked(Book((sheet,), "text", tuple(notes)))


def _read_zip(content: bytes, name: str) -> Book:
    try:
        parts = {part.filename for part in zipfile.ZipFile(BytesIO(content)).infolist()}
    except zipfile.BadZipFile:
        raise BadFile(
            _("%(name)s is damaged: it ends too early.") % {"name": name} + " " + SAVE_AS
        ) from None
    if "xl/vbaProject.bin" in parts:
        raise BadFile(_("%(name)s holds macros, which we do not open.") % {"name": name} + " " + SAVE_AS)
    if "xl/workbook.xml" not in parts:
        raise BadFile(_("%(name)s is not a workbook we can read.") % {"name": name} + " " + SAVE_AS)
    sheets = [
        sheet
        for sheet_name, grid in read_workbook(content)
        if (sheet := make_sheet(sheet_name, grid)) is not None
    ]
    if not sheets:
        raise BadFile(_("The workbook is empty. It needs a row of headings and at least one row."))
    return _checked(Book(tuple(sheets), "workbook"))


def _checked(book: Book) -> Book:
    """Refuse a book whose every sheet has headings and nothing below them."""
    if not any(sheet.rows for sheet in book.sheets):
        found = ", ".join(book.sheets[0].headings[:6])
        raise BadFile(
            _("The sheet needs at least one row below its headings. We found only: %(found)s.")
            % {"found": found}
        )
    return book


def _looks_binary(content: bytes) -> bool:
    """NUL bytes stand in no text but UTF-16, which a byte order mark or a pattern gives away."""
    head = content[:4096]
    return b"\x00" in head and not delimited.is_utf16(head)
