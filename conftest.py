"""What every test stands on: safe settings, the shared data if it is there, a browser."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadFileScheduling, Scheduling

# Settings are read once, at import: these must stand before Django is set up.
for name in [name for name in os.environ if name.startswith("EDUMENTORING_")]:
    if name != "EDUMENTORING_DATABASE_URL":
        del os.environ[name]
os.environ["EDUMENTORING_DATA"] = tempfile.mkdtemp(prefix="edumentoring-tests-")
Path(os.environ["EDUMENTORING_DATA"], "static").mkdir()  # whitenoise warns where there is none
os.environ["EDUMENTORING_SECRET_KEY"] = "only-for-tests-" * 4
os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
# Playwright runs an event loop in the test's thread; the ORM would refuse to work beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# pytest-django would do it before this file is read, and so before the environment above.
django.setup()

from django.core.cache import cache  # noqa: E402 - only after the set-up above
from django.db import connection, transaction  # noqa: E402 - only after the set-up above

if connection.vendor == "sqlite":
    # A file, as in life: in memory, the threads of a live server would all share the test's one
    # connection, and close it under each other.
    connection.settings_dict["TEST"]["NAME"] = f"{os.environ['EDUMENTORING_DATA']}/test.sqlite3"
    # A live server's thread that waits for a browser would hold the file open for other tests.
    connection.settings_dict["CONN_MAX_AGE"] = 0

# Time is measured in benchmarks: a slow moment of a busy machine is no fault of what is tested.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
LONGEST_WAIT = 120_000  # milliseconds
expect.set_options(timeout=LONGEST_WAIT)

pytest_plugins = ["edumentoring.config.tests.migrated", "edumentoring.config.tests.asking"]

# Files of minutes each: the one that asks for every address as every kind of person, the one that
# restores many a dump of PostgreSQL, and those that stand in one line behind a compiler.
LONGEST = {"test_access.py", "test_backup.py", "journeys", "engine"}

SHARED_DATA = Path(__file__).resolve().parent.parent / "shared" / "data"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--metrics-recording-only",
    "--no-pings",
    # A page is gone before its scripts would run the faster for being compiled again.
    "--js-flags=--no-opt,--no-maglev",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(trylast=True)  # after pytest-django has put transactional tests last
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what asks the database something: the rest was tried on SQLite.

    The longest files go first: one that is begun last keeps a single worker while others idle.
    """
    slow = {item.path for item in items if _is_slow(item)}
    longest = {item.path for item in items if LONGEST & set(item.path.parts)}
    items.sort(key=lambda item: 0 if item.path in longest else 1 + (item.path not in slow))
    if connection.vendor == "sqlite":
        return
    again = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what stays: a million objects of Django and of the
    tests, which it else goes through for a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


class ByFile(LoadFileScheduling):
    """A file to a worker, and the engine's to one: Numba takes most of a minute to compile, and
    workers that begin at once would each do so, beside what it keeps for those that come later."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return "engine" if file.startswith("engine/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return ByFile(config, log)


def _is_slow(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("slow") or item.get_closest_marker("browser"))


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    fixtures = getattr(item, "fixturenames", ())
    return (
        bool(item.get_closest_marker("django_db"))
        or "db" in fixtures
        or ("transactional_db" in fixtures)
    )


def pytest_sessionfinish() -> None:
    shutil.rmtree(os.environ["EDUMENTORING_DATA"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def found_once() -> Iterator[None]:
    """The static files of all rooms: each client of a test starts a server that looks for them."""
    find = WhiteNoiseMiddleware.add_files_from_finders
    files: dict[str, Any] = {}

    def find_once(server: WhiteNoiseMiddleware) -> None:
        if not files:
            find(server)
            files.update(server.files)
        server.files.update(files)

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Counters and drawn pages of one test are not another's."""
    cache.clear()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sign-ups and registers, or a skipped test where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"needs the data folder at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="module")
def for_all_tests(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of a module make after this stands for all its tests, and then for none."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def base_url() -> str:
    """Stands before pytest-base-url's own, which warns under pytest 9, and warnings are errors."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium where there is one; otherwise playwright's own.

    The shell without windows first: the whole browser starts processes for its own buttons with
    every page, and takes twice as long.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    system = next((path for path in map(shutil.which, names) if path), None)
    args = {**browser_type_launch_args, "args": CHROMIUM_FLAGS}
    return {**args, "executable_path": system} if system else args


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """One that waits long: a page that is late on a busy machine is no fault of the page."""
    browser.on("context", lambda context: context.set_default_timeout(LONGEST_WAIT))
    return browser


@pytest.fixture
def run_tasks(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Runs every task that is due, as the worker would."""
    # Inside a test's transaction the worker would take PostgreSQL's connection for a stale one.
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None
    )

    def run() -> None:
        from django.core.management import call_command

        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)

    return run


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: object) -> object:
    """A server on the tests' database, which must be there before it."""
    return live_server
