"""Who may open which page of this room."""

from typing import Any

from django.utils import timezone

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
    at_programme,
    desk,
    everyone,
)
from edumentoring.programmes.models import Programme
from edumentoring.reach import operations

ONLY_THE_PERSON = {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: OK}


def public(world: World) -> dict[str, Any]:
    """A programme that anybody may read about: the other one, which bears no canary."""
    Programme.objects.filter(pk=world.other_programme.pk).update(published_at=timezone.now())
    return {"slug": world.other_programme.slug}


def public_code(world: World) -> dict[str, Any]:
    public(world)
    link = operations.make_link(world.other_programme, label="Poster", by=None)
    return {"code": link.code}


def at_picture(world: World) -> dict[str, Any]:
    return {**public(world), "channel": "square"}


def at_link(world: World) -> dict[str, Any]:
    link = operations.make_link(world.programme, label=world.canary, by=None)
    return {**at_programme(world), "code": link.code}


def hidden_link(world: World) -> dict[str, Any]:
    """A link of a programme that is not published."""
    return {"code": at_link(world)["code"]}


ROUTES = [
    Route("reach:programmes", get=everyone()),
    Route("reach:programme", get=everyone(), at=public),
    Route("reach:programme", get=everyone(NOT_FOUND), at=at_programme),
    Route("reach:for_schools", get=everyone(), at=public),
    Route("reach:for_mentors", get=everyone(), at=public),
    Route("reach:for_mentees", get=everyone(), at=public),
    Route("reach:card", get=everyone(), at=public),
    Route("reach:card", get=everyone(NOT_FOUND), at=at_programme),
    Route("reach:picture", get=everyone(), at=at_picture, in_every_programme=True),
    Route("reach:invite", get=everyone(MOVED), at=public_code),
    Route("reach:invite", get=everyone(NOT_FOUND), at=hidden_link),
    Route(
        "reach:invite_others",
        get=ONLY_THE_PERSON,
        post={**ONLY_THE_PERSON, PARTICIPANT: MOVED},
        at=at_programme,
    ),
    Route(
        "reach:share",
        get=desk("see"),
        post=desk("people", IN),
        at=at_programme,
        data=lambda _world: {"label": "Newsletter"},
    ),
    Route("reach:link", get=desk("see"), post=desk("people", MOVED), at=at_link),
    Route(
        "reach:sites",
        post=desk("people", IN),
        at=at_programme,
        data=lambda _world: {"sites": "https://www.school.example"},
    ),
    Route(
        "reach:questions",
        get=desk("own"),
        post=desk("own", IN),
        at=at_programme,
        data=lambda world: {"version": world.programme.version, "0-question": ""},
    ),
    Route("reach:poster", get=desk("see"), at=at_link),
    Route(
        "reach:coverage",
        get=desk("see"),
        post=desk("people", IN),
        at=at_programme,
        data=lambda _world: {"text": "Could you mentor?"},
    ),
]
