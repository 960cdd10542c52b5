"""Who may open which page of this room. Wagtail's are in config/tests/test_editors_desk.py."""

from typing import Any

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    LOGIN,
    MOVED,
    NOT_FOUND,
    PARTICIPANT,
    REFUSED,
    Route,
    World,
    at_programme,
    desk,
    everyone,
    signed_in,
)
from edumentoring.library import own_operations as operations
from edumentoring.library.models import Section
from edumentoring.library.tests import make

only_me = {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: MOVED}


def _section(world: World) -> Section:
    return make.section(title="A public section")


def at_zone(world: World) -> dict[str, Any]:
    make.zone()
    return {}


def at_section(world: World) -> dict[str, Any]:
    return {"pk": _section(world).pk}


def at_guide(world: World) -> dict[str, Any]:
    return {"pk": _section(world).pk, "name": "a-public-section"}


def at_action(world: World) -> dict[str, Any]:
    section = _section(world)
    return {"pk": section.pk, "action": section.actions[0].id}


def at_line(world: World) -> dict[str, Any]:
    section = _section(world)
    line = operations.put_on_list(section, section.actions[0].id, by=world.people[PARTICIPANT])
    return {"pk": line.pk}


def at_picture(world: World) -> dict[str, Any]:
    return {"name": make.shown_picture()}


def at_resource(world: World) -> dict[str, Any]:
    return {"key": make.resource().key}


def at_collection(world: World) -> dict[str, Any]:
    return {"key": make.collection(make.resource()).key}


ROUTES = [
    Route("library:zone", get=everyone(), at=at_zone),
    Route("library:feed", get=everyone()),
    Route("library:sitemap", get=everyone()),
    Route("library:robots", get=everyone()),
    Route("library:guide_pdf", get=everyone(), at=at_guide, is_key=True),
    Route("library:guide_png", get=everyone(), at=at_guide, is_key=True),
    Route("library:guide_card", get=everyone(), at=at_guide, is_key=True),
    Route("library:picture", get=everyone(), at=at_picture),
    Route("library:mine", get=signed_in()),
    Route("library:put", post=signed_in(MOVED), at=at_action),
    Route("library:tick", post=only_me, at=at_line),
    Route("library:drop", post=only_me, at=at_line),
    Route("library:read", post=signed_in(MOVED), at=at_section),
    Route("library:sure", get=signed_in(), post=signed_in(MOVED), at=at_section),
    Route("library:resources", get=everyone()),
    Route("library:collection", get=everyone(), at=at_collection),
    Route("library:resource", get=everyone(), at=at_resource),
    Route("library:mark", post=signed_in(MOVED), at=at_resource),
    Route("library:desk", get=desk("edit"), post=desk("edit", REFUSED), at=at_programme),
    Route("library:open_zone", post=desk("edit", MOVED), at=at_programme),
]
