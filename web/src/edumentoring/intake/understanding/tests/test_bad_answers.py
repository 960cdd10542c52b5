"""The listed bad inputs that are about single answers, each named for its number."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from edumentoring.intake.understanding.addresses import read_email, read_phone
from edumentoring.intake.understanding.dates import DAY_FIRST, MONTH_FIRST, order_of, read_moment
from edumentoring.intake.understanding.names import read_name

LONDON = ZoneInfo("Europe/London")


def test_13_the_31st_of_february_is_an_error_with_its_fix():
    doubt = read_moment("31/02/2026", DAY_FIRST, LONDON).doubt

    assert doubt.blocks
    assert "31/02/2026" in doubt.what
    assert "28/02/2026" in doubt.fix


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (["03/04/2026", "25/04/2026"], DAY_FIRST),
        (["03/04/2026", "04/25/2026"], MONTH_FIRST),
        (["3/12/2019 16:09:22", "3/13/2019 8:43:35"], MONTH_FIRST),
        (["01/09/2026", "05/09/2026", "02/10/2026"], DAY_FIRST),
    ],
)
def test_13_the_order_is_told_from_the_whole_column(values, first):
    order = order_of(values)

    assert order.first == first
    assert not order.asks
    assert order.why


def test_13_dates_that_could_be_both_are_asked():
    assert order_of(["03/04/2026"]).asks
    assert order_of(["03/04/2026", "03/04/2026"]).asks


def test_13_nobody_signs_up_in_the_future():
    order = order_of(["03/12/2026"], today=date(2026, 4, 1))

    assert order.first == MONTH_FIRST
    assert "future" in order.why


@pytest.mark.parametrize("said", ["31/12/9999 23:59:59", "0001-01-01T00:00:00+14:00", "79999"])
def test_13_a_year_far_off_holds_the_row_back(said):
    doubt = read_moment(said, DAY_FIRST, LONDON).doubt

    assert doubt.blocks
    assert "not a date we can read" in doubt.what


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("02/09/2026 19:04:11", datetime(2026, 9, 2, 18, 4, 11, tzinfo=UTC)),
        ("2026/09/02 7:04:11 pm GMT", datetime(2026, 9, 2, 19, 4, 11, tzinfo=UTC)),
        ("2026-09-02T19:04:11Z", datetime(2026, 9, 2, 19, 4, 11, tzinfo=UTC)),
        ("2 Sep 2026 07:04 PM", datetime(2026, 9, 2, 18, 4, tzinfo=UTC)),
        ("September 2, 2026", datetime(2026, 9, 1, 23, 0, tzinfo=UTC)),
        ("Wed 2nd September 2026", datetime(2026, 9, 1, 23, 0, tzinfo=UTC)),
        ("46267", datetime(2026, 9, 1, 23, 0, tzinfo=UTC)),
        ("46267.75", datetime(2026, 9, 2, 17, 0, tzinfo=UTC)),
    ],
)
def test_13_dates_of_every_program_are_read(said, moment):
    assert datetime.fromisoformat(read_moment(said, DAY_FIRST, LONDON).value) == moment


def test_14_a_telephone_without_its_zero_is_asked():
    reading = read_phone("7700900123")

    assert reading.value is None
    assert "leading zero lost?" in reading.doubt.what
    assert reading.doubt.suggestion == "07700900123"


def test_14_a_shortened_telephone_is_unreadable():
    assert "cannot be read" in read_phone("4.47E+11").doubt.what


@pytest.mark.parametrize(
    "said",
    [
        " jo.barker@school.example ",
        "mailto:jo.barker@school.example",
        "<jo.barker@school.example>",
        "Jo Barker <Jo.Barker@School.Example>",
        "jo.barker\u200b@school.example\u200e",
        "jo.barker @ school.example",
        "jo.barker@school.example;",
    ],
)
def test_15_an_email_is_cleaned(said):
    reading = read_email(said)

    assert (reading.value, reading.doubt) == ("jo.barker@school.example", None)


def test_15_two_emails_in_a_cell_are_refused_with_a_split_offered():
    reading = read_email("jo@school.example; jo.barker@home.example")

    assert reading.value is None
    assert reading.doubt.blocks
    assert [value for value, _label in reading.doubt.choices] == [
        "jo@school.example",
        "jo.barker@home.example",
    ]


def test_20_an_email_of_255_characters_is_refused():
    reading = read_email("x" * 240 + "@school.example")

    assert reading.value is None
    assert "255 characters" in reading.doubt.what
    assert "254" in reading.doubt.what


def test_20_gmail_con_is_asked_and_may_be_kept():
    doubt = read_email("jo@gmail.con").doubt

    assert doubt.suggestion == "jo@gmail.com"
    assert [value for value, _label in doubt.choices] == ["jo@gmail.com", "jo@gmail.con"]


@pytest.mark.parametrize(
    ("said", "guess"),
    [
        ("jo.barker.example.org", "jo.barker@example.org"),
        ("joan.pike@garth,example", "joan.pike@garth.example"),
        ("jo at gmail.com", "jo@gmail.com"),
    ],
)
def test_a_broken_email_comes_with_a_guess(said, guess):
    doubt = read_email(said).doubt

    assert doubt.blocks
    assert doubt.suggestion == guess


@pytest.mark.parametrize("name", ["O'Brien", "李", "Björk", "Siân Ó Briain-Smith", "N'Golo", "Jo"])
def test_21_any_name_is_right(name):
    assert read_name(name) == name


def test_22_a_name_with_a_line_break_and_a_heading_is_cleaned():
    assert read_name("Jo Barker\r\nBcc: everyone@school.example") == "Jo Barker"
    assert read_name("Jo\r\nBarker") == "Jo Barker"
