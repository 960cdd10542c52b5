"""Whether pairs may be: rules, places, fixed pairs, and the points a file names for them."""

from __future__ import annotations

from collections import Counter

from pairwell import _rules as plain
from pairwell._command.case import Case, Scores
from pairwell._model import Mentor, Rules
from pairwell._words import must_in_words


def pair_faults(case: Case, rules: Rules) -> list[str]:
    """Say which pairs break a rule, whom they overfill, and which fixed ones are missing."""
    claim, found = case.claim, []
    for mentor_id, mentee_id in claim.pairs:
        pair = f"Pair ({mentor_id}, {mentee_id})"
        row, column = case.rows.get(mentee_id), case.columns.get(mentor_id)
        if row is None or column is None:
            who = f"{mentee_id} is no mentee" if row is None else f"{mentor_id} is no mentor"
            found.append(f"{pair}: {who} of these files.")
            continue
        if (mentor_id, mentee_id) in claim.forbidden:
            found.append(f"{pair} was to be kept apart.")
        codes = plain.blockers(case.mentors[column], case.mentees[row], rules.musts)
        if (mentor_id, mentee_id) in claim.overrides:
            codes = tuple(code for code in codes if code in plain.NEVER_LIFTED)
        if codes and (mentor_id, mentee_id) not in claim.kept:
            code = plain.PUBLIC_CODE.get(codes[0], codes[0])
            found.append(f"{pair} is not allowed: {must_in_words(code)}.")
    for kind, pairs in (("Locked", claim.locked), ("Running", claim.kept)):
        found += [f"{kind} pair {pair} is missing." for pair in sorted(pairs - set(claim.pairs))]
    return found + place_faults(case)


def place_faults(case: Case) -> list[str]:
    """Say who has more than there is room for. Running pairs alone may be too many."""
    running = case.claim.kept
    has: dict[int, Counter[str]] = {
        side: Counter(p[side] for p in case.claim.pairs) for side in (0, 1)
    }
    runs = {side: Counter(pair[side] for pair in running) for side in (0, 1)}
    found = []
    for side, people, word in ((0, case.mentors, "places"), (1, case.mentees, "mentors wanted")):
        for person in people:
            most = person.capacity if isinstance(person, Mentor) else person.demand
            count = has[side][person.id]
            if count > max(most, runs[side][person.id]):
                found.append(f"{person.id} has {count} pairs, but {most} {word}.")
    return found


def point_faults(case: Case, scores: Scores) -> list[str]:
    """Say where the points a file names are not the pair's own."""
    return [
        f"Pair ({mentor_id}, {mentee_id}) has {own} points, but the file says {said}."
        for (mentor_id, mentee_id), said in case.claim.pairs.items()
        if said is not None
        and (own := scores.points[case.rows[mentee_id]][case.columns[mentor_id]]) != said
    ]
