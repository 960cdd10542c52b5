"""Excel workbooks, read by a child process that may use little memory and little time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.intake.reading.headings import sheet_of
from edumentoring.intake.reading.refusals import in_words
from edumentoring.intake.reading.table import Row, Table

CHILD = Path(__file__).with_name("workbook_child.py")
SECONDS = 12


def read_workbook(data: bytes) -> Table:
    """The sheets of an .xlsx file. Raises Refused, in words, for what is not read."""
    answer = _ask_child(data)
    if "refused" in answer:
        code = answer.pop("refused")
        raise Refused(in_words(code, **answer))
    sheets, warnings = [], []
    for found in answer["sheets"]:
        grid = [Row(number, cells) for number, cells in found["rows"]]
        sheets.append(sheet_of(found["name"], grid, hidden=found["hidden"]))
        if found["formulas"]:
            warnings.append(_without_values(found["name"], found["formulas"]))
    return Table(sheets, dialect=_("Excel workbook"), warnings=warnings)


def _ask_child(data: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and file
            [sys.executable, "-I", str(CHILD)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "time"}
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    # Killed by a limit: SIGXCPU or SIGKILL for time; anything else ran out of memory.
    return {"refused": "time" if done.returncode in {-24, -9} else "memory"}


def _without_values(sheet: str, cells: list[str]) -> str:
    shown = ", ".join(cells[:5]) + ("…" if len(cells) > 5 else "")
    return _(
        "Sheet “%(sheet)s”: %(cells)s hold formulas without a value, so they are read as empty. "
        "Open the file in Excel, save it, and upload it again."
    ) % {"sheet": sheet, "cells": shown}
