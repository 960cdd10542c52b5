"""Sheets to mentors and mentees. Every cell is read before anything is said to be wrong.

A heading is the name of a field of `Mentor` or `Mentee`. Several answers in one cell stand apart
by a semicolon, an upright stroke or a new line. An empty cell is a question left open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from pairwell._command.cells import (
    Misread,
    Reader,
    among,
    answers,
    any_order,
    degrees,
    one_id,
    role,
    several,
    whole,
    yes_or_no,
)
from pairwell._command.faults import Faults, quoted, refuse, shortened
from pairwell._command.tables import Cell, Sheet, read_sheet
from pairwell._model import CONTACT, PERSONAL_MUSTS, BadInput, Mentee, Mentor

SPELT = {"is": "is_"}
MOST_PLACES = 100_000

BOTH: dict[str, Reader] = {
    "id": one_id,
    "stage_rank": whole(-1000, 1000),
    "subjects": several,
    "phases": several,
    "contexts": several,
    "region": one_id,
    "lat": degrees(90),
    "lon": degrees(180),
    "school": one_id,
    "trust": one_id,
    "years": whole(0, 100),
    "topics": several,
    "helps": several,
    "availability": any_order,
    "contact": among(CONTACT),
    "max_km": whole(0, 20_000),
    "blocked": any_order,
    "wishes": any_order,
    "themes": any_order,
    "wants": several,
    "is_": several,
    "wants_is_must": yes_or_no,
    "musts": among(PERSONAL_MUSTS),
    "traits": answers,
    "purposes": several,
    "verified": yes_or_no,
}
OF_MENTORS: dict[str, Reader] = {
    "capacity": whole(0, MOST_PLACES),
    "trained": yes_or_no,
    "line_manages": any_order,
}
OF_MENTEES: dict[str, Reader] = {
    "demand": whole(0, MOST_PLACES),
    "priority": whole(1, 1_000_000),
    "wish_stage_gap": whole(-1000, 1000),
}
SIDES: dict[str, tuple[type[Mentor] | type[Mentee], dict[str, Reader]]] = {
    "mentor": (Mentor, BOTH | OF_MENTORS),
    "mentee": (Mentee, BOTH | OF_MENTEES),
}
EVERY = BOTH | OF_MENTORS | OF_MENTEES
NEEDED = {
    "id": "Head the one that tells everybody apart: id.",
    "role": "Or give two files, mentors first.",
}
DEFAULTS = {
    each.name: each.default
    for kind in (Mentor, Mentee)
    for each in fields(kind)
    if each.default is not MISSING
}


@dataclass(frozen=True)
class Side:
    """Everybody of one side as columns of what was read, by the names of fields of `kind`."""

    name: str
    kind: type[Mentor] | type[Mentee]
    columns: Mapping[str, Sequence[Any]]
    rows: Sequence[int]

    def __len__(self) -> int:
        return len(self.rows)

    def people(self, faults: Faults) -> list[Any]:
        """Make people. What was left open keeps its default."""
        filled = [
            [DEFAULTS[name] if value is None and name != "id" else value for value in column]
            for name, column in self.columns.items()
        ]
        made: list[Any] = []
        for row, values in zip(self.rows, zip(*filled, strict=True), strict=True):
            try:
                made.append(self.kind(**dict(zip(self.columns, values, strict=True))))
            except BadInput as error:
                faults.add(f"{error}", row=row)
        return made


def read_people(
    files: Sequence[Path], note: Callable[[str], object]
) -> tuple[list[Mentor], list[Mentee]]:
    """Read mentors and mentees. Arguments as in `read_sides`."""
    return as_people(read_sides(files, note))


def as_people(sides: Sequence[Side]) -> tuple[list[Mentor], list[Mentee]]:
    """Make the people of both sides. Raises Unreadable with what is wrong with any."""
    faults = [Faults(side.name) for side in sides]
    mentors, mentees = (side.people(found) for side, found in zip(sides, faults, strict=True))
    refuse(*faults)
    return mentors, mentees


def read_sides(files: Sequence[Path], note: Callable[[str], object]) -> tuple[Side, Side]:
    """Read mentors and mentees from two files, or from one that has a column `role`.

    note: told what was left out. Raises Unreadable with the faults of all files.
    """
    if len(files) == 1:
        sides, faults = read_side(read_sheet(files[0]), None, note)
        refuse(faults)
        return sides["mentor"], sides["mentee"]
    mentors, wrong = read_side(read_sheet(files[0]), "mentor", note)
    mentees, also_wrong = read_side(read_sheet(files[1]), "mentee", note)
    refuse(wrong, also_wrong)
    return mentors["mentor"], mentees["mentee"]


def read_side(
    sheet: Sheet, side: str | None, note: Callable[[str], object]
) -> tuple[dict[str, Side], Faults]:
    """Read one sheet. side: who is in it; None where its column `role` says so.

    1. Which column is which. 2. Every cell, each text once. 3. What two cells say together.
    """
    faults = Faults(sheet.name)
    places = find_columns(sheet, side, faults, note)
    cells = {
        name: read_column(sheet, place, EVERY.get(name, role), faults)
        for name, place in places.items()
    }
    if not sheet.rows and not faults.count:
        faults.add("needs at least one row under the headings.")
    check_places(sheet, cells, faults)
    if side is None:
        who = [each or () for each in cells.pop("role", [()] * len(sheet.rows))]
    else:
        who = [(side,)] * len(sheet.rows)
    check_ids(sheet, cells.get("id", []), who, faults)
    return {each: chosen(sheet, each, cells, who) for each in SIDES}, faults


def chosen(
    sheet: Sheet, side: str, cells: Mapping[str, list[Any]], who: Sequence[tuple[Any, ...]]
) -> Side:
    """Take the people of one side, and the columns that side is asked for."""
    kind, known = SIDES[side]
    columns = {name: column for name, column in cells.items() if name in known}
    mine = [place for place, sides in enumerate(who) if side in sides]
    if len(mine) < len(who):
        columns = {name: [column[place] for place in mine] for name, column in columns.items()}
    return Side(sheet.name, kind, columns, [sheet.rows[place] for place in mine])


def find_columns(
    sheet: Sheet, side: str | None, faults: Faults, note: Callable[[str], object]
) -> dict[str, int]:
    """Say which column holds which field."""
    known = EVERY | {"role": role} if side is None else SIDES[side][1]
    found: dict[str, int] = {}
    unused = []
    for place, heading in enumerate(sheet.headings):
        name = as_name(heading)
        if name not in known:
            unused += [heading] if heading else []
        elif name in found:
            faults.add(f"two columns are headed {quoted(heading)}. Keep one of them.")
        else:
            found[name] = place
    missing = [name for name in NEEDED if name in known and name not in found]
    if missing:
        cures = " ".join(NEEDED[name] for name in missing)
        faults.add(f"{sheet.without(missing)} {cures}")
    elif unused:
        note(f"{sheet.name}: not used: {', '.join(with_hint(each, known) for each in unused)}.")
    return found


def as_name(heading: str) -> str:
    """Write a heading as the name of a field."""
    name = re.sub(r"[\s-]+", "_", heading.strip().casefold())
    return SPELT.get(name, name)


def with_hint(heading: str, known: Mapping[str, Reader]) -> str:
    """Name a heading, and the one that may have been meant."""
    from difflib import get_close_matches

    heading = shortened(heading)
    for side, (_, asked) in SIDES.items():
        if as_name(heading) in asked:
            return f"{heading} (only a {side} is asked; mentors' file comes first)"
    near = get_close_matches(heading.casefold(), known, 1, 0.75)
    return f"{heading} (did you mean {near[0].rstrip('_')}?)" if near else heading


def read_column(sheet: Sheet, place: int, read: Reader, faults: Faults) -> list[Any]:
    """Read one column. A text that stands in many cells is read once."""
    seen: dict[Cell, Any] = {}
    wrong: dict[Cell, str] = {}
    column = sheet.columns[place]
    for cell in set(column):
        try:
            seen[cell] = read(cell)
        except Misread as cure:
            seen[cell], wrong[cell] = None, str(cure)
    if wrong:
        for row, cell in zip(sheet.rows, column, strict=True):
            if cell in wrong:
                shown = cell if isinstance(cell, str) else ";".join(cell)
                found = f"found {quoted(shown)}" if shown.strip() else "is empty"
                faults.add(f"{found}. {wrong[cell]}.", row=row, column=sheet.headings[place])
    return [seen[cell] for cell in column]


def check_places(sheet: Sheet, cells: Mapping[str, list[Any]], faults: Faults) -> None:
    """Refuse half a place on the globe."""
    nothing = [None] * len(sheet.rows)
    latitudes, longitudes = (cells.get(name, nothing) for name in ("lat", "lon"))
    if ("lat" in cells) != ("lon" in cells):
        there, other = ("lat", "lon") if "lat" in cells else ("lon", "lat")
        faults.add(f"has a column {there} but none headed {other}. Give both, or neither.")
        return
    if faults.count:
        return  # a cell that could not be read looks like one left open
    for row, lat, lon in zip(sheet.rows, latitudes, longitudes, strict=True):
        if (lat is None) != (lon is None):
            faults.add("give both lat and lon, or neither.", row=row, column="lat, lon")


def check_ids(
    sheet: Sheet, ids: Sequence[str | None], who: Sequence[tuple[Any, ...]], faults: Faults
) -> None:
    """Refuse people without an id, and two of one id on one side."""
    first: dict[tuple[str, str], int] = {}
    for row, each, sides in zip(sheet.rows, ids, who, strict=bool(ids)):
        if each is None:
            faults.add("is empty. Everybody needs an id of their own.", row=row, column="id")
            continue
        for side in sides:
            before = first.setdefault((side, each), row)
            if before != row:
                faults.add(
                    f"{quoted(each)} stands in row {before} too. Keep one {side} of this id.",
                    row=row,
                    column="id",
                )
