"""`pairwell explain`: why this pair, why not that one, and what it would cost."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from pairwell._command.faults import Unreadable
from pairwell._command.given import read_given
from pairwell._command.report import cause_in_words
from pairwell._command.screen import Note, counted, show
from pairwell._match import Layers, prepare
from pairwell._model import Alternative, Matching
from pairwell._words import must_in_words

OTHERS = 5
OTHERS_PLACE = "a mentor, but in somebody else's place"


def run(options: argparse.Namespace, note: Note) -> int:
    """Explain one mentee's match, or one pair."""
    given = read_given(options, note)
    if not given.fit_a_table():
        raise Unreadable(["there are too many people to weigh every pair; give a part of them."])
    layers = prepare(*given.people, rules=given.rules)
    layers.row_of(options.mentee)
    matching = layers.match(**given.fixed)
    lines = (
        about_pair(layers, matching, options.mentor, options.mentee)
        if options.mentor
        else about_mentee(layers, matching, options.mentee)
    )
    for line in lines:
        show(line)
    return 0


def about_pair(layers: Layers, matching: Matching, mentor_id: str, mentee_id: str) -> Iterator[str]:
    """Say what two people have in common, what stands against it, and what it would cost."""
    together = any(
        (pair.mentor_id, pair.mentee_id) == (mentor_id, mentee_id) for pair in matching.pairs
    )
    fit = layers.fit(mentor_id, mentee_id)
    yield (
        f"{mentor_id} and {mentee_id} {'are' if together else 'are not'} a pair. "
        f"Fit {fit} out of 100."
    )
    for code in layers.blocked_by(mentor_id, mentee_id):
        yield f"  Not allowed: {must_in_words(code)}."
    for reason in layers.reasons(mentor_id, mentee_id, every=True):
        yield f"  {reason.points:>6,} of {reason.most:,}  {reason}"
    if not together:
        yield f"Making them a pair: {cost_in_words(matching.cost_of(mentor_id, mentee_id))}"


def about_mentee(layers: Layers, matching: Matching, mentee_id: str) -> Iterator[str]:
    """Say whom a mentee has and why, or why nobody, and who else could be had."""
    for pair in matching.pairs:
        if pair.mentee_id == mentee_id:
            yield from about_pair(layers, matching, pair.mentor_id, mentee_id)
    for person in matching.unmatched:
        if person.mentee_id == mentee_id:
            missing = counted(person.missing, "mentor", "mentors")
            yield f"{mentee_id} has {missing} fewer than asked."
            yield f"  {cause_in_words(person)}"
            for code, count in person.blocked_counts.items():
                mentors = counted(count, "mentor", "mentors")
                yield f"  {mentors} ruled out: {must_in_words(code)}."
            for gain in person.would_gain:
                if gain.helps_this_mentee:
                    more = counted(gain.matched_more, "person", "people")
                    gained = f"{more} more matched in all" if gain.matched_more else OTHERS_PLACE
                    yield f"  Without the rule {gain.rule}: {gained}."
    others = layers.alternatives(matching, mentee_id, OTHERS)
    if others:
        yield "Others, the cheapest for the whole first:"
    for other in others:
        yield f"  {other.mentor_id}: fit {other.fit}; {cost_in_words(other)}"


def cost_in_words(found: Alternative) -> str:
    """Say what forcing a pair costs."""
    if found.lost_matches > 0:
        lost = counted(found.lost_matches, "person", "people")
        return f"{lost} fewer would have a mentor."
    if found.cost == 0:
        return "costs nothing."
    return f"costs the whole {found.cost:,} points."
