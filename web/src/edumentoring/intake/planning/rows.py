"""One row of a file, checked: the person it describes and what a person should look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify
from django.utils.translation import gettext as _

from edumentoring.common.sent import number_in
from edumentoring.intake.planning.schools import Schools
from edumentoring.intake.reading.table import Table
from edumentoring.intake.understanding.choices import Choices, columns_of, keys_of, order_in
from edumentoring.intake.understanding.dates import DAY_FIRST
from edumentoring.intake.understanding.guessing import Column
from edumentoring.intake.understanding.names import join_names
from edumentoring.intake.understanding.reading import Doubt, Reading, clean
from edumentoring.intake.understanding.roles import BOTH, MENTEE, MENTOR
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.intake.understanding.values import (
    BLANK,
    KEEP,
    SCHOOL,
    ColumnReader,
    unclear_role,
    word_key,
)
from edumentoring.programmes.columns import LABELS
from edumentoring.programmes.questions import STANDARD_BY_KEY

COLUMNS = (
    "stage",
    "role_title",
    "years",
    "school",
    "school_text",
    "region",
    "capacity",
    "demand",
    "is_trained",
)
SAVE_UNMATCHED, AGREED = "save", "agreed"


@dataclass(frozen=True)
class Problem:
    """Something to look at: where it stands, what is wrong and what would mend it.

    `key` names the decision that settles it: "c|row|target" for this cell alone,
    "w|target|words" for these words in every row.
    """

    row: str
    place: str
    column: str
    target: str
    value: str
    doubt: Doubt
    key: str


@dataclass
class CheckedRow:
    """The person in one row. `values` are columns and answers in the form they are kept in.

    `place` is where people find it: "4", or "4 (Mentors)" where more than one sheet is read.
    """

    key: str
    sheet: str
    number: int
    place: str
    email: str = ""
    name: str = ""
    role: str = ""
    signed_up_at: datetime | None = None
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    state: str = "in"
    problems: list[Problem] = field(default_factory=list)
    left_out: str = ""

    @property
    def waits(self) -> bool:
        """Whether something must be mended before this row can come in."""
        return any(problem.doubt.blocks for problem in self.problems)

    @property
    def who(self) -> str:
        return self.name or self.email or _("No name")


@dataclass
class Checked:
    """All rows, with the readers that read them (they know what was respelt or kept)."""

    rows: list[CheckedRow]
    columns: list[Column]
    readers: dict[str, ColumnReader]
    extras: dict[str, str]


def check_rows(
    table: Table,
    choices: Choices,
    *,
    zone: ZoneInfo,
    edits: Mapping[str, Any] | None = None,
    schools: Schools | None = None,
) -> Checked:
    """Read every row of the chosen sheets. The same input always gives the same rows."""
    edits, schools = edits or {}, schools or Schools()
    columns = columns_of(table, choices.sheets)
    readers = {
        column.key: ColumnReader(
            column,
            choices.columns.get(column.key) or "ignore",
            zone=zone,
            order=choices.orders.get(column.key) or _order(column, columns, choices),
            decisions=edits.get("words", {}),
            places=schools.places,
        )
        for column in columns
    }
    extras = _extra_keys(columns, choices)
    cells, left_out = edits.get("cells", {}), edits.get("rows", {})
    rows = []
    for sheet in (one for one in table if one.name in choices.sheets):
        keys = keys_of(sheet)
        for row in sheet.rows:
            place = f"{row.number} ({sheet.name})" if len(choices.sheets) > 1 else str(row.number)
            about = CheckedRow(f"{sheet.name}!{row.number}", sheet.name, row.number, place)
            given = dict(zip(keys, row.cells, strict=True))
            _fill(
                about,
                given,
                readers=readers,
                choices=choices,
                cells=cells,
                extras=extras,
                schools=schools,
            )
            if left_out.get(about.key) == "out":
                about.left_out = _("You left it out.")
            rows.append(about)
    return Checked(rows, columns, readers, extras)


def _order(column: Column, columns: Sequence[Column], choices: Choices) -> str:
    if choices.columns.get(column.key) != "signed_up_at":
        return DAY_FIRST
    return order_in(column, columns).first


def _extra_keys(columns: Sequence[Column], choices: Choices) -> dict[str, str]:
    """For each column that is kept as it is, the key of the question it becomes.

    Long questions that begin alike stay apart by a mark of their whole words.
    """
    keys: dict[str, str] = {}
    whose: dict[str, str] = {}
    for column in columns:
        if choices.columns.get(column.key) != "extra":
            continue
        question = column.grid[0] if column.grid else column.heading
        key = slugify(question)[:50].strip("-_") or "column"
        if key in STANDARD_BY_KEY or key in LABELS or key == "phone":
            key = f"{key}-in-sheet"
        if whose.setdefault(key, question) != question:
            key = f"{key[:43]}-{sha256(question.encode()).hexdigest()[:6]}"
        keys[column.key] = key
    return keys


def _fill(
    about: CheckedRow,
    given: Mapping[str, str],
    *,
    readers: Mapping[str, ColumnReader],
    choices: Choices,
    cells: Mapping[str, str],
    extras: Mapping[str, str],
    schools: Schools,
) -> None:
    read: dict[str, list[tuple[ColumnReader, str, Reading]]] = {}
    for key, written in given.items():
        reader = readers[key]
        if reader.target == "ignore":
            continue
        said = cells.get(f"{about.key}|{reader.target}", written)
        read.setdefault(reader.target, []).append((reader, said, reader.read(said)))
    _who(about, read, cells)
    _part(about, read, choices, cells)
    for target, readings in read.items():
        _answers(about, target, readings, extras)
    _school(about, read, cells, schools)
    _consent(about, read, cells)
    _settle(about)


Read = Mapping[str, Sequence[tuple[ColumnReader, str, Reading]]]


def _first(read: Read, target: str) -> tuple[ColumnReader | None, str, Reading]:
    """The first filled column of a target that only one may be."""
    found = read.get(target)
    if not found:
        return None, "", Reading()
    return next((one for one in found if one[1].strip()), found[0])


def _who(about: CheckedRow, read: Read, cells: Mapping[str, str]) -> None:
    reader, said, reading = _first(read, "email")
    typed = cells.get(f"{about.key}|email")
    about.email = reading.value or ""
    kept = typed is not None and typed.strip().lower() == about.email
    if reading.doubt and not kept:
        _trouble(about, "email", reader, said, reading.doubt)
    given, family = _first(read, "first_name")[2].value, _first(read, "last_name")[2].value
    about.name = _first(read, "name")[2].value or join_names(given or "", family or "")
    _reader, said, moment = _first(read, "signed_up_at")
    if moment.value:
        about.signed_up_at = datetime.fromisoformat(moment.value).astimezone(UTC)
    if moment.doubt:
        _trouble(about, "signed_up_at", _reader, said, moment.doubt)
    phone = _first(read, "phone")
    if phone[2].value:
        about.values["phone"] = phone[2].value
    elif phone[2].note:
        about.notes.append(_("Telephone, as written: %s") % phone[2].note)
    if phone[2].doubt:
        _trouble(about, "phone", phone[0], phone[1], phone[2].doubt)


def _part(about: CheckedRow, read: Read, choices: Choices, cells: Mapping[str, str]) -> None:
    """Mentor, mentee or both: what they say themselves comes before what the sheet is for."""
    typed = cells.get(f"{about.key}|role", "")
    reader, said, reading = _first(read, "role")
    role = reading.value or ""
    if typed in {MENTOR, MENTEE, BOTH}:
        role = typed
    for target, meant in (("is_mentor", MENTOR), ("is_mentee", MENTEE), ("is_both", BOTH)):
        if _first(read, target)[2].value is True and role != meant and typed == "":
            role = meant if not role else BOTH
    about.role = role or choices.roles.get(about.sheet, "")
    if not about.role:
        _trouble(about, "role", reader, said, reading.doubt or unclear_role(clean(said)))


def _answers(
    about: CheckedRow,
    target: str,
    readings: Sequence[tuple[ColumnReader, str, Reading]],
    extras: Mapping[str, str],
) -> None:
    kind = BY_ID[target].kind
    if target in {
        "email",
        "name",
        "first_name",
        "last_name",
        "phone",
        "signed_up_at",
        "role",
        "school",
        "consent",
    }:
        return
    if target in {"is_mentor", "is_mentee", "is_both", "school_number", "town", "postcode"}:
        return
    for reader, said, reading in readings:
        for piece, doubt in [*reading.doubts, *([(said, reading.doubt)] if reading.doubt else [])]:
            _trouble(about, target, reader, piece, doubt, by_words=True)
        if reading.note and kind in {
            "times",
            "one",
            "region",
            "years",
            "course_year",
            "capacity",
            "demand",
            "distance",
            "emails",
        }:
            about.notes.append(f"{BY_ID[target].label}: {reading.note}")
        if reading.value is None:
            continue
        if kind == "extra":
            _keep_extra(about, extras[reader.column.key], reader.column, reading.value)
        elif target == "note":
            about.notes.append(reading.value)
        elif isinstance(reading.value, list):
            held = about.values.setdefault(target, [])
            held += [one for one in reading.value if one not in held]
        elif kind == "long_text" and target in about.values:
            about.values[target] += f"\n\n{reading.value}"
        else:
            about.values.setdefault(target, reading.value)


def _keep_extra(about: CheckedRow, key: str, column: Column, value: str) -> None:
    words = f"{column.grid[1]}: {value}" if column.grid else value
    held = about.values.get(key)
    about.values[key] = f"{held}\n{words}"[:5000] if held else words


def _school(about: CheckedRow, read: Read, cells: Mapping[str, str], schools: Schools) -> None:
    town = _first(read, "town")[2].value or ""
    postcode = _first(read, "postcode")[2].value or ""
    if "region" not in about.values:
        region = schools.places.region_of(postcode) or schools.places.region_of(town)
        if region:
            about.values["region"] = region
    number = _first(read, "school_number")[2].value or ""
    numbered = schools.answer(number).sure if number else None
    if numbered:
        about.values["school"] = numbered
        return
    reader, said, reading = _first(read, "school")
    if not reader or not reading.value:
        if number:
            about.values["school_text"] = _("School number %s") % number
        return
    decided = cells.get(f"{about.key}|school") or reader.decisions.get(word_key("school", said), "")
    text = reading.value if not reading.value.startswith("=") else clean(said)
    if decided.startswith(SCHOOL) and (key := number_in(decided.removeprefix(SCHOOL))):
        about.values["school"] = key
        return
    if decided == BLANK:
        return
    answer = schools.answer(
        text, town=town, postcode=postcode, region=about.values.get("region", "")
    )
    if answer.sure:
        about.values["school"] = answer.sure
        return
    about.values["school_text"] = text
    if answer.near and decided != KEEP:
        doubt = schools.doubt(text, answer)
        _trouble(about, "school", reader, said, doubt, by_words=True)


def _consent(about: CheckedRow, read: Read, cells: Mapping[str, str]) -> None:
    """Who did not agree is kept apart: nobody is matched who did not say yes to it."""
    if "consent" not in read:
        return
    reader, said, reading = _first(read, "consent")
    decided = cells.get(f"{about.key}|consent", "")
    if reading.value == "yes" or decided == AGREED:
        return
    refused = reading.value == "no" and decided != SAVE_UNMATCHED
    if refused:
        about.left_out = _("They did not agree.")
    else:
        about.state = "paused"
        about.notes.append(_("Paused: they did not tick the consent box when they signed up."))
    if not decided:
        _trouble(
            about,
            "consent",
            reader,
            said,
            Doubt(
                what=_("Did not agree") if refused else _("Did not tick the consent box"),
                fix=_("Save without matching, say that they agreed since, or leave the row out."),
                suggestion=SAVE_UNMATCHED,
                choices=(
                    (SAVE_UNMATCHED, _("Save, but do not match")),
                    (AGREED, _("They have agreed since")),
                ),
            ),
        )


def _trouble(
    about: CheckedRow,
    target: str,
    reader: ColumnReader | None,
    said: str,
    doubt: Doubt,
    *,
    by_words: bool = False,
) -> None:
    key = f"w|{word_key(target, said)}" if by_words else f"c|{about.key}|{target}"
    heading = reader.column.heading if reader else str(BY_ID[target].label)
    about.problems.append(
        Problem(about.key, about.place, heading, target, clean(said)[:200], doubt, key)
    )


def _settle(about: CheckedRow) -> None:
    """Answers that depend on one another: whose topics they are, which RQT, which wish."""
    topics = about.values.pop("topics", None)
    if topics:
        for role, key in ((MENTEE, "topics_wanted"), (MENTOR, "topics_offered")):
            if about.role in {role, BOTH}:
                held = about.values.setdefault(key, [])
                held += [one for one in topics if one not in held]
    if about.values.pop("identity_wish", None) is False:
        about.values.pop("identity_wanted", None)  # a no is a no
    years = about.values.get("years")
    if about.values.get("stage") == "rqt" and years is not None:
        about.values["stage"] = "ect2" if years < 2 else "rqt"
        about.problems = [
            one
            for one in about.problems
            if not (one.target == "stage" and one.doubt.suggestion == "rqt")
        ]
    if about.role == MENTEE:
        about.values.pop("capacity", None)
        about.values.pop("is_trained", None)
    if about.role == MENTOR:
        about.values.pop("demand", None)
    about.notes = list(dict.fromkeys(about.notes))
