"""What each kind of programme sets to begin with, as rules and in words.

The weights are a feasibility study's (of 1,000): subject 250, topics 200, free text 130,
phase 120, stage 100, distance 80, context 60, availability 60. Kinds of help and wishes
joined later at 60 and 40, and all ten are scaled so that they come to 1,000 again.

Experience is asked as a stage gap and not as years: a rule about years blocks everyone
whose sheet has no such column, a gap only those who answered and do not fit.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme

WEIGHTS = {
    "subject": 227,
    "topics": 182,
    "text": 118,
    "phase": 109,
    "stage": 91,
    "distance": 73,
    "context": 55,
    "availability": 55,
    "helps": 55,
    "wishes": 35,
}

# How long a pair may be silent before it is asked once whether the two have spoken.
QUIET_DAYS = 21

MUSTS: dict[str, Any] = {
    "own_school": "exclude",
    "own_trust": "allow",
    "min_years": None,
    "min_stage_gap": None,
    "same_phase": False,
    "same_subject": False,
    "shared_availability": False,
    "contact_mode": True,
    "trained_only": False,
    "verified_only": False,
}


@dataclass(frozen=True)
class Preset:
    """A kind of programme: whom it is for, what it sets, and the rules that say so."""

    kind: Programme.Kind
    whom: str | Promise
    musts: Mapping[str, Any]
    default_capacity: int
    cadence: str
    weights: Mapping[str, int]


CADENCES = {
    "weekly": _("Pairs meet once a week."),
    "fortnightly": _("Pairs meet once a fortnight."),
    "half_termly": _("Pairs meet once a half-term."),
}

# The same as it is promised to those who think of taking part.
HOURS = {
    "weekly": _("an hour a week"),
    "fortnightly": _("an hour a fortnight"),
    "half_termly": _("an hour a half-term"),
}

PRESETS = {
    preset.kind: preset
    for preset in (
        Preset(
            Programme.Kind.OPEN,
            _("Teachers anywhere who would like somebody outside their own school."),
            {"own_school": "exclude", "min_stage_gap": 0},
            2,
            "fortnightly",
            {},
        ),
        Preset(
            Programme.Kind.IN_SCHOOL,
            _("A school or trust and the mentors of its early career teachers."),
            {"own_school": "require", "min_stage_gap": 1, "same_phase": True},
            1,
            "weekly",
            {"distance": 0, "context": 0, "subject": 300, "phase": 130, "availability": 89},
        ),
        Preset(
            Programme.Kind.PARTNERSHIP,
            _("Trainees of a university or other provider, and mentors in its schools."),
            {"own_school": "allow", "min_stage_gap": 1, "same_phase": True},
            2,
            "weekly",
            {"distance": 130, "text": 61},
        ),
        Preset(
            Programme.Kind.PEER,
            _("People in like roles, who help each other as equals."),
            {"own_school": "exclude", "own_trust": "allow", "min_years": None},
            1,
            "half_termly",
            {"stage": 150, "context": 110, "subject": 113},
        ),
    )
}


def rules_of(kind: str) -> dict[str, Any]:
    """The rules a new programme of this kind starts from. Raises ValueError for no kind."""
    preset = PRESETS[Programme.Kind(kind)]
    return {
        "weights": {**WEIGHTS, **preset.weights},
        "musts": {**deepcopy(MUSTS), **preset.musts},
        "default_capacity": preset.default_capacity,
        "cadence": preset.cadence,
    }


def hour_of(programme: Programme) -> str:
    """The time it takes by the programme's own rhythm: "an hour a fortnight"."""
    return str(HOURS.get(programme.rules.get("cadence", ""), HOURS["fortnightly"]))


def in_words(rules: Mapping[str, Any]) -> list[str]:
    """What rules mean, one sentence each."""
    musts = {**MUSTS, **rules.get("musts", {})}
    sentences = [_own_school(musts), *_further_musts(musts)]
    places = rules.get("default_capacity", 1)
    sentences.append(
        now("A mentor who does not say takes %(places)s.")
        % {"places": now("one person") if places == 1 else now("%s people") % places}
    )
    if rules.get("cadence") in CADENCES:
        sentences.append(str(CADENCES[rules["cadence"]]))
    return sentences


def _own_school(musts: Mapping[str, Any]) -> str:
    if musts["own_school"] == "require":
        return now("Pairs come from the same school.")
    if musts["own_school"] == "allow":
        return now("Pairs may come from the same school.")
    if musts["own_trust"] == "exclude":
        return now("Pairs come from different schools and different trusts.")
    return now("Pairs come from different schools.")


def _further_musts(musts: Mapping[str, Any]) -> list[str]:
    said = []
    if musts["min_years"]:
        said.append(now("A mentor has taught for %s years or more.") % musts["min_years"])
    if musts["min_stage_gap"] == 0:
        said.append(now("A mentor is at the same career stage or further on."))
    if musts["min_stage_gap"]:
        said.append(now("A mentor is a career stage or more ahead."))
    if musts["same_phase"]:
        said.append(now("Both teach the same phase."))
    if musts["same_subject"]:
        said.append(now("Both teach the same subject."))
    if musts["shared_availability"]:
        said.append(now("Both have a time that suits."))
    if musts["trained_only"]:
        said.append(now("Mentors have been trained."))
    if musts["verified_only"]:
        said.append(now("Only people known to work in a school are matched."))
    return said
