"""Reading the official register of schools, one row at a time.

Takes the full export of "Get Information about Schools" (about 140 columns, Windows-1252,
headings such as `EstablishmentName`) and reduced files with headings such as `name`, plain,
gzipped or in a zip. Nothing here touches the database.
"""

import csv
import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.schools.grid import latitude_longitude
from edumentoring.schools.models import Organisation
from edumentoring.schools.regions import region_id

LARGEST = 600 * 1024 * 1024
LONGEST_CELL = 131_072

# Where each fact may stand: the full export's heading first, then reduced files'.
COLUMNS: dict[str, tuple[str, ...]] = {
    "urn": ("urn",),
    "name": ("establishmentname", "name"),
    "status": ("establishmentstatus (name)", "status"),
    "opened": ("opendate", "opened_on"),
    "closed": ("closedate", "closed_on"),
    "phase": ("phaseofeducation (name)", "phase"),
    "type_group": ("establishmenttypegroup (name)", "type_group"),
    "type": ("typeofestablishment (name)", "type"),
    "gender": ("gender (name)", "gender"),
    "religious_character": ("religiouscharacter (name)", "religious_character"),
    "town": ("town",),
    "postcode": ("postcode",),
    "local_authority": ("la (name)", "local_authority"),
    "district": ("districtadministrative (name)", "district"),
    "region": ("gor (name)", "region"),
    "country": ("country (name)", "country"),
    "easting": ("easting",),
    "northing": ("northing",),
    "latitude": ("lat", "latitude"),
    "longitude": ("lon", "longitude"),
    "fsm_percent": ("percentagefsm", "fsm_pct"),
    "website": ("schoolwebsite", "website"),
    "trust_code": ("trusts (code)",),
    "trust_name": ("trusts (name)",),
    "federation_code": ("federations (code)",),
    "federation_name": ("federations (name)",),
}

# One word per idea, whichever file it came from.
TYPE_GROUPS = {
    "academies": "Academy or free school",
    "free schools": "Academy or free school",
    "local authority maintained schools": "Local authority maintained",
    "independent schools": "Independent",
    "special schools": "Special",
    "welsh schools": "Welsh school",
    "colleges": "College",
    "universities": "University",
    "pupil referral unit": "Pupil referral unit",
}

TEXTS = {
    "phase": 60,
    "type_group": 80,
    "gender": 20,
    "religious_character": 80,
    "town": 80,
    "postcode": 10,
    "local_authority": 80,
    "district": 80,
    "country": 60,
}

NOTHING = {"", "not applicable", "does not apply", "unknown"}


@dataclass(frozen=True, slots=True)
class Group:
    """A trust or a federation as a school's row names it."""

    code: str
    name: str
    kind: Organisation.Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One school of the register, ready to compare with what is kept."""

    number: int
    code: str
    name: str
    facts: dict[str, Any]  # only what the row says: blanks never erase what is known
    group: Group | None
    is_closed: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, and why."""

    number: int
    code: str
    reason: str


class Register:
    """An open register file: its headings now, its rows as they are asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._cells = _cells(lines)
        self.places = _places(self._headings())
        self.says_groups = "trust_code" in self.places
        self.says_status = "status" in self.places

    def _headings(self) -> list[str]:
        first = next(self._cells, None)
        if first is None or not any(cell.strip() for cell in first):
            raise Refused(_("The file is empty. Download the register again and choose that file."))
        return first

    def rows(self) -> Iterator[Row | BadRow]:
        """Every school that is or was open; proposed ones are passed over."""
        width = max(self.places.values()) + 1
        for number, cells in enumerate(self._cells, start=2):
            if not any(cells):
                continue
            if len(cells) < width:
                yield BadRow(number, cells[0][:20], _("The row ends before its last column."))
                continue
            written = {name: cells[place].strip() for name, place in self.places.items()}
            if not written.get("status", "").lower().startswith("proposed to open"):
                yield read_row(number, written)


@contextmanager
def opened(path: Path) -> Iterator[Register]:
    """Open a register file of any of its shapes. Raises Refused, in words, for anything else."""
    try:
        with _plain(path) as raw:
            yield Register(_lines(raw))
    except FileNotFoundError:
        raise Refused(
            _("There is no file at %(path)s. Check its name and folder.") % {"path": path}
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
        raise Refused(
            _("The file is damaged or was not downloaded whole. Download it again.")
        ) from None


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file as it stands."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _plain(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(file) as unzipped:
                yield unzipped  # type: ignore[misc]
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(file) as parcel, parcel.open(_only_sheet(parcel)) as sheet:
                yield sheet  # type: ignore[misc]
        else:
            yield file


def _only_sheet(parcel: zipfile.ZipFile) -> zipfile.ZipInfo:
    sheets = [entry for entry in parcel.infolist() if entry.filename.lower().endswith(".csv")]
    if len(sheets) != 1:
        raise Refused(
            _(
                "This is a workbook or a zip with %(count)s CSV files. "
                "Unzip it or save it as CSV, then choose the CSV file with all establishments."
            )
            % {"count": len(sheets)}
        )
    return sheets[0]


def _lines(raw: BinaryIO) -> Iterator[str]:
    """Lines as text. Each tells its own encoding: Windows-1252 letters are not valid UTF-8."""
    taken = 0
    for line in raw:
        taken += len(line)
        if taken > LARGEST or len(line) > 4_000_000:
            raise Refused(
                _("The file is larger than %(megabytes)s MB or has no lines: it is no register.")
                % {"megabytes": LARGEST // 2**20}
            )
        if b"\0" in line:
            raise Refused(_("This is not a text file. Choose the register’s CSV file."))
        try:
            yield line.decode("utf-8-sig" if taken == len(line) else "utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", errors="replace")


def _cells(lines: Iterator[str]) -> Iterator[list[str]]:
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    sheet = csv.reader(_again(first, lines), delimiter=delimiter)
    try:
        for cells in sheet:
            # The csv module's own limit is one for the whole process, and others move it.
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error
            yield cells
    except csv.Error as error:
        raise Refused(
            _(
                "Line %(line)s cannot be read: it has a cell of more than %(longest)s "
                "characters, or an unclosed quotation mark."
            )
            % {"line": sheet.line_num, "longest": LONGEST_CELL}
        ) from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _places(headings: list[str]) -> dict[str, int]:
    """Which column holds which fact. Raises Refused where a number or a name is missing."""
    there: dict[str, int] = {}
    for place, heading in enumerate(headings):
        there.setdefault(heading.strip().lower(), place)
    found = {
        fact: there[heading]
        for fact, choices in COLUMNS.items()
        for heading in choices[::-1]
        if heading in there
    }
    missing = [
        heading
        for fact, heading in (("urn", "URN"), ("name", "EstablishmentName"))
        if fact not in found
    ]
    if missing:
        raise Refused(
            _(
                "This is not the register: it has no column %(missing)s. "
                "The columns found are %(found)s. Choose the file with all establishments."
            )
            % {
                "missing": _(" and no ").join(missing),
                "found": ", ".join(heading.strip()[:40] for heading in headings[:8]) or _("none"),
            }
        )
    return found


def read_row(number: int, written: dict[str, str]) -> Row | BadRow:
    """One row's facts, or why it is left out. `written` is cell text by fact."""
    urn = written["urn"]
    try:
        code = _urn(urn)
        facts = _facts(written)
        closed_on = _day(written.get("closed", ""))
    except ValueError as error:
        return BadRow(number, urn[:20], str(error))
    status = written.get("status", "").lower()
    is_closed = status == "closed" or (not status and closed_on is not None)
    return Row(
        number=number,
        code=code,
        name=facts["name"],
        facts=facts,
        group=_group(written),
        is_closed=is_closed,
        closed_on=closed_on if is_closed else None,
    )


def _urn(written: str) -> str:
    if not written.isascii() or not written.isdigit() or len(written) > 8:
        raise ValueError(_("The URN must be a number of up to 8 figures."))
    return f"urn:{int(written)}"


def _facts(written: dict[str, str]) -> dict[str, Any]:
    """What the row says, under the names of Organisation's fields."""
    name = " ".join(written["name"].split())
    if not name:
        raise ValueError(_("The school has no name."))
    if len(name) > 200:
        raise ValueError(_("The name has more than 200 characters."))
    facts: dict[str, Any] = {"name": name}
    for field, longest in TEXTS.items():
        words = " ".join(written.get(field, "").split())
        if words.lower() not in NOTHING:
            facts[field] = words[:longest]
    group = TYPE_GROUPS.get(facts.get("type_group", "").lower(), facts.get("type_group"))
    if group:
        facts["type_group"] = group
    facts["kind"] = _kind(facts, written.get("type", ""))
    region = region_id(
        written.get("region", ""),
        country=facts.get("country", "") or _nation(facts),
        establishment_type=written.get("type", ""),
    )
    if region:
        facts["region"] = region
    website = _address(written.get("website", ""))
    if website:
        facts["website"] = website
    if day := _day(written.get("opened", "")):
        facts["opened_on"] = day
    if written.get("fsm_percent"):
        facts["fsm_percent"] = _number(written["fsm_percent"], "PercentageFSM", 0, 100)
    facts.update(_coordinates(written))
    return facts


def _kind(facts: dict[str, Any], establishment_type: str) -> Organisation.Kind:
    group = facts.get("type_group", "")
    if group == "University" or establishment_type == "Higher education institutions":
        return Organisation.Kind.UNIVERSITY
    if group == "College" or establishment_type == "Further education":
        return Organisation.Kind.COLLEGE
    if facts.get("phase") == "Nursery" or establishment_type == "Children's centre":
        return Organisation.Kind.EARLY_YEARS
    return Organisation.Kind.SCHOOL


def _nation(facts: dict[str, Any]) -> str:
    return "Wales" if facts.get("type_group") == "Welsh school" else ""


def _coordinates(written: dict[str, str]) -> dict[str, float]:
    """Latitude and longitude: as given, else worked out from the National Grid."""
    latitude, longitude = written.get("latitude", ""), written.get("longitude", "")
    if latitude and longitude:
        return {
            "latitude": _number(latitude, "lat", -90, 90),
            "longitude": _number(longitude, "lon", -180, 180),
        }
    easting = _number(written.get("easting") or "0", "Easting", 0, 700_000)
    northing = _number(written.get("northing") or "0", "Northing", 0, 1_300_000)
    if not easting or not northing:  # the register writes 0 where it does not know
        return {}
    found = latitude_longitude(easting, northing)
    return {"latitude": found[0], "longitude": found[1]}


def _number(written: str, heading: str, least: float, most: float) -> float:
    try:
        number = float(written)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise ValueError(
            _("%(heading)s is “%(written)s”: it must be a number from %(least)s to %(most)s.")
            % {"heading": heading, "written": written[:30], "least": least, "most": most}
        )
    return number


def _day(written: str) -> date | None:
    """The register writes 31-08-2024; reduced files may write 2024-08-31."""
    if not written:
        return None
    for shape in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(
        _("“%(written)s” is not a day of the calendar, such as 31-08-2024.")
        % {"written": written[:30]}
    )


def _address(written: str) -> str:
    """A website that can be a link, or "": the register's are typed by hand."""
    address = written if "://" in written else f"https://{written}" if written else ""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return ""
    return address if len(address) <= 200 else ""


def _group(written: dict[str, str]) -> Group | None:
    """The trust, or without one the federation. Of several with ~ between, the first."""
    for fact, kind in (
        ("trust", Organisation.Kind.TRUST),
        ("federation", Organisation.Kind.FEDERATION),
    ):
        code = written.get(f"{fact}_code", "").split("~")[0].strip()
        name = " ".join(written.get(f"{fact}_name", "").split("~")[0].split())
        if code.isascii() and code.isdigit() and name:
            return Group(f"uid:{int(code)}", name[:200], kind)
    return None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One line of the register's file of links between establishments."""

    code: str
    other: str
    other_name: str
    kind: str
    since: date | None


LINK_COLUMNS = {
    "urn": "urn",
    "linkurn": "other",
    "linkname": "name",
    "linktype": "kind",
    "linkestablisheddate": "since",
}


@contextmanager
def links_opened(path: Path) -> Iterator[Iterator[LinkRow]]:
    """The rows of a links file (URN, LinkURN, LinkName, LinkType, LinkEstablishedDate)."""
    try:
        with _plain(path) as raw:
            cells = _cells(_lines(raw))
            headings = [heading.strip().lower() for heading in next(cells, [])]
            if not {"urn", "linkurn", "linktype"} <= set(headings):
                raise Refused(
                    _("This is not the register’s file of links: it needs URN, LinkURN, LinkType.")
                )
            names = [LINK_COLUMNS.get(heading, "") for heading in headings]
            yield (row for row in map(_link, (_named(names, line) for line in cells)) if row)
    except FileNotFoundError:
        raise Refused(
            _("There is no file at %(path)s. Check its name and folder.") % {"path": path}
        ) from None


def _named(names: list[str], line: list[str]) -> dict[str, str]:
    return dict(zip(names, line, strict=False))


def _link(written: dict[str, str]) -> LinkRow | None:
    try:
        return LinkRow(
            code=_urn(written["urn"].strip()),
            other=_urn(written["other"].strip()),
            other_name=" ".join(written.get("name", "").split())[:200],
            kind=written["kind"].strip()[:60],
            since=_day(written.get("since", "").strip()),
        )
    except (KeyError, ValueError):
        return None
