"""A round over 20,000 people: the task, the board and the changes by hand.

    make bench-crowds           # PEOPLE=20000 REPEATS=5 PUBLISH=1 COMPILED=1

Through the real views and the real task worker's code, on a database of its own. One in ten
people has a wish, one in fifty insists on somebody near. `child_*` is the process that the engine
works in, `service_mib` the one that serves pages. With PUBLISH the pairs are published and taken
back too, which takes minutes more. Without COMPILED the engine runs plain, as the service ships.
"""

import gzip
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.matching import REPEATS, fill, median_ms, set_up, timed

PEOPLE = int(os.environ.get("PEOPLE", "20000"))
WISHES = ("not_my_trust", "same_phase", "same_subject", "more_senior", "shared_time", "near_me")


def add_wishes(programme: Any) -> None:
    """What some people would like, and what a few insist on."""
    from edumentoring.programmes.models import Participant

    die, changed = random.Random(2), []
    for one in Participant.objects.filter(programme=programme).iterator():
        if die.random() < 0.1:
            one.answers["wishes"] = die.sample(WISHES, die.randint(1, 2))
        elif die.random() < 0.02:
            one.answers["musts"] = ["near_me"]
        else:
            continue
        changed.append(one)
    Participant.objects.bulk_update(changed, ["answers"], batch_size=500)


def work() -> None:
    """Do what the worker would."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def mib(who: int) -> int:
    """The most memory a process, or the largest of its children, has had."""
    return resource.getrusage(who).ru_maxrss // 1024


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def task(words: str) -> dict[str, Any]:
    """Run what is queued, and tell what it took."""
    own, child = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    seconds, _nothing = timed(work)
    return {
        f"{words}_wall_s": round(seconds, 1),
        f"{words}_service_cpu_s": round(cpu(resource.RUSAGE_SELF) - own, 1),
        f"{words}_child_cpu_s": round(cpu(resource.RUSAGE_CHILDREN) - child, 1),
    }


def plain() -> None:
    """Keep the engine from compiling, where Numba is installed."""
    from edumentoring.matching.crowds import process

    asked_for = process.asked_for
    process.asked_for = lambda *asked: {**asked_for(*asked), "compiled": False}


def measure() -> dict[str, Any]:
    from django.test import Client

    from edumentoring.people.tests.make import sign_in_as_staff
    from edumentoring.programmes.tests import make

    programme = make.programme(name=f"Programme of {PEOPLE}")
    fill(programme, PEOPLE)
    add_wishes(programme)
    client = sign_in_as_staff(Client(), programme.coordinators.get().user)
    rounds = f"/programmes/{programme.slug}/rounds/"
    client.post(rounds, {"name": "autumn"})
    board = f"{rounds}1/"
    found = {"people": PEOPLE, **proposed(client, board), **pages_of(client, board)}
    found |= changed(client, board)
    if os.environ.get("PUBLISH"):
        found |= published(client, board)
    return {**found, "service_mib_at_last": mib(resource.RUSAGE_SELF)}


def the_round() -> Any:
    from edumentoring.matching.models import Round

    return Round.objects.get()


def state() -> Any:
    """The board as it is kept."""
    from edumentoring.matching.access import state_for

    return state_for(the_round())


def proposed(client: Any, board: str) -> dict[str, Any]:
    """Ask for a proposal, and let the worker make it."""
    found: dict[str, Any] = {"service_mib_before": mib(resource.RUSAGE_SELF)}
    found["start_ms"] = round(1000 * timed(lambda: client.get(f"{board}start/"))[0])
    found["ask_ms"] = round(1000 * timed(lambda: client.post(f"{board}start/"))[0])
    found |= task("proposal")
    found["child_mib"] = mib(resource.RUSAGE_CHILDREN)
    found["service_mib"] = mib(resource.RUSAGE_SELF)
    kept = state()
    found |= {name: kept.result[name] for name in ("matched", "wanting", "proven", "uncounted")}
    found["snapshot_bytes"] = len(json.dumps(kept.snapshot.people))
    found["state_bytes"] = len(json.dumps([kept.pairs, kept.result]))
    return found


def pages_of(client: Any, board: str) -> dict[str, Any]:
    """Look at the board in each of its ways."""
    first, last = (state().pairs[place] for place in (0, -1))
    found: dict[str, Any] = {}
    for name, path in {
        "board": "",
        "board_by_name": "?order=mentee",
        "board_found": "?q=hughes",
        "board_500_rows": "?every=yes",
        "pair": f"?pair={first[0]}-{first[1]}",
        "cost": f"cost/?pair={last[0]}-{first[1]}",
        "publish_page": "publish/",
    }.items():
        found |= looked_at(name, partial(client.get, board + path))
    return found


def changed(client: Any, board: str) -> dict[str, Any]:
    """Change pairs by hand, each a new one, then have all worked out again."""
    pairs = iter(state().pairs[10:])

    def change(name: str) -> None:
        row = next(pairs)
        form = {"version": the_round().version, "pair": f"{row[0]}-{row[1]}"}
        client.post(f"{board}{name}/", form)

    found: dict[str, Any] = {
        f"{name}_ms": median_ms(partial(change, name)) for name in ("lock", "part", "keep-apart")
    }
    client.post(f"{board}re-run/", {"version": the_round().version, "weight-subject": "1"})
    return found | task("re_run")


def published(client: Any, board: str) -> dict[str, Any]:
    """Introduce everybody, and take it back."""
    client.post(f"{board}publish/", {"version": the_round().version, "tell": "1"})
    found = task("publish")
    seconds, _nothing = timed(lambda: client.post(f"{board}take-back/"))
    return {**found, "take_back_s": round(seconds, 1)}


def looked_at(name: str, look: Callable[[], Any]) -> dict[str, Any]:
    """A page's time, its questions to the database and its weight."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = look()
    questions = len(asked)  # each later request empties the log
    assert page.status_code == 200, (name, page.status_code)
    return {
        f"{name}_ms": median_ms(look),
        f"{name}_queries": questions,
        f"{name}_kb": len(gzip.compress(page.content, 6)) // 1024,
    }


def main() -> None:
    begun = time.perf_counter()
    set_up()
    if not os.environ.get("COMPILED"):
        plain()
    found = measure()
    for name, value in found.items():
        print(f"{name:>24}: {value}")
    print(json.dumps({"crowds": found, "repeats": REPEATS}))
    print(f"{time.perf_counter() - begun:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
