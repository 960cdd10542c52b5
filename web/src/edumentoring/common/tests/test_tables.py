"""Tables that Excel opens, with no cell that runs."""

import csv
import io

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edumentoring.common.tables import neutral, plain, write_csv, write_xlsx

# What a spreadsheet program takes for the start of a formula, blanks in front included.
LIVE = tuple("=+-@＝＋－＠\t\r\n")
words = st.text(max_size=40) | st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", " =", "\t=", "\u200b="]), st.text(max_size=20)
)


def runs(cell: object) -> bool:
    """Whether a spreadsheet program could take this for a formula: a separate, plain reading."""
    if not isinstance(cell, str):
        return False
    shown = cell.strip(" \u200b\ufeff\x00\xa0\t\r\n\x0b\x0c")
    return cell.startswith(("\t", "\r", "\n")) or shown.startswith(LIVE)


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=5))
@example([["=1+1", " =1+1", "\t=1", "@SUM(A1)", "-2+3", "＝1+1"]])
@example([['a",=1+1', "line\n=1+1"]])
def test_no_csv_holds_a_live_formula(rows):
    text = write_csv(rows).decode("utf-8-sig")

    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(runs(cell) for cell in row)


@given(st.lists(words, min_size=1, max_size=4))
@example(["=1+1", "\x01=1+1", "\x0b=1", "a\ud800"])
def test_no_workbook_holds_a_live_formula(row):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([row])))

    for cells in book.active.iter_rows():
        for cell in cells:
            assert cell.data_type != "f"
            assert not runs(cell.value)


@given(words)
def test_the_mark_can_be_taken_away_again(cell):
    assert plain(neutral(cell)) == cell or cell.startswith("'")


def test_excel_knows_the_file_is_utf_8():
    assert write_csv([["Zoë", "£"]]).startswith(b"\xef\xbb\xbf")


def test_numbers_stay_numbers():
    assert [neutral(cell) for cell in (-5, 2.5, None, True)] == [-5, 2.5, None, True]


@pytest.mark.parametrize("title", ["a/b:c", "", "x" * 60, "[draft]"])
def test_any_title_makes_a_sheet(title):
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx([["a"]], title=title))).active is not None
