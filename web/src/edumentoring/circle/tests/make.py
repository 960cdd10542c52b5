"""People around a pair, and what they do together, with valid defaults."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from edumentoring.circle import operations
from edumentoring.circle.models import Door, DropIn, Member, Observation, Supervision, TeamReview
from edumentoring.common.models import Letter
from edumentoring.consents.operations import give
from edumentoring.goals.models import Goal
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import take_place

programme = pairs.programme
person = people.person


def pair(programme_: Programme | None = None, **fields: Any) -> Pair:
    """Two who both said yes, a week ago; no letter was written for it."""
    programme_ = programme_ or programme()
    ago = timezone.now() - timedelta(days=7)
    mentor = fields.pop("mentor", None) or pairs.mentor(programme_)
    mentee = fields.pop("mentee", None) or pairs.mentee(programme_)
    take_place(mentor, mentee)
    return Pair.objects.create(
        programme=programme_,
        mentor=mentor,
        mentee=mentee,
        state=Pair.State.AGREED,
        introduced_at=ago,
        agreed_at=ago,
        held_until=ago,
    )


def side(pair_: Pair, role: str = "mentee") -> Side:
    found = Pair.objects.with_people().get(pk=pair_.pk)
    return side_of(found, found.mentee if role == "mentee" else found.mentor)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def findable(programme_: Programme, *, name: str = "Jo Barker", **fields: Any) -> Participant:
    """A mentor who offered behaviour and workload, and agreed to be found."""
    found = pairs.mentor(programme_, name=name, **fields)
    give(found, ["directory"], way="place", by=found.user)
    return found


def goal(pair_: Pair, what: str = "Calm starts", **fields: Any) -> Goal:
    return Goal.objects.create(pair=pair_, owner=pair_.mentee, what=what, **fields)


def invited(pair_: Pair, *, by: str = "mentee", **fields: Any) -> Member:
    """Asked by e-mail to be a colleague for a month; no answer yet."""
    wish = {"role": Member.Role.COLLEAGUE, "until": in_days(30), **fields}
    if "whom" not in wish:
        wish = {"email": "jo@elsewhere.example", "name": "Jo Barker", **wish}
    return operations.invite(side(pair_, by), **wish)


def member(pair_: Pair, *, user: User | None = None, **fields: Any) -> Member:
    """Somebody who said yes."""
    if user is not None:
        fields = {"email": user.email, "name": user.name, **fields}
    made = invited(pair_, **fields)
    operations.answer(made, yes=True)
    made.refresh_from_db()
    return made


def tutor(pair_: Pair, **fields: Any) -> Member:
    given = {"email": "tutor@university.example", "name": "Ama Tutor", **fields}
    return member(pair_, role=Member.Role.TUTOR, until=None, **given)


def review(pair_: Pair, title: str = "Autumn term") -> TeamReview:
    return operations.begin_review(side(pair_), title=title)


def observation(pair_: Pair, second: Member | None = None, **fields: Any) -> Observation:
    """The mentee's lesson, watched by the mentor and somebody else; the mentee agreed."""
    given = {
        "kind": Observation.Kind.LESSON,
        "title": "Year 8 maths",
        "focus": "Questions",
        "on": in_days(0),
        "of_mentee": True,
        "second": second or member(pair_),
        **fields,
    }
    return operations.begin_observation(side(pair_), **given)


def record(observation_: Observation, user: User, saw: str = "A calm start", **fields: Any) -> None:
    """One of the two writes, and finishes."""
    words = {"thought": "", "wondered": "", "finish": True, **fields}
    operations.keep_record(observation_, by=user, saw=saw, **words)


def door(teacher: Participant, **fields: Any) -> Door:
    given = {
        "when": "Tuesdays, period 3",
        "lesson": "Year 8 maths",
        "audience": Door.Audience.CIRCLE,
        "last_on": in_days(60),
        **fields,
    }
    return operations.offer_door(teacher, **given)


def visit(door_: Door, visitor: User, *, agreed: bool = True) -> DropIn:
    made = operations.knock(door_, visitor=visitor, on=in_days(0))
    if agreed:
        operations.answer_knock(made, yes=True)
    made.refresh_from_db()
    return made


def supervision(programme_: Programme, one: User, other: User, **fields: Any) -> Supervision:
    """Two mentors who talk about how they mentor."""
    given = {"kind": "mentors", "email": other.email, "name": other.name, **fields}
    made = operations.ask_for_supervision(programme_, by=one, **given)
    operations.answer(made, yes=True)
    made.refresh_from_db()
    return made


def letter(kind: str) -> Letter:
    return Letter.objects.filter(kind=kind).order_by("-pk")[0]


def key_in(letter_: Letter) -> str:
    """The path of the answer page in a letter."""
    start = letter_.text.index("/asked/")
    return letter_.text[start:].split()[0]
