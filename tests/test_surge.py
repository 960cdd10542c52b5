"""The real service under a crowd: nothing breaks, nothing is lost, nobody is told "locked".

How fast it answers is for the benchmarks; this holds only what must never happen.
"""

import re
import threading
import urllib.error
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.service import Service, Visitor, running

pytestmark = pytest.mark.slow

CROWD = 12
TURNS = 8
SLUG = "wider-staffroom"


def visit(service: Service, number: int, seen: Counter[str]) -> None:
    """One of the crowd: asks for a sign-in letter, looks about, asks again."""
    visitor = Visitor(service, "anonymous")
    for turn in range(TURNS):
        try:
            visitor.post("/account/login/", {"email": f"crowd-{number}-{turn}@example.org"})
            visitor.get("/")
            visitor.get("/schools/search/?q=oak")
            seen["answered"] += 1
        except urllib.error.HTTPError as error:
            seen[str(error.code)] += 1


def import_people(service: Service, seen: Counter[str]) -> None:
    """A coordinator pastes a sheet in the middle of it all."""
    coordinator = Visitor(service, "coordinator")
    sheet = "Name\tEmail\tI would like to be\n" + "".join(
        f"Person {n}\tperson.{n}@example.org\tMentor\n" for n in range(150)
    )
    address = f"/programmes/{SLUG}/import/"
    coordinator.post(address, {"pasted": sheet})
    seen["imported"] += 1


def test_a_crowd_and_an_import_at_once_break_nothing(tmp_path, migrated):
    migrated(tmp_path)
    seen: Counter[str] = Counter()
    with running(people=60, of=tmp_path) as service:
        crowd = [
            threading.Thread(target=visit, args=(service, number, seen)) for number in range(CROWD)
        ]
        crowd.append(threading.Thread(target=import_people, args=(service, seen)))
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        outbox = Visitor(service, "coordinator").get("/outbox/")[0]
        log = Path(service.data / "log").read_text()

    assert seen == {"answered": CROWD * TURNS, "imported": 1}
    assert "database is locked" not in log
    assert "Traceback" not in log
    assert re.search(r"crowd-\d+-\d+@example\.org", outbox), "letters were queued"
