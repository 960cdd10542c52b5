"""Who may open which page of this room."""

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
    at_programme,
    desk,
    everyone,
    signed_in,
)
from edumentoring.network.letters import answer_link
from edumentoring.network.models import Question
from edumentoring.network.tests import make
from edumentoring.notes.tests import make as notes
from edumentoring.programmes.models import Participant


def only_the_person(status: str) -> dict[str, str]:
    """Somebody who takes part: nobody at the desk, and nobody of another programme."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _me(world: World) -> Participant:
    me = Participant.objects.get(programme=world.programme, user=world.people[PARTICIPANT])
    return make.found(me)


def _other(world: World) -> Participant:
    return make.found(world.participant)


def _words(world: World) -> str:
    return f"{world.canary} words"


def at_person(world: World) -> dict[str, Any]:
    _me(world)
    return {"slug": world.programme.slug, "code": _other(world).code}


def at_group(world: World) -> dict[str, Any]:
    group = make.group(_other(world), f"{world.canary} group", about=_words(world))
    return {"slug": world.programme.slug, "code": group.code}


def at_own_group(world: World) -> dict[str, Any]:
    group = make.group(_other(world), f"{world.canary} group", about=_words(world))
    make.operations.join(group, _me(world))
    return {"slug": world.programme.slug, "code": group.code}


def at_closed_group(world: World) -> dict[str, Any]:
    group = make.group(_other(world), f"{world.canary} group")
    make.operations.close_group(group, by=world.people["owner"])
    return {"slug": world.programme.slug, "code": group.code}


def _question(world: World) -> Question:
    return make.question(_me(world), _words(world))


def at_question(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _question(world).code}


def at_answer(world: World) -> dict[str, Any]:
    answer = make.answer(_question(world), _other(world), _words(world))
    return {"slug": world.programme.slug, "code": answer.code}


def at_note(world: World) -> dict[str, Any]:
    return {"note": notes.question(world.people[PARTICIPANT], None).code}


def at_thread(world: World) -> dict[str, Any]:
    return {"code": make.thread(_other(world), _me(world), _words(world)).code}


def at_key(world: World) -> dict[str, Any]:
    me = _me(world)
    link = answer_link(make.thread(_other(world), me, _words(world)), me)
    return {"token": link.rstrip("/").rsplit("/", 1)[1]}


def some_words(_world: World) -> dict[str, Any]:
    return {"text": "How do you start a lesson?"}


def rather_not(_world: World) -> dict[str, Any]:
    return {"answer": "rather_not"}


ROUTES = [
    Route("network:mine", get={**signed_in(OK), PARTICIPANT: MOVED}),
    Route("network:directory", get=only_the_person(OK), at=at_programme),
    Route("network:consent", post=only_the_person(MOVED), at=at_programme),
    Route("network:listing", get=only_the_person(OK), post=only_the_person(IN), at=at_programme),
    Route(
        "network:write_first",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_person,
        data=some_words,
    ),
    Route("network:messages", get=only_the_person(OK), at=at_programme),
    Route(
        "network:thread",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_thread,
        data=some_words,
    ),
    Route("network:close", post=only_the_person(MOVED), at=at_thread),
    Route("network:open_again", post=only_the_person(MOVED), at=at_thread),
    Route("network:block", post=only_the_person(MOVED), at=at_thread),
    Route("network:share_email", post=only_the_person(MOVED), at=at_thread),
    Route(
        "network:reply_by_key",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_key,
        data=rather_not,
        is_key=True,
    ),
    Route("network:groups", get=only_the_person(OK), at=at_programme),
    Route("network:suggest", get=only_the_person(OK), post=only_the_person(IN), at=at_programme),
    Route("network:group", get=only_the_person(OK), at=at_group),
    Route("network:join", post=only_the_person(MOVED), at=at_group),
    Route("network:leave", post=only_the_person(MOVED), at=at_group),
    Route("network:meets", get=only_the_person(OK), post=only_the_person(IN), at=at_own_group),
    Route("network:questions", get=only_the_person(OK), at=at_programme),
    Route("network:tell_me", post=only_the_person(MOVED), at=at_programme),
    Route("network:ask", get=only_the_person(OK), post=only_the_person(IN), at=at_programme),
    Route("network:ask_from_note", get=only_the_person(MOVED), at=at_note),
    Route(
        "network:question",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_question,
        data=some_words,
    ),
    Route("network:helpful", post=only_the_person(MOVED), at=at_answer),
    Route("network:report", post=only_the_person(MOVED), at=at_answer),
    Route("network:take_back", post=only_the_person(MOVED), at=at_question),
    Route("network:desk", get=desk("people"), at=at_programme),
    Route("network:desk_question", get=desk("people"), at=at_question),
    Route("network:remove", post=desk("people", MOVED), at=at_answer),
    Route("network:restore", post=desk("people", MOVED), at=at_question),
    Route("network:settle", post=desk("people", MOVED), at=at_question),
    Route("network:close_group", post=desk("people", MOVED), at=at_group),
    Route("network:open_group", post=desk("people", MOVED), at=at_closed_group),
]
