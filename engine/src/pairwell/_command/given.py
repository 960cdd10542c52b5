"""What several commands are given: people, a strategy, and lists of pairs that stand fixed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from pairwell._command.faults import Faults, refuse
from pairwell._command.pairs import read_pairs_file
from pairwell._command.people import read_people
from pairwell._command.screen import Note, counted
from pairwell._command.strategy import read_strategy
from pairwell._model import Mentee, Mentor, Pair, Rules


class Fixed(TypedDict):
    """Pairs that stand fixed, by the names of `match`."""

    locked: frozenset[Pair]
    forbidden: frozenset[Pair]
    kept: frozenset[Pair]
    previous: frozenset[Pair]
    overrides: frozenset[Pair]


@dataclass(frozen=True)
class Given:
    """What the files hold."""

    mentors: list[Mentor]
    mentees: list[Mentee]
    rules: Rules
    fixed: Fixed


def read_given(options: argparse.Namespace, note: Note) -> Given:
    """Read every file that the options name. Raises Unreadable."""
    rules = read_strategy(options.strategy)
    mentors, mentees = read_people(options.people, note)
    note(
        f"{counted(len(mentors), 'mentor', 'mentors')} and "
        f"{counted(len(mentees), 'mentee', 'mentees')} read."
    )
    fixed = Fixed(
        locked=_pairs(options.lock),
        forbidden=_pairs(options.forbid),
        kept=_pairs(options.kept),
        previous=_pairs(options.previous),
        overrides=_pairs(options.override),
    )
    for path, pairs in (
        (options.lock, fixed["locked"]),
        (options.kept, fixed["kept"]),
        (options.override, fixed["overrides"]),
    ):
        _refuse_strangers(path, pairs, mentors, mentees)
    if options.objective:
        rules = replace(rules, objective=options.objective)
    return Given(mentors, mentees, rules, fixed)


def _pairs(path: Path | None) -> frozenset[Pair]:
    return frozenset(read_pairs_file(path)) if path else frozenset()


def _refuse_strangers(
    path: Path | None,
    pairs: frozenset[Pair],
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
) -> None:
    """Refuse fixed pairs of people who are in no file of people."""
    if path is None:
        return
    faults = Faults(path.name)
    known = {mentor.id for mentor in mentors}, {mentee.id for mentee in mentees}
    for pair in sorted(pairs):
        for each, side, word in zip(pair, known, ("mentor", "mentee"), strict=True):
            if each not in side:
                faults.add(f"pair ({', '.join(pair)}): {each} is no {word} in the files given.")
    refuse(faults)
