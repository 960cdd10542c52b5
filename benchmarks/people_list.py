"""The people's list with ten thousand people: milliseconds a page, by what is asked of it.

    make bench-people           # PEOPLE=10000 REPEATS=5 DATABASE=sqlite or postgresql

Whole pages are asked for, as a coordinator's browser does, after one visit that warms up;
the figures are medians at the server. `cpu_ms` is this process's own work, without what
PostgreSQL does in its processes. `DATABASE=postgresql` starts a cluster of its own unless
EDUMENTORING_DATABASE_URL names one that is empty.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PEOPLE = int(os.environ.get("PEOPLE", "10000"))
REPEATS = int(os.environ.get("REPEATS", "5"))
DATABASE = os.environ.get("DATABASE", "sqlite")
AIM_MS = 200

ASKED = {
    "first page": "",
    "deep page": "page=190",
    "sort by school": "sort=-school",
    "sort by status": "sort=status&page=90",
    "sort by room left": "sort=-room",
    "sort by subject": "sort=subjects&column=subjects",
    "sort by own question": "sort=q-colour&column=q-colour",
    "search": "q=surname5",
    "search for nobody": "q=zzzz",
    "region and ages": "region=wales&phase=ks3",
    "tag": "tag=keen",
    "own question": "q-colour=red",
    "signed up since": "since=2026-01-01",
    "everything at once": "q=school&as=mentee&region=wales&phase=ks3&tag=keen&sort=-joined",
    "every column": "&".join(
        f"column={key}" for key in ("role", "email", "stage", "subjects", "wants", "tags", "note")
    ),
}


def main() -> None:
    if DATABASE == "postgresql" and "EDUMENTORING_DATABASE_URL" not in os.environ:
        script = Path(__file__).parent.parent / "scripts" / "with_postgresql"
        again = [sys.executable, "-m", "benchmarks.people_list"]
        raise SystemExit(subprocess.call([sys.executable, str(script), *again]))
    folder = Path(tempfile.mkdtemp(prefix="edumentoring-bench-"))
    os.environ["EDUMENTORING_DATA"] = str(folder)
    os.environ["EDUMENTORING_DEMONSTRATION"] = "yes"
    os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
    try:
        figures = _measure()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, ms in figures["ms"].items():
        print(f"{ms:8.1f} ms  {name}{'' if ms < AIM_MS else '   over the aim'}")
    print(json.dumps(figures))


def _measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    slug, client = _programme()
    address = f"/programmes/{slug}/people/"
    found = {name: _median(client, f"{address}?{query}") for name, query in ASKED.items()}
    slowest = [max(both) for both in zip(*found.values(), strict=True)]
    found["doubles"] = _median(client, f"{address}doubles/")
    return {
        "database": DATABASE,
        "people": PEOPLE,
        "ms": {name: ms for name, (ms, _cpu) in found.items()},
        "cpu_ms": {name: cpu for name, (_ms, cpu) in found.items()},
        "slowest_list_ms": slowest[0],
        "slowest_list_cpu_ms": slowest[1],
        "pause_everybody_ms": _pause_everybody(slug),
    }


def _programme() -> tuple[str, Any]:
    """A programme with as many people as asked, and a browser signed in to its desk."""
    from django.test import Client

    from edumentoring.people.tests import make as people
    from edumentoring.programmes import operations
    from edumentoring.programmes.tests import make

    owner = people.staff_person("bench@example.org", "Bench Mark")
    programme = make.programme(by=owner)
    operations.add_question(
        programme,
        key="colour",
        label="Which colour?",
        kind="one",
        options=[{"id": "red", "label": "Red"}, {"id": "blue", "label": "Blue"}],
        by=owner,
    )
    make.crowd(programme, PEOPLE)
    client = Client(HTTP_HOST="localhost")
    people.sign_in_as_staff(client, owner)
    return programme.slug, client


def _median(client: Any, address: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's own work: others may be busy too."""
    client.get(address)
    times: list[tuple[float, float]] = []
    for _each in range(REPEATS):
        start, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append((time.perf_counter() - start, time.process_time() - worked))
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    by_clock, own = (statistics.median(each) for each in zip(*times, strict=True))
    return round(1000 * by_clock, 1), round(1000 * own, 1)


def _pause_everybody(slug: str) -> float:
    """What "choose all" and one press cost, history included."""
    from edumentoring.people.models import User
    from edumentoring.programmes import operations
    from edumentoring.programmes.models import Programme

    programme = Programme.objects.get(slug=slug)
    by = User.objects.get(email="bench@example.org")
    start = time.perf_counter()
    operations.change_together(programme.participants.all(), changes={"state": "paused"}, by=by)
    return round(1000 * (time.perf_counter() - start), 1)


if __name__ == "__main__":
    main()
