"""Finding resources among ten thousand, beside a plain LIKE over the same words.

    make bench-library          # RESOURCES=10000 REPEATS=30

`ms` are medians of REPEATS and `worst_ms` the slowest: the query, its count and the first page
of results, as the page asks for them. `ratio` is against one bare LIKE with no order, filter or
count. The last line is one JSON object.
"""

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

RESOURCES = int(os.environ.get("RESOURCES", "10000"))
REPEATS = int(os.environ.get("REPEATS", "30"))
WORDS = """
lesson feedback question behaviour reading number talk evidence review practice subject mentor
teacher college nursery phonics fractions history science workload curriculum assessment
observation rehearsal memory vocabulary routine planning inclusion voice
""".split()  # noqa: SIM905
ASKED: tuple[dict[str, str], ...] = (
    {"words": "feedback"},
    {"words": "feedback nursery"},
    {"words": "zzzz"},
    {"words": "evidence", "kind": "report", "phase": "further-education"},
    {"topic": "workload"},
    {"phase": "early-years", "subject": "science"},
    {},
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("EDUMENTORING_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edumentoring.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _fill()
        figures = _measured()
    print(json.dumps(figures))


def _fill() -> None:
    from edumentoring.library.models import Resource
    from edumentoring.library.resource_models import folded
    from edumentoring.library.topics import PHASES, TOPICS

    drawn = random.Random(1)
    topics, phases = list(TOPICS), list(PHASES)
    rows = []
    for number in range(RESOURCES):
        title = " ".join(drawn.choices(WORDS, k=6))
        note = " ".join(drawn.choices(WORDS, k=30))
        rows.append(
            Resource(
                key=f"resource-{number}",
                title=title,
                author=f"Author {number % 997}",
                year=1990 + number % 36,
                kind=drawn.choice(Resource.Kind.values),
                topics=tuple(drawn.sample(topics, 3)),
                phases=tuple(drawn.sample(phases, 2)),
                subjects=(drawn.choice(["any", "science", "history"]),),
                note=note,
                words=folded(f"{title} Author {number % 997} {note}"),
            )
        )
    Resource.objects.bulk_create(rows, batch_size=500)


def _measured() -> dict[str, Any]:
    from django.core.paginator import Paginator
    from django.db import connection

    from edumentoring.library.resources import PER_PAGE, Wish, found

    def page(wish: Wish) -> int:
        pages = Paginator(found(wish), PER_PAGE)
        list(pages.get_page(1))
        return pages.count

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM library_resource WHERE words LIKE %s", ["%feedback%"])
            cursor.fetchall()

    bare, _worst = _timed(plain)
    rows = []
    for asked in ASKED:
        wish = Wish(**asked)
        amount = page(wish)
        ms, worst = _timed(lambda wish=wish: page(wish))  # type: ignore[misc]
        rows.append({"asked": asked, "found": amount, "ms": ms, "worst_ms": worst})
        print(f"{ms:7.1f} ms (worst {worst:.1f})  {asked}: {amount}")
    slowest = max(row["ms"] for row in rows)
    return {
        "resources": RESOURCES,
        "find": rows,
        "slowest_ms": slowest,
        "plain_like_ms": bare,
        "ratio": round(slowest / bare, 1),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    took = []
    for _turn in range(REPEATS):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(took), 2), round(max(took), 2)


if __name__ == "__main__":
    main()
