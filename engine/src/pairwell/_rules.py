"""The rules in plain code: one rule is one function, for one pair.

A scoring rule returns a `Verdict`, or None where either side has not answered. A must returns
whether it stops the pair. `_layers.py` and `_musts.py` find the same for all pairs at once; this
file is what it is checked against, in the tests and in every matching.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pairwell._model import Mentee, Mentor, Musts, Person, Rules

# Points grow with what is shared and then level off: the first shared slot matters most.
# A count, never a share of one's own answers, so that offering little is never the better move.
COUNT_LEVELS = (0, 50, 75, 90, 100)
STAGE_LEVELS = (100, 85, 60, 35, 10)
KM_BANDS = (5, 10, 20, 35, 50, 75, 100, 150, 250)
KM_LEVELS = (100, 90, 75, 60, 45, 30, 20, 10, 5, 0)
NEAR = 50
SAME_REGION = 60
NEAR_REGION = 30

EARTH_KM = 6371
GRID = 1 << 24  # places on the globe are whole numbers, so a distance is the same everywhere


class Verdict(NamedTuple):
    """level: 0 to most. most: what these two people's answers could have earned, up to 100."""

    level: int
    most: int
    code: str
    params: dict[str, Any]


def similarity(one: str, other: str, groups: Mapping[str, str]) -> int:
    """Say how alike two ids are: the same 100, in the same group 50, otherwise 0."""
    if one == other:
        return 100
    group = groups.get(one)
    return NEAR if group is not None and group == groups.get(other) else 0


def subject_similarity(one: str, other: str, rules: Rules) -> int:
    """Say how alike two subjects are. The caller's table wins over the groups."""
    table = rules.subject_similarity
    if one != other and (one, other) in table:
        return table[one, other]
    if one != other and (other, one) in table:
        return table[other, one]
    return similarity(one, other, rules.subject_groups)


def position(person: Person) -> tuple[int, int, int] | None:
    """Return the person's place on the globe as whole numbers, or None."""
    if person.lat is None or person.lon is None:
        return None
    return grid_place(person.lat, person.lon)


@lru_cache(1 << 15)  # many people share a school
def grid_place(lat: float, lon: float) -> tuple[int, int, int]:
    """Return a place on the globe as whole numbers."""
    lat, lon = math.radians(lat), math.radians(lon)
    return (
        round(math.cos(lat) * math.cos(lon) * GRID),
        round(math.cos(lat) * math.sin(lon) * GRID),
        round(math.sin(lat) * GRID),
    )


def chord_squared(km: float) -> int:
    """Return the square of the straight line through the globe, on the grid, for a distance."""
    return round((2 * math.sin(min(km / (2 * EARTH_KM), math.pi / 2)) * GRID) ** 2)


KM_CHORDS = tuple(chord_squared(km) for km in KM_BANDS)


# --- scoring rules --------------------------------------------------------------------------


def subject(mentor: Mentor, mentee: Mentee, rules: Rules) -> Verdict | None:
    """Compare subjects: the most alike of any two counts."""
    if not mentor.subjects or not mentee.subjects:
        return None
    level, wanted, offered = max(
        (
            (subject_similarity(want, offer, rules), want, offer)
            for want in mentee.subjects
            for offer in mentor.subjects
        ),
        key=lambda found: found[0],
    )
    shared = tuple(want for want in mentee.subjects if want in mentor.subjects)
    if level == 100 and shared:
        return Verdict(level, 100, "subject.same", {"subjects": shared})
    params = {"mentee_subject": wanted, "mentor_subject": offered}
    return Verdict(level, 100, "subject.near" if level else "subject.none", params)


def phase(mentor: Mentor, mentee: Mentee, rules: Rules) -> Verdict | None:
    """Compare phases and key stages: the most alike of any two counts."""
    if not mentor.phases or not mentee.phases:
        return None
    level, wanted, offered = max(
        (
            (similarity(want, offer, rules.phase_groups), want, offer)
            for want in mentee.phases
            for offer in mentor.phases
        ),
        key=lambda found: found[0],
    )
    shared = tuple(want for want in mentee.phases if want in mentor.phases)
    if shared:
        return Verdict(level, 100, "phase.same", {"phases": shared})
    params = {"mentee_phase": wanted, "mentor_phase": offered}
    return Verdict(level, 100, "phase.near" if level else "phase.none", params)


def topic_worth(place: int) -> int:
    """What a wanted topic weighs: people can say which one comes first, and rarely more."""
    return 2 if place == 0 else 1


def topics(mentor: Mentor, mentee: Mentee, rules: Rules) -> Verdict | None:
    """Count how much of what is wanted is offered; what is named first counts twice."""
    if not mentor.topics or not mentee.topics:
        return None
    covered = [
        topic_worth(place)
        * max(similarity(want, offer, rules.topic_groups) for offer in mentor.topics)
        for place, want in enumerate(mentee.topics)
    ]
    shared = tuple(want for want in mentee.topics if want in mentor.topics)
    level = sum(covered) // sum(topic_worth(place) for place in range(len(mentee.topics)))
    if shared:
        return Verdict(level, 100, "topics.offered", {"topics": shared})
    near = tuple(want for want, points in zip(mentee.topics, covered, strict=True) if points)
    return Verdict(level, 100, "topics.near" if near else "topics.none", {"topics": near})


def text(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Count the themes both wrote about."""
    if not mentor.themes or not mentee.themes:
        return None
    shared = tuple(sorted(mentor.themes & mentee.themes))
    code = "text.shared" if shared else "text.none"
    return Verdict(
        count_level(len(shared)),
        most_shared(mentor.themes, mentee.themes),
        code,
        {"themes": shared},
    )


def stage(mentor: Mentor, mentee: Mentee, rules: Rules) -> Verdict | None:
    """Compare how far ahead the mentor is with how far ahead was wished for."""
    if mentor.stage_rank is None or mentee.stage_rank is None:
        return None
    gap = mentor.stage_rank - mentee.stage_rank
    wish = rules.wish_stage_gap if mentee.wish_stage_gap is None else mentee.wish_stage_gap
    level = 0 if gap < min(0, wish) else STAGE_LEVELS[min(abs(gap - wish), 4)]
    code = "stage.ahead" if gap > 0 else "stage.same" if gap == 0 else "stage.behind"
    return Verdict(level, 100, code, {"gap": gap, "wish": wish})


def distance(mentor: Mentor, mentee: Mentee, rules: Rules) -> Verdict | None:
    """Compare where they are. Says nothing about two people who can only meet online."""
    if not may_meet_in_person(mentor) or not may_meet_in_person(mentee):
        return None
    chord = chord_between(mentor, mentee)
    if chord is not None:
        band = sum(limit < chord for limit in KM_CHORDS)
        km = KM_BANDS[band] if band < len(KM_BANDS) else None
        return Verdict(KM_LEVELS[band], 100, "distance.near" if km else "distance.none", {"km": km})
    if mentor.region is None or mentee.region is None:
        return None
    level = region_level(mentee.region, mentor.region, rules)
    code = {SAME_REGION: "distance.region", NEAR_REGION: "distance.near_region"}.get(
        level, "distance.none"
    )
    return Verdict(level, SAME_REGION, code, {"region": mentor.region})


def context(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Count how much of the mentee's context the mentor knows."""
    return coverage("context", mentor.contexts, mentee.contexts, "contexts", "context.shared")


def helps(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Count how many of the kinds of help wanted are offered."""
    return coverage("helps", mentor.helps, mentee.helps, "helps", "helps.offered")


def availability(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Count the weekly slots that suit both."""
    if not mentor.availability or not mentee.availability:
        return None
    shared = tuple(sorted(mentor.availability & mentee.availability))
    return Verdict(
        count_level(len(shared)),
        most_shared(mentor.availability, mentee.availability),
        "availability.shared" if shared else "availability.none",
        {"slots": shared, "times": len(shared)},
    )


def wishes(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Say whether they asked for each other. Answered as soon as one named anyone."""
    asked = int(bool(mentor.wishes)) + int(bool(mentee.wishes))
    if not asked:
        return None
    by_mentor, by_mentee = mentee.id in mentor.wishes, mentor.id in mentee.wishes
    code = (
        "wishes.both"
        if by_mentor and by_mentee
        else "wishes.mentee"
        if by_mentee
        else "wishes.mentor"
        if by_mentor
        else "wishes.none"
    )
    return Verdict(100 * (by_mentor + by_mentee) // asked, 100, code, {})


def identity(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Say how far the identity wishes of both are met. Private: never becomes a reason."""
    levels = [
        100 * len(set(asker.wants) & set(other.is_)) // len(asker.wants)
        for asker, other in ((mentee, mentor), (mentor, mentee))
        if asker.wants and other.is_
    ]
    return Verdict(sum(levels) // len(levels), 100, "identity", {}) if levels else None


def traits(mentor: Mentor, mentee: Mentee, _: Rules) -> Verdict | None:
    """Count the programme's own questions that both answered alike, in at least one answer."""
    ours, theirs = by_question(mentee.traits), by_question(mentor.traits)
    both = ours.keys() & theirs.keys()
    if not both:
        return None
    alike = sum(not ours[question].isdisjoint(theirs[question]) for question in both)
    return Verdict(
        count_level(alike),
        count_level(len(both)),
        "traits.shared" if alike else "traits.none",
        {"traits": tuple(sorted(mentor.traits & mentee.traits))},
    )


SCORING: dict[str, Callable[[Mentor, Mentee, Rules], Verdict | None]] = {
    "subject": subject,
    "topics": topics,
    "text": text,
    "phase": phase,
    "stage": stage,
    "distance": distance,
    "context": context,
    "availability": availability,
    "helps": helps,
    "wishes": wishes,
    "identity": identity,
    "traits": traits,
}


def verdicts(mentor: Mentor, mentee: Mentee, rules: Rules) -> dict[str, Verdict | None]:
    """Apply every scoring rule to one pair."""
    return {rule: score(mentor, mentee, rules) for rule, score in SCORING.items()}


PRIVATE = frozenset({"identity"})
WEIGHED_AS = {"identity": "wishes"}
"""An identity wish counts as much as a wish for a person, and has no slider of its own."""


def coverage(
    rule: str, offered: Iterable[str], wanted: tuple[str, ...], name: str, code: str
) -> Verdict | None:
    """Score the share of what is wanted that is on offer."""
    offers = set(offered)
    if not offers or not wanted:
        return None
    shared = tuple(want for want in wanted if want in offers)
    return Verdict(
        100 * len(shared) // len(wanted), 100, code if shared else f"{rule}.none", {name: shared}
    )


def by_question(traits: Iterable[str]) -> dict[str, set[str]]:
    """Gather traits under the questions they answer."""
    found: dict[str, set[str]] = {}
    for trait in traits:
        question, _, answer = trait.partition("=")
        found.setdefault(question, set()).add(answer)
    return found


def count_level(count: int) -> int:
    """Turn a count of shared things into a level."""
    return COUNT_LEVELS[min(count, len(COUNT_LEVELS) - 1)]


def most_shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return the level two lists of these lengths could reach."""
    return count_level(min(len(one), len(other)))


def may_meet_in_person(person: Person) -> bool:
    """Say whether distance matters to this person: yes unless they said online only."""
    return not person.contact or "in_person" in person.contact


def chord_between(one: Person, other: Person) -> int | None:
    """Return the squared distance on the grid, or None where a place is not known."""
    here, there = position(one), position(other)
    if here is None or there is None:
        return None
    return sum((a - b) ** 2 for a, b in zip(here, there, strict=True))


def region_level(wanted: str, offered: str, rules: Rules) -> int:
    """Compare two regions: the same, next to each other, or neither."""
    if wanted == offered:
        return SAME_REGION
    near = offered in rules.near_regions.get(wanted, ()) or wanted in rules.near_regions.get(
        offered, ()
    )
    return NEAR_REGION if near else 0


# --- musts ----------------------------------------------------------------------------------

MUSTS = (
    "self",
    "blocked",
    "private",
    "own_school",
    "own_trust",
    "line_manager",
    "trained_only",
    "verified_only",
    "min_years",
    "min_stage_gap",
    "same_phase",
    "same_subject",
    "same_traits",
    "shared_availability",
    "contact_mode",
    "their_school",
    "their_trust",
    "their_phase",
    "their_subject",
    "their_availability",
)
"""Codes of what can stop a pair. "their_" ones are a person's own musts."""

NEVER_LIFTED = frozenset({"self", "blocked", "private"})
"""A person's no is a no: no override, lock or advice goes against these."""

PUBLIC_CODE = {"blocked": "their_no", "private": "their_no"}
"""What others are told. One word for both, so that nobody can tell a wish from a past parting."""


def blockers(mentor: Mentor, mentee: Mentee, musts: Musts) -> tuple[str, ...]:
    """Name every must that stops this pair, in the order of MUSTS."""
    insisted = mentor.musts | mentee.musts
    one_school = mentor.school is not None and mentor.school == mentee.school
    one_trust = mentor.trust is not None and mentor.trust == mentee.trust
    no_phase = disjoint(mentor.phases, mentee.phases)
    no_subject = disjoint(mentor.subjects, mentee.subjects)
    no_slot = disjoint(mentor.availability, mentee.availability)
    stops = {
        "self": mentor.id == mentee.id,
        "blocked": mentor.id in mentee.blocked or mentee.id in mentor.blocked,
        "private": unmet_identity(mentor, mentee) or unmet_identity(mentee, mentor),
        "own_school": (musts.own_school == "exclude" and one_school)
        or (musts.own_school == "require" and not one_school),
        "own_trust": musts.own_trust == "exclude" and one_trust,
        "line_manager": musts.line_manager == "exclude" and mentee.id in mentor.line_manages,
        "trained_only": musts.trained_only and not mentor.trained,
        "verified_only": musts.verified_only and not (mentor.verified and mentee.verified),
        "min_years": musts.min_years is not None and (mentor.years or 0) < musts.min_years,
        "min_stage_gap": too_close(mentor, mentee, musts.min_stage_gap),
        "same_phase": musts.same_phase and no_phase,
        "same_subject": musts.same_subject and no_subject,
        "same_traits": answered_apart(mentor, mentee, musts.same_traits),
        "shared_availability": musts.shared_availability and no_slot,
        "contact_mode": musts.contact_mode and cannot_meet(mentor, mentee),
        "their_school": "not_my_school" in insisted and one_school,
        "their_trust": "not_my_trust" in insisted and one_trust,
        "their_phase": "same_phase" in insisted and no_phase,
        "their_subject": "same_subject" in insisted and no_subject,
        "their_availability": "shared_availability" in insisted and no_slot,
    }
    return tuple(code for code in MUSTS if stops[code])


def disjoint(one: Iterable[str], other: Iterable[str]) -> bool:
    """Say whether two lists were both answered and share nothing."""
    mine, theirs = set(one), set(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def answered_apart(mentor: Mentor, mentee: Mentee, questions: Iterable[str]) -> bool:
    """Say whether both answered one of these questions and share no answer to it."""
    ours, theirs = by_question(mentee.traits), by_question(mentor.traits)
    return any(disjoint(ours.get(each, ()), theirs.get(each, ())) for each in questions)


def unmet_identity(asker: Person, other: Person) -> bool:
    """Say whether an identity wish that is a must is not met. Not having said is not meeting it."""
    return asker.wants_is_must and not set(asker.wants) <= set(other.is_)


def too_close(mentor: Mentor, mentee: Mentee, least: int | None) -> bool:
    """Say whether the mentor is known to be fewer stages ahead than the rule asks."""
    if least is None or mentor.stage_rank is None or mentee.stage_rank is None:
        return False
    return mentor.stage_rank - mentee.stage_rank < least


def cannot_meet(mentor: Mentor, mentee: Mentee) -> bool:
    """Say whether both stated how they can meet and no way suits both.

    In person only suits within the shorter of their limits, where both places are known.
    """
    if not mentor.contact or not mentee.contact:
        return False
    shared = mentor.contact & mentee.contact
    if "online" in shared:
        return False
    if "in_person" not in shared:
        return True
    limits = [km for km in (mentor.max_km, mentee.max_km) if km is not None]
    chord = chord_between(mentor, mentee)
    return bool(limits) and chord is not None and chord > chord_squared(min(limits))
