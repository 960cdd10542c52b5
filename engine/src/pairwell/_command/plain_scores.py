"""Every pair's points by the slow, plain rules of `_rules.py`, one pair at a time. No NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from pairwell import _rules as plain
from pairwell._command.case import Scores
from pairwell._model import Mentee, Mentor, Person, Rules, Weights

ANSWERED: dict[str, Callable[[Person], bool]] = {
    "subject": lambda person: bool(person.subjects),
    "topics": lambda person: bool(person.topics),
    "text": lambda person: bool(person.themes),
    "phase": lambda person: bool(person.phases),
    "stage": lambda person: person.stage_rank is not None,
    "distance": lambda person: (
        plain.may_meet_in_person(person) and (person.lat is not None or person.region is not None)
    ),
    "context": lambda person: bool(person.contexts),
    "availability": lambda person: bool(person.availability),
    "helps": lambda person: bool(person.helps),
    "wishes": lambda person: bool(person.wishes),
    "identity": lambda person: bool(person.wants or person.is_),
    "traits": lambda person: bool(person.traits),
}


def plain_scores(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> Scores:
    """Score every pair by the plain rules, open questions by their neutral level."""
    weights = Weights.of(rules.weights)
    allowed = [
        [not plain.blockers(mentor, mentee, rules.musts) for mentor in mentors]
        for mentee in mentees
    ]
    points = [[0] * len(mentors) for _ in mentees]
    for rule, score in plain.SCORING.items():
        weight = weight_of(rule, weights)
        if not weight:
            continue
        levels = [
            [None if (found := score(a, b, rules)) is None else found.level for a in mentors]
            for b in mentees
        ]
        for row, line in enumerate(filled(levels, allowed, rule, mentors, mentees)):
            for column, level in enumerate(line):
                points[row][column] += weight * level
    return Scores(points, allowed)


def weight_of(rule: str, weights: Weights) -> int:
    """Return what a rule counts. What people wrote counts no more than all else together."""
    listed = asdict(weights)
    value: int = listed.pop(plain.WEIGHED_AS.get(rule, rule))
    return min(value, sum(listed.values())) if rule == "text" else value


def filled(
    levels: Sequence[Sequence[int | None]],
    allowed: Sequence[Sequence[bool]],
    rule: str,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
) -> list[list[int]]:
    """Give open questions the lower median of whoever answered, a shade less."""
    by_row: list[list[int]] = [[] for _ in mentees]
    by_column: list[list[int]] = [[] for _ in mentors]
    for row, line in enumerate(levels):
        for column, level in enumerate(line):
            if level is not None and allowed[row][column]:
                by_row[row].append(level)
                by_column[column].append(level)
    of_all = lower_median([level for line in by_row for level in line]) or 0
    answered = ANSWERED[rule]
    rows = [
        lower_median(line) if answered(person) else None
        for person, line in zip(mentees, by_row, strict=True)
    ]
    columns = [
        lower_median(line) if answered(person) else None
        for person, line in zip(mentors, by_column, strict=True)
    ]
    return [
        [
            level if level is not None else max(neutral(rows[row], columns[column], of_all) - 1, 0)
            for column, level in enumerate(line)
        ]
        for row, line in enumerate(levels)
    ]


def neutral(of_mentee: int | None, of_mentor: int | None, of_all: int) -> int:
    """Choose whose median an open question takes: the mentee's, else the mentor's."""
    if of_mentee is not None:
        return of_mentee
    return of_all if of_mentor is None else of_mentor


def lower_median(levels: list[int]) -> int | None:
    """Return the middle one, or the lower of two."""
    return sorted(levels)[(len(levels) - 1) // 2] if levels else None
