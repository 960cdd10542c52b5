"""Who may open which page of this room: the two of a pair, and nobody at the desk."""

from typing import Any
from uuid import uuid4

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    IN,
    LOGIN,
    MOVED,
    NOT_FOUND,
    OK,
    PARTICIPANT,
    Route,
    World,
    nothing,
    signed_in,
)
from edumentoring.goals import operations
from edumentoring.goals.models import Action, Goal
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of


def only_the_pair(status: str = OK) -> dict[str, str]:
    """Those at the desk meet the same 404 as strangers: these are people's own papers."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _sides(world: World) -> tuple[Side, Side]:
    """The participant as mentee, and as their mentor the one with the canary."""
    pair, _new = Pair.objects.get_or_create(
        programme=world.programme,
        mentor=world.participant,
        mentee=world.people[PARTICIPANT].participations.get(),
        defaults={"state": Pair.State.MEETING},
    )
    Pair.objects.filter(pk=pair.pk).update(agreed_at=pair.opened_at)
    pair = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(pair, pair.mentee), side_of(pair, pair.mentor)


def _goal(world: World) -> tuple[Side, Goal]:
    mentee, _mentor = _sides(world)
    return mentee, operations.add_goal(mentee, what=world.canary, why=world.canary)


def _action(world: World) -> tuple[Side, Action]:
    mentee, goal = _goal(world)
    return mentee, operations.add_action(mentee, text=world.canary, goal=goal)


def at_pair(world: World) -> dict[str, Any]:
    side, _action_made = _action(world)
    return {"code": side.pair.code}


def at_goal(world: World) -> dict[str, Any]:
    side, goal = _goal(world)
    return {"code": side.pair.code, "goal": goal.code}


def at_action(world: World) -> dict[str, Any]:
    side, action = _action(world)
    return {"code": side.pair.code, "action": action.code}


def at_asked(world: World) -> dict[str, Any]:
    """The one with the canary asks the participant."""
    mentee, mentor = _sides(world)
    skill = operations.add_skill(mentor.me.user, world.canary)
    rating = operations.ask_partner(mentor.me.user, skill, mentee.pair)
    return {"code": mentee.pair.code, "rating": rating.code}


def at_deed(world: World) -> dict[str, Any]:
    side, action = _action(world)
    return {"code": side.pair.code, "kind": "action", "thing": action.code, "verb": "done"}


def at_plan(world: World) -> dict[str, Any]:
    item = operations.add_plan_item(world.people[PARTICIPANT], kind="step", text=world.canary)
    return {"item": item.code}


def at_skill(world: World) -> dict[str, Any]:
    return {"skill": operations.add_skill(world.people[PARTICIPANT], world.canary).code}


def at_own_deed(world: World) -> dict[str, Any]:
    return {"kind": "plan", "thing": at_plan(world)["item"], "verb": "done"}


def at_question(_world: World) -> dict[str, Any]:
    return {"question": "why-here"}


def a_line(_world: World) -> dict[str, Any]:
    return {"do": "action", "action-text": "Ring home", "action-seen": "me", "action-when": ""}


def a_goal(_world: World) -> dict[str, Any]:
    return {"key": uuid4(), "what": "Calm starts", "seen": "me", "version": "1"}


def a_plan(_world: World) -> dict[str, Any]:
    return {
        "kind": "step",
        "text": "Visit a school",
        "version": "1",
        "stage": "open",
        "shared_in": "me",
    }


ROUTES = [
    Route("goals:goals", get=only_the_pair(), post=only_the_pair(MOVED), at=at_pair, data=a_line),
    Route(
        "goals:new_goal", get=only_the_pair(), post=only_the_pair(MOVED), at=at_pair, data=a_goal
    ),
    Route("goals:timeline", get=only_the_pair(), at=at_pair),
    Route("goals:goal", get=only_the_pair(), post=only_the_pair(MOVED), at=at_goal, data=a_line),
    Route(
        "goals:change_goal", get=only_the_pair(), post=only_the_pair(MOVED), at=at_goal, data=a_goal
    ),
    Route("goals:print_goal", get=only_the_pair(), at=at_goal),
    Route("goals:action", get=only_the_pair(), post=only_the_pair(IN), at=at_action, data=a_line),
    Route("goals:asked", get=only_the_pair(), post=only_the_pair(IN), at=at_asked),
    Route("goals:do", post=only_the_pair(MOVED), at=at_deed),
    Route("goals:career", get=signed_in(), post=signed_in(MOVED), at=nothing, data=a_plan),
    Route(
        "goals:plan_item", get=only_the_pair(), post=only_the_pair(MOVED), at=at_plan, data=a_plan
    ),
    Route("goals:do_own", post=only_the_pair(MOVED), at=at_own_deed),
    Route("goals:interview", get=signed_in(), at=nothing),
    Route(
        "goals:question",
        get=signed_in(),
        post=signed_in(MOVED),
        at=at_question,
        data=lambda _world: {"version": "0", "text": "Because", "shared_in": "me"},
    ),
    Route("goals:skills", get=signed_in(), post=signed_in(IN), at=nothing),
    Route("goals:skill", get=only_the_pair(), post=only_the_pair(IN), at=at_skill),
    Route("goals:standards", get=signed_in(), post=signed_in(MOVED), at=nothing),
]
