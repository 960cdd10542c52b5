"""A proposal, a what-if and the board, for 600 people and for 2,000.

    make bench-matching         # PEOPLE=600,2000 REPEATS=5

Times are wall-clock, through the real views and the real task worker's code, on a database
of its own. `proposal_s` is from the click to the board: the start page's POST, the task, the
progress page and the board. `first_board_ms` is the board in a process that knows nothing of
the round yet. `bytes` is the board as sent, compressed, with its styles and scripts.
"""

import gzip
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PEOPLE = [int(count) for count in os.environ.get("PEOPLE", "600,2000").split(",")]
REPEATS = int(os.environ.get("REPEATS", "5"))

FIRST = "Aisha Alison Amir Amy Bethan Cath Claire Daniel Dawn Gareth Hannah Imran Jo Joan Joseph Kwame Lena Megan Moira Owen Priti Ruth Sally Sofia Tom Zoë".split()  # noqa: E501, SIM905
LAST = "Adeyemi Barker Birch Boateng Cole Dawood Dunmore Ellery Farrant Hughes Lloyd Marsden Nkemelu Okoro Orme Pike Pugh Raman Rinaldi Rowntree Sadiq Teague Tran Vance".split()  # noqa: E501, SIM905
HOPES = (
    "I want calm starts and a class that settles.",
    "Marking takes every evening. I would like my Sundays back.",
    "I am new to leading a team and would like somebody to think with.",
    "Questioning is hard with a lively year 9.",
    "Phonics is new to me after years in key stage 2.",
)
OFFERS = (
    "I nearly left in my first year. I stayed, and can say what helped.",
    "Happy to look at planning together and to share what works.",
    "Behaviour is mostly routines. I can show you mine.",
    "I have led two departments and made most of the mistakes.",
)


def set_up() -> None:
    """A fresh data folder and database, before Django is loaded."""
    os.environ["EDUMENTORING_DATA"] = tempfile.mkdtemp(prefix="edumentoring-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
    Path(os.environ["EDUMENTORING_DATA"], "static").mkdir()
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)


def fill(programme: Any, people: int, seed: int = 1) -> None:
    """Seven mentees to five mentors, who have 1 to 4 places; answers at random, some missing."""
    from edumentoring.people.models import User
    from edumentoring.programmes.models import Participant
    from edumentoring.schools.models import Organisation

    die = random.Random(seed)
    schools = Organisation.objects.bulk_create(
        Organisation(
            name=f"{die.choice(LAST)} {die.choice(['Academy', 'High', 'Primary', 'School'])} {at}",
            latitude=50.5 + 4.5 * die.random(),
            longitude=-3 + 3 * die.random(),
        )
        for at in range(people // 2)
    )
    users = User.objects.bulk_create(
        User(
            email=f"{programme.slug}-{at}@person.example",
            name=f"{die.choice(FIRST)} {die.choice(LAST)}",
        )
        for at in range(people)
    )
    mentees = people * 7 // 12
    Participant.objects.bulk_create(
        person(die, programme, user, die.choice(schools), is_mentee=at < mentees)
        for at, user in enumerate(users)
    )


def person(die: random.Random, programme: Any, user: Any, school: Any, *, is_mentee: bool) -> Any:
    from edumentoring.programmes import vocabulary as words
    from edumentoring.programmes.models import Participant

    def some(terms: Any, least: int, most: int) -> list[str]:
        return [term.id for term in die.sample(list(terms), die.randint(least, most))]

    side = "wanted" if is_mentee else "offered"
    stages = (
        ("trainee", "ect1", "ect1", "ect2", "rqt", "middle_leader")
        if is_mentee
        else ("teacher", "middle_leader", "middle_leader", "senior_leader", "head")
    )
    return Participant(
        programme=programme,
        user=user,
        is_mentee=is_mentee,
        is_mentor=not is_mentee,
        demand=int(is_mentee),
        capacity=0 if is_mentee else die.choice((1, 1, 1, 2, 2, 3, 4)),
        stage=die.choice(stages),
        years=die.randint(0, 3) if is_mentee else die.randint(3, 25),
        school=school if die.random() < 0.9 else None,
        region=die.choice(words.REGIONS[:10]).id,
        role_title="" if is_mentee else die.choice(("Head of science", "SENCO", "Deputy head")),
        answers={
            "subjects": some(words.SUBJECTS[:34], 1, 2),
            "phases": some(words.PHASES[:6], 1, 2),
            "contexts": some(words.CONTEXTS, 0, 3),
            f"helps_{side}": some(words.HELPS, 0, 2),
            f"topics_{side}": some(words.TOPICS, 0 if is_mentee else 2, 4 if is_mentee else 9),
            f"{side}_text": die.choice(HOPES if is_mentee else OFFERS)
            if die.random() < 0.7
            else "",
            "availability": die.sample(words.SLOTS, die.randint(0, 7)),
            "contact": some(words.CONTACTS, 0, 2),
        },
    )


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = act()
    return time.perf_counter() - begun, found


def median_ms(act: Callable[[], Any]) -> float:
    return round(1000 * statistics.median(timed(act)[0] for _each in range(REPEATS)), 1)


def measure(people: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.test import Client

    from edumentoring.matching import solving
    from edumentoring.matching.access import state_for
    from edumentoring.matching.models import Round
    from edumentoring.people.tests.make import sign_in_as_staff
    from edumentoring.programmes.tests import make

    programme = make.programme(name=f"Programme of {people}")
    fill(programme, people)
    client = sign_in_as_staff(Client(), programme.coordinators.get().user)
    rounds = f"/programmes/{programme.slug}/rounds/"
    client.post(rounds, {"name": "autumn"})
    solving.forget()

    def propose() -> None:
        client.post(f"{rounds}1/start/")
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)
        client.get(f"{rounds}1/progress/")
        assert client.get(f"{rounds}1/").status_code == 200

    proposal, _nothing = timed(propose)
    solving.forget()
    first, page = timed(lambda: client.get(f"{rounds}1/"))
    round_ = Round.objects.get(programme=programme)
    board = state_for(round_)
    weights = iter(range(10_000))

    def what_if() -> None:
        # Other weights each time, so that nothing is remembered from the time before.
        step = next(weights)
        query = f"weight-subject={step % 5}&weight-topics={(step // 5 + 1) % 5}"
        assert client.get(f"{rounds}1/what-if/?{query}").status_code == 200

    mentor, mentee = board.pairs[0][:2]
    others = iter(board.pairs)

    def lock() -> None:
        pair = next(others)
        version = Round.objects.get(pk=round_.pk).version
        client.post(f"{rounds}1/lock/", {"version": version, "pair": f"{pair[0]}-{pair[1]}"})

    html = page.content.decode()
    return {
        "people": people,
        "matched": len({pair[1] for pair in board.pairs}),
        "wanting": board.result["wanting"],
        "proven": board.result["proven"],
        "proposal_s": round(proposal, 2),
        "first_board_ms": round(1000 * first, 1),
        "board_ms": median_ms(lambda: client.get(f"{rounds}1/")),
        "pair_ms": median_ms(lambda: client.get(f"{rounds}1/?pair={mentor}-{mentee}")),
        "what_if_ms": median_ms(what_if),
        "lock_ms": median_ms(lock),
        "bytes": weight(html),
    }


def weight(html: str) -> int:
    """The page and what it links to, as an empty browser would fetch them, pictures left out."""
    from django.contrib.staticfiles import finders

    found = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"', html)
    total = len(gzip.compress(html.encode(), 6))
    for name in dict.fromkeys(found):
        file = Path(finders.find(name)).read_bytes()
        total += len(file) if name.endswith("woff2") else len(gzip.compress(file, 6))
    return total


def main() -> None:
    set_up()
    found = [measure(people) for people in PEOPLE]
    for one in found:
        for name, value in one.items():
            print(f"{name:>16}: {value}")
        print()
    small, large = found[0], found[-1]
    growth = {
        name: round(large[name] / small[name], 2)
        for name in ("proposal_s", "what_if_ms", "board_ms", "first_board_ms")
    }
    print(json.dumps({"matching": found, "growth": growth}))


if __name__ == "__main__":
    sys.exit(main())
