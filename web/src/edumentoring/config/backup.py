"""Copies of the database that are known to restore, because each one is tried.

A live SQLite file must never be copied as a file: rows that stand in its write-ahead
log would be lost. SQLite's online backup reads a consistent state while people write.
"""

import os
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.people.operations import forget_again, journal

BEHIND = (
    "The database is empty or of an earlier version. Run `edumentoring migrate`, then start again. "
    "If your people are in another one, give EDUMENTORING_DATA or EDUMENTORING_DATABASE_URL as the "
    "service has it."
)


@dataclass(frozen=True)
class Copy:
    """A checked copy: where it is and how much it holds. `notes` are for whoever asked for it."""

    path: Path
    tables: int
    rows: int
    notes: tuple[str, ...] = ()


def back_up(path: Path | None = None) -> Copy:
    """Copy the database to `path` and check the copy; a half-made copy is removed.

    Without a path the copy goes to `backups/` in the data folder, dated. An existing
    file is never written over.
    """
    target = path or _dated_path()
    if target.exists():
        raise Refused(f"{target} is there already. Choose another name, or move it away.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    try:
        copy = _copy_sqlite(partial) if _is_sqlite() else _copy_postgresql(partial)
        _pack_pictures(_pictures_beside(target))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return Copy(target, copy.tables, copy.rows)


def restore(path: Path, *, replace: bool = False) -> Copy:
    """Put the back-up at `path` in place of the database, after checking it.

    Refuses while the database holds people, unless `replace`; then the old database is
    backed up first. The service must be stopped, or it would go on with the old file.
    People who were forgotten since the back-up was made are forgotten again.
    """
    if not path.exists():
        raise Refused(f"{path} is not there. Give the path of a file that `backup` made.")
    if _is_sqlite():
        _refuse_in_use()
    if _holds_people():
        if not replace:
            raise Refused(
                "The database holds people. Add --replace to put the back-up in its place; "
                "what is there now is backed up first."
            )
        back_up()
    copy = _restore_sqlite(path) if _is_sqlite() else _restore_postgresql(path)
    _unpack_pictures(_pictures_beside(path))
    return replace_fields(copy, notes=tuple(_forget_again()))


def _forget_again() -> Iterator[str]:
    """Do the erasures of the journal once more, and say what came of it."""
    kept = journal.path()
    if not kept.exists():
        yield (
            f"There is no journal of erasures at {kept}. Whoever asked to be forgotten since "
            "this back-up was made is in the database again. If you have the journal of the old "
            "server, put it there and start the service: it forgets them again. If nobody ever "
            "asked, all is well."
        )
    elif is_behind():
        yield (
            "This back-up is of an earlier version. Run `edumentoring migrate`. Whoever asked to "
            "be forgotten since is forgotten again when the service starts."
        )
    else:
        yield _in_words(forget_again())


def _in_words(lines: int) -> str:
    return f"{lines} lines of {journal.path()} were done again: nobody forgotten has come back."


def is_behind() -> bool:
    """Whether the database is of an earlier version than the program."""
    connection.ensure_connection()
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_the_forgotten() -> str:
    """Before anything is served: nobody whom the journal knows may be in the database.

    It may have been put there by hand, and not by `restore`. Says what was done, if anything.
    """
    if is_behind():
        raise Refused(BEHIND)
    if not journal.path().exists():
        return ""
    lines = forget_again()
    return _in_words(lines) if lines else ""


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _dated_path() -> Path:
    ending = "sqlite3" if _is_sqlite() else "pgdump"
    moment = timezone.now().strftime("%Y-%m-%d-%H%M%S-%f")
    folder: Path = settings.DATA / "backups"
    return folder / f"edumentoring-{moment}.{ending}"


def _holds_people() -> bool:
    if "people_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_user LIMIT 1")
        return cursor.fetchone() is not None


# --- Pictures --------------------------------------------------------------------------------

PICTURES = ".pictures.zip"


def _pictures_beside(path: Path) -> Path:
    """The file with editors' pictures: it lies beside the copy of the database, under its name."""
    return path.with_name(path.name + PICTURES)


def _pack_pictures(target: Path) -> None:
    """Every picture that was brought in; their smaller sizes are made again when they are shown.

    They are packed after the database: a picture that came in between is in both, or in the
    pack alone.
    """
    pictures = Path(settings.MEDIA_ROOT) / "original_images"
    files = sorted(each for each in pictures.glob("*") if each.is_file())
    if not files:
        return
    partial = target.with_name(target.name + ".partial")
    try:
        with zipfile.ZipFile(partial, "w") as pack:
            for file in files:
                pack.write(file, file.name)
        with zipfile.ZipFile(partial) as pack:
            if damaged := pack.testzip():
                raise Refused(f"The copy of the picture {damaged} is damaged. Try again.")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _unpack_pictures(pack_path: Path) -> None:
    """Put the pictures back beside those that are there. Names alone: a pack opens no folder."""
    if not pack_path.exists():
        return
    pictures = Path(settings.MEDIA_ROOT) / "original_images"
    pictures.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(pack_path) as pack:
        for name in pack.namelist():
            (pictures / Path(name).name).write_bytes(pack.read(name))


# --- SQLite ---------------------------------------------------------------------------------


def database_path() -> str:
    """Where the SQLite file is."""
    return str(settings.DATABASES["default"]["NAME"])


def _copy_sqlite(target: Path) -> Copy:
    path = Path(database_path())
    if not path.exists():
        raise Refused(
            f"There is no database at {path}. Give EDUMENTORING_DATA as the service has it."
        )
    with closing(sqlite3.connect(path, timeout=20)) as source:
        _write_sqlite(source, target)
    return _check_sqlite(target)


def _write_sqlite(source: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database, with what stands in its log, into one file."""
    try:
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=-1)
    except sqlite3.OperationalError as error:
        raise Refused(f"{target} could not be written: {error}.") from error


def _open_sqlite(path: Path) -> sqlite3.Connection:
    """Open a copy without writing anything beside it: it may lie where nobody can write.

    What stands in a log beside it counts, if somebody copied both by hand.
    """
    log = Path(f"{path}-wal")
    alone = not log.exists() or log.stat().st_size == 0
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}", uri=True
    )


def _refuse_in_use() -> None:
    """Whoever has the database open would go on with the old file, and all they write be lost.

    SQLite takes a database out of WAL mode only when nobody else has it open.
    """
    connection.close()
    path = Path(database_path())
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Refused(f"Something has {path} open. Stop the service first.") from error


def _check_sqlite(path: Path) -> Copy:
    """Open the copy as a restore would, and read every page and table of it."""
    try:
        database = _open_sqlite(path)
        try:
            fault = database.execute("PRAGMA integrity_check").fetchone()[0]
            if fault != "ok":
                raise Refused(f"{path} is damaged: {fault}. Use another back-up.")
            names = [
                row[0]
                for row in database.execute(
                    "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
                )
            ]
            if "django_migrations" not in names:
                raise Refused(f"{path} is not a back-up of EduMentoring: it has no tables of ours.")
            rows = sum(
                database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                for name in names
            )
        finally:
            database.close()
    except sqlite3.DatabaseError as error:
        raise Refused(f"{path} cannot be read as a back-up: {error}.") from error
    return Copy(path, len(names), rows)


def _restore_sqlite(path: Path) -> Copy:
    checked = _check_sqlite(path)
    connection.close()
    target = Path(database_path())
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with closing(_open_sqlite(path)) as source:
        _write_sqlite(source, partial)
    for ending in ("-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    partial.replace(target)
    return Copy(target, checked.tables, checked.rows)


# --- PostgreSQL -----------------------------------------------------------------------------


def _postgresql_environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": connection.settings_dict["NAME"],
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


def _run(program: str, *arguments: str) -> None:
    where = shutil.which(program)
    if where is None:
        raise Refused(f"{program} is needed and not installed. It comes with PostgreSQL's client.")
    done = subprocess.run(  # noqa: S603
        [where, *arguments],
        env=_postgresql_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()[-500:]}")


def _copy_postgresql(target: Path) -> Copy:
    """Dump, then restore the dump into a scratch database and count what is in it."""
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return _try_restoring(target)


def _try_restoring(path: Path) -> Copy:
    scratch = f"edumentoring_scratch_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{scratch}"')
    try:
        _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={scratch}", str(path))
        return _count_postgresql(path, scratch)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{scratch}" WITH (FORCE)')


def _count_postgresql(path: Path, name: str) -> Copy:
    import psycopg
    from psycopg import sql

    parameters = {**connection.get_connection_params(), "dbname": name}
    keep = {"dbname", "user", "password", "host", "port"}
    with psycopg.connect(**{key: parameters[key] for key in keep & parameters.keys()}) as database:
        tables = [
            row[0]
            for row in database.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            )
        ]
        counts = (
            database.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            ).fetchone()
            for table in tables
        )
        return Copy(path, len(tables), sum(count[0] for count in counts if count))


def _restore_postgresql(path: Path) -> Copy:
    checked = _try_restoring(path)
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--clean",
        "--if-exists",
        "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}",
        str(path),
    )
    return checked
