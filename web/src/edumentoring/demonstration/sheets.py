"""The same people as two survey forms would export them, slips of the keyboard and all.

Headings and options are in the words a coordinator would put in a form, not in those of the
service. The same people and seed give the same bytes.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from edumentoring.demonstration.flaws import Flaws, as_typed, draw_flaws
from edumentoring.demonstration.people import Person
from edumentoring.programmes import vocabulary
from edumentoring.programmes.vocabulary import Term, by_id

HERE = ZoneInfo("Europe/London")
AGREED = "Yes, I agree"
ROLES = {
    (False, True): "I would like a mentor",
    (True, False): "I would like to be a mentor",
    (True, True): "Both",
}
# What forms call the stages; the rest carry our own words.
STAGES = {
    "trainee": "Trainee teacher (PGCE, SCITT, School Direct…)",
    "ect1": "ECT year 1 / NQT",
    "ect2": "ECT year 2",
    "rqt": "Recently qualified (RQT)",
    "teacher": "Experienced teacher",
    "middle_leader": "Middle leader (head of department, SENCO, phase leader…)",
    "senior_leader": "Senior leader (assistant or deputy head)",
    "head": "Headteacher or principal",
}
PARTS = {
    "morning": "Before school",
    "day": "During the day",
    "after": "After school",
    "evening": "Evening",
}
OTHER_TOPICS = (
    "surviving my commute",
    "how to say no",
    "marking mocks",
    "a new timetable, three rooms, no desk",
    "school trips",
)


def write_google_forms_csv(path: Path, people: Sequence[Person], *, seed: int = 1) -> Path:
    """One sheet for both roles as Google Forms gives it through Sheets: CSV, American dates."""
    path.write_bytes(google_forms_csv(people, seed=seed))
    return path


def google_forms_csv(people: Sequence[Person], *, seed: int = 1) -> bytes:
    """Checkbox answers are joined by a comma and a space, though options contain commas too."""
    rows = sign_ups(people, seed)
    page = io.StringIO(newline="")
    sheet = csv.writer(page)
    sheet.writerow([heading for heading, _cell in GOOGLE])
    for person, flaws in rows:
        cells = [cell(person, flaws, ", ") for _heading, cell in GOOGLE]
        cells[0] = _american(person.signed_up_at)
        sheet.writerow(cells)
    return page.getvalue().encode()


def write_microsoft_forms_xlsx(path: Path, people: Sequence[Person], *, seed: int = 1) -> Path:
    """The same as Microsoft Forms gives it: a workbook, answers joined by semicolons."""
    path.write_bytes(microsoft_forms_xlsx(people, seed=seed))
    return path


def microsoft_forms_xlsx(people: Sequence[Person], *, seed: int = 1) -> bytes:
    """ID, Start time, Completion time, Email and Name come first, as they do there."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    asked = MICROSOFT
    sheet.append(
        ["ID", "Start time", "Completion time", "Email", "Name", *(heading for heading, _ in asked)]
    )
    for number, (person, flaws) in enumerate(sign_ups(people, seed), start=1):
        done = _here(person.signed_up_at)
        begun = done - timedelta(minutes=3 + number % 9, seconds=number % 60)
        sheet.append(
            [
                number,
                begun,
                done,
                flaws.email(person),
                flaws.name(person),
                *(cell(person, flaws, ";") for _heading, cell in asked),
            ]
        )
    written = io.BytesIO()
    book.save(written)
    return _without_the_time_of_day(written.getvalue(), _here(people[-1].signed_up_at))


def sign_ups(people: Sequence[Person], seed: int) -> list[tuple[Person, Flaws]]:
    """Every row of a form in the order of time: the people, and those who came twice."""
    flaws = draw_flaws(people, seed)
    rows = [(person, flaws[person.email]) for person in people]
    rows += [(again, Flaws()) for person in people for again in flaws[person.email].again(person)]
    return sorted(rows, key=lambda row: (row[0].signed_up_at, row[0].email))


def _american(moment: datetime) -> str:
    """9/14/2026 19:42:11, as Sheets writes it with the settings it begins with."""
    here = _here(moment)
    return f"{here.month}/{here.day}/{here.year} {here:%H:%M:%S}"


def _here(moment: datetime) -> datetime:
    return moment.astimezone(HERE).replace(tzinfo=None)


def _without_the_time_of_day(book: bytes, moment: datetime) -> bytes:
    """The same workbook with one date inside: openpyxl writes the hour it was made."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in sorted(old.namelist()):
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", stamp.encode(), content)
            parcel = zipfile.ZipInfo(entry, (2026, 10, 31, 12, 0, 0))
            parcel.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(parcel, content)
    return made.getvalue()


# --- Cells --------------------------------------------------------------------------------------

Cell = Callable[[Person, Flaws, str], Any]


def _answer(key: str) -> Cell:
    """A text answer as it was written."""
    return lambda person, _flaws, _join: person.answers.get(key, "")


def _ticked(key: str, terms: Iterable[Term], other: Sequence[str] = ()) -> Cell:
    """Ticked boxes in the order of the form, with what was written beside "Other"."""
    labels = {term.id: str(term.label) for term in terms}

    def cell(person: Person, flaws: Flaws, join: str) -> str:
        chosen = person.answers.get(key, [])
        ticked = [label for option, label in labels.items() if option in chosen]
        if chosen and other and "other" in flaws.kinds:
            ticked.append(other[len(person.name) % len(other)])
        return _joined(ticked, join)

    return cell


def _joined(ticked: Sequence[str], join: str) -> str:
    """Microsoft Forms ends the list with its separator too."""
    return join.join(ticked) + (join if ticked and join == ";" else "")


def _day(day: str) -> Cell:
    """One row of the grid of times."""

    def cell(person: Person, _flaws: Flaws, join: str) -> str:
        slots = person.answers.get("availability", [])
        return join.join(words for part, words in PARTS.items() if f"{day}-{part}" in slots)

    return cell


def _week(person: Person, _flaws: Flaws, join: str) -> str:
    days = by_id(vocabulary.DAYS)
    slots = [slot.split("-") for slot in person.answers.get("availability", [])]
    return _joined([f"{days[day].label} {PARTS[part].lower()}" for day, part in slots], join)


def _role(person: Person, flaws: Flaws, _join: str) -> str:
    return "" if "no_role" in flaws.kinds else ROLES[person.is_mentor, person.is_mentee]


def _stage(person: Person, flaws: Flaws, _join: str) -> str:
    if "stage_in_short" in flaws.kinds:
        return {"ect1": "NQT", "ect2": "NQT+1", "rqt": "RQT"}.get(person.stage, "teacher")
    return STAGES.get(person.stage) or str(by_id(vocabulary.STAGES)[person.stage].label)


def _years(person: Person, flaws: Flaws, _join: str) -> Any:
    if person.years is None:
        return ""
    if "years_in_words" in flaws.kinds:
        return f"{person.years} years" if person.years != 1 else "1 year"
    return person.years


def _school(person: Person, flaws: Flaws, _join: str) -> str:
    if person.school is None:
        return ""
    return as_typed(person.school, flaws, Random(person.email))  # noqa: S311


def _region(person: Person, flaws: Flaws, _join: str) -> str:
    if not person.region:
        return ""
    label = str(by_id(vocabulary.REGIONS)[person.region].label)
    return REGIONS_IN_SHORT.get(person.region, label) if "region_slip" in flaws.kinds else label


REGIONS_IN_SHORT = {
    "yorkshire": "Yorkshire & Humber",
    "north_west": "Nort West",
    "north_east": "north east england",
    "south_east": "South-East",
    "south_west": "Southwest",
    "east": "East Anglia",
    "london": "Greater London",
    "west_midlands": "W Midlands",
    "east_midlands": "East Midland",
    "wales": "Cymru",
}


def _places(person: Person, flaws: Flaws, _join: str) -> Any:
    if not person.is_mentor:
        return ""
    if "places_in_words" in flaws.kinds:
        return {1: "one", 2: "two", 3: "2-3"}.get(person.capacity or 1, "as many as you like")
    return person.capacity


def _trained(person: Person, _flaws: Flaws, _join: str) -> str:
    if not person.is_mentor:
        return ""
    return "Yes" if person.is_trained else "No"


def _needs(person: Person, _flaws: Flaws, join: str) -> str:
    wishes = by_id(vocabulary.WISHES)
    return _joined([str(wishes[key].label) for key in person.answers.get("musts", [])], join)


def _agreed(_person: Person, flaws: Flaws, _join: str) -> str:
    return "" if "no_consent" in flaws.kinds else AGREED


def _text(column: str) -> Cell:
    return lambda person, _flaws, _join: getattr(person, column) or ""


CONTACTS = _ticked("contact", vocabulary.CONTACTS)
WISHES = _ticked("wishes", vocabulary.WISHES)

GOOGLE: tuple[tuple[str, Cell], ...] = (
    ("Timestamp", lambda _person, _flaws, _join: ""),
    ("Email Address", lambda person, flaws, _join: flaws.email(person)),
    ("What is your name?", lambda person, flaws, _join: flaws.name(person)),
    ("Would you like a mentor, or would you like to be one?", _role),
    ("Where are you in your career?", _stage),
    ("What is your job title?", _text("role_title")),
    ("How many years have you been teaching?", _years),
    ("Which school or college do you work in?", _school),
    ("Which region are you in?", _region),
    ("Which ages do you teach? (tick all that apply)", _ticked("phases", vocabulary.PHASES)),
    (
        "Which subjects do you teach? (tick all that apply)",
        _ticked("subjects", vocabulary.SUBJECTS),
    ),
    (
        "What is your school like? (tick all that apply)",
        _ticked("contexts", vocabulary.CONTEXTS),
    ),
    (
        "What is new for you this year? (mentees)",
        _ticked("new_for_me", vocabulary.NEW_FOR_ME),
    ),
    (
        "What kind of help would you like? (mentees)",
        _ticked("helps_wanted", vocabulary.HELPS),
    ),
    (
        "What would you like help with? (mentees, tick all that apply)",
        _ticked("topics_wanted", vocabulary.TOPICS, OTHER_TOPICS),
    ),
    (
        "What do you hope for, in your own words? (mentees)",
        _answer("wanted_text"),
    ),
    (
        "What kind of help can you give? (mentors)",
        _ticked("helps_offered", vocabulary.HELPS),
    ),
    (
        "What can you help with? (mentors, tick all that apply)",
        _ticked("topics_offered", vocabulary.TOPICS, OTHER_TOPICS),
    ),
    (
        "Tell us what you can offer, in your own words (mentors)",
        _answer("offered_text"),
    ),
    ("How many people could you mentor at once? (mentors)", _places),
    ("Have you had any training as a mentor? (mentors)", _trained),
    *((f"When are you usually free? [{day.label}]", _day(day.id)) for day in vocabulary.DAYS[:6]),
    ("How could you meet?", CONTACTS),
    ("How far would you travel to meet in person, in kilometres?", _answer("max_km")),
    ("Do you have any preferences? (tick all that apply)", WISHES),
    ("Is there anything your match must be?", _needs),
    ("A few lines about you for the person you are matched with", _answer("about_me")),
    ("I agree that my answers may be used to find me a match and shown to that person", _agreed),
)

MICROSOFT: tuple[tuple[str, Cell], ...] = (
    ("Are you signing up as a mentor or a mentee?", _role),
    ("Career stage", _stage),
    ("Role", _text("role_title")),
    ("Years of teaching experience", _years),
    ("School or college", _school),
    ("Region", _region),
    ("Phase(s) taught", _ticked("phases", vocabulary.PHASES)),
    ("Subject(s) taught", _ticked("subjects", vocabulary.SUBJECTS)),
    ("Type of school", _ticked("contexts", vocabulary.CONTEXTS)),
    ("Mentees: what is new for you?", _ticked("new_for_me", vocabulary.NEW_FOR_ME)),
    ("Mentees: kind of support wanted", _ticked("helps_wanted", vocabulary.HELPS)),
    ("Mentees: topics wanted", _ticked("topics_wanted", vocabulary.TOPICS, OTHER_TOPICS)),
    ("Mentees: what do you hope for?", _answer("wanted_text")),
    ("Mentors: what kind of support can you offer?", _ticked("helps_offered", vocabulary.HELPS)),
    ("Mentors: topics offered", _ticked("topics_offered", vocabulary.TOPICS, OTHER_TOPICS)),
    ("Mentors: tell us what you can offer, in your own words", _answer("offered_text")),
    ("Mentors: how many mentees can you take on?", _places),
    ("Mentors: have you had mentor training?", _trained),
    ("When could you meet?", _week),
    ("Online or in person?", CONTACTS),
    ("Maximum distance to travel (km)", _answer("max_km")),
    ("Preferences", WISHES),
    ("Must haves", _needs),
    ("About me", _answer("about_me")),
    ("Consent to share my answers with my match", _agreed),
)
