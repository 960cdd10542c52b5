"""A crowd's people as the engine's columns: the same as `for_engine.to_engine`, without making
each person, and without a name for every pair that a wish speaks of."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from edumentoring.matching.crowds.wishes import Flags, Side
from edumentoring.matching.for_engine import CONTACT, ENGINE_MUSTS, RANKS, Person
from pairwell import Crowd, Lists, Mentee, Mentor

LISTS = ("subjects", "phases", "contexts", "availability", "is_", "wants", "traits")
CHOICES = ("region", "school", "trust")
NUMBERS = ("years", "max_km", "lat", "lon")
FLAGS = ("verified", "wants_is_must")
OWN_LISTS = ("topics", "helps", "themes")


def crowds(people: Sequence[Person]) -> tuple[Crowd, Crowd]:
    """The mentors and the mentees of a round."""
    mentors = [person for person in people if "mentor" in person]
    mentees = [person for person in people if "mentee" in person]
    return (
        Crowd.of_columns(Mentor, ids(mentors), columns(mentors, mentees, "mentor")),
        Crowd.of_columns(Mentee, ids(mentees), columns(mentees, mentors, "mentee")),
    )


def ids(people: Sequence[Person]) -> list[str]:
    return [str(person["id"]) for person in people]


def columns(people: Sequence[Person], others: Sequence[Person], side: str) -> dict[str, Any]:
    """One side's answers by question."""
    found: dict[str, Any] = {
        **{name: [one.get(name, ()) for one in people] for name in LISTS},
        **{name: [one.get(name) for one in people] for name in (*CHOICES, *NUMBERS)},
        **{name: [bool(one.get(name)) for one in people] for name in FLAGS},
        **{name: [one[side].get(name, ()) for one in people] for name in OWN_LISTS},
        "stage_rank": [RANKS.get(one.get("stage", "")) for one in people],
        "contact": [[way for way in one.get("contact", ()) if way in CONTACT] for one in people],
        "musts": [
            [ENGINE_MUSTS[must] for must in one.get("musts", ()) if must in ENGINE_MUSTS]
            for one in people
        ],
    }
    seen = Side(others, senior=side == "mentee")
    found["blocked"] = named(people, others, seen.ruled_out, "blocked")
    found["wishes"] = named(people, others, seen.wished_for, "")
    return found | (of_mentors(people) if side == "mentor" else of_mentees(people))


def of_mentors(people: Sequence[Person]) -> dict[str, Any]:
    """What only mentors are asked."""
    return {
        "capacity": [one["mentor"]["capacity"] for one in people],
        "trained": [bool(one["mentor"].get("trained")) for one in people],
        "line_manages": [
            [str(key) for key in one["mentor"].get("line_manages", ())] for one in people
        ],
    }


def of_mentees(people: Sequence[Person]) -> dict[str, Any]:
    """What only mentees are asked."""
    return {
        "demand": [one["mentee"]["demand"] for one in people],
        "priority": [one["mentee"].get("priority", 1) for one in people],
        "wish_stage_gap": [1 if "more_senior" in one.get("wishes", ()) else None for one in people],
    }


def named(
    people: Sequence[Person],
    others: Sequence[Person],
    flagged: Callable[[Person], Flags],
    field: str,
) -> Lists:
    """For each person, the others that are flagged, and those named in a field of theirs."""
    words = ids(others)
    number = {word: place for place, word in enumerate(words)}
    parts = []
    for person in people:
        more = [number.setdefault(str(key), len(number)) for key in person.get(field, ()) if field]
        places = np.flatnonzero(flagged(person)).astype(np.int32)
        parts.append(np.concatenate([places, np.array(more, np.int32)]))
    starts = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=starts[1:])
    codes = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    return Lists(starts, codes, tuple(number))
