"""Builders with valid defaults, for this room's tests and those of the rooms above."""

from itertools import count
from typing import Any

from edumentoring.people.models import User
from edumentoring.programmes import operations, vocabulary
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.schools.models import Organisation

_numbers = count(1)

NAMES = ("Ruth Adeyemi", "Grace Afolabi", "Jo Barker", "Alison Birch", "Kwame Boateng")


def user(name: str = "", email: str = "", **fields: Any) -> User:
    number = next(_numbers)
    name = name or f"{NAMES[number % len(NAMES)]}"
    return User.objects.create_user(email or f"person{number}@example.org", name, **fields)


def school(name: str = "Northgate Primary", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def programme(
    name: str = "The Wider Staffroom", *, by: User | None = None, **fields: Any
) -> Programme:
    """A programme with its standard questions; `by` owns it."""
    return operations.create_programme(
        name=name, kind=fields.pop("kind", "open"), by=by or user("Helen Marsh"), **fields
    )


def seat(
    role: str = "owner", *, programme_: Programme | None = None, of: User | None = None
) -> Coordinator:
    """A coordinator's seat; `seat.user` may sign in with it."""
    programme_ = programme_ or programme()
    person = of or user()
    return operations.add_coordinator(programme_, email=person.email, role=role, by=None)


def coordinator(role: str = "coordinator", programme_: Programme | None = None) -> User:
    return seat(role, programme_=programme_).user


def participant(
    programme_: Programme | None = None,
    *,
    name: str = "",
    email: str = "",
    is_mentor: bool = False,
    is_mentee: bool = False,
    answers: dict[str, Any] | None = None,
    **columns: Any,
) -> Participant:
    """Somebody in a programme; a mentee unless told otherwise."""
    person = user(name, email)
    state = columns.pop("state", None)
    made, _new = operations.enrol(
        programme_ or programme(),
        email=person.email,
        name=person.name,
        is_mentor=is_mentor,
        is_mentee=is_mentee or not is_mentor,
        columns={"stage": "ect1" if not is_mentor else "middle_leader", **columns},
        answers={"phases": ["ks3"], "subjects": ["maths"], **(answers or {})},
        by=None,
    )
    if state:
        operations.change_participant(made, changes={"state": state}, by=None)
        made.refresh_from_db()
    return made


def mentor(programme_: Programme | None = None, **fields: Any) -> Participant:
    return participant(
        programme_, is_mentor=True, **{"capacity": 1, "region": "north_east", **fields}
    )


def mentee(programme_: Programme | None = None, **fields: Any) -> Participant:
    return participant(programme_, is_mentee=True, **{"region": "north_east", **fields})


REGIONS = [term.id for term in vocabulary.REGIONS]


def crowd(programme_: Programme, count: int) -> None:
    """Many people at once, without history; a fifth of them tagged."""
    users = User.objects.bulk_create(
        User(email=f"crowd{number}@example.org", name=f"Person {number} Surname{number % 997}")
        for number in range(count)
    )
    Participant.objects.bulk_create(
        Participant(
            programme=programme_,
            user=user_,
            is_mentor=number % 3 == 0,
            is_mentee=number % 3 != 0,
            capacity=2 if number % 3 == 0 else 0,
            demand=0 if number % 3 == 0 else 1,
            region=REGIONS[number % len(REGIONS)],
            stage="ect1",
            role_title=f"Role {number % 50}",
            school_text=f"School {number % 300}",
            tags=["keen"] if number % 5 == 0 else [],
            source=f"Sheet {number % 4}",
            answers={
                "phases": ["ks3", "ks4"],
                "subjects": ["maths"],
                "topics_wanted": ["workload"],
                "colour": "red" if number % 7 == 0 else "blue",
                "about_me": "I have taught for some years and like to talk about it. " * 5,
            },
        )
        for number, user_ in enumerate(users)
    )
