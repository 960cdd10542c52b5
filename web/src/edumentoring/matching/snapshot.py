"""Who is in a round: participants to plain data, kept with the round, and on to the engine.

Kept as plain data so that the board stays as it was while people change their answers.
Answers to questions marked sensitive are left out before anything else is looked at. The
one thing taken from them is a wish about who the partner is, which the engine honours
both ways and never explains.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from edumentoring.matching.own_questions import feeding, traits_of
from edumentoring.matching.themes import themes
from edumentoring.pairs.models import Pair
from edumentoring.programmes import apart
from edumentoring.programmes.models import Participant, Programme, Question
from edumentoring.programmes.vocabulary import PHASES, STAGES, SUBJECTS, TOPICS
from edumentoring.training.records import trained

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
# What is new for somebody asks for help too: with these, unless they asked for them by name.
TOPIC_OF_NEW = {
    "role": "induction",
    "school": "induction",
    "country": "induction",
    "phase": "returning",
    "return": "returning",
    "subject": "subject_curriculum",
}
PHASE_GROUPS = {term.id: term.group for term in PHASES if term.group}
SUBJECT_GROUPS = {term.id: term.group for term in SUBJECTS if term.group}
TOPIC_GROUPS = {
    term.id: FINER_TOPICS.get(term.id, term.group)
    for term in TOPICS
    if term.group != "S8" or term.id in FINER_TOPICS
}

Person = dict[str, Any]


# --- participants to plain data --------------------------------------------------------------


def take_snapshot(programme: Programme) -> list[Person]:
    """Everybody with something to give or to ask for now, as plain data, by key.

    Places and wishes are what is left after live pairs. Partners of live and of past pairs
    are never proposed again.
    """
    taken, past = pairs_so_far(programme)
    hidden = sensitive_keys(programme)
    everyone = list(
        Participant.objects.filter(programme=programme)
        .taking_part()
        .select_related("user", "school")
        .order_by("pk")
    )
    by_name = names_of(programme, everyone)
    asked = feeding(programme)
    resting = apart.resting([one.pk for one in everyone])
    are_trained = trained(programme)
    people = [
        as_person(one, taken, hidden, by_name, asked, trained=one.pk in are_trained)
        for one in everyone
        if one.pk not in resting
    ]
    for person in people:
        if past[person["id"]]:
            person["blocked"] = sorted(past[person["id"]])
    return [person for person in people if "mentor" in person or "mentee" in person]


def names_of(programme: Programme, everyone: Iterable[Participant]) -> dict[str, int]:
    """Whom a name or an e-mail in an answer means; a joined sign-up's mean the one that goes on."""
    joined = Participant.objects.filter(programme=programme, joined_into__isnull=False)
    known = [(one.joined_into_id or one.pk, one.user) for one in joined.select_related("user")]
    known += [(one.pk, one.user) for one in everyone]
    return {name.casefold(): key for key, user in known for name in (user.name, user.email)}


def pairs_so_far(programme: Programme) -> tuple[Counter[tuple[str, int]], dict[int, set[int]]]:
    """How many live pairs each person has on each side, and everyone they were paired with."""
    taken: Counter[tuple[str, int]] = Counter()
    past: dict[int, set[int]] = defaultdict(set)
    rows = Pair.objects.filter(programme=programme).exclude(state=Pair.State.WITHDRAWN)
    for mentor, mentee, state in rows.between():
        past[mentee].add(mentor)
        past[mentor].add(mentee)
        if state in Pair.LIVE:
            taken["mentor", mentor] += 1
            taken["mentee", mentee] += 1
    for one, other in _kept_apart(programme):
        past[one].add(other)
        past[other].add(one)
    return taken, past


def _kept_apart(programme: Programme) -> Iterator[tuple[int, int]]:
    """Participants here who were separated, wherever that was: they are never proposed either."""
    couples = apart.couples()
    accounts = {account for couple in couples for account in couple}
    here = programme.participants.filter(user__in=accounts, joined_into=None)
    known = dict(here.values_list("user", "pk")) if couples else {}
    for couple in couples:
        one, other = (known.get(account) for account in couple)
        if one and other:
            yield one, other


def sensitive_keys(programme: Programme) -> frozenset[str]:
    """Questions of this programme whose answers are never scored."""
    return frozenset(
        Question.objects.filter(programme=programme, sensitive=True).values_list("key", flat=True)
    )


def as_person(
    one: Participant,
    taken: Counter[tuple[str, int]],
    hidden: frozenset[str],
    by_name: dict[str, int],
    asked: Iterable[Question] = (),
    *,
    trained: bool,
) -> Person:
    """One participant as plain data; answers nobody gave are left out.

    `asked` are the programme's own questions that matching uses; `trained` says whether a mentor
    counts as trained here, by whatever the programme takes for proof. Trainees have no phase of
    their own yet: the ages they hope to teach stand for it.
    """
    given = {key: value for key, value in one.answers.items() if key not in hidden}
    columns = {
        "stage": one.stage,
        "years": one.years,
        "region": one.region or (one.school.region if one.school else ""),
    }
    person: Person = {
        "id": one.pk,
        **{key: value for key, value in columns.items() if key not in hidden},
        **whereabouts(one, hidden),
        **{
            key: as_list(given.get(key))
            for key in ("subjects", "phases", "contexts", "availability", "contact", "musts")
        },
        "wishes": as_list(given.get("wishes")),
        "traits": traits_of(given, asked),
        "verified": one.is_verified,
        "max_km": as_number(given.get("max_km")),
        **identity(one.answers),
    }
    if not person["phases"]:
        person["phases"] = as_list(given.get("intended_phases"))
    if one.is_mentee and (demand := one.demand - taken["mentee", one.pk]) > 0:
        person["mentee"] = drop_empty(as_mentee(one, given, demand))
    if one.is_mentor and (capacity := one.capacity - taken["mentor", one.pk]) > 0:
        person["mentor"] = drop_empty(as_mentor(given, capacity, by_name, trained=trained))
    return drop_empty(person)


def whereabouts(one: Participant, hidden: frozenset[str]) -> Person:
    """School, trust and place. A school nobody found in the register is known by its words.

    A region's middle is never taken for a person's place: the engine compares regions, and
    two schools of one region would otherwise stand in the same spot.
    """
    if "school" in hidden:
        return {}
    if one.school is None:
        words = " ".join(one.school_text.casefold().split())
        return {"school": f"text:{words}"} if words else {}
    return {
        "school": str(one.school.pk),
        "trust": str(one.school.parent_id) if one.school.parent_id else None,
        "lat": one.school.latitude if one.school.longitude is not None else None,
        "lon": one.school.longitude if one.school.latitude is not None else None,
    }


def as_mentee(one: Participant, given: Person, demand: int) -> Person:
    return {
        "demand": demand,
        "priority": one.priority,
        "topics": topics_wanted(given),
        "helps": as_list(given.get("helps_wanted")),
        "themes": themes(as_text(given.get("wanted_text")), as_text(given.get("about_me"))),
    }


def topics_wanted(given: Person) -> list[str]:
    """What was asked for by name, then what goes with what is new for them."""
    asked = as_list(given.get("topics_wanted"))
    new = [TOPIC_OF_NEW.get(each) for each in as_list(given.get("new_for_me"))]
    return list(dict.fromkeys([*asked, *(topic for topic in new if topic)]))


def as_mentor(given: Person, capacity: int, by_name: dict[str, int], *, trained: bool) -> Person:
    managed = [by_name.get(name.strip().casefold()) for name in as_list(given.get("line_manages"))]
    return {
        "capacity": capacity,
        "trained": trained,
        "topics": as_list(given.get("topics_offered")),
        "helps": as_list(given.get("helps_offered")),
        "themes": themes(as_text(given.get("offered_text")), as_text(given.get("about_me"))),
        "line_manages": sorted(key for key in managed if key is not None),
    }


def identity(answers: Person) -> Person:
    """A wish about who the partner is: optional, and only ever handed to the engine."""
    return {
        "is_": as_list(answers.get("identity_is")),
        "wants": as_list(answers.get("identity_wanted")),
        "wants_is_must": answers.get("identity_must") in (True, "yes", "true"),
    }


def as_list(value: Any) -> list[str]:
    """An answer as a list of ids, whatever shape it was stored in."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(str(each) for each in value if each is not None and each != ""))
    return []


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def as_number(value: Any) -> int | None:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return None


def drop_empty(person: Person) -> Person:
    """Without what was not answered. Nought years is an answer."""
    empty: tuple[Any, ...] = ("", [], set())
    return {
        key: value
        for key, value in person.items()
        if value is not None and value is not False and value not in empty
    }


def digest_of(people: list[Person]) -> str:
    """One word for exactly these people with exactly these answers."""
    whole = json.dumps(people, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


# --- plain data to the engine ----------------------------------------------------------------


def to_engine(people: Iterable[Person]) -> tuple[list["Mentor"], list["Mentee"]]:
    """The engine's mentors and mentees. Wishes and musts the engine has no rule for become
    lists of people here."""
    from pairwell import Mentee, Mentor

    everyone = list(people)
    mentors = [person for person in everyone if "mentor" in person]
    mentees = [person for person in everyone if "mentee" in person]
    return (
        [Mentor(**common(one, mentees, senior=False), **side(one, "mentor")) for one in mentors],
        [
            Mentee(
                **common(one, mentors, senior=True),
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


def common(person: Person, others: list[Person], *, senior: bool) -> Person:
    """What both sides hand to the engine."""
    names = ("subjects", "phases", "contexts", "region", "lat", "lon", "school", "trust", "years")
    private = ("max_km", "is_", "wants", "wants_is_must", "traits", "verified")
    insisted = set(person.get("musts", ()))
    ruled_out = {
        str(other["id"])
        for other in others
        for must in OUR_MUSTS
        if must in insisted and meets(person, other, must, senior=senior) is False
    }
    return {
        "id": str(person["id"]),
        **{name: person[name] for name in (*names, *private) if name in person},
        "stage_rank": RANKS.get(person.get("stage", "")),
        "availability": person.get("availability", ()),
        "contact": [mode for mode in person.get("contact", ()) if mode in CONTACT],
        "musts": [ENGINE_MUSTS[must] for must in insisted if must in ENGINE_MUSTS],
        "blocked": {str(key) for key in person.get("blocked", ())} | ruled_out,
        "wishes": wished_for(person, others, senior=senior),
    }


CONTACT = frozenset({"online", "in_person"})


def wished_for(person: Person, others: list[Person], *, senior: bool) -> set[str]:
    """Everyone who has all that this person wished for: to the engine, a wish for a person."""
    wishes = person.get("wishes", ())
    if not wishes:
        return set()
    return {
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
