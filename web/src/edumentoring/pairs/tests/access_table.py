"""Who may open which page of this room."""

from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests import make as letters
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
from edumentoring.pairs import operations
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.nudges import letters_link
from edumentoring.pairs.operations import NewPair
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.tests import course_routes
from edumentoring.pairs.writing import key_of
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant

ONLY_THE_PERSON = {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: MOVED}


def _pair(world: World) -> Pair:
    """The participant and the one with the canary, their letters gone."""
    new = NewPair(
        mentor=world.participant,
        mentee=world.people[PARTICIPANT].participations.get(),
        reasons={"mentor": [world.canary], "mentee": [world.canary]},
        reason_given=world.canary,
        by_hand=True,
    )
    [pair] = operations.introduce(world.programme, [new], by=world.people["owner"], round_number=1)
    Pair.objects.update(held_until=timezone.now())
    Letter.objects.update(not_before=F("queued_at"), state=Letter.State.SENT)
    operations.send_off_held()
    return pair


def at_pair(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _pair(world).code}


def at_own_introduction(world: World) -> dict[str, Any]:
    pair = _pair(world)
    own = Introduction.objects.get(pair=pair, participant=pair.mentee)
    return {"code": own.code}


def at_link(world: World) -> dict[str, Any]:
    pair = _pair(world)
    own = Introduction.objects.get(pair=pair, participant=pair.mentee)
    return {"token": reply_link(own).rstrip("/").rsplit("/", 1)[1]}


def at_letters_link(world: World) -> dict[str, Any]:
    return {"token": letters_link(world.participant).rstrip("/").rsplit("/", 1)[1]}


def at_round(world: World) -> dict[str, Any]:
    _pair(world)
    return {"slug": world.programme.slug, "number": 1}


def at_trouble(world: World) -> dict[str, Any]:
    letter = letters.letter(
        programme_id=world.programme.pk, subject=world.canary, state=Letter.State.BOUNCED
    )
    return {"slug": world.programme.slug, "code": letter.code}


def at_example(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "key": "gentle"}


def at_letter(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "kind": "unmatched"}


def words(world: World) -> dict[str, Any]:
    return {"subject": "Hello", "opening": "Hello", "closing": "", "version": "1"}


def letters_wanted(_world: World) -> dict[str, Any]:
    return {"letters": "weekly"}


def yes(_world: World) -> dict[str, Any]:
    return {"reply": "yes"}


def at_batch(world: World) -> dict[str, Any]:
    batch = uuid4()
    letters.letter(programme_id=world.programme.pk, subject_key=key_of(batch))
    return {"slug": world.programme.slug, "batch": batch}


def at_agreed(world: World) -> dict[str, Any]:
    """A pair that goes on, and a mentor with room."""
    pair = _pair(world)
    for introduction in pair.introductions.all():
        operations.answer(introduction, operations.YES)
    new = people.person("new.mentor@elsewhere.example", "New Mentor")
    Participant.objects.create(programme=world.programme, user=new, is_mentor=True, capacity=1)
    return {"slug": world.programme.slug, "code": pair.code}


def to(world: World) -> dict[str, Any]:
    new = world.programme.participants.get(user__email="new.mentor@elsewhere.example")
    return {"mentor": str(new.code)}


def chosen(world: World) -> dict[str, Any]:
    """The pair, to be ended: in another programme it is passed over."""
    pair = Pair.objects.first() or _pair(world)
    return {"do": "end", "pick": str(pair.code)}


ROUTES = [
    Route("pairs:place", get=signed_in()),
    Route("pairs:answer", post=ONLY_THE_PERSON, at=at_own_introduction, data=yes),
    Route("pairs:reply", get=everyone(), post=everyone(MOVED), at=at_link, data=yes, is_key=True),
    Route("pairs:my_letters", get=signed_in(), post=signed_in(MOVED), data=letters_wanted),
    Route(
        "pairs:letters_by_key",
        get=everyone(),
        post=everyone(),
        at=at_letters_link,
        data=letters_wanted,
        is_key=True,
        csrf_exempt=True,
    ),
    *course_routes.ROUTES,
    Route("pairs:introductions", get=desk("see"), at=at_programme),
    Route("pairs:take_back", post=desk("publish", MOVED), at=at_round),
    Route("pairs:pair", get=desk("see"), at=at_pair),
    Route("pairs:choose", post=desk("publish", OK), at=at_programme, data=chosen),
    Route("pairs:do", post=desk("publish", MOVED), at=at_programme, data=chosen),
    Route("pairs:undo", post=desk("publish", MOVED), at=at_batch, in_every_programme=True),
    Route(
        "pairs:hand_over", get=desk("publish"), post=desk("publish", MOVED), at=at_agreed, data=to
    ),
    Route("pairs:letters", get=desk("see"), at=at_programme),
    Route(
        "pairs:letter",
        get=desk("see"),
        post=desk("publish", IN),
        at=at_letter,
        data=words,
        in_every_programme=True,
    ),
    Route(
        "pairs:preview",
        get=desk("see"),
        post=desk("see"),
        at=at_letter,
        data=words,
        in_every_programme=True,
    ),
    Route("pairs:example", get=desk("see"), at=at_example, in_every_programme=True),
    Route("pairs:example_html", get=desk("see"), at=at_example, in_every_programme=True),
    Route("pairs:test", post=desk("publish"), at=at_letter, in_every_programme=True, data=words),
    Route("pairs:reset", post=desk("publish", MOVED), at=at_letter, in_every_programme=True),
    Route(
        "pairs:decide",
        post=desk("publish", MOVED),
        at=at_trouble,
        data=lambda _world: {"what": "send"},
    ),
]
