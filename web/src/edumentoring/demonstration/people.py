"""Drawing the fictional people: who they are and what they answer, the same for one seed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from edumentoring.common.refused import Refused
from edumentoring.demonstration import figures
from edumentoring.demonstration.names import draw_name
from edumentoring.demonstration.register import School, schools
from edumentoring.demonstration.sentences import OFFERED, WANTED, about, text_of
from edumentoring.programmes import vocabulary
from edumentoring.programmes.vocabulary import by_id

OPENS = datetime(2026, 9, 14, 18, 5, tzinfo=UTC)
CLOSES = datetime(2026, 10, 16, 22, 0, tzinfo=UTC)
MENTEES_OF_600 = 350
DOMAINS = ("example.org", "example.com", "example.net")

# Those whom anyone may be in the demonstration: fixed, so that their pages are worth seeing.
MENTOR_EMAIL, MENTEE_EMAIL = "mentor@demonstration.example", "mentee@demonstration.example"

PHASES_BY_SETTING: dict[str, dict[tuple[str, ...], float]] = {
    "primary": {
        ("eyfs",): 14,
        ("eyfs", "ks1"): 8,
        ("ks1",): 22,
        ("ks1", "ks2"): 14,
        ("ks2",): 42,
    },
    "secondary": {
        ("ks3",): 8,
        ("ks3", "ks4"): 52,
        ("ks3", "ks4", "ks5"): 36,
        ("ks4", "ks5"): 4,
    },
    "college": {("ks5",): 70, ("fe",): 15, ("ks5", "fe"): 15},
    "special": {("special",): 45, ("special", "ks2"): 20, ("special", "ks3", "ks4"): 35},
}
# What those who teach a class all day name when they write about a subject.
CLASS_TEACHERS = {
    "primary": ("reading", "maths", "writing"),
    "send": ("life skills", "reading", "communication"),
}
PRIMARY_LEADS = ("english", "maths", "science", "art", "music", "pe", "re", "history", "computing")

TOPICS_BY_STAGE: dict[str, Mapping[str, int]] = {
    "student": {"placements": 6, "first_post": 4, "behaviour": 4, "networks": 3, "planning": 3},
    "trainee": {
        "behaviour": 9,
        "planning": 8,
        "placements": 7,
        "dissertation": 5,
        "workload": 6,
        "resilience": 5,
        "first_post": 5,
        "explaining": 4,
        "subject_curriculum": 4,
        "questioning": 3,
    },
    "ect1": {
        "behaviour": 10,
        "workload": 9,
        "planning": 6,
        "resilience": 6,
        "assessment": 5,
        "parents": 4,
        "expectations": 5,
        "adaptive_send": 5,
        "pastoral": 4,
        "wellbeing": 5,
        "explaining": 4,
        "questioning": 4,
        "induction": 4,
        "subject_curriculum": 3,
        "how_pupils_learn": 2,
    },
    "ect2": {
        "behaviour": 6,
        "assessment": 7,
        "adaptive_send": 7,
        "questioning": 6,
        "workload": 6,
        "how_pupils_learn": 5,
        "subject_curriculum": 5,
        "career": 3,
        "pastoral": 3,
        "explaining": 4,
        "wellbeing": 4,
        "networks": 2,
    },
    "rqt": {
        "career": 8,
        "subject_curriculum": 6,
        "how_pupils_learn": 5,
        "leadership": 5,
        "mentoring_others": 4,
        "assessment": 4,
        "workload": 5,
        "adaptive_send": 4,
        "research": 3,
        "networks": 3,
        "remote_tech": 2,
    },
    "teacher": {
        "career": 6,
        "subject_curriculum": 6,
        "behaviour": 4,
        "workload": 6,
        "wellbeing": 5,
        "adaptive_send": 5,
        "assessment": 4,
        "mentoring_others": 5,
        "networks": 4,
        "research": 4,
        "remote_tech": 3,
        "disadvantage": 3,
        "questioning": 3,
        "planning": 3,
        "arts": 2,
        "parents": 2,
    },
    "middle_leader": {
        "leadership": 10,
        "subject_curriculum": 7,
        "mentoring_others": 5,
        "workload": 5,
        "career": 4,
        "behaviour": 4,
        "assessment": 4,
        "networks": 3,
        "research": 3,
        "disadvantage": 3,
        "pastoral": 3,
        "how_pupils_learn": 3,
    },
    "senior_leader": {
        "leadership": 10,
        "career": 5,
        "wellbeing": 4,
        "mentoring_others": 5,
        "disadvantage": 5,
        "networks": 4,
        "behaviour": 4,
        "workload": 4,
        "parents": 3,
        "research": 3,
    },
    "head": {"leadership": 10, "wellbeing": 6, "networks": 7, "workload": 4, "parents": 4},
    "system": {"leadership": 10, "career": 4, "mentoring_others": 6, "disadvantage": 4},
    "teacher_educator": {
        "dissertation": 8,
        "placements": 8,
        "research": 7,
        "mentoring_others": 6,
        "first_post": 5,
        "how_pupils_learn": 5,
        "planning": 4,
        "subject_curriculum": 4,
    },
    "returner": {"returning": 10, "resilience": 5, "workload": 4, "remote_tech": 4, "induction": 4},
    "supply": {"behaviour": 7, "networks": 5, "career": 4, "induction": 4, "wellbeing": 3},
    "overseas": {"induction": 7, "behaviour": 5, "networks": 5, "assessment": 4, "parents": 3},
}

ROLES: dict[str, tuple[str, ...]] = {
    "student": ("Student", ""),
    "trainee": ("Trainee teacher", "PGCE student", "Trainee, {subject}"),
    "ect1": ("Teacher of {subject}", "Class teacher", "ECT", "{subject} teacher"),
    "ect2": ("Teacher of {subject}", "Class teacher", "{subject} teacher"),
    "rqt": ("Teacher of {subject}", "Class teacher", "Second in {subject}"),
    "teacher": ("Teacher of {subject}", "Class teacher", "{subject} teacher", "Part-time teacher"),
    "middle_leader": ("Head of {subject}", "Head of year", "Subject lead, {subject}", "SENCO"),
    "senior_leader": ("Assistant head", "Deputy head", "Vice principal"),
    "head": ("Headteacher", "Head of school", "Principal"),
    "system": ("Director of education", "Executive head"),
    "teacher_educator": ("University tutor", "Lecturer in education", "ITT lead"),
    "returner": ("Returning teacher", ""),
    "supply": ("Supply teacher",),
    "overseas": ("Teacher of {subject}", "Class teacher"),
}


@dataclass(frozen=True)
class Person:
    """One fictional sign-up, as the programme would know it."""

    email: str
    name: str
    is_mentor: bool
    is_mentee: bool
    stage: str
    signed_up_at: datetime
    role_title: str = ""
    years: int | None = None
    school: School | None = None
    region: str = ""
    capacity: int | None = None
    is_trained: bool = False
    answers: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """What fills columns of Participant, the school left out."""
        given = {
            "stage": self.stage,
            "role_title": self.role_title,
            "years": self.years,
            "region": self.region,
            "capacity": self.capacity if self.is_mentor else None,
            "is_trained": self.is_trained or None,
        }
        return {key: value for key, value in given.items() if value not in (None, "")}


def draw_people(people: int = 600, seed: int = 1) -> list[Person]:
    """That many people in the order in which they signed up; 7 mentees to 5 mentors.

    A few of the mentors ask for a mentor too. The same numbers give the same people.
    """
    if people < 2:
        raise Refused("A demonstration needs a mentee and a mentor: 2 people or more.")
    mentees = max(1, min(people - 1, round(people * MENTEES_OF_600 / 600)))
    taken: set[str] = set()
    drawn = [
        _draw(number, seed, as_mentor=number >= mentees, taken=taken) for number in range(people)
    ]
    drawn[0], drawn[mentees] = _well_known_mentee(drawn[0]), _well_known_mentor(drawn[mentees])
    return sorted(drawn, key=lambda person: (person.signed_up_at, person.email))


def _draw(number: int, seed: int, *, as_mentor: bool, taken: set[str]) -> Person:
    chance = Random(f"{seed}:{number}")  # noqa: S311 - fiction, not secrets
    both = as_mentor and chance.random() < 0.025
    by_stage = figures.MENTORS_BY_STAGE if as_mentor else figures.MENTEES_BY_STAGE
    stage = weighted(by_stage, chance)
    region = weighted(figures.PEOPLE_BY_REGION, chance)
    setting = _setting(stage, chance)
    school = _school(region, setting, stage, chance)
    years = chance.randint(*figures.YEARS_BY_STAGE[stage])
    taught = weighted(PHASES_BY_SETTING[setting], chance)
    phases = list(taught)
    subjects = _subjects(setting, chance)
    person = Person(
        email="",
        name=_new_name(chance, taken),
        is_mentor=as_mentor,
        is_mentee=both or not as_mentor,
        stage=stage,
        signed_up_at=_signed_up_at(chance),
        years=years if chance.random() > 0.06 else None,
        school=school,
        region=region if chance.random() > 0.03 else "",
        capacity=weighted(figures.PLACES, chance) if as_mentor else None,
        is_trained=as_mentor and chance.random() < 0.38,
    )
    slots = _slots(phases, subjects, years)
    return replace(
        person,
        email=_email(person.name, chance, taken),
        role_title=_role(stage, subjects, chance),
        answers=_answers(person, phases, subjects, slots, chance),
    )


def weighted[T](weights: Mapping[T, float], chance: Random) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]


def _setting(stage: str, chance: Random) -> str:
    if stage == "head" and chance.random() < 0.6:
        return "primary"  # there are five primary schools to one secondary
    if chance.random() < 0.03:
        return "college"
    return weighted(figures.TEACHERS_BY_SETTING, chance)


def _school(region: str, setting: str, stage: str, chance: Random) -> School | None:
    without = {"student": 1.0, "supply": 0.7, "returner": 0.6, "teacher_educator": 0.7}
    if chance.random() < without.get(stage, 0.05):
        return None
    near = [one for one in schools() if one.region == region and one.setting == setting]
    near = near or [one for one in schools() if one.region == region]
    return chance.choice(near) if near else None


def _subjects(setting: str, chance: Random) -> list[str]:
    if setting == "primary":
        leads = [chance.choice(PRIMARY_LEADS)] if chance.random() < 0.3 else []
        return ["primary", *leads]
    if setting == "special":
        return ["send"] if chance.random() < 0.7 else ["send", "primary"]
    first = weighted(figures.SECONDARY_TEACHERS_BY_SUBJECT, chance)
    beside = {"biology": "science", "chemistry": "science", "physics": "science"}
    beside |= {"french": "languages", "spanish": "languages", "german": "languages"}
    subjects = [first] if first != "pshe" else ["pshe", chance.choice(("re", "english", "pe"))]
    if first in beside and chance.random() < 0.6:
        subjects.append(beside[first])
    elif chance.random() < 0.12:
        subjects.append(weighted(figures.SECONDARY_TEACHERS_BY_SUBJECT, chance))
    return list(dict.fromkeys(subjects))


def _slots(phases: Sequence[str], subjects: Sequence[str], years: int) -> dict[str, str]:
    ages = {"eyfs": "Reception", "ks1": "Year 2", "ks2": "Year 5", "ks3": "Year 8"}
    ages |= {"ks4": "Year 10", "ks5": "sixth form", "fe": "evening", "special": "mixed-age"}
    subject = _subject_in_words(subjects[0])
    if subjects[0] in CLASS_TEACHERS:
        subject = CLASS_TEACHERS[subjects[0]][years % 3]
    if subject[:2] not in {"PE", "RE"} and subject.split()[0] not in {"English", "French"}:
        subject = subject[0].lower() + subject[1:]
    if subjects[0] in {"french", "german", "spanish", "english"}:
        subject = subject.capitalize()
    return {
        "ages": ages[phases[-1]],
        "subject": subject,
        "years": str(years) if years > 1 else "a few",
    }


def _subject_in_words(subject: str) -> str:
    short = {"pe": "PE", "re": "RE", "dt": "design and technology", "pshe": "PSHE"}
    short |= {"languages": "languages", "science": "science", "sociology": "sociology"}
    short |= {"media": "media", "business": "business", "send": "SEND", "primary": "primary"}
    return short.get(subject) or str(by_id(vocabulary.SUBJECTS)[subject].label)


def _role(stage: str, subjects: Sequence[str], chance: Random) -> str:
    title = chance.choice(ROLES[stage])
    if subjects[0] in {"primary", "send"} and "{subject}" in title:
        title = {"middle_leader": "Phase leader"}.get(stage, "Class teacher")
    return title.format(subject=_subject_in_words(subjects[0]))


def _signed_up_at(chance: Random) -> datetime:
    """Most sign up in the first days and the last; some come late."""
    window = (CLOSES - OPENS).days
    if chance.random() < 0.05:
        day = window + chance.randint(1, 16)
    else:
        day = min(window - 1, int(window * chance.betavariate(0.6, 1.1)))
    hour = chance.choices((7, 12, 16, 18, 19, 20, 21, 22), (3, 4, 8, 10, 16, 20, 14, 5))[0]
    start = OPENS.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
    signed_up = start + timedelta(days=day)
    return signed_up if signed_up > OPENS else signed_up + timedelta(days=1)


def _new_name(chance: Random, taken: set[str]) -> str:
    """A name nobody has yet: namesakes are dealt out with the other flaws of the sheets."""
    name = draw_name(chance)
    while name in taken:
        name = draw_name(chance)
    taken.add(name)
    return name


def _email(name: str, chance: Random, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁıø", "lLio")))
    words = re.findall(r"[a-z]+", plain.encode("ascii", "ignore").decode().lower())
    stem = ".".join(words) if len(words) > 1 else (words or ["teacher"])[0]
    if len(words) > 1 and chance.random() < 0.25:
        stem = words[0][0] + words[-1]
    domain = chance.choice(DOMAINS)
    while True:
        number = str(chance.randrange(2, 99)) if chance.random() < 0.5 else ""
        email = f"{stem}{number}@{domain}"
        if email not in taken:
            taken.add(email)
            return email
        stem = f"{stem}{chance.randrange(10)}"


# --- Answers --------------------------------------------------------------------------------------


def _answers(
    person: Person,
    phases: list[str],
    subjects: list[str],
    slots: dict[str, str],
    chance: Random,
) -> dict[str, Any]:
    answers: dict[str, Any] = {"phases": phases, "subjects": subjects}
    if person.school and chance.random() < 0.85:
        answers["contexts"] = list(person.school.contexts)
    if person.is_mentee:
        answers |= _wants(person, phases, slots, chance)
    if person.is_mentor:
        answers |= _offers(person, phases, slots, chance)
    answers |= _times(chance)
    if chance.random() < 0.6:
        answers["about_me"] = about(slots=slots, chance=chance)
    return {key: value for key, value in answers.items() if value not in ("", [], None)}


def _wants(
    person: Person, phases: Sequence[str], slots: dict[str, str], chance: Random
) -> dict[str, Any]:
    topics = draw_topics(person.stage, phases, chance.choice((1, 2, 3, 3, 4, 5)), chance)
    wants: dict[str, Any] = {"topics_wanted": topics}
    wants["helps_wanted"] = _some(
        {"support": 6, "guidance": 6, "coaching": 4, "friendship": 3, "critical_friend": 3}, chance
    )
    if chance.random() < 0.9:
        wants["wanted_text"] = text_of(
            WANTED, topics, stage=person.stage, slots=slots, chance=chance
        )
    new = {
        "ect1": ["role", "school"],
        "trainee": ["role"],
        "middle_leader": ["role"],
        "senior_leader": ["role"],
        "head": ["role", "school"],
        "returner": ["return"],
        "overseas": ["country"],
    }.get(person.stage, [])
    if new and chance.random() < 0.8:
        wants["new_for_me"] = new[: chance.choice((1, 2))]
    if chance.random() < 0.3:
        wants["wishes"] = _some(
            {"same_phase": 5, "same_subject": 4, "shared_time": 3, "near_me": 2}, chance, most=2
        )
    if person.school and person.school.trust and chance.random() < 0.08:
        wants["musts"] = ["not_my_trust"]
    elif chance.random() < 0.14:
        firm = ("same_phase", "same_subject", "same_subject", "shared_time", "near_me")
        wants["musts"] = _some(dict.fromkeys(firm, 1), chance, most=2)
    if chance.random() < 0.03:
        wants |= {"identity_is": ["woman"], "identity_wanted": ["woman"]}
    return wants


def _offers(
    person: Person, phases: Sequence[str], slots: dict[str, str], chance: Random
) -> dict[str, Any]:
    spread = {**TOPICS_BY_STAGE["ect1"], **TOPICS_BY_STAGE[person.stage]}
    topics = _draw_from(spread, phases, chance.choice((2, 3, 4, 5, 6)), chance)
    offers: dict[str, Any] = {"topics_offered": topics}
    offers["helps_offered"] = _some(
        {"guidance": 6, "support": 6, "coaching": 5, "critical_friend": 4, "friendship": 3}, chance
    )
    if chance.random() < 0.88:
        offers["offered_text"] = text_of(
            OFFERED, topics, stage=person.stage, slots=slots, chance=chance
        )
    if chance.random() < 0.03:
        offers["identity_is"] = ["woman"]
    return offers


def draw_topics(stage: str, phases: Sequence[str], amount: int, chance: Random) -> list[str]:
    """That many topics of those who are at this stage, the most important first."""
    return _draw_from(TOPICS_BY_STAGE[stage], phases, amount, chance)


def _draw_from(
    spread: Mapping[str, int], phases: Sequence[str], amount: int, chance: Random
) -> list[str]:
    weights = dict(spread)
    if "eyfs" in phases:
        weights |= {"eyfs_pedagogy": 7, "early_literacy": 5}
    elif "ks1" in phases:
        weights["early_literacy"] = 6
    if "special" in phases:
        weights["adaptive_send"] = 10
    drawn: list[str] = []
    while weights and len(drawn) < amount:
        topic = weighted(weights, chance)
        del weights[topic]
        drawn.append(topic)
    return drawn


def _some(weights: Mapping[str, int], chance: Random, most: int = 3) -> list[str]:
    wanted = {weighted(weights, chance) for _time in range(chance.randint(1, most))}
    return [key for key in weights if key in wanted]


def _times(chance: Random) -> dict[str, Any]:
    times: dict[str, Any] = {"contact": ["online"]}
    if chance.random() < 0.35:
        times["contact"] = ["online", "in_person"]
        times["max_km"] = chance.choice((10, 15, 20, 25, 30, 50))
    elif chance.random() < 0.03:
        times |= {"contact": ["in_person"], "max_km": chance.choice((20, 30, 50))}
    if chance.random() > 0.07:
        parts = {"after": 9, "evening": 8, "day": 2, "morning": 2}
        slots = {
            f"{weighted({'mon': 4, 'tue': 5, 'wed': 5, 'thu': 5, 'fri': 2, 'sat': 1}, chance)}-"
            f"{weighted(parts, chance)}"
            for _time in range(chance.choice((1, 2, 3, 4, 6, 8)))
        }
        times["availability"] = [slot for slot in vocabulary.SLOTS if slot in slots]
    return times


# --- The two whom anyone may be ----------------------------------------------------------------


def _well_known_mentee(drawn: Person) -> Person:
    school = next(one for one in schools() if one.setting == "secondary" and one.region == "london")
    return replace(
        drawn,
        email=MENTEE_EMAIL,
        name="Aisha Khan",
        is_mentor=False,
        is_mentee=True,
        stage="ect1",
        role_title="Teacher of science",
        years=0,
        school=school,
        region="london",
        capacity=None,
        is_trained=False,
        signed_up_at=OPENS,
        answers={
            "phases": ["ks3", "ks4"],
            "subjects": ["science", "physics"],
            "contexts": list(school.contexts),
            "new_for_me": ["role", "school"],
            "helps_wanted": ["guidance", "support"],
            "topics_wanted": ["behaviour", "workload", "explaining"],
            "wanted_text": (
                "I am in my first year and my Year 9 group takes ten minutes to settle. "
                "I would like to try things in real lessons and talk about how they went."
            ),
            "availability": ["tue-after", "thu-after", "wed-evening"],
            "contact": ["online"],
            "about_me": "Tea, no sugar. I run slowly, and I like a good pub quiz.",
        },
    )


def _well_known_mentor(drawn: Person) -> Person:
    school = next(
        one for one in schools() if one.setting == "secondary" and one.region == "yorkshire"
    )
    return replace(
        drawn,
        email=MENTOR_EMAIL,
        name="Tom Pearson",
        is_mentor=True,
        is_mentee=False,
        stage="middle_leader",
        role_title="Head of science",
        years=11,
        school=school,
        region="yorkshire",
        capacity=2,
        is_trained=True,
        signed_up_at=OPENS + timedelta(minutes=21),
        answers={
            "phases": ["ks3", "ks4", "ks5"],
            "subjects": ["science", "physics"],
            "contexts": list(school.contexts),
            "helps_offered": ["coaching", "guidance", "critical_friend"],
            "topics_offered": ["behaviour", "workload", "explaining", "assessment"],
            "offered_text": (
                "I have taught physics for eleven years and lead a team of nine. "
                "I can help with routines, clear explanations and getting your evenings back."
            ),
            "availability": ["tue-after", "wed-evening", "thu-after"],
            "contact": ["online"],
            "about_me": "Brass band on Fridays, two small dogs, one large family.",
        },
    )
