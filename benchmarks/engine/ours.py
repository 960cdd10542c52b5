"""pairwell on one instance, in a process of its own; and the instance itself.

    python -m benchmarks.engine.ours make MENTEES folder   writes people and instance.npz
    python -m benchmarks.engine.ours match folder          people and rules to a proven optimum
    python -m benchmarks.engine.ours assign folder         the scores alone
    python -m benchmarks.engine.ours what-if folder        new weights, new optimum

From CROWD mentees on, as on the command line, people are a crowd, matched block by block; what
holds all pairs at once is then left out, and says so under "missing".

People are those of `pairwell population`: mentors are 0.57 times the mentees, with 1 to 4 places.
"""

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np

from pairwell import Rules, Weights, assign, prepare
from pairwell._command import main as command
from pairwell._command.crowds import crowd_of
from pairwell._command.given import CROWD
from pairwell._command.people import as_people, read_sides
from pairwell._command.strategy import read_strategy
from pairwell._crowd import Crowd
from pairwell._score import points

from .peers import measured, pin

MENTORS = 0.57
WHAT_IF = {"subject": 150, "topics": 350, "phase": 150, "stage": 200, "availability": 100}


def make(mentees: str, folder: Path) -> dict:
    """Make people, score them, and write what everybody is to solve."""
    mentors = max(round(int(mentees) * MENTORS), 1)
    size = ["--mentees", mentees, "--mentors", str(mentors)]
    command(["population", *size, "--quiet", "--out", str(folder)])
    sides = read_sides([folder / "mentors.csv", folder / "mentees.csv"], lambda _: None)
    rules = read_strategy(folder / "strategy.toml")
    if int(mentees) >= CROWD:
        people: tuple = tuple(map(crowd_of, sides))
        capacity = people[0].numbers["capacity"]
        scores, eligible = crowd_scores(*people, rules)
    else:
        people = as_people(sides)
        layers = prepare(*people, rules=rules)
        bits, filled = layers.ready(rules.musts)
        capacity, eligible = layers.capacity, bits == 0
        scores = points(filled, rules.weights, layers.table.shape)
    (folder / "people.pickle").write_bytes(pickle.dumps((*people, rules)))
    np.savez(folder / "instance.npz", scores=scores, eligible=eligible, capacity=capacity)
    return {
        "mentees": len(people[1]),
        "mentors": len(people[0]),
        "places": int(capacity.sum()),
        "eligible_pairs": int(eligible.sum()),
    }


def crowd_scores(mentors: Crowd, mentees: Crowd, rules: Rules) -> tuple[Any, Any]:
    """Score every pair of two crowds, by the plain way of blocks."""
    from pairwell import _cells
    from pairwell._encode import encode
    from pairwell._neutral import fill

    case = encode(mentors, mentees, rules, Weights.of(rules.weights), rules.musts)
    fill(case, fast=None)
    columns = np.arange(len(mentors))
    scores = np.zeros((len(mentees), len(mentors)), np.int64)
    eligible = np.zeros(scores.shape, bool)
    for start in range(0, len(mentees), 256):
        rows = np.arange(start, min(start + 256, len(mentees)))
        scores[rows] = _cells.points_of(case, rows[:, None], columns[None, :])
        eligible[rows] = _cells.allowed(case, rows[:, None], columns[None, :])
    return scores, eligible


def people_of(folder: Path) -> tuple[Any, Any, Rules]:
    """Read mentors, mentees and rules."""
    found: tuple[Any, Any, Rules] = pickle.loads((folder / "people.pickle").read_bytes())
    return found


def match(folder: Path) -> dict:
    """From people and rules to pairs, prices, proof, check and reasons (crowds: no reasons)."""
    mentors, mentees, rules = people_of(folder)
    if isinstance(mentors, Crowd):
        from pairwell._scale import match_crowds

        match_crowds(a_few(mentors), a_few(mentees), rules=rules)  # compile
        best, figures = measured(lambda: match_crowds(mentors, mentees, rules=rules))
        pairs = [(int(row), int(column)) for column, row in best.pairs]
    else:
        best, figures = measured(lambda: prepare(mentors, mentees, rules=rules).match())
        rows, columns = (
            {each.id: place for place, each in enumerate(sorted(side, key=lambda p: p.id))}
            for side in (mentees, mentors)
        )
        pairs = [(rows[pair.mentee_id], columns[pair.mentor_id]) for pair in best.pairs]
    (folder / "pairwell.json").write_text(json.dumps(sorted(pairs)))
    return figures | {"proven": best.proven}


def a_few(crowd: Crowd) -> Crowd:
    """Return a few of a crowd: a kernel is compiled once a machine, not once a match."""
    return Crowd.of(crowd.people(range(20)), crowd.kind)


def numbers(folder: Path) -> dict:
    """From scores to pairs, prices, proof and check."""
    if isinstance(people_of(folder)[0], Crowd):
        return {"missing": "for fewer: it holds every pair"}
    with np.load(folder / "instance.npz") as stored:
        scores, eligible, capacity = (stored[n] for n in ("scores", "eligible", "capacity"))
    best, figures = measured(lambda: assign(scores, eligible=eligible, capacity=capacity))
    (folder / "pairwell.assign.json").write_text(json.dumps(best.pairs.tolist()))
    return figures | {"proven": best.proven}


def what_if(folder: Path) -> dict:
    """New weights on layers: the new optimum, proven, every forcing price, and who changes."""
    mentors, mentees, rules = people_of(folder)
    if isinstance(mentors, Crowd):
        return {"missing": "for fewer: it prices every pair"}
    layers = prepare(mentors, mentees, rules=rules)
    before = layers.match()
    return measured(lambda: layers.what_if(before, weights=WHAT_IF))[1]


def main(work: str, *given: str) -> None:
    """Do one thing and print its figures."""
    pin()
    folder = Path(given[-1])
    if work == "make":
        said = make(given[0], folder)
    else:
        said = {"match": match, "assign": numbers, "what-if": what_if}[work](folder)
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
