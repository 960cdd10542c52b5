"""The raw sheets: as two survey forms would export the same people."""

import io
import zipfile

import pytest

from edumentoring.demonstration.operations import write_raw_files
from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import (
    AGREED,
    google_forms_csv,
    microsoft_forms_xlsx,
    sign_ups,
)
from edumentoring.demonstration.tests import make

PEOPLE = draw_people()
SECOND_ROWS = 14  # ten who came twice and four who came under another address


def test_the_same_people_give_the_same_bytes():
    assert google_forms_csv(PEOPLE) == google_forms_csv(draw_people())
    assert microsoft_forms_xlsx(PEOPLE) == microsoft_forms_xlsx(draw_people())


def test_both_hold_everybody_and_those_who_came_twice():
    by_google = make.rows_of_csv(google_forms_csv(PEOPLE))
    by_microsoft = make.rows_of_xlsx(microsoft_forms_xlsx(PEOPLE))

    assert len(by_google) == len(by_microsoft) == 600 + SECOND_ROWS
    assert len(sign_ups(PEOPLE, 1)) == 600 + SECOND_ROWS
    for google, microsoft in zip(by_google, by_microsoft, strict=True):
        assert google["Email Address"] == microsoft["Email"]


def test_google_joins_ticks_by_commas_though_options_hold_commas():
    rows = make.rows_of_csv(google_forms_csv(PEOPLE))
    cells = {row["What would you like help with? (mentees, tick all that apply)"] for row in rows}

    assert any("Assessment, marking and feedback, " in cell for cell in cells)
    assert rows[0]["Timestamp"] == "9/14/2026 19:05:00"
    assert {row["When are you usually free? [Monday]"] for row in rows} >= {"", "After school"}


def test_microsoft_joins_ticks_by_semicolons_and_begins_with_its_five_columns():
    rows = make.rows_of_xlsx(microsoft_forms_xlsx(PEOPLE))

    assert list(rows[0])[:5] == ["ID", "Start time", "Completion time", "Email", "Name"]
    assert all(row["Start time"] < row["Completion time"] for row in rows)
    assert any(row["Mentees: topics wanted"].endswith(";") for row in rows)


def test_the_sheets_have_the_flaws_of_real_ones():
    rows = make.rows_of_csv(google_forms_csv(PEOPLE))
    emails = [row["Email Address"] for row in rows]
    addresses = [email.lower() for email in emails if "@" in email]

    assert emails.count("") == 3
    assert sum("@" not in email or " or " in email for email in emails if email) == 3
    assert len(addresses) - len(set(addresses)) == 10
    assert sum(row["What is your name?"] == "" for row in rows) == 2
    assert sum(row[list(row)[-1]] != AGREED for row in rows) == 3
    assert (
        sum(row["Would you like a mentor, or would you like to be one?"] == "" for row in rows) == 2
    )
    places = {row["How many people could you mentor at once? (mentors)"] for row in rows}
    assert places & {"one", "two"}


def test_the_workbook_is_one_that_any_program_opens():
    with zipfile.ZipFile(io.BytesIO(microsoft_forms_xlsx(PEOPLE))) as book:
        assert book.testzip() is None
        assert {entry.date_time for entry in book.infolist()} == {(2026, 10, 31, 12, 0, 0)}


def test_writes_both_into_a_folder(tmp_path):
    written = list(write_raw_files(tmp_path / "sheets", people=20))

    assert [path.suffix for path in written] == [".csv", ".xlsx"]
    assert all(path.stat().st_size > 2000 for path in written)


@pytest.mark.django_db
class TestDownloads:
    @pytest.mark.parametrize("name", ["google-forms.csv", "microsoft-forms.xlsx"])
    def test_are_there_in_the_demonstration_only(self, client, settings, name):
        settings.DEMONSTRATION = False
        assert client.get(f"/demonstration/{name}").status_code == 404

        settings.DEMONSTRATION = True
        answer = client.get(f"/demonstration/{name}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        assert len(answer.content) > 50_000
