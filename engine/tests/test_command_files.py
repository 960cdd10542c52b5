"""Files of people: every kind is read alike, and everything wrong is said at once."""

import csv
import io
import random
import zipfile
from contextlib import suppress
from dataclasses import fields, replace

import pytest

from pairwell import Mentee, Mentor
from pairwell._command import people as people_files
from pairwell._command.faults import SHOWN, Unreadable
from pairwell._command.people import EVERY, read_people
from pairwell._command.tables import neutral, read_sheet
from pairwell._command.writing import csv_text, write_rows

from .make import people

HEADINGS = ["id", "subjects", "topics", "lat", "lon", "capacity", "trained"]
ROWS = [
    ["ana", "maths;physics", "behaviour", "51.5", "-0.1", "2", "yes"],
    ["Zoë", "", "workload | parents", "", "", "", ""],
]
MENTORS = [
    Mentor(
        "ana",
        subjects=["maths", "physics"],
        topics=["behaviour"],
        lat=51.5,
        lon=-0.1,
        capacity=2,
        trained=True,
    ),
    Mentor("Zoë", topics=["workload", "parents"]),
]


def text(*, delimiter=",", headings=HEADINGS, rows=ROWS):
    return "\r\n".join(delimiter.join(row) for row in [headings, *rows]) + "\r\n"


def write(folder, content, name="mentors.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_mentors(path, note=lambda _: None):
    mentees = write(path.parent, "id\nsomeone\n", "mentees.csv")
    return read_people([path, mentees], note)[0]


def faults_of(path):
    with pytest.raises(Unreadable) as refused:
        read_mentors(path)
    return refused.value.faults


@pytest.mark.parametrize(
    "content",
    [
        text().encode(),
        text(delimiter=";").replace("maths;physics", '"maths;physics"').encode("utf-8-sig"),
        text(delimiter="\t").encode("cp1252"),
        text(delimiter="\t").encode("utf-16"),
        ("sep=\t\n" + text(delimiter="\t")).encode(),
        ("\r\n \r\n" + text() + ",,,,,,\r\n" * 3).encode(),
        text().replace("ana", " \u200bana ").replace("Zoë", '"Zoë\u200b"').encode(),
        text(headings=["ID", " Subjects", "TOPICS", "Lat", "lon", "capacity", "trained"]).encode(),
    ],
)
def test_the_same_people_come_out_of_csv_however_it_was_saved(tmp_path, content):
    assert read_mentors(write(tmp_path, content)) == MENTORS


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_the_same_people_come_out_of_workbooks_and_parquet(tmp_path, kind):
    path = tmp_path / f"mentors.{kind}"
    rows = [[row[0], *row[1:5], int(row[5] or 1), row[6] == "yes"] for row in ROWS]

    write_rows(path, kind, HEADINGS, rows)

    assert read_mentors(path) == MENTORS


def test_every_field_of_a_person_has_its_column_and_comes_back_from_it(tmp_path):
    rng = random.Random(5)
    mentors, mentees = people(rng, 12, 12)
    mentors[0] = replace(mentors[0], max_km=7, wishes=["p3"], themes=["x", "y"])
    names = {each.name for kind in (Mentor, Mentee) for each in fields(kind)} - {"_"}
    paths = []
    for kind, side in (("mentors", mentors), ("mentees", mentees)):
        headings = sorted({each.name for each in fields(type(side[0]))} - {"_"})
        rows = [[cell(getattr(person, name)) for name in headings] for person in side]
        headings = ["is" if name == "is_" else name for name in headings]
        paths.append(write(tmp_path, csv_text(headings, rows), f"{kind}.csv"))

    assert names == set(EVERY)
    assert read_people(paths, pytest.fail) == (mentors, mentees)


def cell(value):
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    return "" if value is None else value


def test_one_file_may_hold_both_sides(tmp_path):
    path = write(tmp_path, "role,id,capacity,demand\nMentor,a,2,\nmentees,b,,2\nboth,c,1,\n")

    mentors, mentees = read_people([path], pytest.fail)

    assert mentors == [Mentor("a", capacity=2), Mentor("c")]
    assert mentees == [Mentee("b", demand=2), Mentee("c")]


def test_everything_wrong_in_both_files_is_said_at_once_with_its_place_and_cure(tmp_path):
    mentors = write(tmp_path, "id,capacity,lat,lon\na,two,91,0\n,1,,\na,1,5,\n")
    mentees = write(tmp_path, "id,Contact,traits\nb,telepathy,\nb,online,route\n", "mentees.csv")

    with pytest.raises(Unreadable) as refused:
        read_people([mentors, mentees], pytest.fail)

    said = refused.value.faults
    for place, words in (
        ("mentors.csv, row 2, column capacity", "found “two”. Write a whole number from 0"),
        ("mentors.csv, row 2, column lat", "found “91”. Write degrees from -90 to 90"),
        ("mentors.csv, row 3, column id", "is empty. Everybody needs an id"),
        ("mentors.csv, row 4, column id", "“a” stands in row 2 too"),
        ("mentees.csv, row 2, column Contact", "found “telepathy”. Write any of: in_person"),
        ("mentees.csv, row 3, column traits", "found “route”. Write each as question=answer"),
        ("mentees.csv, row 3, column id", "“b” stands in row 2 too"),
    ):
        assert [line for line in said if line.startswith(f"{place}: {words}")], (place, said)
    assert len(said) == 7


def test_half_a_place_is_refused_by_its_row(tmp_path):
    assert faults_of(write(tmp_path, "id,lat,lon\na,51,0\nb,51,\n")) == (
        "mentors.csv, row 3, column lat, lon: give both lat and lon, or neither.",
    )


def test_a_file_full_of_faults_says_how_many_more_there_are(tmp_path):
    rows = "".join(f"p{number},x\n" for number in range(SHOWN + 700))

    said = faults_of(write(tmp_path, f"id,capacity\n{rows}"))

    assert len(said) == SHOWN + 1
    assert said[-1] == "mentors.csv: and 700 more like these."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty. It needs a row of headings"),
        (" \n,,\n", "is empty. It needs a row of headings"),
        ("id,capacity\n", "needs at least one row"),
        ("name,subject\nAna,maths\n", "has no column headed id. Its headings are: name, subject."),
        ("id,ID\na,b\n", "two columns are headed “ID”"),
        ("id\na,b\n", "row 2: has 2 cells, but there are 1 headings; “b” has none"),
        ('id,subjects\na,"maths\n', "quotation mark is opened and not closed"),
        (f"id,subjects\na,{'x' * 140_000}\n", "row 2: a cell holds more than 131,072 signs"),
        (b"id\x00,x\n", "is not a table of text"),
        (b"id\n\x81\x8d\n", "its letters cannot be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "is an old workbook, or has a password"),
        (b"PK\x03\x04 cut short", "the workbook is damaged"),
        (b"PAR1 cut short", "cannot be read as Parquet"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, content, words):
    assert words in " ".join(faults_of(write(tmp_path, content)))


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("content", ["id\na\n", f"id\n{'x' * 140_000}\n"])
def test_reading_leaves_the_limit_of_a_cell_to_the_rest_of_the_program(tmp_path, content):
    path = tmp_path / "people.csv"
    path.write_text(content)
    before = csv.field_size_limit(1_000_000)
    try:
        with suppress(Unreadable):
            read_sheet(path)

        assert csv.field_size_limit() == 1_000_000
    finally:
        csv.field_size_limit(before)


def test_unsafe_workbooks_are_refused_before_they_are_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("pairwell._command.tables.MOST_UNZIPPED", 1000)
    book = {"xl/workbook.xml": "<workbook/>"}
    for parts, words in (
        ({"word/document.xml": ""}, "is not an .xlsx workbook"),
        (book | {"xl/vbaProject.bin": ""}, "holds macros"),
        (book | {"xl/sheet1.xml": "0" * 2000}, "unpacks to more than"),
        (book, "the workbook cannot be read"),
    ):
        assert words in faults_of(write(tmp_path, zipped(parts), "mentors.xlsx"))[0]
    assert "not what its name says" in faults_of(write(tmp_path, "id\na\n", "m.xlsx"))[0]


def test_columns_that_are_not_used_are_named_with_what_may_be_meant(tmp_path):
    notes = []

    read_mentors(write(tmp_path, "id,Name,topic\na,Ana,behaviour\n"), notes.append)

    assert notes == ["mentors.csv: not used: Name, topic (did you mean topics?)."]


def test_files_in_the_wrong_order_are_noticed(tmp_path):
    notes = []

    read_mentors(write(tmp_path, "id,Demand\na,1\n"), notes.append)

    assert notes == [
        "mentors.csv: not used: Demand (only a mentee is asked; mentors' file comes first)."
    ]


def test_a_sheet_without_its_headings_is_told_so_once_in_short(tmp_path):
    long = "Based on the following criteria, how did the lesson go?"
    path = write(tmp_path, f'Name,"{long}"\nAna,well\n')

    with pytest.raises(Unreadable) as refused:
        read_people([path], pytest.fail)

    (said,) = refused.value.faults
    assert said == (
        f"mentors.csv: has no column headed id or role. Its headings are: Name, {long[:40]}…. "
        "Head the one that tells everybody apart: id. Or give two files, mentors first."
    )


def test_an_id_that_looks_like_a_formula_is_neutral_in_a_file_and_itself_again_when_read(tmp_path):
    path = write(tmp_path, csv_text(["id"], [["=HYPERLINK(1)"], ["-5"]]))

    assert "'=HYPERLINK(1)" in path.read_text()
    assert [each.id for each in read_mentors(path)] == ["=HYPERLINK(1)", "-5"]
    assert neutral(-5) == -5


def test_a_list_cell_is_read_once_however_often_it_stands(tmp_path, monkeypatch):
    read = []
    monkeypatch.setitem(people_files.BOTH, "subjects", lambda cell: read.append(cell) or ())
    monkeypatch.setitem(people_files.EVERY, "subjects", people_files.BOTH["subjects"])
    path = write(tmp_path, "id,subjects\n" + "".join(f"p{n},maths\n" for n in range(50)))

    assert len(read_sheet(path).rows) == 50
    read_mentors(path)

    assert read == ["maths"]
