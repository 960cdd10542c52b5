"""Tables from text, pasted cells and workbooks."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edumentoring.common.tables import write_csv
from edumentoring.intake.reading.opening import read_file, read_pasted
from edumentoring.intake.reading.table import Table
from edumentoring.intake.reading.tests import make
from edumentoring.intake.reading.workbook import CHILD

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.tuples(PLAIN, PLAIN, PLAIN), min_size=1, max_size=8))
def test_what_was_written_is_what_is_read(rows):
    written = write_csv([("Name", "Email", "About you"), *rows])
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return

    sheet = read_file(written).sheets[0]

    used = [
        at for at, heading in enumerate(("Name", "Email", "About you")) if heading in sheet.headings
    ]
    assert [list(row.cells) for row in sheet.rows] == [[row[at] for at in used] for row in filled]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data):
    from edumentoring.common.refused import Refused

    try:
        read = read_file(data)
    except Refused as refused:
        read = refused
    assert str(read)


def test_newlines_in_cells_stay_and_rows_keep_their_numbers():
    sheet = read_file(b'Name,About\nJo,"one\ntwo"\n,\nSam,three\n').sheets[0]

    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ["Jo", "one\ntwo"]),
        (4, ["Sam", "three"]),
    ]


def test_headings_below_a_title_are_found():
    sheet = read_file(b"Our sign-ups 2026,,\n,,\nName,Email,Phase\nJo,jo@a.example,KS3\n").sheets[0]

    assert sheet.heading_row == 3
    assert sheet.headings == ["Name", "Email", "Phase"]
    assert sheet.rows[0].number == 4


def test_a_sheet_without_headings_gets_letters():
    sheet = read_file(b"Jo,jo@a.example\nSam,sam@a.example\n").sheets[0]

    assert sheet.headings == ["A", "B"]
    assert len(sheet.rows) == 2


def test_pasted_cells_are_a_table():
    table = read_pasted("Name\tEmail\nJo Barker\tjo@a.example\n")

    assert table.sheets[0].rows[0].cells == ["Jo Barker", "jo@a.example"]


def test_an_open_quotation_mark_is_told():
    table = read_file(b'Name,About\nJo,"never closed\nSam,fine\n')

    assert "quotation mark" in table.warnings[0]


def test_a_left_out_row_that_looked_like_a_formula_comes_back_as_it_was():
    written = write_csv([("Name", "Email"), ("=1+1", "jo@a.example")])

    assert read_file(written).sheets[0].rows[0].cells[0] == "=1+1"


def test_a_workbook_gives_numbers_and_dates_as_words():
    sheet = read_file(
        make.workbook(
            {
                "A1": "Name",
                "B1": "Phone",
                "C1": "When",
                "D1": "Ok",
                "A2": "Jo",
                "B2": 7700900123,
                "C2": make.moment(2026, 9, 2, 19, 4),
                "D2": True,
            }
        )
    ).sheets[0]

    assert sheet.rows[0].cells == ["Jo", "7700900123", "2026-09-02 19:04:00", "TRUE"]


def test_every_sheet_of_a_workbook_is_there():
    table = read_file(
        make.workbook(
            input_mentors=[["Name", "Email"], ["Jo", "jo@a.example"]],
            input_mentees=[["A note", None], [], ["Name", "Email"], ["Sam", "sam@a.example"]],
        )
    )

    assert [sheet.name for sheet in table] == ["input-mentors", "input-mentees"]
    assert table.sheet("input-mentees").heading_row == 3


def test_a_table_is_the_same_after_it_was_kept():
    table = read_file(b"Name,Email\nJo,jo@a.example\n")

    assert Table.of_data(table.as_data()) == table


MEASURED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-I", sys.argv[1]], stdin=sys.stdin, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize(
    "hostile",
    [
        make.bomb,
        make.lying_bomb,
        make.fat,
        lambda: make.workbook({"A1": "Name", "XFD1048576": "far"}),
        lambda: make.workbook_with_blank_rows(300_000),
    ],
)
def test_the_reading_process_stays_below_300_mb(hostile):
    said = subprocess.run(
        [sys.executable, "-c", MEASURED, str(CHILD)],
        input=hostile(),
        capture_output=True,
        check=True,
    )

    assert 5 * 1024 < int(said.stdout) < 300 * 1024


def test_the_reading_process_imports_nothing_of_the_service():
    asked = f"import runpy, sys; runpy.run_path({str(CHILD)!r}); print('django' in sys.modules)"

    said = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, check=True)

    assert said.stdout.strip() == b"False"
