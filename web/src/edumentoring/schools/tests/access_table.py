"""Who may open the pages of this room."""

from typing import Any

from edumentoring.config.tests.access import (
    IN,
    MOVED,
    NOT_FOUND,
    OK,
    SUPERUSER,
    Route,
    World,
    any_staff,
    everyone,
)
from edumentoring.schools.tests import make


def _one(world: World) -> dict[str, Any]:
    return {"pk": make.organisation(by_hand=True).pk}


ROUTES = [
    Route("schools:search", get=everyone(OK), query="q=harrow"),
    Route("schools:new", get=any_staff(OK), post=any_staff(IN)),
    Route(
        "schools:register",
        get=any_staff(NOT_FOUND, **{SUPERUSER: OK}),
        post=any_staff(NOT_FOUND, **{SUPERUSER: IN}),
    ),
    Route("schools:organisation", get=any_staff(OK), at=_one),
    Route("schools:change", get=any_staff(OK), post=any_staff(IN), at=_one),
    Route("schools:close", get=any_staff(OK), post=any_staff(IN), at=_one),
    Route("schools:reopen", post=any_staff(MOVED), at=_one),
]
