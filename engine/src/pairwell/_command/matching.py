"""`pairwell match`: read, solve, and write pairs, the people left over, and a report."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from pairwell._command.given import read_given
from pairwell._command.outputs import Table, write_results
from pairwell._command.report import as_json, cause_in_words, percentile, report_of
from pairwell._command.screen import Note, counted
from pairwell._match import match
from pairwell._model import MatchedPair, Matching

DONE, IN_PART = 0, 3
PAIRS = (
    *("mentor_id", "mentee_id", "points", "fit", "locked", "kept", "breaks", "purpose"),
    "reasons",
)
WITHOUT_REASONS = ("mentor_id", "mentee_id", "points")
UNMATCHED = ("mentee_id", "missing", "cause", "rule", "eligible_mentors", "words", "would_help")


def run(options: argparse.Namespace, note: Note) -> int:
    """Match, write, and say how it went. Returns 3 where people are left without a mentor."""
    given = read_given(options, note)
    if given.are_a_crowd():
        from pairwell._command.crowds import match_crowd

        return match_crowd(options, given, note)
    matching = match(*given.people, rules=given.rules, **given.fixed)
    write_results(
        options,
        pairs=pair_table(matching, reasons=not options.no_reasons),
        unmatched=(UNMATCHED, unmatched_rows(matching)),
        report=lambda: as_json(report_of(matching), indent=1),
    )
    for line in summary(matching):
        note(line)
    return DONE if matching.matched == wanting(matching) else IN_PART


def wanting(matching: Matching) -> int:
    """Return how many mentees ask for a mentor."""
    return sum(mentee.demand > 0 for mentee in matching.layers.mentees)


def pair_table(matching: Matching, *, reasons: bool) -> Table:
    """Return headings and rows of pairs, with their reasons or without."""
    if reasons:
        return PAIRS, map(pair_row, matching.pairs)
    return WITHOUT_REASONS, (
        (pair.mentor_id, pair.mentee_id, pair.points) for pair in matching.pairs
    )


def pair_row(pair: MatchedPair) -> tuple[Any, ...]:
    """Write one pair as a row."""
    return (
        pair.mentor_id,
        pair.mentee_id,
        pair.points,
        pair.fit,
        pair.locked,
        pair.kept,
        pair.blocked_by,
        pair.purpose or "",
        " ".join(str(reason) for reason in pair.reasons),
    )


def unmatched_rows(matching: Matching) -> Iterator[tuple[Any, ...]]:
    """Give one row a person who has fewer mentors than they asked for."""
    for person in matching.unmatched:
        helpful = [each.rule for each in person.would_gain if each.helps_this_mentee]
        yield (
            person.mentee_id,
            person.missing,
            person.cause,
            person.rule or "",
            person.eligible_mentors,
            cause_in_words(person),
            tuple(helpful),
        )


def summary(matching: Matching) -> list[str]:
    """Say in a few lines how it went."""
    wanted = wanting(matching)
    proof = "proven best" if matching.proven else "NOT proven best"
    have, pairs = (
        counted(wanted, "mentee has", "mentees have"),
        counted(len(matching.pairs), "pair", "pairs"),
    )
    lines = [f"{matching.matched:,} of {have} a mentor, in {pairs} ({proof})."]
    fits = sorted(pair.fit for pair in matching.pairs)
    if fits:
        typical, lowest = percentile(fits, 50), fits[0]
        lines.append(
            f"{matching.points:,} points. Typical fit {typical}, lowest {lowest}, out of 100."
        )
    if matching.matched < wanted:
        lines.append("Why some have none: see --unmatched FILE, or `pairwell explain`.")
    return lines
