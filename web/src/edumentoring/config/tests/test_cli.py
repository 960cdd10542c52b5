"""The console command, from its words to what it did."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, connection

from edumentoring.cli import main
from edumentoring.config import inspection, serving
from edumentoring.matching.models import Round
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make
from edumentoring.queries import command
from edumentoring.queries.models import Message
from edumentoring.queries.tests import make as queries

pytestmark = pytest.mark.django_db

SHEET = """Timestamp,Name,Email,I would like to be,Which subjects do you teach?
03/09/2026 19:04,Bethan Cole,bethan@school.example,Mentee,Chemistry
14/09/2026 07:15,Imran Sadiq,imran@school.example,Mentor,Chemistry
15/09/2026 07:15,Nobody Atall,no-address,Mentor,Maths
"""


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(SHEET)
    return str(path)


def test_imports_a_sheet_and_writes_the_rows_that_wait(sheet, tmp_path, capsys):
    programme = make.programme()
    rest = tmp_path / "rest.csv"

    code = main(["import", sheet, "--programme", programme.slug, "--rest", str(rest)])

    assert code == 3, "done in part"
    assert set(programme.participants.values_list("user__name", flat=True)) == {
        "Bethan Cole",
        "Imran Sadiq",
    }
    assert "no-address" in rest.read_text("utf-8-sig")
    assert "2" in capsys.readouterr().out


def test_a_dry_run_saves_nothing(sheet):
    programme = make.programme()

    main(["import", sheet, "--programme", programme.slug, "--dry-run"])

    assert not Participant.objects.exists()


def test_what_is_written_is_for_its_own_user_alone(sheet, tmp_path):
    programme = make.programme()
    main(["import", sheet, "--programme", programme.slug])
    written = tmp_path / "people.csv"

    main(["export", "--programme", programme.slug, str(written)])

    assert written.stat().st_mode & 0o077 == 0


def test_puts_no_fictional_people_beside_real_ones(capsys):
    programme = make.programme()
    make.mentor(programme)

    assert main(["demo", "--people", "2"]) == 1

    assert "holds people" in capsys.readouterr().err
    assert programme.participants.count() == Participant.objects.count()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "9" * 5_000])
def test_says_what_a_port_is(port, capsys, monkeypatch):
    monkeypatch.setattr(serving, "serve", lambda *_words, **_options: 0)

    assert main(["serve", "--port", port]) == 1

    assert "is no port. Choose a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["owner"], ["editor", "add"]])
@pytest.mark.parametrize(
    ("email", "name", "said"),
    [
        ("jo@school.example", "x" * 151, "A name has at most 150 characters"),
        (f"{'j' * 240}@school.example", "Jo", "An e-mail address has at most 254 characters"),
        ("jo@", "Jo", "is not an e-mail address we can write to"),
    ],
)
def test_says_what_is_too_long_to_be_kept(command, email, name, said, capsys):
    assert main([*command, email, "--name", name]) == 1

    assert said in capsys.readouterr().err
    assert not User.objects.exists()


def test_names_the_file_that_cannot_be_read(tmp_path, capsys):
    programme = make.programme()

    code = main(["import", str(tmp_path / "gone.csv"), "--programme", programme.slug])

    assert code == 1
    assert capsys.readouterr().err == (
        f"edumentoring: {tmp_path}/gone.csv: No such file or directory.\n"
    )


def test_says_what_to_do_about_a_database_that_was_never_made(capsys, monkeypatch):
    def no_tables(*_words, **_options):
        raise OperationalError("no such table: programmes_programme")

    monkeypatch.setattr("edumentoring.programmes.command.find_programme", no_tables)
    monkeypatch.setattr("edumentoring.config.backup.is_behind", lambda: True)

    assert main(["match", "--programme", "autumn"]) == 1

    said = capsys.readouterr().err
    assert "Run `edumentoring migrate`" in said
    assert "EDUMENTORING_DATA" in said


def test_says_why_a_database_does_not_answer(capsys, monkeypatch):
    def away(*_words, **_options):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("edumentoring.programmes.command.find_programme", away)

    assert main(["match", "--programme", "autumn"]) == 1

    assert "The database did not answer: disk I/O error." in capsys.readouterr().err


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_database(monkeypatch):
    def wrong(*_words, **_options):
        raise IntegrityError("NOT NULL constraint failed")

    monkeypatch.setattr("edumentoring.programmes.command.find_programme", wrong)

    with pytest.raises(IntegrityError):
        main(["match", "--programme", "autumn"])


def test_names_the_programmes_there_are_when_the_one_asked_for_is_not(sheet, capsys):
    programme = make.programme()

    code = main(["import", sheet, "--programme", "no-such-one"])

    assert code == 1
    assert programme.slug in capsys.readouterr().err


def test_acts_only_for_a_coordinator_of_the_programme(sheet, capsys):
    programme = make.programme()

    code = main(["import", sheet, "--programme", programme.slug, "--by", "stranger@example.org"])

    assert code == 1
    assert "stranger@example.org is not a coordinator" in capsys.readouterr().err
    assert not Participant.objects.exists()


def test_matches_and_exports_what_was_imported(sheet, tmp_path, capsys):
    programme = make.programme()
    main(["import", sheet, "--programme", programme.slug])

    assert main(["match", "--programme", programme.slug, "--out", str(tmp_path / "p.csv")]) == 0
    assert main(["export", "--programme", programme.slug, str(tmp_path / "people.csv")]) == 0

    assert Round.objects.get().state == Round.State.PROPOSED
    assert "Imran" in (tmp_path / "p.csv").read_text("utf-8-sig")
    assert "bethan@school.example" in (tmp_path / "people.csv").read_text("utf-8-sig")


def hand_over(monkeypatch, mail: bytes) -> int:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(mail)))
    return main(["receive"])


def test_takes_a_mail_from_the_mail_server(monkeypatch, settings, capsys):
    settings.MAIL_REPLIES = "replies+{token}@example.org"
    query = queries.answered()
    to = f"replies+{query.mail_key}@example.org"

    assert hand_over(monkeypatch, queries.mail("Thank you!", From=query.email, To=to)) == 0

    assert query.messages.last().text == "Thank you!"
    assert "Kept with its conversation." in capsys.readouterr().out


def test_hands_a_mail_that_answers_nothing_back_in_the_mail_servers_numbers(monkeypatch, capsys):
    assert hand_over(monkeypatch, queries.mail("Hello?")) == command.NOBODY

    assert not Message.objects.exists()
    assert "Please use the link in our letter" in capsys.readouterr().err


def test_asks_the_mail_server_to_come_again_while_the_database_is_away(monkeypatch, capsys):
    def away(_stream):
        raise OperationalError("connection refused")

    monkeypatch.setattr(command, "receive", away)

    assert hand_over(monkeypatch, b"") == command.LATER
    assert "connection refused" in capsys.readouterr().err


def test_shows_every_setting_with_its_secrets_hidden(capsys, monkeypatch):
    monkeypatch.setenv("EDUMENTORING_MAIL_URL", "smtp://me:letmein@mail.example.org")

    main(["check"])

    shown = capsys.readouterr().out
    assert "EDUMENTORING_SITE_URL" in shown
    assert "letmein" not in shown


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own file")
@pytest.mark.parametrize(("mode", "told"), [(0o644, True), (0o600, False)])
def test_check_tells_of_a_database_that_others_can_read(
    mode, told, tmp_path, settings, capsys, monkeypatch
):
    path = tmp_path / "edumentoring.sqlite3"
    path.touch()
    path.chmod(mode)
    tmp_path.chmod(0o755)
    settings.DATA = tmp_path
    monkeypatch.setattr(inspection, "database_path", lambda: str(path))

    main(["check"])

    assert (f"chmod -R o= {tmp_path}" in capsys.readouterr().out) is told
