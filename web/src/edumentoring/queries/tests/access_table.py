"""Who may open which page of this room."""

from typing import Any

from django.utils import timezone

from edumentoring.config.tests.access import (
    ACTORS,
    IN,
    MOVED,
    NOT_FOUND,
    OK,
    OWNER,
    PARTICIPANT,
    Route,
    World,
    at_programme,
    desk,
    everyone,
)
from edumentoring.queries import operations
from edumentoring.queries.models import Query
from edumentoring.queries.tests import make
from edumentoring.queries.thread_link import thread_key


def only_who_takes_part(status: str) -> dict[str, str]:
    """The world's programme is not published, so that its words are nobody else's to read."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), PARTICIPANT: status}


def _query(world: World) -> Query:
    return make.query(
        world.programme,
        name=world.canary,
        email=f"{world.canary.lower()}@elsewhere.example",
        text=f"{world.canary} asks",
    )


def at_query(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _query(world).code}


def at_junk(world: World) -> dict[str, Any]:
    query = _query(world)
    Query.objects.filter(pk=query.pk).update(is_junk=True)
    return {"slug": world.programme.slug, "code": query.code}


def at_thread(world: World) -> dict[str, Any]:
    return {"token": thread_key(_query(world))}


def at_reply(world: World) -> dict[str, Any]:
    query = _query(world)
    message = operations.reply_to_query(query, world.canary, by=world.people[OWNER])
    return {"slug": world.programme.slug, "code": query.code, "message": message.code}


def at_answer(world: World) -> dict[str, Any]:
    saved = operations.save_answer(
        world.programme, title=world.canary, text=world.canary, by=world.people[OWNER]
    )
    return {"slug": world.programme.slug, "code": saved.code}


def published(world: World) -> dict[str, Any]:
    """The same programme with a public page."""
    type(world.programme).objects.filter(pk=world.programme.pk).update(published_at=timezone.now())
    return {"slug": world.programme.slug}


def question(_world: World) -> dict[str, Any]:
    return {"name": "Jo", "email": "jo@elsewhere.example", "text": "When?"}


def words(_world: World) -> dict[str, Any]:
    return {"text": "Next week", "note-text": "Next week", "then": "answered", "version": "1"}


def closed(_world: World) -> dict[str, Any]:
    return {"state": "closed"}


def an_answer(_world: World) -> dict[str, Any]:
    return {"title": "When", "text": "Next week"}


ROUTES = [
    Route(
        "queries:ask",
        get=only_who_takes_part(OK),
        post=only_who_takes_part(MOVED),
        at=at_programme,
        data=question,
    ),
    # A public page: anybody may read the programme's name there.
    Route(
        "queries:ask",
        get=everyone(OK),
        post=everyone(MOVED),
        at=published,
        data=question,
        is_key=True,
    ),
    Route("queries:asked", get=only_who_takes_part(OK), at=at_programme),
    Route(
        "queries:thread",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_thread,
        data=words,
        is_key=True,
    ),
    Route("queries:inbox", get=desk("see"), at=at_programme, query="which=mine&q=a"),
    Route("queries:query", get=desk("see"), at=at_query),
    Route("queries:reply", post=desk("people", IN), at=at_query, data=words),
    Route("queries:take_back", post=desk("people", MOVED), at=at_reply),
    Route("queries:note", post=desk("people", IN), at=at_query, data=words),
    Route("queries:owner", post=desk("people", MOVED), at=at_query, data=lambda _world: {}),
    Route("queries:settle", post=desk("people", MOVED), at=at_query, data=closed),
    Route("queries:not_junk", post=desk("people", MOVED), at=at_junk),
    Route(
        "queries:answers",
        get=desk("people"),
        post=desk("people", IN),
        at=at_programme,
        data=an_answer,
    ),
    Route(
        "queries:answer",
        get=desk("people"),
        post=desk("people", IN),
        at=at_answer,
        data=an_answer,
    ),
    Route("queries:remove_answer", post=desk("people", MOVED), at=at_answer),
]
