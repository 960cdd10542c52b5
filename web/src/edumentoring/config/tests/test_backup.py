import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from edumentoring.common.refused import Refused
from edumentoring.config import backup
from edumentoring.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)

needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite's own way of copying; PostgreSQL has its test"
)
needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL's own way of copying"
)


@pytest.fixture
def database_file(tmp_path, settings, monkeypatch):
    """A live SQLite file in WAL mode with one table of ours: the tests' own is in memory."""
    path = tmp_path / "live.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=WAL; CREATE TABLE django_migrations (id INTEGER);"
        "CREATE TABLE people_user (id INTEGER PRIMARY KEY, name TEXT);"
    )
    database.close()
    monkeypatch.setattr(backup, "_database_path", lambda: str(path))
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
