"""The pages of an import, as requests and answers."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from edumentoring.intake.models import Upload
from edumentoring.intake.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make.programme(by=people.staff_person("helen@school.example", "Helen Marsh"))


@pytest.fixture
def desk(programme) -> Client:
    return people.sign_in_as_staff(Client(), programme.coordinators.get().user)


def at(page: str, upload: Upload) -> str:
    return reverse(f"intake:{page}", args=[upload.programme.slug, upload.code])


def test_a_file_is_read_and_its_columns_are_shown(desk, programme):
    file = SimpleUploadedFile("sign-ups.csv", make.sheet())

    answer = desk.post(
        reverse("intake:uploads", args=[programme.slug]), {"file": file}, follow=True
    )

    words = answer.content.decode()
    assert "Your columns and our questions" in words
    assert "sign-ups.csv · looks like Google Forms" in words
    assert "jo.barker@school.example" in words


def test_what_cannot_be_read_is_told_and_what_was_pasted_stays(desk, programme):
    answer = desk.post(
        reverse("intake:uploads", args=[programme.slug]), {"pasted": "Name\tEmail\n"}
    )

    assert answer.status_code == 422
    assert "at least one row" in answer.content.decode()
    assert "Name\tEmail" in answer.content.decode()


def test_nothing_at_all_is_told_what_to_do(desk, programme):
    answer = desk.post(reverse("intake:uploads", args=[programme.slug]), {})

    assert answer.status_code == 422
    assert "Choose a file, or paste cells" in answer.content.decode()


def test_02_a_missing_column_is_named_with_those_found(desk, programme):
    file = SimpleUploadedFile("x.csv", b"Name,Phase\nJo,KS3\n")
    desk.post(reverse("intake:uploads", args=[programme.slug]), {"file": file, "as_role": "mentee"})
    upload = Upload.objects.get()

    answer = desk.post(at("columns", upload), {"act": "next"})

    assert answer.status_code == 422
    words = answer.content.decode()
    assert "No column is chosen for “E-mail”. We found: “Name”, “Phase”." in words


def test_03_two_email_columns_are_asked_and_the_choice_is_kept(desk, programme):
    file = SimpleUploadedFile("x.csv", b"Email,Name,Email\njo@a.example,Jo,jo@b.example\n")
    desk.post(reverse("intake:uploads", args=[programme.slug]), {"file": file, "as_role": "mentee"})
    upload = Upload.objects.get()
    from edumentoring.intake.showing import hash_of

    first = desk.post(at("columns", upload), {"act": "next"})
    assert "there is more than one such column" in first.content.decode() or (
        "No column is chosen for “E-mail”" in first.content.decode()
    )
    answer = desk.post(
        at("columns", upload),
        {
            f"column-{hash_of('email #2')}": "email",
            f"column-{hash_of('email')}": "ignore",
            "act": "next",
        },
    )

    assert answer.status_code == 302
    upload.refresh_from_db()
    assert upload.choices["columns"] == {"email": "ignore", "name": "name", "email #2": "email"}
    assert make.plan(upload).additions[0].email == "jo@b.example"


def test_13_dates_that_could_be_both_are_asked_before_going_on(desk, programme):
    file = SimpleUploadedFile("x.csv", make.sheet({"Timestamp": "03/04/2026 10:00"}))
    desk.post(reverse("intake:uploads", args=[programme.slug]), {"file": file})
    upload = Upload.objects.get()
    from edumentoring.intake.showing import hash_of

    page = desk.get(at("columns", upload)).content.decode()
    assert "Day first" in page
    assert "Month first" in page
    asked = desk.post(at("columns", upload), {"act": "next"})
    assert "could be read both ways" in asked.content.decode()
    field = f"column-{hash_of('timestamp')}-order"
    desk.post(at("columns", upload), {field: "mdy", "act": "next"})

    upload.refresh_from_db()
    assert make.plan(upload).additions[0].signed_up_at.month == 3


def test_a_decision_is_kept_at_once_and_can_be_taken_back(desk, programme):
    upload = make.upload(make.sheet({"Email Address": "jo.school.example"}), programme_=programme)

    desk.post(at("mend", upload), {"key": "c|!2|email", "value": "jo@school.example"})
    assert make.plan(upload).additions[0].email == "jo@school.example"
    desk.post(at("mend", upload) + "?key=c%7C%212%7Cemail&act=back")

    assert make.plan(upload).additions == []


def test_a_row_can_be_left_out(desk, programme):
    upload = make.upload(
        make.sheet({"Email Address": "jo.school.example"}, make.person(1)), programme_=programme
    )

    desk.post(at("mend", upload), {"key": "c|!2|email", "row": "!2", "act": "out", "value": ""})

    plan = make.plan(upload)
    assert [row.number for row in plan.left_out] == [2]
    assert "Nothing needs a look" in desk.get(at("check", upload)).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"key": "x|!2|email", "value": "a"},
        {"key": "", "value": "a"},
        {"key": "d|!2~!3", "act": "marry"},
        {"key": "r|!2", "act": "everything"},
    ],
)
def test_25_a_decision_nobody_offered_is_refused(desk, programme, sent):
    upload = make.upload(programme_=programme)

    assert desk.post(at("mend", upload), sent).status_code == 400
    upload.refresh_from_db()
    assert upload.edits == {}


def test_saving_an_old_preview_shows_the_new_one_with_409(desk, programme):
    upload = make.upload(programme_=programme)
    seen = make.plan(upload).fingerprint()
    desk.post(at("mend", upload), {"key": "r|!2", "act": "out"})

    answer = desk.post(at("save", upload), {"fingerprint": seen})

    assert answer.status_code == 409
    assert "nothing was saved" in answer.content.decode()
    assert not Participant.objects.exists()


def test_12_and_bad_rows_come_back_with_reasons_and_without_live_formulas(desk, programme):
    upload = make.upload(
        make.sheet(
            {"Your full name": '=HYPERLINK("http://x")', "Email Address": "nope"}, make.person(1)
        ),
        programme_=programme,
    )

    answer = desk.get(at("bad_rows", upload))

    [headings, row] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert headings[:2] == ["Row", "What to mend"]
    assert row[0] == "2"
    assert "no @ sign" in row[1]
    assert "'=HYPERLINK" in row[headings.index("Your full name")]


def test_bad_rows_can_be_mended_and_uploaded_again(desk, programme):
    upload = make.upload(
        make.sheet({"Your full name": "=Jo", "Email Address": "nope", "Phase": "KS3"}),
        programme_=programme,
    )
    said = desk.get(at("bad_rows", upload)).content.replace(b"nope", b"jo@school.example")

    again = make.upload(said, programme_=programme)

    [jo] = make.plan(again).additions
    assert (jo.email, jo.name) == ("jo@school.example", "=Jo")
    assert jo.values == {"phases": ["ks3"]}


def test_rows_that_waited_can_be_gone_on_with_after_saving(desk, programme):
    upload = make.upload(
        make.sheet({"Email Address": "nope"}, make.person(1)), programme_=programme
    )
    make.save(upload)

    answer = desk.post(at("carry_on", upload), follow=True)

    assert "The rest of sign-ups.csv" in answer.content.decode()
    rest = Upload.objects.latest("pk")
    assert rest.row_count == 1
    desk.post(at("mend", rest), {"key": "c|!2|email", "value": "jo@school.example"})
    make.save(Upload.objects.get(pk=rest.pk))
    assert Participant.objects.count() == 2


def test_a_file_put_away_brings_nobody_in_and_keeps_no_rows(desk, programme):
    upload = make.upload(programme_=programme)

    desk.post(at("put_away", upload))

    upload.refresh_from_db()
    assert (upload.state, upload.table) == ("put_away", None)
    assert desk.get(at("done", upload)).status_code == 200
    assert desk.get(at("check", upload)).status_code == 302


def test_the_same_file_again_says_when_it_was_imported(desk, programme):
    make.save(make.upload(programme_=programme))

    page = desk.get(at("check", make.upload(programme_=programme))).content.decode()

    assert "This very file was already imported on" in page
    assert "Save 0 people" in page


def test_24_another_programme_s_import_is_not_found(desk):
    strange = make.upload(programme_=make.programme(name="Another"))

    for page in ("check", "columns", "done", "bad_rows"):
        assert desk.get(at(page, strange)).status_code == 404


def test_24_another_programme_s_import_is_not_found_under_ones_own_address(desk, programme):
    strange = make.upload(programme_=make.programme(name="Another"))

    for page in ("check", "columns", "done", "bad_rows"):
        address = reverse(f"intake:{page}", args=[programme.slug, strange.code])
        assert desk.get(address).status_code == 404


def test_the_check_page_shows_both_sides_of_a_change(desk, programme):
    make.save(make.upload(make.sheet({"Phase": "KS3"}), programme_=programme))
    later = make.upload(
        make.sheet({"Timestamp": "24/10/2026 09:00", "Phase": "KS4"}), programme_=programme
    )

    page = desk.get(at("check", later)).content.decode()

    assert "Who would change" in page
    assert "Key stage 3" in page
    assert "Key stage 4" in page


def test_a_long_file_is_read_on_by_the_worker(desk, programme, run_tasks, monkeypatch):
    monkeypatch.setattr("edumentoring.intake.operations.IN_ONE_GO", 1)
    make.school("Garth School", town="Goole", region="yorkshire")
    rows = make.sheet(*({**make.person(n), "School": "Garth School"} for n in range(3)))
    upload = make.upload(rows, programme_=programme)

    assert "Reading your file" in desk.get(at("check", upload)).content.decode()
    run_tasks()

    assert "Check what we read" in desk.get(at("check", upload)).content.decode()
    upload.refresh_from_db()
    assert all(one.values["school"] for one in make.plan(upload).additions)


def test_an_import_nobody_finished_stands_among_the_things_to_do(desk, programme):
    upload = make.upload(programme_=programme)
    tonight = reverse("programmes:programme", args=[programme.slug])

    assert "sign-ups.csv is read but not saved: 1 row" in desk.get(tonight).content.decode()
    make.save(upload)
    assert "sign-ups.csv is read" not in desk.get(tonight).content.decode()


def test_the_clock_knows_of_the_rows_to_let_go():
    from edumentoring.common import clock

    assert "edumentoring.intake.due.forget_old_rows" in clock._jobs


def test_rows_are_let_go_when_they_can_no_longer_be_undone(programme):
    from datetime import timedelta

    from django.utils import timezone

    from edumentoring.intake.due import forget_old_rows

    saved, left = make.upload(programme_=programme), make.upload(programme_=programme)
    make.save(saved)
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=31))

    forget_old_rows()

    saved.refresh_from_db()
    left.refresh_from_db()
    assert (saved.table, saved.state, left.table, left.state) == (None, "saved", None, "put_away")
