"""Who may open which page of this room."""

from edumentoring.config.tests.access import (
    MOVED,
    OK,
    Route,
    World,
    at_programme,
    desk,
    everyone,
)
from edumentoring.library.tests import make


def _with_zone(world: World) -> dict[str, str]:
    make.zone()
    return {}


def _with_picture(world: World) -> dict[str, str]:
    return {"name": make.shown_picture()}


ROUTES = [
    Route("library:zone", get=everyone(OK), at=_with_zone),
    Route("library:picture", get=everyone(OK), at=_with_picture),
    Route("library:open_zone", post=desk("edit", MOVED), at=at_programme),
]
