"""Pairs that may write, and things of theirs, with valid defaults."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from edumentoring.goals import operations
from edumentoring.goals.models import Action, Goal, PlanItem, Seen, Skill
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant

seat = pairs.seat


def sides() -> tuple[Side, Side]:
    """The mentee's and the mentor's side of a pair that meets."""
    programme = pairs.programme()
    return _meeting(pairs.mentee(programme), pairs.mentor(programme))


def sides_after(mentee: Side) -> tuple[Side, Side]:
    """The same mentee with another mentor."""
    return _meeting(mentee.me, pairs.mentor(mentee.pair.programme, name="Ruth Adeyemi"))


def _meeting(mentee: Participant, mentor: Participant) -> tuple[Side, Side]:
    now = timezone.now()
    made = Pair.objects.create(
        programme=mentee.programme,
        mentor=mentor,
        mentee=mentee,
        state=Pair.State.MEETING,
        agreed_at=now,
        started_at=now,
    )
    pair = Pair.objects.with_people().get(pk=made.pk)
    return side_of(pair, pair.mentee), side_of(pair, pair.mentor)


def goal(side: Side, what: str = "Calm starts to every lesson", **fields: Any) -> Goal:
    return operations.add_goal(side, what=what, **fields)


def shared_goal(side: Side, what: str = "Calm starts to every lesson", **fields: Any) -> Goal:
    return operations.add_goal(side, what=what, seen=Seen.PAIR, **fields)


def action(side: Side, text: str = "Stand at the door on Monday", **fields: Any) -> Action:
    return operations.add_action(side, text=text, **fields)


def plan_item(user: User, text: str = "Lead a parents’ evening", **fields: Any) -> PlanItem:
    return operations.add_plan_item(user, text=text, **{"kind": PlanItem.Kind.STEP, **fields})


def skill(user: User, key: str = "listening") -> Skill:
    [chosen] = operations.choose_skills(user, [key])
    return chosen


def browser(side: Side) -> Client:
    """A browser in which this side's person is signed in."""
    return people.sign_in(people.browser(), side.me.user)


def quick(text: str, *, seen: str = "me", when: str = "", **more: str) -> dict[str, str]:
    """What the one-line form sends."""
    return {
        "do": "action",
        "action-key": str(uuid4()),
        "action-text": text,
        "action-when": when,
        "action-seen": seen,
        **more,
    }
