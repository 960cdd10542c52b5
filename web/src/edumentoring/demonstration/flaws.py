"""What goes wrong in real sign-up sheets, dealt out to a few of the fictional people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL, Person
from edumentoring.demonstration.register import School

# How many of 600 people.
OF_600 = {
    "twice": 10,  # signed up again later, with other times
    "other_address": 4,  # signed up again under a second e-mail
    "no_email": 3,
    "broken_email": 3,
    "no_name": 2,
    "no_role": 2,
    "no_consent": 3,
    "places_in_words": 4,
    "years_in_words": 12,
    "stage_in_short": 10,
    "region_slip": 24,
    "school_slip": 30,
    "school_short": 40,
    "other": 18,
}
BROKEN = ("{name} at {domain}", "{name}.{domain}", "{name}@{domain} or {name}@example.net")


@dataclass(frozen=True)
class Flaws:
    """What is wrong with one person's row; an empty set for most."""

    kinds: frozenset[str] = frozenset()

    def email(self, person: Person) -> str:
        """The address as it stands in the sheet."""
        if "no_email" in self.kinds:
            return ""
        name, _at, domain = person.email.partition("@")
        if "broken_email" in self.kinds:
            return BROKEN[len(name) % len(BROKEN)].format(name=name, domain=domain)
        return person.email

    def name(self, person: Person) -> str:
        return "" if "no_name" in self.kinds else person.name

    def again(self, person: Person) -> Iterator[Person]:
        """The person's later rows."""
        later = person.signed_up_at + timedelta(days=2, minutes=17)
        answers = {**person.answers, "availability": ["mon-evening", "thu-evening"]}
        if "twice" in self.kinds:
            email = person.email.capitalize() if len(person.name) % 2 else person.email
            yield replace(person, email=email, signed_up_at=later, answers=answers)
        if "other_address" in self.kinds:
            name, _at, _domain = person.email.partition("@")
            yield replace(
                person, email=f"{name}@school.example", signed_up_at=later, answers=answers
            )


def draw_flaws(people: Sequence[Person], seed: int) -> dict[str, Flaws]:
    """Every person's flaws by e-mail. Each of the grave ones has a person of its own."""
    chance = Random(f"{seed}:flaws")  # noqa: S311 - fiction, not secrets
    well_known = {MENTOR_EMAIL, MENTEE_EMAIL}
    free = [person for person in people if person.email not in well_known]
    chance.shuffle(free)
    dealt: dict[str, set[str]] = {person.email: set() for person in people}
    for kind, of_600 in OF_600.items():
        fitting = [person for person in free if _fits(kind, person)]
        for person in fitting[: round(of_600 * len(people) / 600)]:
            dealt[person.email].add(kind)
            free.remove(person)
    return {email: Flaws(frozenset(kinds)) for email, kinds in dealt.items()}


def _fits(kind: str, person: Person) -> bool:
    if kind == "places_in_words":
        return person.is_mentor
    if kind == "years_in_words":
        return bool(person.years)
    if kind == "stage_in_short":
        return person.stage in {"ect1", "ect2", "rqt"}
    if kind == "region_slip":
        return bool(person.region)
    if kind.startswith("school"):
        return person.school is not None
    return True


def as_typed(school: School, flaws: Flaws, chance: Random) -> str:
    """The school as somebody in a hurry types it; most add the town, as they were asked."""
    name = school.name
    if "school_short" in flaws.kinds:
        for long, short in (
            ("Church of England", "CofE"),
            ("Community Primary", "CP"),
            ("Primary School", "Primary"),
            ("High School", "High"),
            ("'", ""),
        ):
            name = name.replace(long, short)
        name = name.lower() if chance.random() < 0.4 else name
    if "school_slip" in flaws.kinds:
        name = _slip(name, chance)
    if school.town in school.name or chance.random() < 0.15:
        return name
    return f"{name}, {school.town}"


def _slip(name: str, chance: Random) -> str:
    """One letter dropped, doubled or swapped with the next, in a word of five or more."""
    words = name.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return name
    at = chance.choice(long)
    word = words[at]
    place = chance.randrange(1, len(word) - 2)
    words[at] = chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )
    return " ".join(words)
