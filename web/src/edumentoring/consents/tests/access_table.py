"""Who may open which page of this room."""

from typing import Any

from django.utils import timezone

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    IN,
    JUST_REVOKED,
    LOGIN,
    MOVED,
    NOT_FOUND,
    OK,
    OTHER_OWNER,
    OWNER_BY_EMAIL,
    PARTICIPANT,
    SUPERUSER,
    Route,
    World,
    at_programme,
    desk,
    everyone,
)
from edumentoring.consents import operations

ONLY_ONES_OWN = {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN}
# The programme of the table has no public page: only those who belong to it may read.
BELONGS = everyone(
    **dict.fromkeys((ANONYMOUS, OWNER_BY_EMAIL, OTHER_OWNER, JUST_REVOKED, SUPERUSER), NOT_FOUND)
)


def at_public(world: World) -> dict[str, Any]:
    world.programme.published_at = timezone.now()
    world.programme.save()
    return at_programme(world)


def at_wording(world: World) -> dict[str, Any]:
    operations.reword(
        world.programme,
        "research",
        title=world.canary,
        text=world.canary,
        by=world.people["owner"],
    )
    return {"slug": world.programme.slug, "purpose": "research"}


def at_person(world: World) -> dict[str, Any]:
    operations.give(world.participant, ["research"], way="desk", note=world.canary)
    return {"slug": world.programme.slug, "code": world.participant.code}


ROUTES = [
    Route("consents:privacy", get=everyone(), at=at_public, is_key=True),
    Route("consents:conduct", get=BELONGS, at=at_programme),
    Route(
        "consents:mine",
        get={**ONLY_ONES_OWN, PARTICIPANT: OK},
        post={**ONLY_ONES_OWN, PARTICIPANT: MOVED},
        at=at_programme,
        data=lambda _world: {"purpose": "research", "version": "1", "give": "yes"},
    ),
    Route(
        "consents:wordings",
        get=desk("own"),
        post=desk("own", MOVED),
        at=at_programme,
        data=lambda _world: {"purpose": "research", "stop": "yes"},
    ),
    Route(
        "consents:wording",
        get=desk("own"),
        post=desk("own", IN),
        at=at_wording,
        in_every_programme=True,
    ),
    Route("consents:notice", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route(
        "consents:person",
        get=desk("people"),
        post=desk("people", MOVED),
        at=at_person,
        data=lambda _world: {"purposes": "part", "note": "By e-mail", "give": "yes"},
    ),
]
