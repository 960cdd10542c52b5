"""Sign-up exports that nobody here wrote: each goes in sensibly, or says why not."""

from pathlib import Path

import pytest

from edumentoring.common.refused import Refused
from edumentoring.intake import operations
from edumentoring.intake.models import Upload
from edumentoring.intake.tests import make
from edumentoring.programmes.models import Participant

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def begun(folder: Path, start: str, **more: str) -> Upload:
    path = next((folder / "real").glob(f"{start}*"))
    programme = more.pop("programme", None) or make.programme()
    return operations.start_upload(
        programme, by=None, data=path.read_bytes(), file_name=path.name, **more
    )


def confirmed(upload: Upload) -> Upload:
    operations.choose_columns(upload, upload.chosen())
    return upload


def test_01_a_form_without_emails_says_which_column_is_missing(shared_data):
    upload = begun(shared_data, "01")

    assert upload.row_count == 3
    assert upload.choices["columns"]["timestamp"] == "signed_up_at"
    assert upload.choices["columns"]["secondary_subjects"] == "subjects"
    with pytest.raises(Refused, match=r"“E-mail”. We found: .*“urn”"):
        confirmed(upload)


def test_01_its_dates_are_month_first_and_its_subjects_and_other_words_are_read(shared_data):
    rows = operations.check(begun(shared_data, "01", as_role="mentor")).rows

    assert [row.signed_up_at.date().isoformat() for row in rows] == [
        "2019-03-12",
        "2019-03-12",
        "2019-03-13",
    ]
    assert rows[0].values["subjects"] == ["chemistry", "maths", "english", "biology"]
    assert rows[1].values["subjects"][:5] == ["art", "english", "maths", "music", "pe"]
    assert rows[1].values["subjects"][5].startswith("other:We offer a variety")
    assert "\n\nPlease be clear" in rows[1].values["school_experience_description"]


def test_02_a_file_for_each_role_and_those_who_are_both(shared_data):
    programme = make.programme()
    for start in ("02_csv_civil_service_mentors", "02_csv_civil_service_mentees"):
        upload = confirmed(begun(shared_data, start, programme=programme))
        assert upload.choices["columns"]["both mentor and mentee"] == "is_both"
        assert make.save(upload)["added"] == 50

    everyone = {one.user.email: one for one in Participant.objects.with_person()}
    assert len(everyone) == 100
    assert everyone["mentor.00@gov.uk"].roles == "Both"
    assert everyone["mentor.02@gov.uk"].roles == "Mentor"
    assert everyone["mentee.02@gov.uk"].roles == "Mentee"
    assert everyone["mentee.02@gov.uk"].name == "mentee 02"
    assert everyone["mentee.02@gov.uk"].school_text == "Department of Peace"
    assert everyone["mentee.02@gov.uk"].answers["grade"] == "SCS2"
    assert everyone["mentee.02@gov.uk"].answers["identity_wanted"] == ["lgbt"]
    # Who does not wish for somebody alike has no wish kept: a no is a no.
    assert "identity_wanted" not in everyone["mentee.04@gov.uk"].answers
    assert everyone["mentor.11@gov.uk"].answers["identity_is"] == ["lgbt", "non_binary"]
    assert everyone["mentor.00@gov.uk"].answers["about_me"].startswith("My name is mentor 00")


def test_02_the_same_files_again_change_nothing(shared_data):
    programme = make.programme()
    make.save(confirmed(begun(shared_data, "02_csv_civil_service_mentors", programme=programme)))

    plan = make.plan(
        confirmed(begun(shared_data, "02_csv_civil_service_mentors", programme=programme))
    )

    assert (plan.saves, len(plan.unchanged), plan.doubles) == (0, 50, [])


def test_03_headings_alone_are_refused_and_named(shared_data):
    with pytest.raises(Refused, match=r"at least one row.*“Your Civil Service email address”"):
        begun(shared_data, "03")


def test_04_the_two_input_tabs_are_read_each_for_its_role(shared_data):
    upload = confirmed(begun(shared_data, "04"))

    plan = make.plan(upload)

    assert upload.chosen().sheets == ["input-mentors", "input-mentees"]
    assert upload.chosen().roles == {"input-mentors": "mentor", "input-mentees": "mentee"}
    assert upload.row_count == 38
    assert plan.waiting == []
    rows = {row.key: row for row in plan.rows.values()}
    assert rows["input-mentors!4"].email == "0001@dcms.gov.uk"
    assert rows["input-mentees!4"].role == "mentee"
    both = next(one for one in plan.additions if one.email == "0001@dcms.gov.uk")
    assert (both.is_mentor, both.is_mentee) == (True, True)
    assert both.name == "DCMS 0001 DCMS 0001"
    assert len(plan.additions) + plan.joined_rows == 38


def test_05_a_grid_keeps_its_rows_and_one_email_of_many_people_waits(shared_data):
    upload = confirmed(begun(shared_data, "05", as_role="mentor"))

    plan = make.plan(upload)

    assert upload.row_count == 14
    rows = list(plan.rows.values())
    assert rows[0].signed_up_at.date().isoformat() == "2022-06-06"
    grid = next(key for key in rows[0].values if key.startswith("based-on-the-following"))
    assert "The enacted lesson focuses" in rows[0].values[grid]
    assert plan.saves + len(plan.waiting) >= 1
    assert {one.by_email for one in plan.open_doubles} == {True}
    assert all(len(row.problems) == 0 for row in rows)
