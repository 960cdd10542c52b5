"""What several commands are given: people, a strategy, and lists of pairs that stand fixed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from pairwell._command.faults import Faults, Unreadable, refuse
from pairwell._command.outputs import refuse_taken
from pairwell._command.pairs import read_pairs_file
from pairwell._command.people import Side, as_people, read_sides
from pairwell._command.screen import Note, counted
from pairwell._command.strategy import read_strategy
from pairwell._command.writing import kind_of
from pairwell._match import MOST_MEMORY, table_bytes
from pairwell._model import Mentee, Mentor, Pair, Rules

CROWD, CROWD_PAIRS = 5_000, 10_000_000
"""From so many mentees, or possible pairs, they are matched as columns, block by block."""
OF_CROWDS = ("most-matched", "most-points", "stable")
"""The objectives that can be reached block by block."""


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

    sides: tuple[Side, Side]
    rules: Rules
    fixed: Fixed

    @cached_property
    def people(self) -> tuple[list[Mentor], list[Mentee]]:
        """Mentors and mentees, one by one. Raises Unreadable."""
        return as_people(self.sides)

    def are_a_crowd(self) -> bool:
        """Say whether they are matched block by block.

        What only a table of all pairs can do is left to a table for as long as it fits.
        """
        mentors, mentees = map(len, self.sides)
        many = mentees >= CROWD or mentors * mentees >= CROWD_PAIRS
        return many and not (self.needs_a_table() and self.fit_a_table())

    def needs_a_table(self) -> bool:
        """Say whether something is asked for that no crowd can have."""
        purposes = any(any(side.columns.get("purposes", ())) for side in self.sides)
        return purposes or self.rules.objective not in OF_CROWDS

    def fit_a_table(self) -> bool:
        """Say whether all pairs may be looked at at the same time."""
        return table_bytes(*map(len, self.sides)) <= MOST_MEMORY


def read_given(options: argparse.Namespace, note: Note) -> Given:
    """Read every file that the options name. Raises Unreadable."""
    refuse_own_files(options)
    rules = read_strategy(options.strategy)
    sides = read_sides(options.people, note)
    mentors, mentees = sides
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
        _refuse_strangers(path, pairs, sides)
    if options.objective:
        rules = replace(rules, objective=options.objective)
    return Given(sides, rules, fixed)


def refuse_own_files(options: argparse.Namespace) -> None:
    """Refuse, before anything is worked out, what could not be written or would be lost."""
    taken = {path.resolve() for path in options.people}
    for name in ("out", "unmatched", "report"):
        path = getattr(options, name, None)
        if path is None or options.command != "match":
            continue
        if path.resolve() in taken:
            raise Unreadable([f"{path}: is read or written already. Name another file."])
        taken.add(path.resolve())
        refuse_taken(path)
        if name != "report":
            kind_of(path)


def _pairs(path: Path | None) -> frozenset[Pair]:
    return frozenset(read_pairs_file(path)) if path else frozenset()


def _refuse_strangers(path: Path | None, pairs: frozenset[Pair], sides: Sequence[Side]) -> None:
    """Refuse fixed pairs of people who are in no file of people."""
    if path is None:
        return
    faults = Faults(path.name)
    known = [set(side.columns["id"]) for side in sides]
    for pair in sorted(pairs):
        for each, side, word in zip(pair, known, ("mentor", "mentee"), strict=True):
            if each not in side:
                faults.add(f"pair ({', '.join(pair)}): {each} is no {word} in the files given.")
    refuse(faults)
