"""Text with separators: its encoding, its separator, its cells."""

import csv
from collections import Counter
from dataclasses import dataclass
from gettext import gettext as _
from io import StringIO

from edumentoring.intake.reading.book import LONGEST_CELL, BadFile

DELIMITERS = ",;\t|"
DELIMITER_NOTES = {
    ";": _("Cells are kept apart by semicolons."),
    "|": _("Cells are kept apart by upright lines."),
}


@dataclass(frozen=True)
class Decoded:
    """Text, and a note on how its bytes were read where that is worth saying."""

    text: str
    note: str


def is_utf16(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(head) > 8 and (head[1::2].count(0) > len(head) * 0.4 or head[::2].count(0) > len(head) * 0.4)


def decode(content: bytes) -> Decoded:
    """Bytes to text: UTF-8 and UTF-16 where the bytes say so, otherwise Windows-1252.

    Five bytes mean nothing in Windows-1252; they become the mark for an unknown letter, so
    that one stray byte loses one letter and not the file.
    """
    if is_utf16(content[:4096]):
        mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        encoding = "utf-16" if mark else ("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
        return Decoded(content.decode(encoding, errors="replace"), "")
    try:
        return Decoded(content.decode("utf-8-sig"), "")
    except UnicodeDecodeError:
        return Decoded(
            content.decode("cp1252", errors="replace"),
            _("Read as a file from Windows. Look at names with accents: are they right?"),
        )


def parse(text: str) -> tuple[list[list[str]], str]:
    """The cells of delimited text, and the separator found."""
    text = text.replace("\x00", "")
    delimiter = sniff(text)
    # Longer than our own limit, so that our sentence is said and not the module's.
    csv.field_size_limit(max(LONGEST_CELL * 10, 10_000_000))
    try:
        grid = [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise BadFile(
            _("The file cannot be read as a table: %(error)s. Save it again as CSV.")
            % {"error": error}
        ) from None
    return grid, delimiter


def sniff(text: str) -> str:
    """The separator that cuts the first rows into the most alike, and widest, rows.

    Python's own sniffer is led astray by commas inside answers; counting whole parsed rows
    is not, since a quoted comma never counts.
    """
    head = text[:200_000]
    return max(DELIMITERS, key=lambda delimiter: _likeness(head, delimiter))


def _likeness(head: str, delimiter: str) -> tuple[float, int]:
    widths = []
    try:
        for row in csv.reader(StringIO(head, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) >= 50:
                break
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, times = Counter(widths).most_common(1)[0]
    if width == 1:
        return (0.0, max(widths))
    return (times / len(widths), width)
