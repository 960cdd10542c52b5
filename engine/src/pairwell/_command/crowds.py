"""`match` and `check` for thousands of people: as columns, block by block, in bounded memory."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell._command.faults import Unreadable
from pairwell._command.given import OF_CROWDS, Given
from pairwell._command.matching import PAIRS, WITHOUT_REASONS, pair_row
from pairwell._command.outputs import Table, write_results
from pairwell._command.people import Side
from pairwell._command.report import FORMAT, as_json, plain_settings
from pairwell._command.screen import Note, counted
from pairwell._crowd import Crowd
from pairwell._model import Pair, Settings, Weights

if TYPE_CHECKING:
    from pairwell._scale import CrowdMatching

DONE, IN_PART = 0, 3
UNMATCHED = ("mentee_id", "missing")
EVERY = 5.0  # seconds between two lines of progress


def match_crowd(options: argparse.Namespace, given: Given, note: Note) -> int:
    """Match a crowd, write, and say how it went."""
    matching = matched(options, given, given.fixed["locked"], given.fixed["overrides"], note)
    write_results(
        options,
        pairs=pair_table(matching, reasons=not options.no_reasons),
        unmatched=(UNMATCHED, unmatched_rows(matching)),
        report=lambda: as_json(report_of(matching, given)),
    )
    wanting = int((matching.mentees.numbers["demand"] > 0).sum())
    proof = "proven best" if matching.proven else gap_in_words(matching)
    have = counted(wanting, "mentee has", "mentees have")
    note(f"{matching.matched:,} of {have} a mentor, in {len(matching.pairs):,} pairs ({proof}).")
    note(f"{int(matching.points.sum()):,} points.")
    return DONE if matching.matched == wanting else IN_PART


def matched(
    options: argparse.Namespace,
    given: Given,
    locked: frozenset[Pair],
    overrides: frozenset[Pair],
    note: Note,
) -> CrowdMatching:
    """Match as columns."""
    from pairwell._scale import Pace, estimate, match_crowds
    from pairwell._scan import kernel

    if given.rules.objective not in OF_CROWDS:
        raise Unreadable([f"so many people can be matched for {', '.join(OF_CROWDS)} only."])
    pace = Pace(
        threads=options.threads or cores(),
        folder=options.resume,
        progress=progress(note),
        memory=options.memory * 2**20 if options.memory else None,
    )
    mentors, mentees = map(crowd_of, given.sides)
    if kernel() is None:
        note("Without Numba this takes many times longer. Run: pip install 'pairwell[fast]'")
    needed = estimate(len(mentors), len(mentees), pace=pace)
    note(
        f"{len(mentors) * len(mentees):,} possible pairs are looked at block by block, "
        f"in about {needed >> 20:,} MiB."
    )
    fixed = given.fixed
    return match_crowds(
        mentors,
        mentees,
        rules=given.rules,
        locked=locked,
        forbidden=fixed["forbidden"],
        kept=fixed["kept"],
        previous=fixed["previous"],
        overrides=overrides,
        pace=pace,
    )


def cores() -> int:
    """Count the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def crowd_of(side: Side) -> Crowd:
    """Turn what was read into columns. A column that nobody answered is left out."""
    columns: dict[str, Sequence[Any]] = {
        name: column
        for name, column in side.columns.items()
        if name != "id" and any(value not in (None, (), frozenset()) for value in column)
    }
    if "purposes" in columns:
        raise Unreadable([f"{side.name}: so many people cannot be matched for several purposes."])
    for name in ("wants_is_must", "verified", "trained"):
        if name in columns:
            columns[name] = [bool(value) for value in columns[name]]
    return Crowd.of_columns(side.kind, side.columns["id"], columns)


def progress(note: Note) -> Callable[[int, int, str], None]:
    """Say how far it is: on one line of a terminal, or now and then."""
    last = [""]
    since = [0.0]

    def heard(done: int, total: int, words: str) -> None:
        now = time.monotonic()
        if words == last[0] and now - since[0] < EVERY:
            return
        new = words != last[0]
        last[0], since[0] = words, now
        note(f"{words} …" if new else f"{words}: {100 * done // max(total, 1)}%")

    return heard


def pair_table(matching: CrowdMatching, *, reasons: bool) -> Table:
    """Return headings and rows of pairs, with their reasons or without."""
    if reasons:
        return PAIRS, (pair_row(matching.pair(place)) for place in range(len(matching.pairs)))
    listed = zip(matching.ids(), matching.points.tolist(), strict=True)
    return WITHOUT_REASONS, ((mentor, mentee, points) for (mentor, mentee), points in listed)


def unmatched_rows(matching: CrowdMatching) -> Iterator[tuple[str, int]]:
    """Give one row a person who has fewer mentors than they asked for."""
    for place in np.flatnonzero(matching.missing > 0).tolist():
        yield str(matching.mentees.ids[place]), int(matching.missing[place])


def report_of(matching: CrowdMatching, given: Given) -> dict[str, Any]:
    """Return figures, prices and the proof. Causes are not worked out for a crowd."""
    mentors, mentees, rules = matching.mentors, matching.mentees, given.rules
    settings = Settings(
        weights=Weights.of(rules.weights),
        musts=rules.musts,
        fairness=rules.fairness,
        knee=matching.knee,
        objective=rules.objective,
        **given.fixed,
    )
    return {
        "format": FORMAT,
        "made_with": plain_settings(settings),
        "people": {
            "mentors": len(mentors),
            "places": int(mentors.numbers["capacity"].sum()),
            "mentees": len(mentees),
            "mentors_asked_for": int(mentees.numbers["demand"].sum()),
        },
        "result": {
            "pairs": len(matching.pairs),
            "matched": matching.matched,
            "points": int(matching.points.sum()),
            "total": matching.total,
            "upper_bound": matching.upper_bound,
            "proven": matching.proven,
        },
        "missing": dict(unmatched_rows(matching)),
        "mentors_wanted": mentors.ids[matching.wanted].tolist(),
        "prices": {
            "mentors": by_id(mentors, matching.mentor_prices),
            "mentees": by_id(mentees, matching.mentee_prices),
        },
    }


def by_id(crowd: Crowd, prices: Any) -> dict[str, int]:
    """Give prices their people's ids."""
    return dict(zip(crowd.ids.tolist(), prices.tolist(), strict=True))


def gap_in_words(matching: CrowdMatching) -> str:
    """Say how far from the best it may be."""
    gap = matching.upper_bound - matching.total
    share = gap / max(matching.upper_bound, 1)
    return f"at most {gap:,} points from the best, {share:.5%}"


def check_crowd(
    options: argparse.Namespace, given: Given, pairs: Mapping[Pair, int | None], note: Note
) -> tuple[list[str], list[str]]:
    """Compare with the best there is, which is checked by plain code as it is found.

    The pairs themselves were checked one by one; locking them all scores them.
    """
    if given.rules.objective == "stable":
        return check_stable(options, given, pairs, note)
    claimed = frozenset(pairs)
    theirs = matched(options, given, claimed - given.fixed["kept"], given.fixed["overrides"], note)
    best = matched(options, given, given.fixed["locked"], given.fixed["overrides"], note)
    faults = []
    if len(theirs.pairs) > len(claimed):
        more = len(theirs.pairs) - len(claimed)
        faults.append(f"{counted(more, 'more pair', 'more pairs')} could be made beside these.")
    own = dict(zip(theirs.ids(), theirs.points.tolist(), strict=True))
    faults += wrong_points(own, pairs)
    if theirs.matched < best.matched:
        faults.append(f"{theirs.matched:,} have a mentor; {best.matched:,} could.")
    elif theirs.total < best.upper_bound:
        gap = best.upper_bound - theirs.total
        faults.append(f"The pairs are worth {theirs.total:,}; {gap:,} may be missing.")
    return faults, [
        "Every pair is allowed, and nobody has too many.",
        "No more people can be matched.",
        f"The pairs are worth {theirs.total:,}, and no such set is worth more.",
    ]


def wrong_points(own: Mapping[Pair, int], pairs: Mapping[Pair, int | None]) -> list[str]:
    """Say which pairs have other points than the file says."""
    return [
        f"Pair {pair} has {own[pair]} points, but the file says {said}."
        for pair, said in pairs.items()
        if said is not None and pair in own and said != own[pair]
    ]


def check_stable(
    options: argparse.Namespace, given: Given, pairs: Mapping[Pair, int | None], note: Note
) -> tuple[list[str], list[str]]:
    """Compare with the stable set. There is exactly one, as both sides rank by a pair's points."""
    found = matched(options, given, given.fixed["locked"], given.fixed["overrides"], note)
    own = dict(zip(found.ids(), found.points.tolist(), strict=True))
    faults = wrong_points(own, pairs)
    faults += [
        f"Pair {pair} is not one of the stable pairs." for pair in sorted(pairs.keys() - own.keys())
    ]
    faults += [f"Pair {pair} is stable, and missing." for pair in sorted(own.keys() - pairs.keys())]
    return faults, [
        "Every pair is allowed, and nobody has too many.",
        "No two would rather have each other.",
    ]
