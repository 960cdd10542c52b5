"""Who may open which page of this room."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from edumentoring.config.tests.access import (
    ACTORS,
    ANONYMOUS,
    IN,
    LOGIN,
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
    signed_in,
)
from edumentoring.programmes.models import Participant
from edumentoring.stories import operations
from edumentoring.stories.keys import story_key, talk_key
from edumentoring.stories.models import Slot, Story
from edumentoring.stories.tests import make


def only_who_takes_part(status: str) -> dict[str, str]:
    """The world's programme is not published, so that its stories are nobody else's to read."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), PARTICIPANT: status}


def only_the_person(status: str) -> dict[str, str]:
    return {**only_who_takes_part(status), ANONYMOUS: LOGIN}


def _me(world: World) -> Participant:
    return Participant.objects.get(programme=world.programme, user=world.people[PARTICIPANT])


def _told(world: World, part: Participant | None = None) -> Story:
    canary = world.canary
    return make.told(part or world.participant, f"{canary} words", title=canary, name=canary)


def _published(world: World) -> Story:
    return operations.publish(_told(world), by=world.people[OWNER])


def at_published(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _published(world).code}


def at_told(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _told(world).code}


def _make_public(world: World) -> None:
    type(world.programme).objects.filter(pk=world.programme.pk).update(published_at=timezone.now())


def public(world: World) -> dict[str, Any]:
    """The same programme with a public page."""
    _make_public(world)
    return {"slug": world.programme.slug}


def at_public_story(world: World) -> dict[str, Any]:
    _make_public(world)
    return at_published(world)


def at_draft(world: World) -> dict[str, Any]:
    code = uuid4()
    operations.save_draft(_me(world), code, {"text": "Half a page"})
    return {"slug": world.programme.slug, "code": code}


def at_key(world: World) -> dict[str, Any]:
    return {"token": story_key(_told(world))}


def at_unconfirmed_key(world: World) -> dict[str, Any]:
    return {"token": story_key(make.from_outside(world.programme))}


def at_asked_key(world: World) -> dict[str, Any]:
    story = _told(world)
    operations.propose(story, title="", text="Others", by=world.people[OWNER])
    return {"token": story_key(story)}


def at_withdrawn_key(world: World) -> dict[str, Any]:
    return {"token": story_key(operations.withdraw(_told(world)))}


def _slot(world: World) -> Slot:
    return make.slot(world.programme, host=world.people[OWNER])


def at_slot(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _slot(world).code}


def at_talk(world: World) -> dict[str, Any]:
    return {"token": talk_key(make.talk(_slot(world), world.participant))}


def a_story(_world: World) -> dict[str, Any]:
    return make.form()


def from_outside(_world: World) -> dict[str, Any]:
    return make.form(email="ann@elsewhere.example", form_key=str(uuid4()))


def allowed(_world: World) -> dict[str, Any]:
    return {"wall": "first", "name": "Bethan Cole"}


def yes(_world: World) -> dict[str, Any]:
    return {"press": "yes"}


def off(_world: World) -> dict[str, Any]:
    return {"press": "cancel"}


def other_words(_world: World) -> dict[str, Any]:
    return {"text": "Other words", "note-text": "Rang her", "version": "1", "press": "send"}


def ready(_world: World) -> dict[str, Any]:
    return {"move": "ready"}


ROUTES = [
    # The wall, as long as the programme has no public page, and with one.
    Route("stories:wall", get=only_who_takes_part(OK), at=at_programme),
    Route("stories:wall", get=everyone(OK), at=public, is_key=True),
    Route("stories:feed", get=only_who_takes_part(OK), at=at_programme),
    Route("stories:feed", get=everyone(OK), at=public, is_key=True),
    Route("stories:story", get=only_who_takes_part(OK), at=at_published),
    Route("stories:story", get=everyone(OK), at=at_public_story, is_key=True),
    Route("stories:discuss", get=only_who_takes_part(OK), at=at_published),
    Route("stories:card", get=only_who_takes_part(OK), at=at_published),
    Route(
        "stories:tell",
        get=everyone(OK, **{PARTICIPANT: MOVED}),
        post=everyone(MOVED),
        at=public,
        data=from_outside,
        is_key=True,
    ),
    Route("stories:told", get=everyone(OK), at=public, is_key=True),
    # One's own.
    Route("stories:mine", get=signed_in(OK)),
    Route("stories:new", get=only_the_person(MOVED), at=at_programme),
    Route(
        "stories:write",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_draft,
        data=a_story,
        in_every_programme=True,
    ),
    Route("stories:save", post=only_the_person(IN), at=at_draft, data=a_story),
    Route("stories:drop", post=only_the_person(MOVED), at=at_draft),
    Route("stories:book", get=only_the_person(OK), post=only_the_person(IN), at=at_programme),
    # Behind a letter's link.
    Route("stories:own", get=everyone(OK), at=at_key, is_key=True),
    Route(
        "stories:confirm",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_unconfirmed_key,
        is_key=True,
    ),
    Route(
        "stories:allow",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_key,
        data=allowed,
        is_key=True,
    ),
    Route("stories:withdraw", get=everyone(OK), post=everyone(MOVED), at=at_key, is_key=True),
    Route("stories:remove", post=everyone(MOVED), at=at_withdrawn_key, is_key=True),
    Route(
        "stories:wording",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_asked_key,
        data=yes,
        is_key=True,
    ),
    Route("stories:book_by_key", get=everyone(OK), post=everyone(IN), at=at_key, is_key=True),
    Route(
        "stories:talk", get=everyone(OK), post=everyone(MOVED), at=at_talk, data=off, is_key=True
    ),
    Route("stories:talk_file", get=everyone(OK), at=at_talk, is_key=True),
    # The desk.
    Route("stories:desk", get=desk("edit"), at=at_programme),
    Route("stories:desk_story", get=desk("edit"), at=at_told),
    Route("stories:look_after", post=desk("edit", MOVED), at=at_told, data=other_words),
    Route("stories:note", post=desk("people", MOVED), at=at_told, data=other_words),
    Route("stories:move", post=desk("people", MOVED), at=at_told, data=ready),
    Route(
        "stories:propose",
        get=desk("edit"),
        post=desk("edit", MOVED),
        at=at_told,
        data=other_words,
    ),
    Route(
        "stories:decline",
        get=desk("people"),
        post=desk("people", MOVED),
        at=at_told,
        data=other_words,
    ),
    Route("stories:slots", get=desk("people"), post=desk("people", IN), at=at_programme),
    Route("stories:remove_slot", post=desk("people", MOVED), at=at_slot),
]
