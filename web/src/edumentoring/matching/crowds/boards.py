"""A crowd's board: worked out whole by the engine, or changed by hand without it.

A change by hand moves only those it names. Whoever loses somebody by it waits for the next
re-run, which takes minutes and is asked for when the hand is done.
"""

from collections import Counter
from typing import Any

from edumentoring.matching.crowds.process import Report, match_crowd
from edumentoring.matching.models import BoardState, Snapshot
from edumentoring.matching.solving import Key, Prepared, Terms, prepared

Rows = list[Any]
Result = dict[str, Any]
WAITS = "waits"


def crowd_board(
    snapshot: Snapshot, terms: Terms, *, round_id: int, report: Report
) -> tuple[Rows, Result]:
    """The best pairs of a crowd and what is kept beside them. Takes minutes.

    Raises Refused and Stopped as `match_crowd` does.
    """
    people = prepared(snapshot).people
    found = match_crowd(people.values(), terms, round_id=round_id, report=report)
    pairs: Rows = found.pop("pairs")
    uncounted = sum(one.get("uncounted") == "common" for one in people.values())
    return pairs, {
        **found,
        "people": len(people),
        "aside": sorted(terms.aside),
        "crowd": True,
        "uncounted": uncounted,
    }


def settled(before: BoardState, ready: Prepared, terms: Terms) -> tuple[Rows, Result]:
    """The board with what the terms fix, keep apart and set aside, and otherwise as it was."""
    fixed = terms.locks | terms.loose
    kept = [row for row in before.pairs if stays((row[0], row[1]), fixed, terms)]
    for pair in sorted(fixed - {(row[0], row[1]) for row in kept}):
        kept = with_pair(kept, pair, ready, terms)
    pairs = sorted(kept)
    return pairs, counted_again(before, ready, pairs, terms)


def stays(pair: Key, fixed: frozenset[Key], terms: Terms) -> bool:
    """Whether a pair of the board is left alone by what the terms rule out."""
    return pair in fixed or not (pair in terms.forbids or pair[1] in terms.aside)


def with_pair(rows: Rows, pair: Key, ready: Prepared, terms: Terms) -> Rows:
    """The rows with one pair more. Where there is no room for it, the worst fit makes room."""
    weights = terms.strategy["weights"]
    layers, ids = ready.layers(pair), (str(pair[0]), str(pair[1]))
    points = sum(each.points for each in layers.reasons(*ids, weights=weights))
    rows = [*rows, [*pair, points, layers.fit(*ids, weights=weights)]]
    for side, role, limit in ((0, "mentor", "capacity"), (1, "mentee", "demand")):
        theirs = [row for row in rows if row[side] == pair[side]]
        over = len(theirs) - ready.people[pair[side]][role][limit]
        free = [row for row in theirs if (row[0], row[1]) not in terms.locks | {pair}]
        for row in sorted(free, key=lambda each: each[3])[: max(over, 0)]:
            rows.remove(row)
    return rows


def counted_again(before: BoardState, ready: Prepared, pairs: Rows, terms: Terms) -> Result:
    """The figures beside a board that was changed by hand."""
    old = before.pair_set()
    changed = old ^ {(row[0], row[1]) for row in pairs}
    result = {
        **before.result,
        "matched": len({row[1] for row in pairs}),
        "points": sum(row[2] for row in pairs),
        "aside": sorted(terms.aside),
    }
    if changed:
        result["proven"] = False
        result["idle"] = idle(before, ready, pairs, {pair[0] for pair in changed})
        result["unmatched"] = unmatched(before, ready, pairs, {pair[1] for pair in changed})
    return result


def idle(before: BoardState, ready: Prepared, pairs: Rows, changed: set[int]) -> Rows:
    """Mentors with free places: those that changed are counted anew."""
    has = Counter(row[0] for row in pairs)
    known = [row for row in before.result.get("idle", []) if row[0] not in changed]
    free = {key: ready.people[key]["mentor"]["capacity"] - has[key] for key in changed}
    return sorted([*known, *([key, count, None] for key, count in free.items() if count > 0)])


def unmatched(before: BoardState, ready: Prepared, pairs: Rows, changed: set[int]) -> Rows:
    """Who is short of a mentor: those that changed wait for the next re-run."""
    has = Counter(row[1] for row in pairs)
    known = [each for each in before.result.get("unmatched", []) if each["mentee"] not in changed]
    missing = {key: ready.people[key]["mentee"]["demand"] - has[key] for key in sorted(changed)}
    return known + [waiting(key, count) for key, count in missing.items() if count > 0]


def waiting(mentee: int, missing: int) -> Result:
    """Somebody whom a change by hand left without a mentor."""
    return {
        "mentee": mentee,
        "cause": WAITS,
        "rule": None,
        "missing": missing,
        "eligible": None,
        "rivals": 0,
        "places": 0,
        "gains": [],
    }
