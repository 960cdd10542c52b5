"""Runs mentor-match 7.0.1 inside its own environment: this file may not import pairwell.

It scores pairs with rules; one rule of ours looks the points up in the same matrix, and another
rules out what is not eligible. It knows no places: its way to give a mentor several mentees is
to match in rounds, one more mentee each, so it gets as many rounds as the most places anyone
has, and rules out mentors who are full and mentees who are matched.

    python mentor_match_peer.py instance.json  ->  one JSON object with pairs and seconds
"""

import json
import sys
import time
from pathlib import Path

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify


class Points:
    """The same score matrix, as one of its rules."""

    def __init__(self, scores):
        self.scores = scores

    def apply(self, match):
        return self.scores[match.mentee.place][match.mentor.place]


def person(kind, place):
    made = kind(grade=1, email=f"{kind.__name__}-{place}")
    made.place = place
    return made


def main(path):
    instance = json.loads(Path(path).read_text())
    scores, capacity = instance["scores"], instance["capacity"]
    mentors = [person(Mentor, place) for place in range(len(capacity))]
    mentees = [person(Mentee, place) for place in range(len(scores))]
    rules = [
        Points(scores),
        Disqualify(lambda match: scores[match.mentee.place][match.mentor.place] is None),
        Disqualify(lambda match: bool(match.mentee.mentors)),
        Disqualify(lambda match: len(match.mentor.mentees) >= capacity[match.mentor.place]),
    ]
    start = time.process_time()
    process_data(mentors, mentees, [rules] * max(capacity))
    seconds = time.process_time() - start
    pairs = [[each.place, mentor.place] for each in mentees for mentor in each.mentors]
    print(json.dumps({"pairs": pairs, "seconds": seconds}))


main(sys.argv[1])
