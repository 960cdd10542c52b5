"""A round's people as the engine takes them: plain data in, its mentors and mentees out.

Nothing here needs the database: a process of its own reads this file too.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from edumentoring.programmes.vocabulary import PHASES, STAGES, SUBJECTS, TOPICS

if TYPE_CHECKING:
    from pairwell import Mentee, Mentor

RANKS = {term.id: term.rank for term in STAGES}
# Only these of the standard wishes are rules of the engine; the others are worked out here.
ENGINE_MUSTS = {
    "not_my_trust": "not_my_trust",
    "not_my_school": "not_my_school",
    "same_phase": "same_phase",
    "same_subject": "same_subject",
    "shared_time": "shared_availability",
}
OUR_MUSTS = ("more_senior", "near_me")

NEAR_REGIONS = {
    "north_east": ("north_west", "yorkshire", "scotland"),
    "north_west": ("yorkshire", "west_midlands", "east_midlands", "wales"),
    "yorkshire": ("east_midlands",),
    "east_midlands": ("west_midlands", "east", "south_east"),
    "west_midlands": ("wales", "south_west", "south_east"),
    "east": ("london", "south_east"),
    "london": ("south_east",),
    "south_west": ("south_east", "wales"),
}
# The framework's last standard covers too much to make two topics alike.
FINER_TOPICS = {
    "workload": "self",
    "wellbeing": "self",
    "resilience": "self",
    "research": "study",
    "dissertation": "study",
    "placements": "beginning",
    "first_post": "beginning",
    "induction": "new",
    "returning": "new",
    "career": "leading",
    "leadership": "leading",
    "mentoring_others": "leading",
    "parents": "people",
    "pastoral": "people",
    "networks": "people",
}
PHASE_GROUPS = {term.id: term.group for term in PHASES if term.group}
SUBJECT_GROUPS = {term.id: term.group for term in SUBJECTS if term.group}
TOPIC_GROUPS = {
    term.id: FINER_TOPICS.get(term.id, term.group)
    for term in TOPICS
    if term.group != "S8" or term.id in FINER_TOPICS
}

Person = dict[str, Any]


def to_engine(
    people: Iterable[Person], *, of_many: bool = False
) -> tuple[list["Mentor"], list["Mentee"]]:
    """The engine's mentors and mentees. Wishes and musts the engine has no rule for become
    lists of people here.

    of_many: these are some of a crowd. A wish that none of them meets was met by others.
    """
    from pairwell import Mentee, Mentor

    everyone = list(people)
    mentors = [person for person in everyone if "mentor" in person]
    mentees = [person for person in everyone if "mentee" in person]
    return (
        [
            Mentor(**common(one, mentees, senior=False, of_many=of_many), **side(one, "mentor"))
            for one in mentors
        ],
        [
            Mentee(
                **common(one, mentors, senior=True, of_many=of_many),
                **side(one, "mentee"),
                wish_stage_gap=1 if "more_senior" in one.get("wishes", ()) else None,
            )
            for one in mentees
        ],
    )


def side(person: Person, name: str) -> Person:
    fields = dict(person[name])
    if "line_manages" in fields:
        fields["line_manages"] = frozenset(str(key) for key in fields["line_manages"])
    return fields


PLAIN = ("subjects", "phases", "contexts", "region", "lat", "lon", "school", "trust", "years")
PRIVATE = ("max_km", "is_", "wants", "wants_is_must", "traits", "verified")


def common(person: Person, others: list[Person], *, senior: bool, of_many: bool) -> Person:
    """What both sides hand to the engine."""
    insisted = set(person.get("musts", ()))
    ruled_out = {
        str(other["id"])
        for other in others
        for must in OUR_MUSTS
        if must in insisted and meets(person, other, must, senior=senior) is False
    }
    return {
        "id": str(person["id"]),
        **{name: person[name] for name in (*PLAIN, *PRIVATE) if name in person},
        "stage_rank": RANKS.get(person.get("stage", "")),
        "availability": person.get("availability", ()),
        "contact": [mode for mode in person.get("contact", ()) if mode in CONTACT],
        "musts": [ENGINE_MUSTS[must] for must in insisted if must in ENGINE_MUSTS],
        "blocked": {str(key) for key in person.get("blocked", ())} | ruled_out,
        "wishes": wished_for(person, others, senior=senior, of_many=of_many),
    }


CONTACT = frozenset({"online", "in_person"})


def wished_for(
    person: Person, others: list[Person], *, senior: bool, of_many: bool = False
) -> set[str]:
    """Everyone who has all that this person wished for: to the engine, a wish for a person."""
    wishes = person.get("wishes", ())
    if not wishes or "uncounted" in person:
        return set()
    # Their own key grants nothing, and says that they wished.
    asked = {str(person["id"])} if of_many else set()
    return asked | {
        str(other["id"])
        for other in others
        if all(meets(person, other, wish, senior=senior) for wish in wishes)
    }


def meets(person: Person, other: Person, wish: str, *, senior: bool) -> bool | None:
    """Whether the other has what this person wished for; None where that is not known."""
    if wish == "more_senior":
        mine, theirs = RANKS.get(person.get("stage", "")), RANKS.get(other.get("stage", ""))
        if mine is None or theirs is None or not senior:
            return None
        return theirs > mine
    if wish == "near_me":
        here, there = person.get("region"), other.get("region")
        return None if here is None or there is None else here == there
    if wish in ("not_my_trust", "not_my_school"):
        place = wish.removeprefix("not_my_")
        return person.get(place) is None or person.get(place) != other.get(place)
    name = {"same_phase": "phases", "same_subject": "subjects", "shared_time": "availability"}
    ours, theirs_too = (set(one.get(name.get(wish, ""), ())) for one in (person, other))
    return bool(ours & theirs_too) if ours and theirs_too else None


def engine_tables() -> dict[str, Any]:
    """Which ids are alike, for the engine's rules."""
    return {
        "subject_groups": SUBJECT_GROUPS,
        "phase_groups": PHASE_GROUPS,
        "topic_groups": TOPIC_GROUPS,
        "near_regions": NEAR_REGIONS,
    }


def named(people: Iterable[Person]) -> dict[int, Person]:
    """The people under their keys."""
    return {person["id"]: person for person in people}
