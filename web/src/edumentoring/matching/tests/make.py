"""Rounds and boards with people worth matching."""

from itertools import count
from typing import Any

from edumentoring.matching import operations
from edumentoring.matching.access import round_for, state_for
from edumentoring.matching.models import BoardState, Round
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.tests import make

SUBJECTS = ("maths", "science", "english", "history", "french", "art")
TOPICS = (
    "behaviour",
    "workload",
    "planning",
    "assessment",
    "questioning",
    "wellbeing",
    "leadership",
)
SLOTS = ("mon-after", "tue-after", "wed-after", "thu-after", "fri-morning", "sun-evening")
REGIONS = ("north_east", "london", "yorkshire", "wales")
FIRST = ("Bethan", "Kwame", "Priti", "Sofia", "Joseph", "Megan", "Amir", "Lena", "Owen", "Hannah")
LAST = ("Cole", "Boateng", "Raman", "Rinaldi", "Nkemelu", "Lloyd", "Dawood", "Marsden", "Hughes")

_numbers = count(1)


def name(at: int) -> str:
    return f"{FIRST[at % len(FIRST)]} {LAST[at % len(LAST)]}"


def answers(at: int, side: str) -> dict[str, Any]:
    """Different for everybody, the same each time."""
    word = "wanted" if side == "mentee" else "offered"
    return {
        "subjects": [SUBJECTS[at % 6]],
        "phases": ["ks3"] if at % 3 else ["ks2"],
        f"topics_{word}": [TOPICS[at % 7], TOPICS[(at * 3 + 1) % 7], TOPICS[(at * 5 + 2) % 7]][
            : 1 + at % 3
        ],
        f"helps_{word}": ["coaching" if at % 2 else "guidance"],
        "availability": [SLOTS[at % 6], SLOTS[(at * 2 + 1) % 6]],
    }


def mentor(programme: Programme, **fields: Any) -> Participant:
    at = next(_numbers)
    given = {**answers(at, "mentor"), **fields.pop("answers", {})}
    defaults = {"name": name(at), "region": REGIONS[at % 4], "capacity": 1, "years": 8}
    return make.mentor(programme, answers=given, **{**defaults, **fields})


def mentee(programme: Programme, **fields: Any) -> Participant:
    at = next(_numbers)
    given = {**answers(at, "mentee"), **fields.pop("answers", {})}
    return make.mentee(
        programme, answers=given, **{"name": name(at), "region": REGIONS[at % 4], **fields}
    )


def programme(mentors: int = 4, mentees: int = 4, *, places: int = 1) -> Programme:
    """A programme with its owner and people; everybody in a school of their own or none."""
    made = make.programme()
    for _each in range(mentors):
        mentor(made, capacity=places)
    for _each in range(mentees):
        mentee(made)
    return made


def owner(of: Programme) -> User:
    return Coordinator.objects.get(programme=of, role="owner").user


def round_(of: Programme | None = None, **sizes: int) -> Round:
    """A round with its first proposal on the board."""
    of = of or programme(**sizes)
    made = operations.open_round(of, by=owner(of))
    operations.propose(made, by=owner(of))
    made.refresh_from_db()
    assert operations.work_out(made.pk, made.run)
    return again(made)


def again(made: Round) -> Round:
    """The round as another coordinator's page has just read it."""
    seat = Coordinator.objects.select_related("programme").get(
        programme=made.programme_id, role="owner"
    )
    return round_for(seat, made.number)


def board(made: Round) -> BoardState:
    return state_for(made)


def first_pair(made: Round) -> tuple[int, int]:
    """The mentor and the mentee of the board's first pair."""
    mentor_key, mentee_key, _points, _fit = board(made).pairs[0]
    return mentor_key, mentee_key
