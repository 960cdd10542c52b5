"""Matching a crowd, in a process of its own: its memory is given back, and pages stay quick.

Reads one JSON object from its input and writes one on each line: how far it is, and at the end
the answer, or why there is none. It knows no Django and no database.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from edumentoring.matching.crowds.columns import crowds
from pairwell import Musts, Pace, PairwellError, Refusal, Rules, match_crowds, prepare

if TYPE_CHECKING:
    from pairwell import CrowdMatching, Unmatched

SAID_EVERY = 1.0  # seconds
NICER = 10
# Why somebody has no match is worked out with every mentor, for this many at once, and for no
# more than `EXPLAINED` in all: each hundred take seconds.
AT_ONCE = 60
EXPLAINED = 600

Say = Callable[[dict[str, Any]], object]
Asked = dict[str, Any]


def main() -> int:
    """Answer what stands on the input."""
    os.nice(NICER)
    asked = json.load(sys.stdin)

    def say(line: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
        sys.stdout.flush()

    try:
        say({"answer": answer(asked, say)})
    except Refusal:
        say({"refused": True})
    return 0


def answer(asked: Asked, say: Say) -> dict[str, Any]:
    """Match the crowd that is asked for. Raises Refusal for locks that cannot hold together.

    asked: the snapshot's people, and the terms in the engine's words. The answer is as
    a board keeps it.
    """
    mentors, mentees = crowds(asked.pop("people"))  # done with: as objects they are 80 MB
    rules = Rules(**asked["tables"], musts=Musts(**asked["musts"]), weights=asked["weights"])
    forbidden = pairs_in(asked["forbidden"])
    found = match_crowds(
        mentors,
        mentees,
        rules=rules,
        locked=pairs_in(asked["locked"]),
        forbidden=forbidden,
        previous=pairs_in(asked["previous"]),
        overrides=pairs_in(asked["overrides"]),
        fairness=asked["fairness"],
        pace=Pace(folder=asked["folder"], progress=Saying(say), compiled=asked.get("compiled")),
    )
    return described(found, rules, forbidden, say)


def pairs_in(listed: list[list[int]]) -> list[tuple[str, str]]:
    return [(str(mentor), str(mentee)) for mentor, mentee in listed]


class Saying:
    """Says how far the engine is, about once a second and whenever it begins something new."""

    def __init__(self, say: Say) -> None:
        self.say, self.last, self.words = say, 0.0, ""

    def __call__(self, done: int, total: int, words: str) -> None:
        now = time.monotonic()
        if words != self.words or now - self.last >= SAID_EVERY:
            self.say({"done": done, "of": total, "words": words})
            self.last, self.words = now, words


# --- the answer -------------------------------------------------------------------------------


def described(
    found: "CrowdMatching", rules: Rules, forbidden: list[tuple[str, str]], say: Say
) -> dict[str, Any]:
    """The pairs and figures of a board."""
    free = found.mentors.numbers["capacity"].copy()
    np.subtract.at(free, found.pairs[:, 0], 1)
    return {
        "pairs": listed(found, say),
        "matched": found.matched,
        "wanting": int((found.mentees.numbers["demand"] > 0).sum()),
        "points": int(found.points.sum()),
        "total": found.total,
        "upper_bound": found.upper_bound,
        "proven": found.proven,
        "idle": [
            [int(found.mentors.ids[place]), int(free[place]), None]
            for place in np.flatnonzero(free > 0).tolist()
        ],
        "unmatched": list(without(found, rules, forbidden, say)),
        "recruits": [],
    }


def listed(found: "CrowdMatching", say: Say) -> list[list[int]]:
    """Every pair as a board keeps it: mentor, mentee, points, fit."""
    tell, rows = Saying(say), []
    for place in range(len(found.pairs)):
        if place % 256 == 0:
            tell(place, len(found.pairs), "fits")
        pair = found.pair(place)
        rows.append([int(pair.mentor_id), int(pair.mentee_id), pair.points, pair.fit])
    return sorted(rows)


def without(
    found: "CrowdMatching", rules: Rules, forbidden: list[tuple[str, str]], say: Say
) -> Iterator[dict[str, Any]]:
    """Everyone who has fewer mentors than they asked for, and what is in the way.

    With all places free, whoever still finds nobody is stopped by a rule; the others lack a
    place. What a rule's end would gain the whole is not worked out here.
    """
    short = np.flatnonzero(found.missing > 0).tolist()
    offering = np.flatnonzero(found.mentors.numbers["capacity"] > 0)
    mentors = list(found.mentors.people(offering.tolist())) if short else []
    tell = Saying(say)
    has = Counter(found.pairs[:, 1].tolist())
    alone = [place for place in short if not has[place]]
    causes: dict[str, Unmatched] = {}
    for start in range(0, min(len(alone), EXPLAINED), AT_ONCE):
        tell(start, len(alone), "without")
        some = alone[start : min(start + AT_ONCE, EXPLAINED)]
        matching = prepare(mentors, list(found.mentees.people(some)), rules=rules).match(
            forbidden=forbidden, fairness=False
        )
        causes |= {each.mentee_id: each for each in matching.unmatched}
    looked_at = set(alone[:EXPLAINED])
    for place in short:
        key = str(found.mentees.ids[place])
        stopped = causes.get(key)
        no_place = "no_place" if has[place] or place in looked_at else "not_looked_into"
        yield {
            "mentee": int(key),
            "cause": stopped.cause if stopped else no_place,
            "rule": stopped.rule if stopped else None,
            "missing": int(found.missing[place]),
            "eligible": None,
            "rivals": 0,
            "places": 0,
            "gains": [],
        }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PairwellError as trouble:
        # What could not be read names a field, and perhaps somebody: not for a log.
        sys.exit(f"The engine refused the people: {type(trouble).__name__}")
