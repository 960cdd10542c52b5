"""Who may open which page of this room."""

from typing import Any

from django.utils import timezone

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
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
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import NewPair
from edumentoring.rhythm.looking_back import year_of
from edumentoring.rhythm.models import Feeling, LookBack, Pulse
from edumentoring.rhythm.nudging import questions_link
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.tests import make


def one_of_the_two(status: str = OK) -> dict[str, str]:
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _pair(world: World) -> Pair:
    """The participant and the one with the canary, who met, and each of whom wrote the canary."""
    new = NewPair(
        mentor=world.participant,
        mentee=world.people[PARTICIPANT].participations.get(),
        reasons={"mentor": [world.canary], "mentee": [world.canary]},
    )
    [pair] = operations.introduce(world.programme, [new], by=world.people["owner"], round_number=1)
    now = timezone.now()
    Pair.objects.filter(pk=pair.pk).update(
        state=Pair.State.MEETING, agreed_at=now, started_at=now, introduced_at=now
    )
    pair = Pair.objects.with_people().get(pk=pair.pk)
    said = Answer(text=world.canary, shared=True)
    for side in (make.mentee_side(pair), make.mentor_side(pair)):
        make.looked_back(side, "end", well=said)
        Feeling.objects.create(
            pair=pair, participant=side.me, on=timezone.localdate(), mood_before=3
        )
    return pair


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code}


def at_stage(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code, "stage": "mid"}


def at_end(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code, "stage": "end"}


def at_moment(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code, "moment": "first"}


def at_key(world: World) -> dict[str, Any]:
    pair = _pair(world)
    token = questions_link(pair, "first", pair.mentor).rstrip("/").rsplit("/", 1)[1]
    return {"moment": "first", "token": token}


def at_day(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code, "day": f"{timezone.localdate()}"}


def at_own_day(world: World) -> dict[str, Any]:
    Pulse.objects.create(user=world.participant.user, on=timezone.localdate(), autonomy=3)
    return {"day": f"{timezone.localdate()}"}


def at_year(world: World) -> dict[str, Any]:
    year = year_of(timezone.localdate())
    LookBack.objects.create(user=world.participant.user, year=year, words={"proud": world.canary})
    return {"year": year}


def answers(_world: World) -> dict[str, Any]:
    return {"worth": "4", "heard": "5"}


def day(_world: World) -> dict[str, Any]:
    today = timezone.localdate()
    return {"until_day": today.day, "until_month": today.month, "until_year": today.year}


def times(_world: World) -> dict[str, Any]:
    return {"mid_after": "4", "end_after": "9"}


def finished(_world: World) -> dict[str, Any]:
    return {"well": "Good.", "what": "finish"}


def how_we_work(_world: World) -> dict[str, Any]:
    return {"purpose": "Calm starts", "how_often": "monthly", "channel": "video", "version": "0"}


ROUTES = [
    Route("rhythm:reviews", get=one_of_the_two(), at=at_pair),
    Route(
        "rhythm:review",
        get=one_of_the_two(),
        post=one_of_the_two(MOVED),
        at=at_stage,
        data=finished,
    ),
    Route("rhythm:save_review", post=one_of_the_two(), at=at_stage),
    Route(
        "rhythm:agreement",
        get=one_of_the_two(),
        post=one_of_the_two(MOVED),
        at=at_stage,
        data=how_we_work,
    ),
    Route("rhythm:stop_sharing", post=one_of_the_two(MOVED), at=at_end),
    Route(
        "rhythm:questions", get=one_of_the_two(), post=one_of_the_two(), at=at_moment, data=answers
    ),
    Route(
        "rhythm:questions_by_key",
        get=everyone(),
        post=everyone(),
        at=at_key,
        data=answers,
        is_key=True,
    ),
    Route(
        "rhythm:feelings",
        get=one_of_the_two(),
        post=one_of_the_two(MOVED),
        at=at_pair,
        data=lambda _world: {"mood_before": "3"},
    ),
    Route("rhythm:drop_feeling", post=one_of_the_two(MOVED), at=at_day),
    Route(
        "rhythm:pulse",
        get=signed_in(),
        post=signed_in(MOVED),
        data=lambda _world: {"autonomy": "3"},
    ),
    Route("rhythm:drop_pulse", post=signed_in(MOVED), at=at_own_day),
    Route("rhythm:load", get=signed_in(), post=signed_in(MOVED), data=day),
    Route("rhythm:end_load", post=signed_in(MOVED)),
    Route("rhythm:this_year", get=signed_in(MOVED)),
    Route("rhythm:look_back", get=signed_in(), post=signed_in(MOVED), at=at_year),
    Route("rhythm:save_look_back", post=signed_in(), at=at_year),
    Route(
        "rhythm:looking_back",
        get=desk("see"),
        post=desk("people", MOVED),
        at=at_programme,
        data=times,
    ),
]
