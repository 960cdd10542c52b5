"""Who opens which page of this room. Nobody is named in the world: the owners are contacts."""

from typing import Any

from django.utils import timezone

from edumentoring.concerns import operations
from edumentoring.concerns.keys import own_key
from edumentoring.concerns.models import Concern
from edumentoring.concerns.tests import make
from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    DESK,
    LOGIN,
    MOVED,
    NOT_FOUND,
    OK,
    OTHER_OWNER,
    OWNER,
    OWNER_BY_EMAIL,
    PARTICIPANT,
    SECOND_FACTOR,
    Route,
    World,
    at_programme,
    desk,
    everyone,
)
from edumentoring.pairs.models import Pair


def only_contacts(status: str) -> dict[str, str]:
    """To everybody else at the desk a concern does not exist."""
    return {
        **dict.fromkeys(ACTORS, NOT_FOUND),
        ANONYMOUS: LOGIN,
        OWNER_BY_EMAIL: SECOND_FACTOR,
        OWNER: status,
    }


def those_it_concerns(status: str) -> dict[str, str]:
    """The world's programme is not published, so only those who have to do with it find it."""
    inside = dict.fromkeys((PARTICIPANT, *DESK), status)
    return {**dict.fromkeys(ACTORS, NOT_FOUND), **inside}


def _concern(world: World) -> Concern:
    return make.concern(
        world.programme,
        words=world.canary,
        about=world.canary,
        name=world.canary,
        email=f"{world.canary.lower()}@elsewhere.example",
    )


def at_concern(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _concern(world).code}


def at_opened(world: World) -> dict[str, Any]:
    """Opened by the owner a moment ago."""
    concern = _concern(world)
    operations.open_concern(concern, by=world.people[OWNER])
    return {"slug": world.programme.slug, "code": concern.code}


def at_own(world: World) -> dict[str, Any]:
    return {"token": own_key(_concern(world))}


def at_contact(world: World) -> dict[str, Any]:
    """The owner named themselves, so that they stay a contact."""
    owner = world.people[OWNER]
    named = operations.name_contact(world.programme, email=owner.email, role="Lead", by=owner)
    return {"slug": world.programme.slug, "code": named.code}


def _pair(world: World) -> Pair:
    return make.pair(
        world.programme,
        mentor=world.participant,
        mentee=world.people[PARTICIPANT].participations.get(),
    )


def at_pair(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _pair(world).code}


def at_separated(world: World) -> dict[str, Any]:
    pair = _pair(world)
    operations.separate_at_once(pair, by=world.people[OWNER])
    return {"slug": world.programme.slug, "code": pair.code}


def published(world: World) -> dict[str, Any]:
    type(world.programme).objects.filter(pk=world.programme.pk).update(published_at=timezone.now())
    return {"slug": world.programme.slug}


def worry(_world: World) -> dict[str, Any]:
    return {"words": "Somebody shouted."}


def more(_world: World) -> dict[str, Any]:
    return {"text": "It happened again."}


def step(_world: World) -> dict[str, Any]:
    return {"kind": "acted", "note": "I rang the school."}


def settled(_world: World) -> dict[str, Any]:
    return {"emergency": "", "years_kept": "7", "kept_because": ""}


def somebody(_world: World) -> dict[str, Any]:
    return {"name": "Farah Aziz", "email": "farah@elsewhere.example", "role": "Safeguarding lead"}


def the_mentee(_world: World) -> dict[str, Any]:
    return {"who": "mentee"}


ROUTES = [
    # Whoever has to do with one programme is led straight to its form.
    Route(
        "concerns:worried",
        get=everyone(
            OK,
            **dict.fromkeys((*DESK, PARTICIPANT, OTHER_OWNER), MOVED),
        ),
    ),
    Route(
        "concerns:tell",
        get=those_it_concerns(OK),
        post=those_it_concerns(MOVED),
        at=at_programme,
        data=worry,
    ),
    # A public page: anybody may read the programme's name there.
    Route(
        "concerns:tell",
        get=everyone(OK),
        post=everyone(MOVED),
        at=published,
        data=worry,
        is_key=True,
    ),
    Route("concerns:told", get=those_it_concerns(OK), at=at_programme),
    Route(
        "concerns:own", get=everyone(OK), post=everyone(MOVED), at=at_own, data=more, is_key=True
    ),
    # A coordinator sees that there is one; its words are looked for as a leak.
    Route("concerns:concerns", get=desk("people"), at=at_programme),
    Route("concerns:concern", get=only_contacts(OK), at=at_concern),
    Route("concerns:open", post=only_contacts(MOVED), at=at_concern),
    Route("concerns:step", post=only_contacts(MOVED), at=at_opened, data=step),
    Route("concerns:answer", post=only_contacts(MOVED), at=at_opened, data=more),
    Route("concerns:record", get=only_contacts(OK), post=only_contacts(MOVED), at=at_opened),
    Route(
        "concerns:arrangements",
        get=desk("own"),
        post=desk("own", MOVED),
        at=at_programme,
        data=settled,
    ),
    Route("concerns:add_contact", post=desk("own", MOVED), at=at_programme, data=somebody),
    Route("concerns:remove_contact", post=desk("own", MOVED), at=at_contact),
    Route("concerns:separate", post=desk("people", MOVED), at=at_pair),
    Route("concerns:end_rest", post=desk("own", MOVED), at=at_separated, data=the_mentee),
    Route("concerns:undo_separation", post=desk("own", MOVED), at=at_separated),
]
