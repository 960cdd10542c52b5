"""Can a stranger learn by the clock who has an account?

Known and unknown addresses ask for a sign-in letter, by turns in random order. A guesser
sees half of the times with their answers, sets the line that parts them best, and guesses
the other half. Half right is chance; at most 55% is promised.
"""

import json
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

ASKED = int(os.environ.get("ASKED", "3000"))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edumentoring-bench-") as folder:
        os.environ.update(
            EDUMENTORING_DATA=folder, DJANGO_SETTINGS_MODULE="edumentoring.config.settings"
        )
        Path(folder, "static").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        known, unknown = measure()
    print(json.dumps(judge(known, unknown)))


def measure() -> tuple[list[float], list[float]]:
    """Seconds for each visit of people with an account and of strangers."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    from edumentoring.people.models import User

    setup_test_environment()
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1000000/10m/ip"}
    people = [
        User.objects.create_user(f"known{number:05}@school.example", "Bethan Lloyd")
        for number in range(ASKED // 2)
    ]
    strangers = [f"other{number:05}@school.example" for number in range(ASKED // 2)]
    visits = [(person.email, True) for person in people] + [(one, False) for one in strangers]
    random.Random(1).shuffle(visits)
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, (email, is_known) in enumerate(visits):
        client = Client()
        began = time.perf_counter()
        client.post("/account/login/", {"email": email})
        taken = time.perf_counter() - began
        if number >= 100:  # the first ones warm caches
            times[is_known].append(taken)
    return times[True], times[False]


def judge(known: list[float], unknown: list[float]) -> dict[str, float]:
    """The share of right guesses, both kinds counting alike, and the two medians."""
    seen = [known[::2], unknown[::2]]
    hidden = [known[1::2], unknown[1::2]]
    lines = statistics.quantiles(seen[0] + seen[1], n=100)
    line, known_is_slower = max(
        ((line, slower) for line in lines for slower in (True, False)),
        key=lambda guess: right(*seen, *guess),
    )
    return {
        "guesses_right": round(right(*hidden, line, known_is_slower), 3),
        "promised_at_most": 0.55,
        "guesses": len(hidden[0]) + len(hidden[1]),
        "known_ms": round(statistics.median(known) * 1000, 3),
        "unknown_ms": round(statistics.median(unknown) * 1000, 3),
    }


def right(known: list[float], unknown: list[float], line: float, known_is_slower: bool) -> float:
    above_known = sum(one > line for one in known) / len(known)
    above_unknown = sum(one > line for one in unknown) / len(unknown)
    share = (above_known + 1 - above_unknown) / 2
    return share if known_is_slower else 1 - share


if __name__ == "__main__":
    main()
