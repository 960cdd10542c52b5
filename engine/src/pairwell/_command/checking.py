"""`pairwell check`: whether pairs are allowed, and whether anything better exists."""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

from pairwell import _rules as plain
from pairwell._command.allowed import pair_faults, point_faults
from pairwell._command.case import Case, Claim, Prices, Scores
from pairwell._command.faults import Unreadable
from pairwell._command.given import Given, read_given
from pairwell._command.pairs import read_pairs_file
from pairwell._command.plain_scores import plain_scores
from pairwell._command.proof import blocking_pairs, people_faults, total_and_bound, worth_of
from pairwell._command.screen import Note, counted, note, show

RIGHT, WRONG = 0, 1
WHOLE = 300_000
"""Up to so many pairs are scored by the plain rules, every one; beyond, all pairs of these rows."""
ROWS = 500
SHOWN = 50
ALLOWED = "Every pair is allowed, and nobody has too many."


def run(options: argparse.Namespace, tell: Note) -> int:
    """Check a file of pairs. Returns 1, and says why, where anything is wrong."""
    pairs = read_pairs_file(options.pairs)
    given = read_given(options, tell)
    case = Case(
        sorted(given.people[0], key=lambda each: each.id),
        sorted(given.people[1], key=lambda each: each.id),
        Claim(pairs, **given.fixed, objective=given.rules.objective),
    )
    if faults := pair_faults(case, given.rules):
        return verdict(faults, [])
    if given.are_a_crowd():
        from pairwell._command.crowds import check_crowd

        return verdict(*check_crowd(options, given, pairs, tell))
    if any(mentee.purposes for mentee in case.mentees):
        return verdict([], [ALLOWED, "What is best for people with purposes was not checked."])
    return verdict(*check_few(options, given, case))


def check_few(options: argparse.Namespace, given: Given, case: Case) -> tuple[list[str], list[str]]:
    """Look for anything better by plain code. Returns what is wrong, and what is right."""
    scores, scored, faults = scores_of(case, given, whole=options.whole)
    faults += point_faults(case, scores)
    said = [f"{ALLOWED} {scored}"]
    objective = given.rules.objective
    if objective == "stable":
        faults += blocking_pairs(case, scores)
        return faults, [*said, "No two would rather have each other."]
    if objective != "most-points":
        faults += people_faults(case, scores)
        said.append("No more people can be matched, and nobody of lower priority came first.")
    prices = prices_of(options.report, given)
    worth = worth_of(case, scores, given.rules, prices.knee)
    total, bound = total_and_bound(case, scores, prices, worth)
    if objective == "bottleneck":
        said.append(f"{total:,} points. Whether the least fit could be higher was not checked.")
    elif total < bound and not faults:
        faults.append(
            f"The pairs are worth {total:,}. The prices only show that no set is worth more than "
            f"{bound:,}, so {bound - total:,} may be missing."
        )
    else:
        said.append(f"The pairs are worth {total:,}, and no such set is worth more.")
    return faults, said


def verdict(faults: list[str], said: list[str]) -> int:
    """Say what is wrong, or what is right."""
    if not faults:
        for line in said:
            show(line)
        return RIGHT
    for line in faults[:SHOWN]:
        note(line)
    if len(faults) > SHOWN:
        note(f"and {len(faults) - SHOWN:,} more like these.")
    show(f"Wrong: {counted(len(faults), 'fault', 'faults')}.")
    return WRONG


def prices_of(report: Path | None, given: Given) -> Prices:
    """Take prices from a report, or find good ones by solving. Bad ones only prove less."""
    if report is None:
        from pairwell._match import match

        best = match(*given.people, rules=given.rules, **given.fixed)
        return Prices(best.mentor_prices, best.mentee_prices, best.settings.knee)
    import json

    try:
        said: Any = json.loads(report.read_text(encoding="utf-8"))
        found = said["prices"]
        return Prices(found["mentors"], found["mentees"], said["made_with"]["knee"])
    except OSError as error:
        raise Unreadable([f"{report}: {error.strerror or error}."]) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable([f"{report.name}: is no report of `pairwell match --report`."]) from error


def scores_of(case: Case, given: Given, *, whole: bool) -> tuple[Scores, str, list[str]]:
    """Score by the plain rules; where that would take too long, see whether the fast ones agree.

    Returns the scores, how they were made, and where the two did not agree.
    """
    cells = len(case.mentors) * len(case.mentees)
    if whole or cells <= WHOLE:
        scores = plain_scores(case.mentors, case.mentees, given.rules)
        return scores, f"All {cells:,} possible pairs were scored by the plain rules.", []
    from pairwell._match import Layers
    from pairwell._model import Weights
    from pairwell._score import points

    faults = []
    layers = Layers(*given.people, given.rules)
    bits, filled = layers.ready(given.rules.musts)
    rows = random.SystemRandom().sample(range(len(case.mentees)), min(ROWS, len(case.mentees)))
    looked = {(row, column) for row in rows for column in range(len(case.mentors))}
    for row, column in sorted(looked | case.chosen):
        mentor, mentee = case.mentors[column], case.mentees[row]
        same = all(
            int(layers.table.levels[rule][row, column]) == (255 if found is None else found.level)
            for rule, found in plain.verdicts(mentor, mentee, given.rules).items()
        )
        blocked = bool(plain.blockers(mentor, mentee, given.rules.musts))
        if not same or blocked != bool(bits[row, column]):
            faults.append(f"The fast scores of ({mentor.id}, {mentee.id}) are not the plain ones.")
    weighed = points(filled, Weights.of(given.rules.weights), layers.table.shape)
    compared = f"{len(looked | case.chosen):,} of {cells:,} possible pairs"
    return (
        Scores(weighed.tolist(), (bits == 0).tolist()),
        f"{compared} were scored by the plain rules too.",
        faults,
    )
