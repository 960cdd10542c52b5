"""Who may open which page of this room."""

from typing import Any

from edumentoring.config.tests.access import (
    IN,
    MOVED,
    NOT_FOUND,
    Route,
    World,
    at_programme,
    desk,
    everyone,
    signed_in,
)
from edumentoring.newsletter.keys import choose_key, confirm_link
from edumentoring.newsletter.models import Newsletter
from edumentoring.newsletter.tests import make


def newsletter(world: World) -> Newsletter:
    """A newsletter whose every word is a canary."""
    return make.newsletter(world.programme, name=world.canary, is_open=False)


def at_newsletter(world: World) -> dict[str, Any]:
    make.reader(newsletter(world), f"{world.canary.lower()}@school.example")
    return at_programme(world)


def at_open(world: World) -> dict[str, Any]:
    """The other programme's, which bears no canary."""
    make.newsletter(world.other_programme)
    return {"slug": world.other_programme.slug}


def key(world: World) -> dict[str, Any]:
    reader = make.reader(make.newsletter(world.other_programme))
    return {"key": choose_key(reader.code, make.sending(reader.newsletter).pk)}


def key_to_confirm(world: World) -> dict[str, Any]:
    reader = make.reader(make.newsletter(world.other_programme))
    return {"key": confirm_link(reader).rstrip("/").rpartition("/")[2]}


def at_issue(world: World) -> dict[str, Any]:
    made = make.issue(newsletter(world), title=world.canary)
    return {**at_programme(world), "number": made.number}


def at_public_issue(world: World) -> dict[str, Any]:
    """Of the other programme, which bears no canary."""
    made = make.issue(make.newsletter(world.other_programme))
    return {"slug": world.other_programme.slug, "number": made.number}


def at_segment(world: World) -> dict[str, Any]:
    made = newsletter(world).segments.create(name=world.canary)
    return {**at_programme(world), "pk": made.pk}


def at_sending(world: World) -> dict[str, Any]:
    made = newsletter(world)
    make.reader(made)
    sending = make.going_out(made, composed=make.composed(world.canary, world.canary))
    return {**at_programme(world), "pk": sending.pk}


def at_copy(world: World) -> dict[str, Any]:
    where = at_sending(world)
    copy = world.programme.newsletter.sendings.get(pk=where["pk"]).deliveries.get()
    return {**where, "copy": copy.pk}


ROUTES = [
    Route(
        "newsletter:front",
        get=everyone(),
        post=everyone(MOVED),
        at=at_open,
        data=lambda _world: {"email": "ann@school.example"},
    ),
    Route("newsletter:front", get=everyone(NOT_FOUND), at=at_newsletter),
    Route("newsletter:asked", get=everyone(), at=at_open),
    Route("newsletter:confirm", get=everyone(), post=everyone(), at=key_to_confirm, is_key=True),
    Route("newsletter:choose", get=everyone(), post=everyone(IN), at=key, is_key=True),
    Route(
        "newsletter:stop", get=everyone(), post=everyone(), at=key, is_key=True, csrf_exempt=True
    ),
    Route("newsletter:rate", get=everyone(), post=everyone(), at=key, is_key=True),
    Route("newsletter:issue", get=everyone(), at=at_public_issue, in_every_programme=True),
    Route("newsletter:issue", get=everyone(NOT_FOUND), at=at_issue),
    Route(
        "newsletter:visited",
        post=everyone(),
        at=lambda world: {**at_open(world), "number": 0},
        csrf_exempt=True,
        in_every_programme=True,
    ),
    Route("newsletter:visited", post=everyone(NOT_FOUND), at=at_issue, csrf_exempt=True),
    Route("newsletter:feed", get=everyone(), at=at_open),
    Route("newsletter:feed", get=everyone(NOT_FOUND), at=at_newsletter),
    Route("newsletter:mine", get=signed_in(), post=signed_in(MOVED)),
    Route(
        "newsletter:desk",
        get=desk("edit"),
        post=desk("edit", MOVED),
        at=at_newsletter,
        data=lambda _world: {"name": "Notes"},
    ),
    Route(
        "newsletter:settings",
        get=desk("edit"),
        post=desk("edit", IN),
        at=at_newsletter,
        data=lambda _world: {"name": "Notes", "look": "teal", "version": 1},
    ),
    Route("newsletter:growth", get=desk("edit"), at=at_newsletter),
    Route(
        "newsletter:readers",
        get=desk("people"),
        post=desk("people", MOVED),
        at=at_newsletter,
        data=lambda world: {"reader": str(world.programme.newsletter.subscriptions.all()[0].pk)},
    ),
    Route(
        "newsletter:bring_in",
        get=desk("people"),
        post=desk("people", IN),
        at=at_newsletter,
        data=lambda _world: {"addresses": "a@b.example", "agreed": "ask"},
    ),
    Route(
        "newsletter:segments",
        get=desk("edit"),
        post=desk("edit", IN),
        at=at_newsletter,
        data=lambda _world: {"name": "Mentors", "roles": ["mentor"]},
    ),
    Route(
        "newsletter:segment",
        get=desk("edit"),
        post=desk("edit", IN),
        at=at_segment,
        data=lambda _world: {"name": "Mentors", "roles": ["mentor"]},
    ),
    Route(
        "newsletter:desk_issue",
        get=desk("edit"),
        post=desk("edit", MOVED),
        at=at_issue,
        data=lambda _world: {"do": "test"},
    ),
    Route(
        "newsletter:sending",
        get=desk("edit"),
        post=desk("edit", MOVED),
        at=at_sending,
        data=lambda _world: {"do": "pause", "version": "1"},
    ),
    Route("newsletter:decide", post=desk("people", MOVED), at=at_copy),
]
