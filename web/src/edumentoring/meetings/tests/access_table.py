"""Who may open which page of this room."""

from datetime import date
from typing import Any
from uuid import uuid4

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    IN,
    LOGIN,
    MOVED,
    NOT_FOUND,
    PARTICIPANT,
    Route,
    World,
    at_programme,
    desk,
    everyone,
    signed_in,
)
from edumentoring.meetings import operations
from edumentoring.meetings.access import calendar_of, feed_key, key_for
from edumentoring.meetings.models import Meeting, Taught
from edumentoring.meetings.operations import Details
from edumentoring.meetings.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of

WORDS = Details(where="Quillfeather")


def only(status: str) -> dict[str, str]:
    """For the two of the pair; to everybody else the page does not exist."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


ONLY_ONE_OF_THE_TWO = only("ok")
ONE_OF_THE_TWO_WRITES = only(IN)


def _sides(world: World) -> tuple[Side, Side]:
    """The side of the participant who looks, a mentee, and of the one with the canary."""
    mine = world.people[PARTICIPANT].participations.get()
    pair = make.pair(mentor=world.participant, mentee=mine)
    pair = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(pair, pair.mentee), side_of(pair, pair.mentor)


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _sides(world)[0].pair.code}


def _suggested(world: World) -> Meeting:
    _mine, theirs = _sides(world)
    return operations.propose(theirs, [make.soon()], WORDS, word=world.canary)


def at_suggested(world: World) -> dict[str, Any]:
    meeting = _suggested(world)
    return {"code": meeting.pair.code, "meeting": meeting.code}


def at_agreed(world: World) -> dict[str, Any]:
    mine, theirs = _sides(world)
    operations.add_item(mine, world.canary)
    meeting = operations.propose(
        theirs, [make.soon()], WORDS, word=world.canary, already_agreed=True
    )
    return {"code": meeting.pair.code, "meeting": meeting.code}


def at_pair_that_meets(world: World) -> dict[str, Any]:
    return {"code": at_agreed(world)["code"]}


def at_gone(world: World) -> dict[str, Any]:
    named = at_agreed(world)
    Meeting.objects.filter(code=named["meeting"]).update(
        starts_at=make.soon(-1), talked=world.canary
    )
    return named


def at_series(world: World) -> dict[str, Any]:
    _mine, theirs = _sides(world)
    made = operations.propose_series(theirs, [make.soon(7), make.soon(14)], WORDS)
    return {"code": theirs.pair.code, "series": made[0].series}


def at_item(world: World) -> dict[str, Any]:
    mine, _theirs = _sides(world)
    return {"code": mine.pair.code, "item": operations.add_item(mine, world.canary).code}


def at_link(world: World) -> dict[str, Any]:
    meeting = _suggested(world)
    return {"token": key_for(meeting, meeting.pair.mentee)}


def at_feed(world: World) -> dict[str, Any]:
    at_agreed(world)
    return {"key": feed_key(calendar_of(world.people[PARTICIPANT]))}


def _taught(world: World) -> Taught:
    return Taught.objects.create(
        programme=world.programme, week=date(2026, 11, 23), title=world.canary, batch=uuid4()
    )


def at_taught(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "line": _taught(world).code}


def at_batch(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "batch": _taught(world).batch}


def none(_world: World) -> dict[str, Any]:
    return {"answer": "none"}


READ = {"get": ONLY_ONE_OF_THE_TWO}
WRITE = {"post": ONE_OF_THE_TWO_WRITES}

ROUTES = [
    Route("meetings:meetings", **READ, at=at_pair_that_meets),
    Route("meetings:propose", **READ, **WRITE, at=at_pair),
    Route("meetings:every", **READ, **WRITE, at=at_pair),
    Route("meetings:answer_series", **WRITE, at=at_series),
    Route("meetings:call_off_series", **WRITE, at=at_series),
    Route("meetings:download_all", **READ, at=at_pair_that_meets),
    Route("meetings:record", **READ, **WRITE, at=at_pair),
    Route("meetings:add_item", **WRITE, at=at_pair, data=lambda _world: {"text": "Workload"}),
    Route("meetings:take_guide", **WRITE, at=at_pair),
    Route("meetings:remove_item", **WRITE, at=at_item),
    Route("meetings:bring_back_item", **WRITE, at=at_item),
    Route("meetings:meeting", **READ, at=at_agreed),
    Route("meetings:answer", **WRITE, at=at_suggested, data=none),
    Route("meetings:other_times", **READ, **WRITE, at=at_suggested),
    Route("meetings:where", **READ, **WRITE, at=at_agreed),
    Route("meetings:call_off", **READ, **WRITE, at=at_agreed),
    Route("meetings:log", **READ, **WRITE, at=at_gone),
    Route("meetings:download", **READ, at=at_agreed),
    Route("meetings:calendar", get=signed_in(), post=signed_in(MOVED)),
    Route("meetings:new_address", post=signed_in(MOVED)),
    Route("meetings:feed", get=everyone(), at=at_feed, is_key=True),
    Route("meetings:taught", get=desk("see"), post=desk("people", IN), at=at_programme),
    Route("meetings:taught_line", get=desk("people"), post=desk("people", IN), at=at_taught),
    Route("meetings:remove_line", post=desk("people", MOVED), at=at_taught),
    Route("meetings:bring_back_line", post=desk("people", MOVED), at=at_taught),
    Route("meetings:remove_batch", post=desk("people", MOVED), at=at_batch),
    Route(
        "meetings:reply", get=everyone(), post=everyone(MOVED), at=at_link, data=none, is_key=True
    ),
    Route("meetings:reply_others", get=everyone(), post=everyone(IN), at=at_link, is_key=True),
]
