"""A matching as plain data, for JSON. The shape is in `report.schema.json` beside the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pairwell._command.screen import counted
from pairwell._model import Matching, Settings, Unmatched
from pairwell._words import must_in_words

FORMAT = 1
SCHEMA = Path(__file__).parents[1] / "report.schema.json"

CAUSES = {
    "rule": "A rule stops every mentor; most of them: {rule}.",
    "no_place": "Every mentor they may have is full: {rivals} want {places}.",
    "forbidden": "Every mentor they may have was kept apart from them by hand.",
    "no_mentors": "No mentor has a place.",
    "points": "Any pair would lower the points.",
    "purpose": "No mentor they may have would do what is still asked for.",
    "stability": "Every mentor they may have prefers somebody else.",
}


def as_json(report: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Write a report. The same report is the same text, to the byte."""
    import json

    return json.dumps(report, ensure_ascii=False, indent=indent, sort_keys=True) + "\n"


def cause_in_words(person: Unmatched) -> str:
    """Say why somebody has fewer mentors than they asked for."""
    rule = must_in_words(person.rule) if person.rule else ""
    words = CAUSES[person.cause]
    rivals = counted(person.rivals, "person", "people")
    places = counted(person.places, "place", "places")
    return words.format(rule=rule, rivals=rivals, places=places)


def report_of(matching: Matching) -> dict[str, Any]:
    """Return everything there is to say about a matching but the pairs' reasons.

    The same people and rules give the same report, to the byte.
    """
    layers = matching.layers
    fits = sorted(pair.fit for pair in matching.pairs)
    return {
        "format": FORMAT,
        "made_with": plain_settings(matching.settings),
        "people": {
            "mentors": len(layers.mentors),
            "places": sum(mentor.capacity for mentor in layers.mentors),
            "mentees": len(layers.mentees),
            "mentors_asked_for": sum(mentee.demand for mentee in layers.mentees),
        },
        "result": {
            "pairs": len(matching.pairs),
            "matched": matching.matched,
            "points": matching.points,
            "total": matching.total,
            "upper_bound": matching.upper_bound,
            "proven": matching.proven,
        },
        "cost_of_choice": cost_of_choice(matching),
        "fit": {name: percentile(fits, at) for name, at in FITS.items()} if fits else None,
        "unmatched": [
            {**asdict(person), "words": cause_in_words(person)} for person in matching.unmatched
        ],
        "idle": [asdict(mentor) for mentor in matching.idle],
        "mentors_wanted": list(matching.mentors_wanted),
        "prices": {
            "mentors": dict(matching.mentor_prices),
            "mentees": dict(matching.mentee_prices),
        },
    }


def cost_of_choice(matching: Matching) -> dict[str, Any] | None:
    """Return what the options cost beside the plain optimum; nothing where none is in use."""
    cost = matching.cost_of_choice
    if not cost.options:
        return None
    return {**asdict(cost), "blocking_pairs": matching.blocking_pairs, "floor": matching.floor}


FITS = {"lowest": 0, "tenth": 10, "median": 50, "ninetieth": 90, "highest": 100}


def percentile(ordered: list[int], at: int) -> int:
    """Return the value below which so many per cent stand."""
    return ordered[(len(ordered) - 1) * at // 100]


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings, with lists of pairs in order."""
    return {
        "objective": settings.objective,
        "fairness": settings.fairness,
        "knee": settings.knee,
        "weights": asdict(settings.weights),
        "musts": asdict(settings.musts),
        **{
            name: [list(pair) for pair in sorted(getattr(settings, name))]
            for name in ("locked", "forbidden", "kept", "previous", "overrides")
        },
    }
