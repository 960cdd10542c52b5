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
    Expected,
    Route,
    World,
    at_programme,
    desk,
    everyone,
)
from edumentoring.programmes.models import Participant, Programme
from edumentoring.signup.keys import confirm_link, key_of
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make


def at_open_programme(world: World) -> dict[str, Any]:
    """The programme with a public page: its name and summary are anybody's to read then."""
    Programme.objects.filter(pk=world.programme.pk).update(
        name="The Wider Staffroom",
        summary="",
        published_at=timezone.now(),
        words={"embed_sites": ["https://www.school.example"]},
    )
    return at_programme(world)


def _draft(world: World, **fields: Any) -> Draft:
    at_open_programme(world)
    programme = Programme.objects.get(pk=world.programme.pk)
    return make.whole_draft(programme, name=f"Bethan {world.canary}", **fields)


def at_draft(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "key": key_of(_draft(world))}


def at_page(world: World) -> dict[str, Any]:
    return {**at_draft(world), "page": "you"}


def at_sent(world: World) -> dict[str, Any]:
    draft = _draft(world, sent_at=timezone.now())
    return {"slug": world.programme.slug, "key": key_of(draft)}


def _taken_in(world: World) -> Draft:
    participant = world.participant
    Participant.objects.filter(pk=participant.pk).update(state="signed_up")
    return _draft(
        world,
        email=participant.user.email,
        sent_at=timezone.now(),
        taken_in_at=timezone.now(),
        kind="new",
        participant=participant,
    )


def at_letter(world: World) -> dict[str, Any]:
    return {"token": confirm_link(_taken_in(world)).rstrip("/").rpartition("/")[2]}


def at_unconfirmed(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _taken_in(world).participant.code}


def page(_world: World) -> dict[str, Any]:
    return {"name": "Bethan Lloyd", "email": "bethan@northgate.example"}


def way(_world: World) -> dict[str, Any]:
    return {"way": "mentee"}


# One's own pages: only the person, and only where they take part.
def only_the_person(status: str = OK) -> Expected:
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def at_answers(world: World) -> dict[str, Any]:
    """A page that every programme of the standard questions has."""
    own = world.people[PARTICIPANT].participations.get()
    own.programme.questions.create(key="stage", kind="one", label="Your stage", place=1)
    return {"slug": world.programme.slug, "page": "work"}


# The key in the address is the right to it, and the pages are written without cookies.
KEYED: dict[str, Any] = {"is_key": True, "csrf_exempt": True}

ROUTES = [
    Route(
        "signup:start",
        get=everyone(),
        post=everyone(MOVED),
        at=at_open_programme,
        data=way,
        csrf_exempt=True,
    ),
    Route(
        "signup:embed",
        get=everyone(),
        post=everyone(MOVED),
        at=at_open_programme,
        data=way,
        csrf_exempt=True,
    ),
    Route(
        "signup:whole",
        get=everyone(),
        post=everyone(OK),
        at=at_open_programme,
        data=way,
        csrf_exempt=True,
    ),
    Route("signup:resume", get=everyone(MOVED), at=at_draft, is_key=True),
    Route("signup:page", get=everyone(), post=everyone(MOVED), at=at_page, data=page, **KEYED),
    Route("signup:check", get=everyone(), post=everyone(OK), at=at_draft, **KEYED),
    Route("signup:later", get=everyone(), post=everyone(OK), at=at_draft, **KEYED),
    Route("signup:sent", get=everyone(), at=at_sent, is_key=True),
    Route(
        "signup:confirm",
        get=everyone(),
        post=dict.fromkeys(ACTORS, MOVED),
        at=at_letter,
        is_key=True,
    ),
    Route("signup:sign_ups", get=desk("see"), at=at_programme),
    Route(
        "signup:sign_up",
        post=desk("people", MOVED),
        at=at_unconfirmed,
        data=lambda _world: {"do": "write"},
    ),
    Route("signup:mine", get=only_the_person(), at=at_programme),
    Route(
        "signup:my_answers",
        get=only_the_person(),
        post=only_the_person(MOVED),
        at=at_answers,
    ),
    Route(
        "signup:room",
        get=only_the_person(MOVED),  # a mentee has no room to change
        post=only_the_person(MOVED),
        at=at_programme,
    ),
    Route("signup:pause", get=only_the_person(), post=only_the_person(MOVED), at=at_programme),
    Route("signup:back", post=only_the_person(MOVED), at=at_programme),
    Route("signup:leave", get=only_the_person(), post=only_the_person(MOVED), at=at_programme),
    Route("signup:stay", post=only_the_person(MOVED), at=at_programme),
    Route(
        "signup:come_back",
        get=only_the_person(MOVED),  # whoever has not left is here already
        post=only_the_person(MOVED),
        at=at_programme,
    ),
]
