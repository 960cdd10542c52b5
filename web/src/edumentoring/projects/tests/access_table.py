"""Who may open which page of this room."""

from collections.abc import Callable
from typing import Any

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
    signed_in,
)
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.projects import operations
from edumentoring.projects.models import Project
from edumentoring.projects.tests import make


def only(status: str) -> dict[str, str]:
    """For the two who share the page."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _side(world: World) -> Side:
    mentee = world.people[PARTICIPANT].participations.get()
    there = Pair.objects.with_people().filter(mentee=mentee).first()
    pair = there or pairs.agreed(world.programme, mentor=world.participant, mentee=mentee)
    pair = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(pair, pair.mentee)


def _project(world: World) -> Project:
    return make.project(_side(world), world.canary, what=world.canary)


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _side(world).pair.code}


def at_project(world: World) -> dict[str, Any]:
    return {"code": _project(world).code}


def at_piece(world: World) -> dict[str, Any]:
    found = _project(world)
    return {"code": found.code, "key": make.piece(found, _side(world), world.canary).pk}


def at_link(world: World) -> dict[str, Any]:
    found = _project(world)
    return {"code": found.code, "key": make.link(found, _side(world)).pk}


def at_ended(world: World) -> dict[str, Any]:
    found = _project(world)
    operations.end_project(found, _side(world))
    return {"code": found.code}


def sends(**data: str) -> Callable[[World], dict[str, Any]]:
    return lambda _world: data


ROUTES = [
    Route("projects:mine", get=signed_in(OK)),
    Route("projects:begin", get=only(OK), post=only(IN), at=at_pair),
    Route(
        "projects:project",
        get=only(OK),
        post=only(IN),
        at=at_project,
        data=sends(title="A", version="99"),
    ),
    Route("projects:shown", post=only(IN), at=at_project),
    Route("projects:add_piece", post=only(IN), at=at_project),
    Route("projects:mark_piece", post=only(MOVED), at=at_piece, data=sends(done="yes")),
    Route("projects:remove_piece", post=only(MOVED), at=at_piece),
    Route("projects:add_link", post=only(IN), at=at_project),
    Route("projects:remove_link", post=only(MOVED), at=at_link),
    Route("projects:end", post=only(MOVED), at=at_project),
    Route("projects:go_on", post=only(MOVED), at=at_ended),
    Route("projects:paper", get=only(OK), at=at_project),
    Route("projects:file", get=only(OK), at=at_project),
]
