"""Back-ups taken while people write: how many restore whole, and how long each takes.

    make bench-backup           # COPIES=100

The peer is a plain copy of the live file, which is what people do when nobody tells them.
"""

import json
import os
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COPIES = int(os.environ.get("COPIES", "100"))


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edumentoring-bench-"))
    os.environ["EDUMENTORING_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from edumentoring.config import backup

    call_command("migrate", verbosity=0)
    stop, saved = threading.Event(), [0]
    writer = threading.Thread(target=_write, args=(stop, saved))
    writer.start()
    try:
        ours = _measure(backup.back_up, folder / "ours", saved)
        plain = _measure(_copy_file, folder / "plain", saved)
    finally:
        stop.set()
        writer.join()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"ours:  {ours}\nplain: {plain}")
    print(json.dumps({"copies": COPIES, "ours": ours, "plain_copy": plain, "rows": saved[0]}))


def _write(stop: threading.Event, saved: list[int]) -> None:
    from django.db import connection

    from edumentoring.people.models import User

    while not stop.is_set():
        User.objects.create_user(f"person{saved[0]}@example.org", "A Person")
        saved[0] += 1
    connection.close()


def _copy_file(path: Path) -> None:
    from django.conf import settings

    shutil.copyfile(settings.DATABASES["default"]["NAME"], path)


def _measure(copy: Callable[[Path], Any], folder: Path, saved: list[int]) -> dict[str, float]:
    folder.mkdir()
    bad, seconds = 0, []
    for number in range(COPIES):
        path, before, began = folder / f"{number}.sqlite3", saved[0], time.perf_counter()
        copy(path)
        seconds.append(time.perf_counter() - began)
        bad += _rows(path) < before
        path.unlink()
    return {"corrupt_or_short": bad, "median_s": round(statistics.median(seconds), 4)}


def _rows(path: Path) -> int:
    """How many people the copy holds; -1 when it cannot be read."""
    database = sqlite3.connect(path)
    try:
        rows: int = database.execute("SELECT count(*) FROM people_user").fetchone()[0]
        return rows
    except sqlite3.DatabaseError:
        return -1
    finally:
        database.close()


if __name__ == "__main__":
    main()
