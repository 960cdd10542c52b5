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
)
from edumentoring.programmes.models import Participant
from edumentoring.verification import operations
from edumentoring.verification.models import Verification
from edumentoring.verification.tests import make


def only_the_person(status: str) -> dict[str, str]:
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _asked(world: World, participant: Participant) -> Verification:
    participant.school_text = f"{world.canary} School"
    participant.save()
    return operations.ask_colleague(participant, f"{world.canary.lower()}@elsewhere.example")


def at_letter(world: World) -> dict[str, Any]:
    _asked(world, world.participant)
    return {"token": make.last_key()}


def at_own_ask(world: World) -> dict[str, Any]:
    own = Participant.objects.get(programme=world.programme, user=world.people[PARTICIPANT])
    return {"slug": world.programme.slug, "code": _asked(world, own).code}


def at_vouched(world: World) -> dict[str, Any]:
    found = _asked(world, world.participant)
    operations.answer_as_colleague(make.last_key(), True, world.canary)
    return {"slug": world.programme.slug, "code": found.code}


def at_person(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": world.participant.code}


def yes(_world: World) -> dict[str, Any]:
    return {"answer": "yes", "name": "A colleague"}


def an_address(_world: World) -> dict[str, Any]:
    return {"email": "jo@elsewhere.example", "colleague-email": "jo@elsewhere.example"}


ROUTES = [
    Route(
        "verification:colleague",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_letter,
        data=yes,
        is_key=True,
    ),
    Route("verification:mine", get=only_the_person(OK), at=at_programme),
    Route("verification:check", post=only_the_person(MOVED), at=at_programme),
    Route("verification:ask_work", post=only_the_person(IN), at=at_programme, data=an_address),
    Route("verification:ask_colleague", post=only_the_person(IN), at=at_programme, data=an_address),
    Route("verification:take_back_ask", post=only_the_person(MOVED), at=at_own_ask),
    Route("verification:unverified", get=desk("people"), at=at_programme, query="group=not&q=a"),
    Route(
        "verification:use",
        post=desk("own", MOVED),
        at=at_programme,
        data=lambda _world: {"use": "asked"},
    ),
    Route(
        "verification:decide",
        post=desk("people", MOVED),
        at=at_vouched,
        data=lambda _world: {"answer": "accept"},
    ),
    Route(
        "verification:by_hand",
        post=desk("people", MOVED),
        at=at_person,
        data=lambda _world: {"note": "I know them"},
    ),
    Route("verification:take_back", post=desk("people", MOVED), at=at_person),
]
