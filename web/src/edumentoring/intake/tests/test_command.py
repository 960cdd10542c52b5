"""The import from a command line."""

import pytest

from edumentoring.intake.command import DONE, REFUSED, SOME_WAIT, import_file
from edumentoring.intake.models import Upload
from edumentoring.intake.tests import make
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


def run(tmp_path, data: bytes, **more):
    programme = more.pop("programme", None) or make.programme()
    said: list[str] = []
    file = tmp_path / "sign-ups.csv"
    file.write_bytes(data)
    code = import_file(
        file, programme, by=programme.coordinators.get().user, out=said.append, **more
    )
    return code, "\n".join(said)


def test_a_good_file_is_saved_and_told_in_words(tmp_path):
    code, said = run(tmp_path, make.sheet(make.person(1), make.person(2)))

    assert code == DONE
    assert "Email Address -> E-mail" in said
    assert "     2 new people to add" in said
    assert "It can be undone for 30 days" in said
    assert Participant.objects.count() == 2


def test_rows_that_wait_are_listed_and_written_beside(tmp_path):
    rest = tmp_path / "rest.csv"
    code, said = run(tmp_path, make.sheet({"Email Address": "nope"}, make.person(2)), rest_to=rest)

    assert code == SOME_WAIT
    assert "Row 2, Jo Barker: Email Address: The e-mail has no @ sign: nope" in said
    assert "nope" in rest.read_text(encoding="utf-8-sig")
    assert Participant.objects.count() == 1


def test_a_look_saves_nothing(tmp_path):
    code, said = run(tmp_path, make.sheet(), dry_run=True)

    assert code == DONE
    assert "Nothing was saved" in said
    assert not Participant.objects.exists()
    assert not Upload.objects.exists()


def test_a_file_that_does_not_say_who_is_in_it_is_told(tmp_path):
    data = b"Name,Email\nJo,jo@school.example\n"

    assert run(tmp_path, data)[0] == REFUSED
    assert "who is mentor and who is mentee" in run(tmp_path, data)[1]
    assert run(tmp_path, data, as_role="mentor")[0] == DONE
    assert Participant.objects.get().is_mentor


def test_dates_that_could_be_both_are_asked_or_given(tmp_path):
    data = make.sheet({"Timestamp": "03/04/2026 10:00"})

    code, said = run(tmp_path, data)
    assert code == REFUSED
    assert "could be read both ways" in said
    assert run(tmp_path, data, dates="mdy")[0] == DONE
    assert Participant.objects.get().signed_up_at.month == 3
