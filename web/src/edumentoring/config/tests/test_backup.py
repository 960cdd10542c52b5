import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.config import backup
from edumentoring.people import operations as people
from edumentoring.people.models import ErasureLine, User
from edumentoring.people.operations import journal
from edumentoring.people.personal import Scope

pytestmark = pytest.mark.django_db(transaction=True)

needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite's own way of copying; PostgreSQL has its test"
)
needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL's own way of copying"
)


@pytest.fixture
def database_file(tmp_path, settings, monkeypatch):
    """A live SQLite file in WAL mode with one table of ours."""
    path = tmp_path / "live.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=WAL; CREATE TABLE django_migrations (id INTEGER);"
        "CREATE TABLE people_user (id INTEGER PRIMARY KEY, name TEXT);"
    )
    database.close()
    monkeypatch.setattr(backup, "database_path", lambda: str(path))
    return path


def write_until(stop: threading.Event, path: Path, written: list[int]) -> None:
    database = sqlite3.connect(path, timeout=20)
    number = 0
    while not stop.is_set():
        number += 1
        database.execute("INSERT INTO people_user VALUES (?, ?)", (number, "x" * 200))
        database.commit()
        written.append(number)
    database.close()


@needs_sqlite
def test_a_copy_taken_while_people_write_holds_all_that_was_saved_before(database_file, tmp_path):
    stop, written = threading.Event(), [0]
    writer = threading.Thread(target=write_until, args=(stop, database_file, written))
    writer.start()
    try:
        for turn in range(10):
            saved_before = written[-1]
            copy = backup.back_up(tmp_path / f"copy-{turn}.sqlite3")
            assert copy.rows >= saved_before
    finally:
        stop.set()
        writer.join()


@needs_sqlite
def test_never_writes_over_an_earlier_copy(database_file, tmp_path):
    backup.back_up(tmp_path / "copy.sqlite3")

    with pytest.raises(Refused, match="is there already"):
        backup.back_up(tmp_path / "copy.sqlite3")


@needs_sqlite
def test_a_restored_copy_has_the_rows_of_the_day_it_was_made(database_file, tmp_path):
    copy = backup.back_up(tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(database_file)) as database, database:
        database.execute("INSERT INTO people_user VALUES (1, 'later')")

    backup.restore(copy.path)

    with closing(sqlite3.connect(database_file)) as database:
        assert database.execute("SELECT count(*) FROM people_user").fetchone() == (0,)


@needs_sqlite
def test_a_copy_is_one_file_and_restores_from_where_nobody_can_write(
    database_file, tmp_path, monkeypatch
):
    folder = tmp_path / "stick"
    copy = backup.back_up(folder / "copy.sqlite3")
    opened = noted_addresses(monkeypatch)

    backup.restore(copy.path)

    assert [each.name for each in folder.iterdir()] == ["copy.sqlite3"]
    assert {each for each in opened if str(copy.path) in each} == {
        f"{copy.path.as_uri()}?mode=ro&immutable=1"
    }


def noted_addresses(monkeypatch) -> list[str]:
    opened: list[str] = []
    connect = sqlite3.connect

    def noting(address, **more):
        opened.append(str(address))
        return connect(address, **more)

    monkeypatch.setattr(backup.sqlite3, "connect", noting)
    return opened


@needs_sqlite
def test_what_stands_in_the_log_of_a_file_copied_by_hand_is_restored_too(database_file, tmp_path):
    with closing(sqlite3.connect(database_file)) as database:
        database.execute("INSERT INTO people_user VALUES (1, 'in the log')")
        database.commit()
        by_hand = tmp_path / "by-hand.sqlite3"
        for ending in ("", "-wal"):
            by_hand.with_name(f"{by_hand.name}{ending}").write_bytes(
                Path(f"{database_file}{ending}").read_bytes()
            )

    assert backup.restore(by_hand).rows == 1

    with closing(sqlite3.connect(database_file)) as database:
        assert database.execute("SELECT name FROM people_user").fetchall() == [("in the log",)]


@needs_sqlite
def test_refuses_to_restore_under_a_service_that_runs(database_file, tmp_path):
    copy = backup.back_up(tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(database_file)) as service:
        service.execute("INSERT INTO people_user VALUES (1, 'later')")
        service.commit()

        with pytest.raises(Refused, match="Stop the service first"):
            backup.restore(copy.path, replace=True)

        assert service.execute("SELECT count(*) FROM people_user").fetchone() == (1,)


@needs_sqlite
def test_says_where_no_database_is_and_makes_none(tmp_path, monkeypatch):
    elsewhere = tmp_path / "var" / "edumentoring.sqlite3"
    monkeypatch.setattr(backup, "database_path", lambda: str(elsewhere))

    with pytest.raises(Refused, match=r"no database at .*EDUMENTORING_DATA"):
        backup.back_up(tmp_path / "copy.sqlite3")

    assert not elsewhere.exists()


@needs_sqlite
def test_says_why_a_copy_could_not_be_written(database_file, tmp_path):
    (tmp_path / "copy.sqlite3.partial").symlink_to(tmp_path / "a disk that went" / "copy")

    with pytest.raises(Refused, match=r"copy.sqlite3.partial could not be written"):
        backup.back_up(tmp_path / "copy.sqlite3")


def test_serves_no_database_of_an_earlier_version(monkeypatch):
    monkeypatch.setattr(backup, "is_behind", lambda: True)

    with pytest.raises(Refused, match="edumentoring migrate"):
        backup.refuse_the_forgotten()


@needs_sqlite
def test_refuses_to_replace_a_database_that_holds_people_unless_told_to(
    database_file, tmp_path, settings
):
    settings.DATA = tmp_path
    copy = backup.back_up(tmp_path / "copy.sqlite3")
    User.objects.create_user("bethan@example.org", "Bethan Cole")

    with pytest.raises(Refused, match="--replace"):
        backup.restore(copy.path)

    backup.restore(copy.path, replace=True)
    assert list((tmp_path / "backups").iterdir()), "what was there is kept"


@needs_sqlite
@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_refuses_a_file_that_is_no_back_up(content, database_file, tmp_path):
    stray = tmp_path / "stray.sqlite3"
    stray.write_bytes(content)

    with pytest.raises(Refused, match="back-up"):
        backup.restore(stray)


# --- People who were forgotten since the copy was made --------------------------------------------


@pytest.fixture
def data_folder(tmp_path, settings):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def own_database(data_folder, settings, monkeypatch, migrated):
    """A database that nobody else has open: a browser of an earlier test may still hold a line to
    the tests' own."""
    if connection.vendor != "sqlite":
        yield
        return
    migrated(data_folder)
    connection.close()
    with monkeypatch.context() as changed:
        for names in (connection.settings_dict, settings.DATABASES["default"]):
            changed.setitem(names, "NAME", str(data_folder / "edumentoring.sqlite3"))
        yield
        connection.close()


def restored(copy: backup.Copy) -> backup.Copy:
    return backup.restore(copy.path, replace=True)


def forgotten_after_a_copy(folder: Path) -> tuple[backup.Copy, User]:
    user = User.objects.create_user("bethan@example.org", "Bethan Cole")
    User.objects.create_user("imran@example.org", "Imran Sadiq")
    copy = backup.back_up(folder / "before.copy")
    people.forget(Scope(user=user), by=user)
    return copy, user


def test_a_restore_forgets_again_whoever_was_forgotten_since(data_folder, own_database):
    copy, user = forgotten_after_a_copy(data_folder)

    back = restored(copy)

    assert sorted(User.objects.values_list("name", flat=True)) == [
        "Imran Sadiq",
        "Somebody who left",
    ]
    assert not User.objects.filter(email=user.email).exists()
    assert people.is_suppressed(user.email)
    assert "nobody forgotten has come back" in back.notes[0]
    assert not Letter.objects.exists(), "nobody is written to a second time"
    assert backup.refuse_the_forgotten() == "", "and starting does nothing more"


def test_a_restore_says_loudly_that_the_journal_is_missing(data_folder, own_database):
    copy, user = forgotten_after_a_copy(data_folder)
    kept = journal.path().rename(data_folder / "elsewhere")

    back = restored(copy)

    assert "no journal of erasures" in back.notes[0]
    assert User.objects.filter(email=user.email).exists()
    kept.rename(journal.path())
    assert "done again" in backup.refuse_the_forgotten(), "the service forgets before it serves"
    assert not User.objects.filter(email=user.email).exists()


def test_somebody_who_came_back_after_the_copy_may_stay_back(data_folder):
    user = User.objects.create_user("bethan@example.org", "Bethan Cole")
    people.forget(Scope(user=user), by=user)
    people.lift_suppression(user.email)
    ErasureLine.objects.all().delete()

    assert people.forget_again() == 3
    assert not people.is_suppressed(user.email)


def test_the_journal_holds_codes_and_no_words(data_folder):
    _copy, user = forgotten_after_a_copy(data_folder)

    text = journal.path().read_text()

    assert str(user.code) in text
    assert "bethan" not in text.lower()
    assert "cole" not in text.lower()
    assert journal.path().stat().st_mode & 0o077 == 0


def test_a_process_that_died_before_it_wrote_the_journal_loses_no_line(data_folder, monkeypatch):
    monkeypatch.setattr(journal, "write_down", lambda: 0)
    forgotten_after_a_copy(data_folder)
    assert not journal.path().exists()
    monkeypatch.undo()

    people.write_down()

    assert len(journal.path().read_text().splitlines()) == 2


def test_a_lost_journal_is_made_anew_from_the_database(data_folder):
    forgotten_after_a_copy(data_folder)
    before = journal.path().read_text()
    journal.path().unlink()

    people.write_down()

    assert journal.path().read_text() == before


@needs_sqlite
def test_the_pictures_of_editors_are_kept_beside_the_copy_and_come_back(
    database_file, tmp_path, settings
):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    picture = tmp_path / "media" / "original_images" / "teal.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    copy = backup.back_up(tmp_path / "copy.sqlite3")
    picture.unlink()

    backup.restore(copy.path, replace=True)

    assert picture.read_bytes() == b"a picture"


@needs_postgresql
def test_a_dump_is_proved_by_restoring_it_into_a_scratch_database(tmp_path):
    User.objects.create_user("bethan@example.org", "Bethan Cole")

    copy = backup.back_up(tmp_path / "copy.pgdump")

    assert copy.tables > 10
    assert copy.rows >= 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%scratch%'")
        assert cursor.fetchone()[0] == 0


@needs_postgresql
def test_a_restored_dump_has_the_people_of_the_day_it_was_made(tmp_path, settings):
    settings.DATA = tmp_path
    User.objects.create_user("bethan@example.org", "Bethan Cole")
    copy = backup.back_up(tmp_path / "copy.pgdump")
    User.objects.create_user("later@example.org", "Later")

    backup.restore(copy.path, replace=True)

    assert list(User.objects.values_list("email", flat=True)) == ["bethan@example.org"]
