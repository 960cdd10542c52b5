"""The tests' database is migrated once, and every other run and worker begins with a copy.

Migrating takes ten seconds of a processor, and each worker has a database of its own. SQLite's
copy is kept for later runs, under a name that changes with any migration; PostgreSQL's lasts
as long as the run. On SQLite a test that commits leaves the copy behind it, too.
"""

import fcntl
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

FOLDER = Path(__file__).parents[5] / ".pytest_cache" / "migrated"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite's file is taken as it is found, and goes with the folder of the run."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> ExitStack:
    """Before the database is made: wait for whoever migrates, and take what they made."""
    held = ExitStack()
    if _may_be_copied():
        held.enter_context(_alone())
        if _copy().exists():
            _begin_with_copy()
    return held


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """After pytest-django's fixture of this name has made and migrated the database."""
    is_first = _may_be_copied() and not _copy().exists()
    with django_db_modify_db_settings, django_db_blocker.unblock():
        if is_first:
            _keep_copy()
    with pytest.MonkeyPatch.context() as changed:
        if connection.vendor == "sqlite":
            changed.setattr(TransactionTestCase, "_fixture_teardown", _begin_again)
        else:
            changed.setattr(connection.ops, "sql_flush", _delete_what_is_there)
        yield
    if is_first and connection.vendor != "sqlite":
        with _alone(), django_db_blocker.unblock():
            _drop_copy()


@pytest.fixture(scope="session")
def migrated(django_db_setup: None) -> Callable[[Path], None]:
    """Puts a migrated file into a folder of data, for a service that a test starts there."""

    def put_into(data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        if connection.vendor == "sqlite":
            shutil.copy(_copy(), data / "edumentoring.sqlite3")

    return put_into


def put_back(kept: Path) -> None:
    """Into the tests' database on SQLite, all that this file holds and nothing else."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{kept.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        file.backup(connection.connection)
    ContentType.objects.clear_cache()  # their numbers came back with the rest


def _begin_again(_test: TransactionTestCase) -> None:
    """What stands in for Django's own: that empties table by table, and makes the rows that it
    keeps for itself anew, which takes longer than many of the tests."""
    put_back(_copy())


def _delete_what_is_there(_style: Any, tables: Sequence[str], **_how: bool) -> list[str]:
    """What stands in for Django's own: PostgreSQL takes most of a second to truncate two hundred
    tables, and a test leaves rows in a few. Keys between them are looked at when all are gone."""
    names = [connection.ops.quote_name(table) for table in tables]
    has_rows = "SELECT %d WHERE EXISTS (SELECT 1 FROM %s)"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(has_rows % each for each in enumerate(names)))
        return [f"DELETE FROM {names[at]}" for (at,) in cursor.fetchall()]


def _may_be_copied() -> bool:
    return connection.vendor == "sqlite" or bool(RUN)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of the copy; it ends with the process at the latest."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _copy() -> Path:
    """SQLite's copy itself; for PostgreSQL a sign that there is a database of this name."""
    if connection.vendor != "sqlite":
        return FOLDER / f"edumentoring_migrated_{RUN}"
    told = sha256(f"{sys.version} {django.VERSION}".encode())
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        told.update(repr(key).encode())
        told.update(Path(sys.modules[migration.__module__].__file__ or "").read_bytes())
    return FOLDER / f"{told.hexdigest()[:24]}.sqlite3"


def _begin_with_copy() -> None:
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copy(_copy(), test["NAME"])
    else:
        test["TEMPLATE"] = _copy().name


def _keep_copy() -> None:
    connection.close()
    if connection.vendor == "sqlite":
        for old in FOLDER.glob("*.sqlite3"):
            old.unlink()
        shutil.copy(connection.settings_dict["NAME"], _copy())
        return
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{_copy().name}" TEMPLATE "{name}"')
    _copy().touch()


def _drop_copy() -> None:
    _copy().unlink()
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{_copy().name}"')
