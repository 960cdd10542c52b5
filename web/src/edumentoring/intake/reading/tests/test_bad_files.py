"""The listed bad inputs that are about whole files, each named for its number."""

import io
import zipfile
from time import monotonic

import pytest
from openpyxl import Workbook

from edumentoring.common.refused import Refused
from edumentoring.intake.reading.opening import read_file, read_pasted
from edumentoring.intake.reading.tests import make


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_file(data)
    return str(refused.value)


def test_01_an_empty_file_is_told_to_need_a_row():
    assert "at least one row" in refusal(b"")
    assert "at least one row" in refusal(b"  \r\n \r\n")


def test_01_a_file_of_headings_only_names_them():
    said = refusal(b"Name,Email,Phase\r\n,,\r\n")

    assert "at least one row" in said
    assert "“Name”, “Email”, “Phase”" in said


def test_04_more_rows_than_the_limit_states_limit_and_count():
    rows = b"Name,Email\n" + b"Jo,jo@school.example\n" * 100_001

    said = refusal(rows)

    assert "100,001 rows" in said
    assert "100,000" in said


def test_04_a_workbook_with_more_rows_than_the_limit_states_both():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(["Name", "Email"])
    for _row in range(100_031):
        sheet.append(["Jo", "jo@school.example"])

    assert "100,000" in refusal(make.bytes_of(book))


def test_05_windows_1252_is_decoded():
    table = read_file("Name,Fee\nZoë,£20\n".encode("windows-1252"))

    assert table.sheets[0].rows[0].cells == ["Zoë", "£20"]
    assert "Windows-1252" in table.dialect


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_06_any_separator_and_mark_is_found(separator, encoding):
    lines = ["Name", "Email", "About"], ["Zoë", "zoe@school.example", "one, two and three"]
    quoted = ["\t".join(lines[0]), "\t".join(lines[1])]
    words = "\r\n".join(quoted).replace("\t", separator)
    if separator == ",":
        words = words.replace("one, two and three", '"one, two and three"')

    table = read_file(words.encode(encoding))

    assert table.sheets[0].headings == ["Name", "Email", "About"]
    assert table.sheets[0].rows[0].cells == ["Zoë", "zoe@school.example", "one, two and three"]


def test_06_the_separator_that_excel_names_in_its_first_line_counts():
    table = read_file(b"sep=;\r\nName;Email\r\nBarker, Jo;jo@school.example\r\n")

    assert table.sheets[0].rows[0].cells == ["Barker, Jo", "jo@school.example"]


@pytest.mark.slow
def test_07_a_million_blank_formatted_rows_are_passed_over_in_ten_seconds():
    data = make.workbook_with_blank_rows(1_000_000)
    started = monotonic()

    table = read_file(data)

    assert monotonic() - started < 10
    assert [row.cells[0] for row in table.sheets[0].rows] == ["Jo Barker"]


def test_08_a_bomb_is_refused_within_five_seconds():
    data = make.bomb()
    started = monotonic()

    said = refusal(data)

    assert monotonic() - started < 5
    assert "unpacks to far more" in said


def test_08_a_bomb_that_lies_about_its_size_is_refused():
    data = make.lying_bomb()
    started = monotonic()

    said = refusal(data)

    assert monotonic() - started < 5
    assert "unpacks" in said or "damaged" in said


def test_08_a_cell_in_the_last_corner_takes_no_memory_of_ours():
    started = monotonic()

    said = refusal(make.workbook({"A1": "Name", "XFD1048576": "far"}))

    assert monotonic() - started < 5
    assert "Copy the rows into a new workbook" in said or "most we read" in said


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY y SYSTEM "http://127.0.0.1:9/secret">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_09_entities_are_refused(doctype):
    data = make.changed(
        make.workbook({"A1": "Name", "A2": "Jo"}),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<worksheet", f"{doctype}<worksheet", 1),
    )

    assert "instructions that no sheet of people needs" in refusal(data)


def test_09_entities_hidden_in_utf_16_are_refused():
    data = make.changed(
        make.workbook({"A1": "Name", "A2": "Jo"}),
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY y "z">]>' + xml
        ).encode("utf-16"),
    )

    assert "instructions" in refusal(data)


def test_10_a_legacy_workbook_is_told_to_save_as():
    assert "save it as .xlsx or CSV" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_10_a_workbook_with_a_password_is_told_so():
    name = "EncryptedPackage".encode("utf-16-le")

    said = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + name)

    assert "locked with a password" in said


def test_10_a_workbook_with_macros_is_told_to_save_as():
    data = make.with_part(make.workbook({"A1": "Name"}), "xl/vbaProject.bin", b"macro")

    said = refusal(data)

    assert "macros" in said
    assert "save it as .xlsx or CSV" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"<html><table><tr><td>Jo</td></tr></table></html>", "a web page"),
        (b"Jo\x00\x00\x01\x02\x03,\x00" + bytes(range(1, 99)), "something other than text"),
    ],
)
def test_10_a_renamed_file_is_known_by_what_it_holds(data, words):
    said = refusal(data)

    assert words in said
    assert "save it as .xlsx or CSV" in said


def test_10_another_zip_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")

    assert "not a spreadsheet, whatever its name says" in refusal(out.getvalue())


def test_10_half_a_workbook_is_damaged():
    assert "damaged" in refusal(make.workbook({"A1": "Name", "A2": "Jo"})[:900])


def test_11_a_formula_without_a_value_names_its_cell():
    table = read_file(make.workbook({"A1": "Name", "B1": "Years", "A2": "Jo", "B2": "=1+1"}))

    assert "B2" in table.warnings[0]
    assert "Sheet “People”" in table.warnings[0]
    assert table.sheets[0].rows[0].cells[0] == "Jo"


def test_12_a_formula_as_a_name_is_text():
    table = read_file(b'Name,Email\n"=HYPERLINK(""http://x"",""Jo"")",jo@school.example\n')

    assert table.sheets[0].rows[0].cells[0] == '=HYPERLINK("http://x","Jo")'


def test_18_a_cell_of_140_000_characters_states_row_column_and_limit():
    rows = b"Name,About\nJo,fine\nSam," + b"x" * 140_000 + b"\n"

    said = refusal(rows)

    assert "Row 3, column “About”" in said
    assert "140,000 characters" in said
    assert "32,767" in said


def test_a_large_file_states_its_size():
    assert "The most we read is 20 MB" in refusal(b"a,b\n" * 6_000_000)


def test_too_many_columns_state_the_limit():
    assert "The most we read is 400" in refusal((",".join(["a"] * 500) + "\n").encode() * 2)


def test_nothing_pasted_is_told_what_to_paste():
    with pytest.raises(Refused, match="Copy the cells"):
        read_pasted("   ")
