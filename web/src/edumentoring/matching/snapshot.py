"""Who is in a round: participants to plain data, kept with the round.

Kept as plain data so that the board stays as it was while people change their answers.
Answers to questions marked sensitive are left out before anything else is looked at. The
one thing taken from them is a wish about who the partner is, which the engine honours
both ways and never explains.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from edumentoring.matching.crowds.size import is_crowd
from edumentoring.matching.for_engine import Person
from edumentoring.matching.own_questions import feeding, traits_of
from edumentoring.matching.themes import themes
from edumentoring.pairs.models import Pair
from edumentoring.programmes import apart
from edumentoring.programmes.models import (
    Participant,
    ParticipantQuerySet,
    Programme,
    Question,
)
from edumentoring.training.records import trained

# What is new for somebody asks for help too: with these, unless they asked for them by name.
TOPIC_OF_NEW = {
    "role": "induction",
    "school": "induction",
    "country": "induction",
    "phase": "returning",
    "return": "returning",
    "subject": "subject_curriculum",
}


def take_snapshot(programme: Programme) -> list[Person]:
    """Everybody with something to give or to ask for now, as plain data, by key.

    Places and wishes are what is left after live pairs. Partners of live and of past pairs
    are never proposed again.
    """
    people = list(people_of(programme, Participant.objects.all()))
    if is_crowd(people):
        from edumentoring.matching.crowds.wishes import leave_out_uncounted

        leave_out_uncounted(people)
    return people


def people_of(programme: Programme, which: ParticipantQuerySet) -> Iterator[Person]:
    """The same, one by one, of `which` of the participants: a crowd's rows are not all held."""
    taken, past = pairs_so_far(programme)
    hidden, asked = sensitive_keys(programme), feeding(programme)
    there = which.filter(programme=programme).taking_part().order_by("pk")
    by_name = names_of(programme, there.values_list("pk", "user__name", "user__email"))
    resting = apart.resting(list(there.values_list("pk", flat=True)))
    are_trained = trained(programme)
    for one in there.select_related("user", "school").iterator(chunk_size=500):
        if one.pk in resting:
            continue
        person = as_person(one, taken, hidden, by_name, asked, trained=one.pk in are_trained)
        if past[one.pk]:
            person["blocked"] = sorted(past[one.pk])
        if "mentor" in person or "mentee" in person:
            yield person


def names_of(programme: Programme, people: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """Whom a name or an e-mail in an answer means; a joined sign-up's mean the one that goes on.

    people: the key, the name and the e-mail of each.
    """
    joined = Participant.objects.filter(programme=programme, joined_into__isnull=False)
    known = [*joined.values_list("joined_into_id", "user__name", "user__email"), *people]
    return {word.casefold(): key for key, name, email in known for word in (name, email)}


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
