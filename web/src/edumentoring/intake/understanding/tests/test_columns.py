"""Which column is what, for the forms people use."""

import pytest

from edumentoring.intake.reading.opening import read_file
from edumentoring.intake.reading.tests.make import workbook
from edumentoring.intake.understanding.choices import (
    choose_sheets,
    columns_of,
    guess_mapping,
    missing,
    order_in,
    orders_to_ask,
    signature_of,
)
from edumentoring.intake.understanding.guessing import program_of


def mapped(*lines: str) -> dict[str, str]:
    choices, _guesses = guess_mapping(read_file("\n".join(lines).encode()))
    return choices.columns


@pytest.mark.parametrize(
    ("heading", "answers", "target"),
    [
        ("Timestamp", ["02/09/2026 19:04:11"], "signed_up_at"),
        ("What is your e-mail address?", ["jo@school.example"], "email"),
        ("Your full name", ["Jo Barker"], "name"),
        ("I would like to be a...", ["Mentor", "Mentee"], "role"),
        ("What would you like help with? (tick any)", ["Behaviour, Workload"], "topics_wanted"),
        ("What could you help with? (tick any)", ["Behaviour, Workload"], "topics_offered"),
        ("Where are you based??", ["Sunderland", "Leeds"], "region"),
        ("Anything else", ["I have a baby due in March"], "note"),
        ("What do you teach?", ["Maths", "DT, food"], "subjects"),
        ("Phase", ["Secondary", "Primary"], "phases"),
        ("Which key stages do you teach?", ["KS3, KS4"], "phases"),
        ("Years in teaching", ["11", "since 2014"], "years"),
        ("How long have you been teaching?", ["11", "3"], "years"),
        ("When's good?", ["Thurs after 4", "Sun eve"], "availability"),
        ("OK to keep these details?", ["Yes", "Yes, that's fine"], "consent"),
        ("Where do you work", ["Garth School", "Harrow Beck Academy"], "school"),
        ("School name", ["Garth School"], "school"),
        ("urn", ["100492", "100494"], "school_number"),
        ("School URN", ["100492"], "school_number"),
        ("What is your school's URN?", ["100492"], "school_number"),
        ("How many people could you mentor?", ["2", "a couple"], "capacity"),
        ("Career stage", ["NQT", "RQT", "HoD"], "stage"),
        ("Job title", ["Head of science"], "role_title"),
        ("Mobile", ["07700 900123"], "phone"),
        ("Tell us a bit about yourself", ["I like hills and choirs"], "about_me"),
        ("What kind of support would you like?", ["Coaching", "Guidance"], "helps_wanted"),
        ("How are you training to teach?", ["PGCE", "SCITT"], "route"),
        ("Training route", ["School Direct", "PGCE"], "route"),
        ("Who are you training with?", ["Leeds Trinity University"], "provider"),
        ("Training provider", ["Star Institute"], "provider"),
        ("Which year of your course are you in?", ["1", "2"], "course_year"),
        ("Course year", ["1", "Year 3"], "course_year"),
        ("Which ages do you hope to teach?", ["Primary", "KS3, KS4"], "intended_phases"),
        ("Intended phase", ["Secondary", "Primary"], "intended_phases"),
        ("Postcode", ["LS9 8LA"], "postcode"),
        ("Have you been trained as a mentor?", ["Yes", "No"], "is_trained"),
        ("Favourite biscuit", ["Hobnob"], "extra"),
    ],
)
def test_a_heading_says_what_its_column_is(heading, answers, target):
    lines = [f'"{heading}",Ref', *(f'"{answer}",q' for answer in answers)]

    assert mapped(*lines)[heading.casefold()] == target


def test_content_alone_tells_an_email_column():
    assert (
        mapped("Contact,Nickname", "jo@school.example,Jo", "sam@school.example,Sam")["contact"]
        == "email"
    )


def test_microsoft_forms_keeps_its_own_columns_out():
    lines = (
        "ID,Start time,Completion time,Email,Name,Email address,Your name",
        "1,9/2/26 19:01:00,9/2/26 19:04:11,anonymous,,jo@school.example,Jo Barker",
    )

    columns = mapped(*lines)

    assert columns["id"] == columns["start time"] == columns["name"] == "ignore"
    assert columns["completion time"] == "signed_up_at"
    assert columns["email address"] == "email"
    assert columns["your name"] == "name"


def test_typeform_options_that_have_columns_of_their_own_are_topics():
    lines = (
        "#,Your email,Behaviour,Workload,Submit Date (UTC),Network ID",
        "a1,jo@school.example,Behaviour,,2026-09-02 18:04:11,ff",
        "a2,sam@school.example,Behaviour,Workload,2026-09-02 18:05:11,fe",
    )

    columns = mapped(*lines)

    assert columns["behaviour"] == columns["workload"] == "topics"
    assert columns["#"] == columns["network id"] == "ignore"


def test_03_two_email_columns_are_asked():
    columns = mapped("Email,Name,Email", "jo@a.example,Jo,jo@b.example")

    assert columns["email"] == columns["email #2"] == ""


def test_02_a_missing_column_is_known():
    choices, _guesses = guess_mapping(read_file(b"Name,Phase\nJo,KS3\n"))

    assert missing(choices) == ["email", "role"]


def test_the_file_s_name_says_who_is_in_it():
    table = read_file(b"Name,Email\nJo,jo@a.example\n")

    choices, _guesses = guess_mapping(table, file_name="mentors_small.csv")

    assert choices.roles == {"": "mentor"}
    assert missing(choices) == []


def test_sheets_of_notes_hidden_sheets_and_repeats_are_passed_over():
    people = [["Name", "Email"], ["Jo", "jo@a.example"], ["Sam", "sam@a.example"]]
    table = read_file(
        workbook(
            README=[["How to use this", "x"], ["one", "y"]], input_mentors=people, mentors=people
        )
    )

    assert choose_sheets(table) == ["input-mentors"]


def test_two_sheets_with_other_headings_make_one_list():
    table = read_file(
        workbook(
            mentors=[["Your email", "Bio"], ["jo@a.example", "x"]],
            mentees=[["E-mail", "Phase"], ["sam@a.example", "KS3"]],
        )
    )
    choices, _guesses = guess_mapping(table)

    assert choices.sheets == ["mentors", "mentees"]
    assert choices.columns["your email"] == choices.columns["e-mail"] == "email"
    assert next(column.values for column in columns_of(table, choices.sheets)) == [
        "jo@a.example",
        "",
    ]


def test_a_form_is_known_again_with_its_columns_in_another_order():
    one = columns_of(read_file(b"Name,Email\nJo,j@a.example\n"), [""])
    other = columns_of(read_file(b"Email,Name\nj@a.example,Jo\n"), [""])

    assert signature_of(one) == signature_of(other)


def test_another_column_s_dates_settle_the_order():
    table = read_file(b"Timestamp,Email,Born\n03/04/2026,jo@a.example,25/12/1990\n")
    columns = columns_of(table, [""])
    choices, _guesses = guess_mapping(table)

    assert orders_to_ask(choices, columns) == []
    assert "Born" in order_in(columns[0], columns).why


@pytest.mark.parametrize(
    ("headings", "program"),
    [
        ("Timestamp,Email", "Google Forms"),
        ("ID,Start time,Completion time", "Microsoft Forms"),
        ("#,Name,Network ID", "Typeform"),
        ("Name,Email", "a sheet made by hand"),
    ],
)
def test_the_program_is_known(headings, program):
    row = ",".join(["x"] * len(headings.split(",")))

    assert program_of(columns_of(read_file(f"{headings}\n{row}\n".encode()), [""])) == program
