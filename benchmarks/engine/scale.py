"""A nation's worth of people: every eligible pair considered, and the best set proven.

`python -m benchmarks.engine.scale [MENTEES [MENTORS]]`, with `--threads N`, `--plain` (without
Numba), `--memory MIB` and `--keep FOLDER` (to go on after a stop). People are made as by
`pairwell population` in a process of their own, so that the memory told is the match's alone. The
last line is one JSON object; the run fails where the result is not proven.
"""

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from pairwell import Musts, Rules
from pairwell._command import population
from pairwell._crowd import LISTS, Crowd, fields_of
from pairwell._model import Mentee, Mentor
from pairwell._scale import Pace, estimate, match_crowds

SHARE = 0.57
RULES = Rules(
    subject_groups={
        subject: group for group, each in population.SUBJECT_GROUPS.items() for subject in each
    },
    near_regions=population.NEAR_REGIONS,
    musts=Musts(own_school="exclude", min_years=2, contact_mode=True),
)

MAKE = """
import pickle, sys
from benchmarks.engine.scale import crowds
with open(sys.argv[3], "wb") as stored:
    pickle.dump(crowds(int(sys.argv[1]), int(sys.argv[2])), stored)
"""


def crowds(mentees: int, mentors: int, seed: int = 1) -> tuple[Crowd, Crowd]:
    """Make mentors and mentees."""
    schools = population.Schools(np.random.RandomState(seed), mentees + mentors)
    made = {}
    for number, (side, kind, count) in enumerate(
        (("mentee", Mentee, mentees), ("mentor", Mentor, mentors)), 1
    ):
        cells = dict(population.people(np.random.RandomState([seed, number]), schools, side, count))
        made[side] = crowd_of(kind, cells)
    return made["mentor"], made["mentee"]


def crowd_of(kind: type, cells: dict[str, Any]) -> Crowd:
    """Read columns of cells."""
    ids = [str(each) for each in cells.pop("id")]
    lists, _, flags = fields_of(kind)
    columns: dict[str, Any] = {}
    for name, given in cells.items():
        if name in lists or name in LISTS:
            columns[name] = [str(each).split(";") if each else () for each in given]
        elif name in flags:
            columns[name] = [each == "yes" for each in given]
        else:
            columns[name] = [None if each == "" else each for each in given]
    return Crowd.of_columns(kind, ids, columns)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Match, and say what it took."""
    with Path(options.people).open("rb") as stored:
        mentors, mentees = pickle.load(stored)
    compiled = False if options.plain else None
    start = time.process_time()
    match_crowds(*crowds(60, 40), rules=RULES, pace=Pace(compiled=compiled))
    ready = time.process_time() - start
    marks: list[tuple[str, float, float]] = []

    def heard(done: int, total: int, words: str) -> None:
        if not marks or marks[-1][0] != words:
            marks.append((words, time.process_time(), time.monotonic()))
        print(f"\r{words}: {done:,} of {total:,}      ", end="", file=sys.stderr, flush=True)

    pace = Pace(
        threads=options.threads,
        folder=options.keep,
        progress=heard,
        compiled=compiled,
        memory=options.memory * 2**20 if options.memory else None,
    )
    cpu, wall = time.process_time(), time.monotonic()
    found = match_crowds(mentors, mentees, rules=RULES, pace=pace)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    print(file=sys.stderr)
    ends = [*(each[1] for each in marks[1:]), time.process_time()]
    stages: dict[str, float] = {}
    for (words, began, _), ended in zip(marks, ends, strict=True):
        key = words if not words.startswith("looking") else "looking further"
        stages[key] = round(stages.get(key, 0) + ended - began, 2)
    return {
        "mentees": len(mentees),
        "mentors": len(mentors),
        "places": int(mentors.numbers["capacity"].sum()),
        "threads": options.threads,
        "matched": found.matched,
        "total": found.total,
        "upper_bound": found.upper_bound,
        "proven": found.proven,
        "cpu_s": round(cpu, 2),
        "wall_s": round(wall, 2),
        "first_use_s": round(ready, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "stated_mib": estimate(len(mentors), len(mentees), pace=pace) // 2**20,
        "stages_cpu_s": stages,
        **found.facts,
    }


def main() -> int:
    """Make the people, and measure in another process."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("mentees", type=int, nargs="?", default=10_000)
    reader.add_argument("mentors", type=int, nargs="?")
    reader.add_argument("--threads", type=int, default=1)
    reader.add_argument("--plain", action="store_true")
    reader.add_argument("--memory", type=int)
    reader.add_argument("--keep")
    reader.add_argument("--people", help=argparse.SUPPRESS)
    options = reader.parse_args()
    if options.people:
        found = measure(options)
        print(json.dumps(found))
        return 0 if found["proven"] else 1
    mentors = options.mentors or round(options.mentees * SHARE)
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people"
        made = subprocess.run(
            [
                sys.executable,
                "-c",
                MAKE,
                str(options.mentees),
                str(mentors),
                str(people),
            ],
            check=False,
        )
        if made.returncode:
            return made.returncode
        again = [sys.executable, "-m", "benchmarks.engine.scale", *sys.argv[1:]]
        return subprocess.run([*again, "--people", str(people)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
