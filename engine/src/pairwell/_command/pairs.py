"""Lists of pairs: locks, pairs kept apart, running pairs, last year's proposal."""

from __future__ import annotations

import re
from pathlib import Path

from pairwell._command.cells import Misread, one_id
from pairwell._command.faults import Faults, quoted, refuse
from pairwell._command.tables import Sheet, read_sheet
from pairwell._model import Pair

HEADINGS = {
    "mentor_id": "mentor_id",
    "mentor": "mentor_id",
    "mentee_id": "mentee_id",
    "mentee": "mentee_id",
    "points": "points",
}


def read_pairs_file(path: Path) -> dict[Pair, int | None]:
    """Read the pairs of a file that has columns mentor_id and mentee_id, in the file's order.

    The value is what stands in a column `points`, where there is one.
    """
    sheet = read_sheet(path)
    faults = Faults(sheet.name)
    columns = _columns(sheet, faults)
    refuse(faults)
    found: dict[Pair, int | None] = {}
    first: dict[Pair, int] = {}
    for place, row in enumerate(sheet.rows):
        ids = [_cell(sheet, columns, name, place, faults) for name in ("mentor_id", "mentee_id")]
        points = _cell(sheet, columns, "points", place, faults) if "points" in columns else None
        if points is not None and not re.fullmatch(r"-?\d{1,15}", points):
            faults.add(f"found {quoted(points)}. Write a whole number.", row=row, column="points")
            points = None
        mentor, mentee = ids
        if mentor is None or mentee is None:
            faults.add("needs the id of a mentor and of a mentee.", row=row)
        elif (mentor, mentee) in found:
            faults.add(f"is the same pair as row {first[mentor, mentee]}. Keep one.", row=row)
        else:
            first[mentor, mentee] = row
            found[mentor, mentee] = None if points is None else int(points)
    refuse(faults)
    return found


def _columns(sheet: Sheet, faults: Faults) -> dict[str, int]:
    """Say which column holds which id. The first one of a name counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(sheet.headings):
        name = HEADINGS.get(re.sub(r"[\s-]+", "_", heading.strip().casefold()))
        if name:
            found.setdefault(name, place)
    if missing := [name for name in ("mentor_id", "mentee_id") if name not in found]:
        faults.add(sheet.without(missing))
    return found


def _cell(
    sheet: Sheet, columns: dict[str, int], name: str, place: int, faults: Faults
) -> str | None:
    try:
        return one_id(sheet.columns[columns[name]][place])
    except Misread as cure:
        faults.add(f"{cure}.", row=sheet.rows[place], column=name)
        return None
