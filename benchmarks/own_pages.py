"""A person's home and a pair's page with a hundred thousand people in the database.

    make bench-own-pages        # PEOPLE=100000 REPEATS=7 DATABASE=sqlite or postgresql

A mentor of four and a mentee of one are asked for; their pairs, and two hundred others, have
lived through a year as in the demonstration. Medians at the server after one visit that warms
up; `cpu_ms` is this process's own work. The aims are 150 ms and 15 queries. The last line is
JSON. `DATABASE=postgresql` starts a cluster of its own unless EDUMENTORING_DATABASE_URL names
one that is empty.
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

PEOPLE = int(os.environ.get("PEOPLE", "100000"))
REPEATS = int(os.environ.get("REPEATS", "7"))
DATABASE = os.environ.get("DATABASE", "sqlite")
AIM_MS, AIM_QUERIES = 150, 15
LIVED = 200  # pairs with a year behind them


def main() -> int:
    if DATABASE == "postgresql" and "EDUMENTORING_DATABASE_URL" not in os.environ:
        script = Path(__file__).parent.parent / "scripts" / "with_postgresql"
        again = [sys.executable, "-m", "benchmarks.own_pages"]
        return subprocess.call([sys.executable, str(script), *again])
    folder = Path(tempfile.mkdtemp(prefix="edumentoring-bench-"))
    os.environ["EDUMENTORING_DATA"] = str(folder)
    os.environ["EDUMENTORING_DEMONSTRATION"] = "yes"
    os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
    try:
        figures = _measure()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for page in figures["pages"]:
        print(
            f"{page['ms']:8.1f} ms {page['queries']:4} queries {page['bytes'] / 1024:7.1f} KB  "
            f"{page['page']}"
        )
    print(json.dumps(figures))
    slow = [page for page in figures["pages"] if page["ms"] > AIM_MS]
    many = [page for page in figures["pages"] if page["queries"] > AIM_QUERIES]
    return 1 if slow or many else 0


def _measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    mentor, mentee, theirs = _programme()
    _look_over()
    home = "/place/"
    pages = [
        _page("home, a mentor of four", mentor, home),
        _page("home, a mentee", mentee, home),
        *(
            _page(f"a pair's page, as the {role}", client, f"/place/pairs/{pair.code}/")
            for role, client, pair in (
                ("mentor", mentor, theirs[0]),
                ("mentee", mentee, theirs[0]),
            )
        ),
    ]
    return {"database": DATABASE, "people": PEOPLE, "pages": pages}


def _look_over() -> None:
    """Let the database count what was loaded, as PostgreSQL does by itself within the minute."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _programme() -> tuple[Any, Any, list[Any]]:
    """The crowd, its pairs, and browsers of a mentor of four and one of their mentees."""
    from django.test import Client
    from django.utils import timezone

    from edumentoring.pairs.models import Pair
    from edumentoring.people.tests import make as people
    from edumentoring.programmes.models import Participant
    from edumentoring.programmes.tests import make

    owner = people.staff_person("bench@example.org", "Bench Mark")
    programme = make.programme(by=owner)
    for start in range(0, PEOPLE, 10_000):
        _crowd(programme, start, min(10_000, PEOPLE - start))
    mentors = list(programme.participants.filter(is_mentor=True).order_by("pk"))
    mentees = list(programme.participants.filter(is_mentee=True).order_by("pk"))
    first = mentors[0]
    Participant.objects.filter(pk=first.pk).update(capacity=4, mentees_now=4)
    met = timezone.now() - timedelta(days=200)
    two = [(first, mentee) for mentee in mentees[:4]]
    two += list(zip(mentors[1:], mentees[4:], strict=False))
    Pair.objects.bulk_create(
        (
            Pair(
                programme=programme,
                mentor=mentor,
                mentee=mentee,
                state=Pair.State.MEETING,
                introduced_at=met,
                agreed_at=met,
                started_at=met,
                last_sign_at=timezone.now(),
            )
            for mentor, mentee in two
        ),
        batch_size=5000,
    )
    pairs = list(Pair.objects.with_people().order_by("pk")[:LIVED])
    _live(programme, pairs)
    return _browser_of(first, Client, people), _browser_of(mentees[0], Client, people), pairs


def _crowd(programme: Any, start: int, count: int) -> None:
    from edumentoring.people.models import User
    from edumentoring.programmes.models import Participant

    users = User.objects.bulk_create(
        User(email=f"crowd{number}@example.org", name=f"Person {number} Surname{number % 997}")
        for number in range(start, start + count)
    )
    Participant.objects.bulk_create(
        (
            Participant(
                programme=programme,
                user=user,
                is_mentor=number % 3 == 0,
                is_mentee=number % 3 != 0,
                capacity=1 if number % 3 == 0 else 0,
                demand=0 if number % 3 == 0 else 1,
                stage="ect1",
            )
            for number, user in enumerate(users, start)
        ),
        batch_size=5000,
    )


def _live(programme: Any, pairs: list[Any]) -> None:
    """A year of meetings, goals, feedback and notes, as the demonstration draws it."""
    from django.utils import timezone

    from edumentoring.demonstration import year
    from edumentoring.demonstration.year.shape import Year

    year.fill_all(Year(programme, pairs, random.Random(1), timezone.now()))


def _browser_of(participant: Any, client_class: Any, people: Any) -> Any:
    client = client_class(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    people.sign_in(client, participant.user)
    return client


def _page(name: str, client: Any, address: str) -> dict[str, Any]:
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    client.get(address)
    with connection.execute_wrapper(count):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    times: list[tuple[float, float]] = []
    for _each in range(REPEATS):
        start, worked = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - start, time.process_time() - worked))
    by_clock, own = (statistics.median(each) for each in zip(*times, strict=True))
    return {
        "page": name,
        "ms": round(1000 * by_clock, 1),
        "cpu_ms": round(1000 * own, 1),
        "queries": len(asked),
        "bytes": len(answer.content),
    }


if __name__ == "__main__":
    sys.exit(main())
