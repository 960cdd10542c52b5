"""Who may open which page of a pair: the two, and nobody else. `access_table.py` takes these in."""

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
)
from edumentoring.pairs import operations
from edumentoring.pairs.letters import spoken_link
from edumentoring.pairs.models import CheckIn, Pair
from edumentoring.pairs.operations import NewPair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make


def only(status: str) -> dict[str, str]:
    """For the two of the pair; to everybody else the page does not exist."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _side(world: World) -> Side:
    """The side of the participant who looks, a mentee; the mentor is the one with the canary."""
    mine = world.people[PARTICIPANT].participations.get()
    new = NewPair(mentor=world.participant, mentee=mine, reasons={"mentee": [world.canary]})
    pair = make.answered(world.programme, new, by=world.people["owner"])
    return side_of(pair, pair.mentee)


def at_pair(world: World) -> dict[str, Any]:
    side = _side(world)
    other = side_of(side.pair, side.other)
    operations.keep_feeling(other, answer="unsure", words=world.canary)
    return {"code": side.pair.code}


def at_version(world: World) -> dict[str, Any]:
    side = _side(world)
    words = {"purpose": world.canary, "between_us": "", "how_we_end": ""}
    operations.suggest_agreement(
        side_of(side.pair, side.other),
        words=words | {"how_often": "monthly", "channel": "video"},
        version=0,
    )
    return {"code": side.pair.code}


def at_answer(world: World) -> dict[str, Any]:
    side = _side(world)
    kept = operations.keep_feeling(side, answer="well", words=world.canary)
    return {"code": side.pair.code, "key": kept.pk}


def at_finished(world: World) -> dict[str, Any]:
    side = _side(world)
    operations.finish_pair(side_of(side.pair, side.other), thanks=world.canary)
    return {"code": side.pair.code}


def at_handed_over(world: World) -> dict[str, Any]:
    side = _side(world)
    before = make.agreed()
    Pair.objects.filter(pk=side.pair.pk).update(came_from=before)
    return {"code": side.pair.code}


def _asked(world: World) -> CheckIn:
    side = _side(world)
    return CheckIn.objects.create(pair=side.pair, participant=side.me)


def at_question(world: World) -> dict[str, Any]:
    return {"code": _asked(world).pair.code}


def at_question_link(world: World) -> dict[str, Any]:
    return {"token": spoken_link(_asked(world)).rstrip("/").rsplit("/", 1)[1]}


def _said(_world: World) -> dict[str, Any]:
    return {"answer": "yes"}


def _nobody(_world: World) -> dict[str, Any]:
    return {"next_step": "nobody"}


def _version(_world: World) -> dict[str, Any]:
    return {"version": "1"}


ROUTES = [
    Route("pairs:own_pair", get=only(OK), at=at_version),
    Route("pairs:agreement", get=only(OK), post=only(IN), at=at_version),
    Route("pairs:fine", post=only(MOVED), at=at_version, data=_version),
    Route("pairs:first_meeting", get=only(OK), at=at_pair),
    Route("pairs:met", post=only(MOVED), at=at_pair),
    Route("pairs:pause", get=only(OK), post=only(IN), at=at_pair),
    Route("pairs:resume", post=only(MOVED), at=at_pair),
    Route("pairs:working", get=only(OK), post=only(IN), at=at_pair),
    Route("pairs:forget_working", post=only(MOVED), at=at_answer),
    Route("pairs:have_spoken", get=only(OK), post=only(MOVED), at=at_question, data=_said),
    Route(
        "pairs:spoken",
        get=everyone(),
        post=everyone(MOVED),
        at=at_question_link,
        data=_said,
        is_key=True,
    ),
    Route("pairs:finish", get=only(OK), post=only(IN), at=at_finished),
    Route("pairs:what_next", get=only(OK), post=only(MOVED), at=at_finished, data=_nobody),
    Route("pairs:go_on", post=only(MOVED), at=at_finished),
    Route("pairs:another", get=only(OK), post=only(MOVED), at=at_pair),
    Route("pairs:hand_on", get=only(OK), post=only(MOVED), at=at_pair),
    Route("pairs:bring", get=only(OK), post=only(MOVED), at=at_handed_over),
    Route("pairs:become_mentor", post=only(MOVED), at=at_finished),
]
