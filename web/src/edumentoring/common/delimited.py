"""Cells from text, for every room: CSV in its dialects, and what a spreadsheet pastes."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.common.tables import plain

# In this order where two fit as well: nobody types a tab within a cell.
SEPARATORS = "\t,;|"
# Python's csv stops at 131,072 characters with words no coordinator understands.
csv.field_size_limit(64 * 1024 * 1024)


def separator_line(words: str) -> tuple[str, str]:
    """The text without Excel's own first line, "sep=;", and the sign it names."""
    first, _newline, rest = words.partition("\n")
    line = first.strip().strip('"')
    return (rest, line[4]) if line.lower().startswith("sep=") and len(line) == 5 else (words, "")


def sniff(words: str) -> str:
    """The separator that cuts the first rows into the most columns of one same width.

    >>> sniff("name;e-mail;about\\nJo;jo@a.example;one, two, three")
    ';'
    """
    sample = "".join(islice(io.StringIO(words, newline=""), 400))
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> float:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths = Counter(len(row) for row in reader if any(cell.strip() for cell in row))
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (rows / widths.total()) * min(width, 30) if width > 1 else 0.0


def cells_of(text: str) -> Iterator[list[str]]:
    """The rows of a small table, each cell without the blanks around it and as it was before
    `tables.neutral` marked it."""
    words, separator = separator_line(text.replace("\0", "").lstrip("\ufeff"))
    lines = io.StringIO(words, newline="")
    try:
        for row in csv.reader(lines, delimiter=separator or sniff(words)):
            yield [plain(cell.strip()) for cell in row]
    except csv.Error:
        raise Refused(_("A cell is too long to be read. Shorten it and paste again.")) from None
