"""Workbooks (.xlsx), read in a child process that has little memory and little time.

A small file can be made to unfold into gigabytes, to fetch things from elsewhere, or to keep a
reader busy for hours. So sizes are added up before anything is unfolded, definitions in the XML
are refused, and the rest happens in a process that the system stops when it takes too much.
"""

import json
import subprocess
import sys
import zipfile
from gettext import gettext as _
from io import BytesIO

from edumentoring.intake.reading.book import BadFile

MOST_UNZIPPED = 160 * 1024 * 1024
MOST_MEMORY = 1024 * 1024 * 1024  # address space; what is really held stays far below
SECONDS = 20

Grid = list[list[str]]


def read_workbook(content: bytes) -> list[tuple[str, Grid]]:
    """The visible sheets of a workbook: their names and cells as words.

    Raises BadFile for one that is too large unfolded, hostile, damaged or too slow.
    """
    _refuse_bombs(content)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "edumentoring.intake.reading.workbook_child"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadFile(
            _("The workbook took too long to read. Save the one sheet you need as CSV.")
        ) from None
    if done.returncode:
        raise BadFile(
            _("The workbook could not be read. Save the sheet you need as CSV, then choose that.")
        )
    answer = json.loads(done.stdout)
    if "trouble" in answer:
        raise BadFile(_trouble_in_words(answer))
    return [(sheet["name"], sheet["rows"]) for sheet in answer["sheets"]]


def _trouble_in_words(answer: dict[str, str]) -> str:
    if answer["trouble"] == "formula":
        return _(
            "Sheet %(sheet)s, cell %(cell)s holds a formula whose result was not saved. "
            "Open the workbook, save it again, or paste the values only."
        ) % {"sheet": answer["sheet"], "cell": answer["cell"]}
    return _("The workbook is damaged. Save the sheet you need as CSV, then choose that.")


def _refuse_bombs(content: bytes) -> None:
    """Add up what the parts say they weigh, unfold each no further, and refuse definitions."""
    too_much = BadFile(
        _("Unfolded, the workbook would weigh more than %(most)d MB. Save the sheet as CSV.")
        % {"most": MOST_UNZIPPED // 2**20}
    )
    with zipfile.ZipFile(BytesIO(content)) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > MOST_UNZIPPED or len(parts) > 5000:
            raise too_much
        for part in parts:
            if part.flag_bits & 0x1:
                raise BadFile(_("The workbook has a password. Save it without one."))
            if part.filename.endswith((".xml", ".rels")):
                with book.open(part) as stream:
                    head = stream.read(4096)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise BadFile(
                        _("The workbook holds definitions that sheets never need, so it was not opened.")
                    )
