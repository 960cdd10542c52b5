"""From a file or pasted cells to plain tables of words. Knows no Django, no columns, no people.

`read_file` takes bytes and a name, `read_pasted` takes text; both give a `Book`, or raise
`BadFile` with a sentence that says what is wrong and what to do.
"""

from edumentoring.intake.reading.book import BadFile, Book, Sheet
from edumentoring.intake.reading.files import read_file, read_pasted

__all__ = ["BadFile", "Book", "Sheet", "read_file", "read_pasted"]
