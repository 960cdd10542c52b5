"""`edumentoring check`: every setting as it stands, and whatever is unsafe or missing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from edumentoring.config.backup import database_path
from edumentoring.config.environment import SETTINGS, Setting

Out = Callable[[str], None]


def inspect(*, out: Out) -> int:
    """Print the table of settings and every trouble; 1 when there is a trouble."""
    out("Settings, all read from the environment:\n")
    for setting in SETTINGS:
        out(f"  {setting.variable:<30} {_shown(setting)}")
        out(f"  {'':<30} {setting.meaning}")
    troubles = [*_unsafe(), *_database_troubles(), *_django_troubles()]
    out("")
    for trouble in troubles:
        out(f"! {trouble}")
    out("Nothing is wrong." if not troubles else f"{len(troubles)} to look at.")
    return 1 if troubles else 0


def settings_table() -> str:
    """The table of settings for the docs, as Markdown."""
    rows = ["| Setting | Default | Meaning |", "| --- | --- | --- |"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "(empty)"
        rows.append(f"| `{setting.variable}` | {default} | {setting.meaning} |")
    return "\n".join(rows) + "\n"


def _shown(setting: Setting) -> str:
    if setting.variable not in os.environ:
        return f"{setting.default or '(empty)'} (default)"
    return "(set, hidden)" if setting.secret else os.environ[setting.variable]


def _unsafe() -> Iterator[str]:
    here = any(name in settings.SITE_URL for name in ("//127.0.0.1", "//localhost", "//[::1]"))
    if settings.DEBUG:
        yield "EDUMENTORING_DEBUG is on: error pages show the program's secrets. Turn it off."
    if settings.DEMONSTRATION and not here:
        yield "EDUMENTORING_DEMONSTRATION is on at a public address: anyone can sign in as anyone."
    if not here and not settings.HTTPS:
        yield "EDUMENTORING_SITE_URL is not https: what people write could be read on the way."
    if not here and settings.MAIL_IS_KEPT:
        yield "EDUMENTORING_MAIL_URL is outbox: no letter leaves this machine, not even to sign in."
    if _others_may_read():
        yield f"Others on this machine can read what people wrote: chmod -R o= {settings.DATA}"


def _others_may_read() -> bool:
    """A database that an earlier version made, before its files were its own user's alone."""
    path = Path(database_path())
    if os.name != "posix" or connection.vendor != "sqlite" or not path.is_file():
        return False
    return bool(path.stat().st_mode & 0o004 and path.parent.stat().st_mode & 0o001)


def _database_troubles() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield f"The database does not answer: {error}. See EDUMENTORING_DATABASE_URL."
        return
    if waiting:
        yield f"The database is {len(waiting)} steps behind. Run `edumentoring migrate`."


def _django_troubles() -> Iterator[str]:
    public = settings.HTTPS
    for message in checks.run_checks(include_deployment_checks=public):
        if message.level >= checks.WARNING:
            yield f"{message.id}: {message.msg}"
