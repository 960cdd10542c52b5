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
    everyone,
    signed_in,
)
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.tools import operations
from edumentoring.tools.models import Sheet
from edumentoring.tools.tests import make


def only(status: str) -> dict[str, str]:
    """For the one who wrote it, or whose pair it is."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _pair(world: World) -> Pair:
    mentee = world.people[PARTICIPANT].participations.get()
    there = Pair.objects.with_people().filter(mentee=mentee).first()
    return there or pairs.agreed(world.programme, mentor=world.participant, mentee=mentee)


def _sheet(world: World) -> Sheet:
    pair = _pair(world)
    words = {"well": world.canary, "step": world.canary, "myself": world.canary}
    return make.sheet(side_of(pair, pair.mentee), title=world.canary, answers=words)


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code}


def at_sheet(world: World) -> dict[str, Any]:
    return {"code": _sheet(world).code}


def at_removed(world: World) -> dict[str, Any]:
    sheet = _sheet(world)
    operations.remove_sheet(sheet)
    return {"code": sheet.code}


def at_taken(world: World) -> dict[str, Any]:
    pair = _pair(world)
    return {"code": make.taken(side_of(pair, pair.mentee)).code}


def at_others_draft(world: World) -> dict[str, Any]:
    """A draft of the other of the pair: the participant is a stranger to it."""
    pair = _pair(world)
    return {"code": make.sheet(side_of(pair, pair.mentor), title=world.canary).code}


def of(key: str) -> Callable[[World], dict[str, Any]]:
    return lambda _world: {"key": key}


def sends(**data: str) -> Callable[[World], dict[str, Any]]:
    return lambda _world: data


def my_sheet(world: World) -> dict[str, Any]:
    """A form that names a sheet of the participant's."""
    return {"sheet": _sheet(world).code}


def my_plan(world: World) -> dict[str, Any]:
    pair = _pair(world)
    return {"sheet": make.sheet(side_of(pair, pair.mentee), "practice", empty=True).code}


def my_pair(world: World) -> dict[str, Any]:
    return {"pair": _pair(world).code}


def nobodys(status: str = NOT_FOUND) -> dict[str, str]:
    return {**dict.fromkeys(ACTORS, status), ANONYMOUS: LOGIN}


WRITTEN = sends(version="99", well="Hello", what="draft")
ROUTES = [
    Route("tools:pair_tools", get=only(OK), at=at_pair),
    Route("tools:mine", get=signed_in()),
    Route("tools:steps", get=signed_in()),
    Route("tools:practice", get=signed_in()),
    Route("tools:questions", get=signed_in()),
    Route("tools:guide_pdf", get=everyone(), at=of("grow")),
    Route("tools:guide_png", get=everyone(), at=of("grow")),
    Route("tools:about", get=signed_in(), at=of("lesson-feedback")),
    Route("tools:start", post=only(MOVED), at=of("grow"), data=my_pair),
    Route("tools:take_step", post=only(MOVED), at=of("door"), data=my_sheet),
    Route("tools:take_topic", post=only(MOVED), at=of("wait"), data=my_plan),
    Route("tools:take_question", post=only(MOVED), at=of("begin-1"), data=my_pair),
    Route("tools:asked", post=only(MOVED), at=at_taken),
    Route("tools:sheet", get=only(OK), post=only(IN), at=at_sheet, data=WRITTEN),
    Route("tools:sheet", get=nobodys(), post=nobodys(), at=at_others_draft, data=WRITTEN),
    Route("tools:save", post=only(IN), at=at_sheet, data=WRITTEN),
    Route("tools:read", get=only(OK), at=at_sheet),
    Route("tools:read", get=nobodys(), at=at_others_draft),
    Route("tools:again", post=only(MOVED), at=at_sheet),
    Route("tools:take_back", post=only(MOVED), at=at_sheet),
    Route("tools:remove", post=only(MOVED), at=at_sheet),
    Route("tools:restore", post=only(MOVED), at=at_removed),
]
