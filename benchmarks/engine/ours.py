"""pairwell on one instance, in a process of its own; and the instance itself.

    python -m benchmarks.engine.ours make MENTEES folder   writes people and instance.npz
    python -m benchmarks.engine.ours match folder          people and rules to a proven optimum
    python -m benchmarks.engine.ours assign folder         the scores alone
    python -m benchmarks.engine.ours what-if folder        new weights, new optimum

People are those of `pairwell population`: mentors are 0.57 times the mentees, with 1 to 4 places.
"""

import json
import pickle
import sys
from pathlib import Path

import numpy as np

from pairwell import assign, prepare
from pairwell._command import main as command
from pairwell._command.people import read_people
from pairwell._command.strategy import read_strategy

from .peers import measured, pin

MENTORS = 0.57
WHAT_IF = {"subject": 150, "topics": 350, "phase": 150, "stage": 200, "availability": 100}


def make(mentees: str, folder: Path) -> dict:
    """Make people, score them, and write what everybody is to solve."""
    mentors = max(round(int(mentees) * MENTORS), 1)
    size = ["--mentees", mentees, "--mentors", str(mentors)]
    command(["population", *size, "--quiet", "--out", str(folder)])
    people = read_people([folder / "mentors.csv", folder / "mentees.csv"], lambda _: None)
    rules = read_strategy(folder / "strategy.toml")
    (folder / "people.pickle").write_bytes(pickle.dumps((*people, rules)))
    layers = prepare(*people, rules=rules)
    bits, filled = layers.ready(rules.musts)
    from pairwell._score import points

    scores = points(filled, rules.weights, layers.table.shape)
    eligible = bits == 0
    np.savez(folder / "instance.npz", scores=scores, eligible=eligible, capacity=layers.capacity)
    return {
        "mentees": len(people[1]),
        "mentors": len(people[0]),
        "places": int(layers.capacity.sum()),
        "eligible_pairs": int(eligible.sum()),
    }


def match(folder: Path) -> dict:
    """From people and rules to pairs, prices, proof, check and reasons."""
    mentors, mentees, rules = pickle.loads((folder / "people.pickle").read_bytes())
    best, figures = measured(lambda: prepare(mentors, mentees, rules=rules).match())
    rows = {mentee.id: place for place, mentee in enumerate(sorted(mentees, key=lambda p: p.id))}
    columns = {mentor.id: place for place, mentor in enumerate(sorted(mentors, key=lambda p: p.id))}
    pairs = [(rows[pair.mentee_id], columns[pair.mentor_id]) for pair in best.pairs]
    (folder / "pairwell.json").write_text(json.dumps(sorted(pairs)))
    return figures | {"proven": best.proven}


def numbers(folder: Path) -> dict:
    """From scores to pairs, prices, proof and check."""
    with np.load(folder / "instance.npz") as stored:
        scores, eligible, capacity = (stored[n] for n in ("scores", "eligible", "capacity"))
    best, figures = measured(lambda: assign(scores, eligible=eligible, capacity=capacity))
    (folder / "pairwell.assign.json").write_text(json.dumps(best.pairs.tolist()))
    return figures | {"proven": best.proven}


def what_if(folder: Path) -> dict:
    """New weights on layers that are there: the new optimum, proven and checked."""
    mentors, mentees, rules = pickle.loads((folder / "people.pickle").read_bytes())
    layers = prepare(mentors, mentees, rules=rules)
    layers.match()
    return measured(lambda: layers.match(weights=WHAT_IF))[1]


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
