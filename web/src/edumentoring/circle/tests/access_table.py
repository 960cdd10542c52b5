"""Who may open which page of this room."""

from typing import Any

from django.utils import timezone

from edumentoring.circle import operations
from edumentoring.circle.keys import answer_link
from edumentoring.circle.models import Member, Observation, TalkSheet
from edumentoring.circle.tests import make
from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    DESK,
    IN,
    LOGIN,
    MOVED,
    NOT_FOUND,
    OK,
    OWNER_BY_EMAIL,
    PARTICIPANT,
    SECOND_FACTOR,
    Route,
    World,
    everyone,
    signed_in,
)
from edumentoring.pairs import operations as pairs
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.operations import NewPair
from edumentoring.programmes.models import Participant
from edumentoring.tools.forms import Filled
from edumentoring.tools.kinds import TOOLS


def only_the_person(status: str) -> dict[str, str]:
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def only_coordinators(status: str) -> dict[str, str]:
    """Those who run the programme, whatever their role: it is about how they do it."""
    return {
        **dict.fromkeys(ACTORS, NOT_FOUND),
        **dict.fromkeys(DESK, status),
        ANONYMOUS: LOGIN,
        OWNER_BY_EMAIL: SECOND_FACTOR,
    }


def _me(world: World) -> Participant:
    return Participant.objects.get(programme=world.programme, user=world.people[PARTICIPANT])


def _pair(world: World) -> Pair:
    """The participant and the one with the canary, both of whom said yes."""
    new = NewPair(
        mentor=world.participant,
        mentee=_me(world),
        reasons={"mentor": [], "mentee": []},
        by_hand=True,
    )
    [pair] = pairs.introduce(world.programme, [new], by=world.people["owner"], round_number=1)
    Pair.objects.update(state="introduced", held_until=pair.opened_at, introduced_at=pair.opened_at)
    for introduction in Introduction.objects.filter(pair=pair):
        pairs.answer(introduction, pairs.YES)
    return Pair.objects.with_people().get(pk=pair.pk)


def _words(world: World) -> str:
    return f"{world.canary} words"


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code}


def at_proposed(world: World) -> dict[str, Any]:
    pair = _pair(world)
    found = make.invited(pair, by="mentor", name=world.canary, words=_words(world))
    return {"code": pair.code, "member": found.code}


def at_reader(world: World) -> dict[str, Any]:
    """Somebody around the participant's pair, to whom a goal may be opened."""
    pair = _pair(world)
    make.goal(pair, f"{world.canary} goal")
    return {"code": pair.code, "member": make.member(pair).code}


def at_opened(world: World) -> dict[str, Any]:
    pair = _pair(world)
    tutor = make.tutor(pair)
    goal = make.goal(pair, f"{world.canary} goal")
    operations.open_things(make.side(pair), tutor, [("goal", str(goal.code))])
    return {"code": pair.code, "member": tutor.code, "key": tutor.opened.get().pk}


def _asked(world: World, *, yes: bool) -> Member:
    """The participant is asked to help a pair of two others."""
    two = {"mentor": {"capacity": 1}, "mentee": {"demand": 1}}
    people = {
        role: Participant.objects.create(
            programme=world.programme,
            user=make.person(name=f"{world.canary} {role}"),
            **{f"is_{role}": True},
            **fields,
        )
        for role, fields in two.items()
    }
    pair = make.pair(world.programme, **people)
    me = _me(world)
    asked = make.invited(
        pair, email=me.user.email, name=me.name, words=_words(world), role="tutor", until=None
    )
    if yes:
        operations.answer(asked, yes=True)
    return asked


def at_question(world: World) -> dict[str, Any]:
    return {"code": _asked(world, yes=False).code}


def at_help(world: World) -> dict[str, Any]:
    return {"code": _asked(world, yes=True).code}


def at_key(world: World) -> dict[str, Any]:
    return {"token": answer_link(_asked(world, yes=False)).rstrip("/").rsplit("/", 1)[1]}


def at_review(world: World) -> dict[str, Any]:
    return {"code": make.review(_pair(world), f"{world.canary} term").code}


def at_own_lesson(world: World) -> dict[str, Any]:
    """The participant's lesson; they have not said yes."""
    pair = _pair(world)
    found = operations.begin_observation(
        make.side(pair, "mentor"),
        kind="lesson",
        title=f"{world.canary} lesson",
        focus="Questions",
        on=make.in_days(0),
        of_mentee=True,
        second=make.member(pair),
    )
    return {"code": found.code}


def at_joint_work(world: World) -> dict[str, Any]:
    """The two judge the same work."""
    found = operations.begin_observation(
        make.side(_pair(world)),
        kind="work",
        title=f"{world.canary} work",
        focus="Voice",
        on=make.in_days(0),
        of_mentee=False,
    )
    return {"code": found.code}


def at_compared(world: World) -> dict[str, Any]:
    at = at_joint_work(world)
    found = Observation.objects.get(code=at["code"])
    for record in found.records.select_related("user"):
        make.record(found, record.user, saw=_words(world))
    return at


def at_own_programme(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug}


def at_own_door(world: World) -> dict[str, Any]:
    return {"code": make.door(_me(world), lesson=_words(world)).code}


def at_their_door(world: World) -> dict[str, Any]:
    pair = _pair(world)
    return {"code": make.door(pair.mentor, lesson=_words(world)).code}


def at_visit(world: World) -> dict[str, Any]:
    pair = _pair(world)
    return {"code": make.visit(make.door(pair.mentor, lesson=_words(world)), pair.mentee.user).code}


def at_coordinators(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "kind": "coordinators"}


def at_supervision(world: World) -> dict[str, Any]:
    found = make.supervision(
        world.programme, world.participant.user, world.people[PARTICIPANT], words=_words(world)
    )
    return {"code": found.code}


def at_asked_supervision(world: World) -> dict[str, Any]:
    me = world.people[PARTICIPANT]
    found = operations.ask_for_supervision(
        world.programme, by=world.participant.user, kind="mentors", email=me.email, name=me.name
    )
    return {"code": found.code}


def at_own_line(world: World) -> dict[str, Any]:
    found = make.supervision(world.programme, world.participant.user, world.people[PARTICIPANT])
    line = operations.add_own_line(found, by=world.people[PARTICIPANT], words=_words(world))
    return {"code": found.code, "key": line.pk}


def at_begun_sheet(world: World) -> dict[str, Any]:
    return {**at_supervision(world), "key": "grow"}


def at_sheet(world: World) -> dict[str, Any]:
    found = make.supervision(world.programme, world.participant.user, world.people[PARTICIPANT])
    sheet = operations.begin_sheet(found, TOOLS["grow"], by=world.participant.user)
    operations.save_sheet(sheet, Filled(version=1, answers={"goal": _words(world)}))
    return {"code": found.code, "sheet": sheet.code}


def at_removed_sheet(world: World) -> dict[str, Any]:
    at = at_sheet(world)
    TalkSheet.objects.update(removed_at=timezone.now())
    return at


def an_invitation(_world: World) -> dict[str, Any]:
    return {"email": "jo@elsewhere.example", "name": "Jo", "role": "tutor"}


def yes(_world: World) -> dict[str, Any]:
    return {"answer": "yes"}


ROUTES = [
    Route("circle:people", get=only_the_person(OK), at=at_pair),
    Route("circle:find", get=only_the_person(OK), at=at_pair, query="topic=workload&q=a"),
    Route(
        "circle:invite",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_pair,
        data=an_invitation,
    ),
    Route("circle:reading", get=only_the_person(OK), post=only_the_person(IN), at=at_reader),
    Route("circle:take_back_opened", post=only_the_person(MOVED), at=at_opened),
    Route(
        "circle:begin_review",
        post=only_the_person(MOVED),
        at=at_pair,
        data=lambda _world: {"title": "Autumn"},
    ),
    Route("circle:observe", get=only_the_person(OK), post=only_the_person(IN), at=at_pair),
    Route("circle:agree", post=only_the_person(MOVED), at=at_proposed, data=yes),
    Route("circle:take_back", post=only_the_person(MOVED), at=at_proposed),
    Route("circle:with", get=only_the_person(OK), at=at_help),
    Route("circle:answer", post=only_the_person(MOVED), at=at_question, data=yes),
    Route("circle:end", post=only_the_person(MOVED), at=at_help),
    Route("circle:reply", get=everyone(OK), post=everyone(MOVED), at=at_key, data=yes, is_key=True),
    Route("circle:review", get=only_the_person(OK), post=only_the_person(IN), at=at_review),
    Route(
        "circle:sign",
        post=only_the_person(MOVED),
        at=at_review,
        data=lambda _world: {"version": "1"},
    ),
    Route(
        "circle:observation", get=only_the_person(OK), post=only_the_person(IN), at=at_joint_work
    ),
    Route("circle:agree_observed", post=only_the_person(MOVED), at=at_own_lesson, data=yes),
    Route("circle:call_off", post=only_the_person(MOVED), at=at_own_lesson),
    Route("circle:compare", post=only_the_person(IN), at=at_compared),
    Route("circle:doors", get=signed_in(OK)),
    Route("circle:offer", get=only_the_person(OK), post=only_the_person(IN), at=at_own_programme),
    Route("circle:close", post=only_the_person(MOVED), at=at_own_door),
    Route("circle:knock", get=only_the_person(OK), post=only_the_person(IN), at=at_their_door),
    Route("circle:visit", get=only_the_person(OK), post=only_the_person(IN), at=at_visit),
    Route("circle:answer_knock", post=only_the_person(MOVED), at=at_visit, data=yes),
    Route("circle:supervisions", get=signed_in(OK)),
    Route(
        "circle:supervise",
        get=only_coordinators(OK),
        post=only_coordinators(IN),
        at=at_coordinators,
        in_every_programme=True,
    ),
    Route(
        "circle:supervision", get=only_the_person(OK), post=only_the_person(IN), at=at_supervision
    ),
    Route("circle:supervised", post=only_the_person(MOVED), at=at_asked_supervision, data=yes),
    Route("circle:talk", post=only_the_person(IN), at=at_supervision),
    Route("circle:own_line", post=only_the_person(IN), at=at_supervision),
    Route("circle:remove_own_line", post=only_the_person(MOVED), at=at_own_line),
    Route("circle:begin_sheet", post=only_the_person(MOVED), at=at_begun_sheet),
    Route("circle:sheet", get=only_the_person(OK), post=only_the_person(IN), at=at_sheet),
    Route("circle:save_sheet", post=only_the_person(IN), at=at_sheet),
    Route("circle:read_sheet", get=only_the_person(OK), at=at_sheet),
    Route("circle:remove_sheet", post=only_the_person(MOVED), at=at_sheet),
    Route("circle:restore_sheet", post=only_the_person(MOVED), at=at_removed_sheet),
    Route("circle:end_supervision", post=only_the_person(MOVED), at=at_supervision),
]
