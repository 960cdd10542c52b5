"""Lines for people's records from a sheet: an e-mail, a day, what it was, hours, until when.

Only the e-mail and the day must be there; the rest falls back on what is said for the whole
sheet. Every row is read before any is kept, and each says what is wrong with it.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused
from edumentoring.common.tables import plain
from edumentoring.design.forms import is_in_our_time
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training.forms import WAYS_TO_WRITE_A_DAY
from edumentoring.training.models import Record
from edumentoring.training.operations.recording import as_hours
from edumentoring.training.records import counting_in

MOST_ROWS, MOST_LETTERS = 1000, 200_000
COLUMNS = ("email", "done_on", "title", "hours", "expires_on")


@dataclass
class Row:
    """One row as it was written, whom and what it means, and what is wrong with it."""

    number: int
    written: dict[str, str]
    participant: Participant | None = None
    meant: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    is_there: bool = False


@dataclass
class Rows:
    """All that was pasted."""

    rows: list[Row]

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if not row.problems and not row.is_there]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.problems]

    @property
    def lines(self) -> Iterator[tuple[Participant, Mapping[str, Any]]]:
        """What would be kept."""
        for row in self.new:
            if row.participant:
                yield row.participant, row.meant


def read_rows(
    programme: Programme, text: str, *, title: str, hours: str, counts_as_training: bool
) -> Rows:
    """The rows of a paste. Asks the database twice, however many they are.

    Refused where there is nothing to read, or more than can be looked over.
    """
    if len(text) > MOST_LETTERS:
        raise Refused(_("That is too much at once. Paste fewer rows."))
    cells = [line for line in _cells(text) if any(line)]
    if cells and "@" not in cells[0][0]:
        cells = cells[1:]  # the first row names its columns
    if not cells:
        raise Refused(_("Paste at least one row: an e-mail, and the day it was done."))
    if len(cells) > MOST_ROWS:
        raise Refused(_("Paste %d rows at most, and then the next.") % MOST_ROWS)
    usual = {"title": one_line(title), "hours": hours, "counts_as_training": counts_as_training}
    people = _people(programme, [line[0] for line in cells])
    rows = [_row(number, line, people, usual) for number, line in enumerate(cells, start=1)]
    _mark_known(programme, rows)
    return Rows(rows)


def _cells(text: str) -> Iterator[list[str]]:
    """Tabs as a spreadsheet pastes them; or commas or semicolons, as a CSV file has them."""
    lines = text.replace("\0", "").lstrip("\ufeff")
    first = lines.strip().partition("\n")[0]
    sign = next((sign for sign in "\t;" if sign in first), ",")
    try:
        for row in csv.reader(io.StringIO(lines, newline=""), delimiter=sign):
            yield [plain(cell.strip()) for cell in row] or [""]
    except csv.Error:
        raise Refused(_("A cell is too long to be read. Shorten it and paste again.")) from None


def _people(programme: Programme, emails: Sequence[str]) -> dict[str, Participant]:
    """A joined sign-up's e-mail means the one that goes on."""
    wanted = [email.casefold() for email in emails]
    found = programme.participants.with_emails(wanted).with_person()
    people = found.select_related("joined_into__user", "joined_into__programme", "user")
    return {one.user.email.casefold(): one.joined_into or one for one in people}


def _row(
    number: int, line: Sequence[str], people: Mapping[str, Participant], usual: Mapping[str, Any]
) -> Row:
    written = dict(zip(COLUMNS, [*line, "", "", "", "", ""], strict=False))
    row = Row(number, written, people.get(written["email"].casefold()))
    if "@" not in written["email"]:
        row.problems.append(_("The first cell is no e-mail. Put the e-mail first."))
    elif row.participant is None:
        row.problems.append(_("Nobody here has this e-mail. Check it, or add the person first."))
    row.meant = {
        "title": one_line(written["title"]) or usual["title"],
        "kind": Record.Kind.MODULE,
        "counts_as_training": usual["counts_as_training"],
        "done_on": _day(written["done_on"], row, must=True),
        "expires_on": _day(written["expires_on"], row),
        "hours": _hours(written["hours"] or usual["hours"], row),
    }
    _check(row, line)
    return row


def _check(row: Row, line: Sequence[str]) -> None:
    done, ends = row.meant["done_on"], row.meant["expires_on"]
    if not row.meant["title"]:
        row.problems.append(_("Say what was done: in the third cell, or once for all rows."))
    elif len(row.meant["title"]) > 120:
        row.problems.append(_("What was done is too long. Use at most 120 letters."))
    if done and done > date.today() + timedelta(days=1):  # noqa: DTZ011 (any zone's today will do)
        row.problems.append(_("This day has not come yet."))
    if done and ends and ends < done:
        row.problems.append(_("It would end before it was done. Check both days."))
    if any(line[len(COLUMNS) :]):
        row.problems.append(_("There are more than five cells. Take the others away."))


def _day(words: str, row: Row, *, must: bool = False) -> date | None:
    if not words:
        if must:
            row.problems.append(_("Add the day it was done, like 23/11/2026."))
        return None
    for way in WAYS_TO_WRITE_A_DAY:
        try:
            day = datetime.strptime(words, way).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if is_in_our_time(day):
            return day
    row.problems.append(_("“%s” is no day we can read. Write it like 23/11/2026.") % words[:40])
    return None


def _hours(words: str, row: Row) -> Decimal:
    try:
        return as_hours(words) if words.strip() else Decimal(0)
    except Refused as refusal:
        row.problems.append(str(refusal))
        return Decimal(0)


def _mark_known(programme: Programme, rows: Sequence[Row]) -> None:
    """What stands on a record already, or higher up in the paste, is not kept twice."""
    known = set(counting_in(programme).values_list("user", "title", "done_on"))
    for row in rows:
        if row.problems or row.participant is None:
            continue
        key = (row.participant.user_id, row.meant["title"], row.meant["done_on"])
        row.is_there = key in known
        known.add(key)
