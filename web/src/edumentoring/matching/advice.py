"""What is worked out with a board and kept beside it: figures, who has no match, whom to ask.

Everything is plain data, so that showing the board asks the engine nothing.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

from edumentoring.matching.models import Snapshot
from edumentoring.matching.solving import prepared

if TYPE_CHECKING:
    from pairwell import Matching, Unmatched

Result = dict[str, Any]
LOW = 60


def figures(matching: "Matching", snapshot: Snapshot) -> Result:
    """Counts and the proof: quick, so worked out with every change."""
    mentees = matching.layers.mentees
    return {
        "matched": matching.matched,
        "wanting": sum(mentee.demand > 0 for mentee in mentees),
        "points": matching.points,
        "total": matching.total,
        "upper_bound": matching.upper_bound,
        "proven": matching.proven,
        "idle": [
            [int(each.mentor_id), each.free_places, each.eligible_mentees] for each in matching.idle
        ],
        "people": len(prepared(snapshot).people),
    }


def advice(matching: "Matching") -> Result:
    """Why people have no match and whom to recruit: each answer was tried by solving again."""
    return {
        "unmatched": [as_data(each) for each in matching.unmatched],
        "recruits": [
            {
                "subject": each.subject,
                "phase": each.phase,
                "region": each.region,
                "topics": list(each.topics),
                "mentors": each.mentors,
                "gains": each.gains,
                "points": each.gains_points,
            }
            for each in matching.layers.recruits(matching, 3)
        ],
    }


def as_data(each: "Unmatched") -> Result:
    """One person without a match, as the board keeps it."""
    return {
        "mentee": int(each.mentee_id),
        "cause": each.cause,
        "rule": each.rule,
        "missing": each.missing,
        "eligible": each.eligible_mentors,
        "rivals": each.rivals,
        "places": each.places,
        "gains": [
            [each_gain.rule, each_gain.matched_more, each_gain.helps_this_mentee]
            for each_gain in each.would_gain[:4]
        ],
    }


def advice_still_holds(before: Result, matching: "Matching", aside: list[int]) -> bool:
    """Whether the same people are unmatched as when the advice was worked out."""
    if "unmatched" not in before or before.get("aside", []) != sorted(aside):
        return False
    has = Counter(int(pair.mentee_id) for pair in matching.pairs)
    short = {
        int(mentee.id): mentee.demand - has[int(mentee.id)]
        for mentee in matching.layers.mentees
        if has[int(mentee.id)] < mentee.demand
    }
    return short == {each["mentee"]: each["missing"] for each in before["unmatched"]}


def result_of(matching: "Matching", snapshot: Snapshot, before: Result, aside: list[int]) -> Result:
    """Everything kept with a board. Advice is carried over while it still holds."""
    found = figures(matching, snapshot)
    if advice_still_holds(before, matching, aside):
        kept = {name: before[name] for name in ("unmatched", "recruits")}
    else:
        kept = advice(matching)
    return {**found, **kept, "aside": sorted(aside)}
