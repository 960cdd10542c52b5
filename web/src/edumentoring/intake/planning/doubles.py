"""Rows that may be one person: by their e-mail, or by a like name at one school."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from edumentoring.intake.planning.rows import CheckedRow
from edumentoring.intake.understanding.names import are_like
from edumentoring.programmes.filing import fold

ONE, TWO, NEWER = "one", "two", "newer"


@dataclass(frozen=True)
class Double:
    """Two rows, or a row and somebody in the programme ("p:12"), that may be one person.

    `decision`: "one", "two", "newer", or "" while nobody has said. Rows of one e-mail and a
    like name are one person unless somebody says otherwise; any others wait to be told.
    """

    key: str
    first: str
    second: str
    by_email: bool
    decision: str
    usual: str = ""

    @property
    def settled(self) -> str:
        return self.decision or self.usual


@dataclass(frozen=True)
class Known:
    """Somebody in the programme, as far as telling doubles needs it."""

    key: str
    email: str
    name: str
    school: str


def find_doubles(
    rows: Sequence[CheckedRow], known: Iterable[Known], decisions: Mapping[str, str]
) -> list[Double]:
    """Every possible double, in the order of the file."""
    return [
        *_by_email(rows, decisions),
        *_by_name(rows, decisions),
        *_in_programme(rows, known, decisions),
    ]


def _double(first: str, second: str, decisions: Mapping[str, str], **about: object) -> Double:
    key = f"{first}~{second}"
    return Double(key, first, second, decision=decisions.get(key, ""), **about)  # type: ignore[arg-type]


def _by_email(rows: Sequence[CheckedRow], decisions: Mapping[str, str]) -> Iterable[Double]:
    groups = defaultdict(list)
    for row in rows:
        if row.email:
            groups[row.email].append(row)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            alike = not (first.name and other.name) or are_like(fold(first.name), fold(other.name))
            usual = ONE if alike else ""
            yield _double(first.key, other.key, decisions, by_email=True, usual=usual)


def _by_name(rows: Sequence[CheckedRow], decisions: Mapping[str, str]) -> Iterable[Double]:
    """Only names that end in one same sound are compared: 600 rows make 180,000 pairs."""
    groups = defaultdict(list)
    for row in rows:
        if row.name:
            groups[sound(row.name)].append(row)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.email == other.email and one.email:
                continue
            if _same_place(_school(one), _school(other)) and are_like(
                fold(one.name), fold(other.name)
            ):
                yield _double(one.key, other.key, decisions, by_email=False)


def _in_programme(
    rows: Sequence[CheckedRow], known: Iterable[Known], decisions: Mapping[str, str]
) -> Iterable[Double]:
    groups = defaultdict(list)
    emails = set()
    for one in known:
        emails.add(one.email)
        groups[sound(one.name)].append(one)
    for row in rows:
        if not row.name or row.email in emails:
            continue
        for one in groups.get(sound(row.name), ()):
            if _same_place(_school(row), one.school) and are_like(fold(row.name), fold(one.name)):
                yield _double(row.key, one.key, decisions, by_email=False)


def sound(name: str) -> str:
    """How a name's last word begins: only names alike in this are compared.

    >>> sound("Zoë Ó Briain")
    'bria'
    """
    last = name.split()[-1:]
    return fold(last[0]).split(" ")[-1][:4] if last else ""


def _school(row: CheckedRow) -> str:
    return str(row.values.get("school") or fold(row.values.get("school_text", "")))


def _same_place(one: str, other: str) -> bool:
    """The same school, or no school known of one of them: then the name alone has to do."""
    return one == other or not one or not other
