"""A year of rolling rounds, by rhythm and by how long people hold out for a better fit.

    python -m benchmarks.engine.rolling

People are those of `pairwell population`. Half of the mentees sign up in September and October,
the others through the year; mentors likewise, a little earlier. SEED, MENTEES and MENTORS may be
set. Prints the table of engine/docs/rolling.md; the last line is one JSON object.
"""

import json
import os
import random

from pairwell import Arrival, Rules, simulate

from .made_up import made_up

SEED = int(os.environ.get("SEED", "1"))
MENTEES = int(os.environ.get("MENTEES", "400"))
MENTORS = int(os.environ.get("MENTORS", "150"))
A_DAY = 250
"""Points that a day of waiting costs: a hundred days are worth a pair of middling fit."""
CHOICES = {
    "daily": {"every": 1},
    "weekly": {"every": 7},
    "monthly": {"every": 30},
    "once a term": {"every": 120},
    "daily, hoping for the best half": {"every": 1, "hope": 50},
    "daily, hoping for the best tenth": {"every": 1, "hope": 90},
    "weekly, hoping for the best tenth": {"every": 7, "hope": 90},
}


def a_year() -> tuple[list[Arrival], Rules]:
    """Make people and give each a day."""
    mentors, mentees, rules = made_up(MENTEES, MENTORS, seed=SEED)
    chance = random.Random(SEED)
    arrivals = [Arrival(day(chance, 40), each) for each in mentors]
    return arrivals + [Arrival(day(chance, 60), each) for each in mentees], rules


def day(chance: random.Random, rush: int) -> int:
    """Return a day of the year, counted from the first of September."""
    return chance.randrange(rush) if chance.random() < 0.5 else chance.randrange(365)


def main() -> None:
    """Play every choice on the same year."""
    arrivals, rules = a_year()
    print("| rounds | paired | still waiting | mean wait | nine in ten waited | mean fit | worth |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    figures = {}
    for name, choice in CHOICES.items():
        found = simulate(arrivals, a_day=A_DAY, rules=rules, **choice)
        figures[name] = {
            "paired": len(found.pairs),
            "waiting": len(found.waiting),
            "mean_wait_days": round(found.mean_wait, 1),
            "nine_in_ten_days": found.wait_of_nine_in_ten,
            "mean_fit": round(found.mean_fit, 1),
            "worth": found.worth,
        }
        paired, waiting, wait, most, fit, worth = figures[name].values()
        print(
            f"| {name} | {paired} | {waiting} | {wait} days | {most} days | {fit} "
            f"| {worth / 1e6:.1f} m |"
        )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
