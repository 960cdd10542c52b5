"""Sheets that go out: what the list shows, exactly, and nothing that could run."""

import csv
import io

import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse

from edumentoring.people.models import Event
from edumentoring.people.tests import make as people
from edumentoring.programmes import export, operations
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://evil.example","Look")'


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(book.active.iter_rows(values_only=True))


@pytest.fixture
def desk(client):
    """A programme with a hostile name in it, and a coordinator who is signed in."""
    seat = make.seat("coordinator")
    make.mentor(seat.programme, name="Ruth Adeyemi", region="wales", role_title="Head")
    make.mentee(seat.programme, name=FORMULA, region="london")
    people.sign_in_as_staff(client, seat.user)
    return seat.programme


def test_the_file_has_the_rows_and_columns_of_the_list(client, desk):
    address = reverse("programmes:export", args=[desk.slug])

    answer = client.post(f"{address}?region=wales&column=role&column=email", {"form": "csv"})

    rows = read_csv(answer.content)
    assert rows[0] == ["Name", "Role", "E-mail"]
    assert [row[0] for row in rows[1:]] == ["Ruth Adeyemi"]
    assert answer.headers["content-disposition"] == f'attachment; filename="{desk.slug}-people.csv"'


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_download_is_a_formula(client, desk, form):
    answer = client.post(reverse("programmes:export", args=[desk.slug]), {"form": form})

    rows = read_csv(answer.content) if form == "csv" else read_xlsx(answer.content)
    assert f"'{FORMULA}" in {row[0] for row in rows}


def test_only_the_people_ticked_are_in_the_file(client, desk):
    ruth = desk.participants.get(user__name="Ruth Adeyemi")

    answer = client.post(
        reverse("programmes:export", args=[desk.slug]), {"form": "csv", "who": [str(ruth.code)]}
    )

    assert len(read_csv(answer.content)) == 2


def test_a_download_is_noted_in_the_history(client, desk):
    client.post(reverse("programmes:export", args=[desk.slug]), {"form": "csv"})

    assert Event.objects.get(action="export_people").summary == "Downloaded a list of 2 people"


def test_looking_at_the_page_notes_nothing(client, desk):
    client.get(reverse("programmes:export", args=[desk.slug]))

    assert not Event.objects.filter(action="export_people").exists()


def test_a_whole_export_holds_every_answer_but_sensitive_ones(tmp_path):
    programme = make.programme()
    make.mentee(
        programme,
        name="Imran Sadiq",
        answers={
            "topics_wanted": ["workload", "other:Choirs, big and small"],
            "identity_is": ["lgbt"],
            "availability": ["mon-evening"],
        },
    )

    assert export.write(programme, tmp_path / "all.csv") == 1

    head, row = read_csv((tmp_path / "all.csv").read_bytes())
    held = dict(zip(head, row, strict=True))
    assert held["What would you like help with?"] == "Managing workload; Choirs, big and small"
    assert held["When could you talk?"] == "Monday: Evening, 6 to 9"
    assert held["Taking part as"] == "Mentee"
    assert "LGBT" not in " ".join(head + row)


def test_a_whole_export_as_a_workbook_opens(tmp_path):
    programme = make.programme()
    make.mentor(programme, capacity=3)

    export.write(programme, tmp_path / "all.xlsx")

    head, row = read_xlsx((tmp_path / "all.xlsx").read_bytes())
    assert dict(zip(head, row, strict=True))["How many people can you mentor at once?"] == 3


def test_a_person_who_left_is_still_in_the_whole_export(tmp_path):
    mentor = make.mentor()
    operations.change_participant(mentor, changes={"state": "left"}, by=None)

    assert export.write(mentor.programme, tmp_path / "all.csv") == 1


def test_what_is_seen_is_what_is_written():
    mentor = make.mentor(capacity=2)
    shown = PeopleList(mentor.programme, QueryDict("column=room&column=status"))

    _head, row = list(export.seen_rows(shown.people.with_person(), shown.columns))

    assert row[1:] == ["2 of 2", "Waiting"]
