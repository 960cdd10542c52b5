"""Why a file is not read, in words, with what to do instead."""

from django.utils.translation import gettext_lazy as _

from edumentoring.intake.reading.table import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS

SAVE_AS = _("Open it, save it as .xlsx or CSV, and upload that file.")

WORDS = {
    "empty": _("This file is empty. It needs a row of headings and at least one row."),
    "no_rows": _(
        "This file needs at least one row under its headings. We found headings only: %(found)s."
    ),
    "large": _(
        "This file is %(size)s MB. The most we read is %(most)s MB. "
        "Take pictures and old sheets out of it, or save it as CSV."
    ),
    "rows": _(
        "The sheet has %(count)s rows. The most we read at once is %(most)s. "
        "Split it into two files and upload both."
    ),
    "columns": _(
        "The sheet has %(count)s columns. The most we read is %(most)s. "
        "Take out the columns you do not need."
    ),
    "cell": _(
        "Row %(row)s, column “%(column)s”: the cell holds %(count)s characters. "
        "The most is %(most)s, as in Excel. Shorten it and upload the file again."
    ),
    "legacy": _("This is an old Excel file (.xls), which we do not read. %(save_as)s"),
    "macro": _("This workbook holds macros, which we never open. %(save_as)s"),
    "password": _(
        "This workbook is locked with a password. Take the password off, "
        "save it as .xlsx or CSV, and upload that file."
    ),
    "binary": _("This is a binary Excel file (.xlsb), which we do not read. %(save_as)s"),
    "ods": _("This is an OpenDocument sheet (.ods), which we do not read. %(save_as)s"),
    "numbers": _("This is a Numbers file. In Numbers choose Export to, then Excel or CSV."),
    "not_workbook": _("This file is not a spreadsheet, whatever its name says. %(save_as)s"),
    "not_table": _("This file is not a table: it looks like %(kind)s. %(save_as)s"),
    "damaged": _("This workbook is damaged, so we could not read it. %(save_as)s"),
    "bomb": _(
        "This workbook unpacks to far more than a sheet of people would, so we did not open it. "
        "Copy the rows into a new workbook and save that."
    ),
    "entities": _(
        "This workbook holds instructions that no sheet of people needs, so we did not open it. "
        "Copy the rows into a new workbook and save that."
    ),
    "memory": _(
        "This workbook takes more memory than a sheet of people would, so we stopped. "
        "Copy the rows into a new workbook and save that."
    ),
    "time": _(
        "This workbook took too long to read, so we stopped. "
        "Copy the rows into a new workbook and save that, or save it as CSV."
    ),
}

_USUAL: dict[str, dict[str, object]] = {
    "rows": {"most": f"{MOST_ROWS:,}"},
    "columns": {"most": MOST_COLUMNS},
    "cell": {"most": f"{LONGEST_CELL:,}"},
    "large": {"most": LARGEST_FILE // 1024 // 1024},
}


def in_words(code: str, **detail: object) -> str:
    """The sentence for `code`, with its figures."""
    given = {
        key: f"{value:,}" if isinstance(value, int) and key == "count" else value
        for key, value in detail.items()
    }
    return str(WORDS[code]) % {"save_as": SAVE_AS, **_USUAL.get(code, {}), **given}
