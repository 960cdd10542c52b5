"""Who may open the desk's pages, and what a stranger meets."""

from typing import Any

from django.core import signing
from django.utils import timezone

from edumentoring.config.tests.access import (
    COORDINATOR,
    FORBIDDEN,
    IN,
    JUST_REVOKED,
    MATCHER,
    MOVED,
    NOT_FOUND,
    OWNER,
    VIEWER,
    Route,
    World,
    any_staff,
    at_programme,
    desk,
)
from edumentoring.programmes.models import (
    AnswerChange,
    Coordinator,
    Note,
    NotTheSame,
    Participant,
    Programme,
    SavedView,
)
from edumentoring.programmes.saved_views import salt_of
from edumentoring.programmes.tests import make

RUNS_NOTHING = {VIEWER: FORBIDDEN, MATCHER: FORBIDDEN, JUST_REVOKED: FORBIDDEN}


def at_person(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": world.participant.code}


def at_cell(world: World) -> dict[str, Any]:
    return {**at_person(world), "column": "region"}


def at_seat(world: World) -> dict[str, Any]:
    seat = Coordinator.objects.get(programme=world.programme, role="viewer")
    return {"slug": world.programme.slug, "pk": seat.pk}


def at_change(world: World) -> dict[str, Any]:
    """A change that can be undone."""
    made = AnswerChange.objects.create(
        participant=world.participant, key="note", before="", after=world.canary, source="desk"
    )
    return {"slug": world.programme.slug, "code": made.together}


def version_one(_world: World) -> dict[str, Any]:
    return {"version": "1", "value": "wales"}


def at_archive(world: World) -> dict[str, Any]:
    Programme.objects.filter(pk=world.programme.pk).update(archived_at=timezone.now())
    return at_programme(world)


def step_one(world: World) -> dict[str, Any]:
    return {"name": world.canary, "kind": "open", "version": world.programme.version}


SET_UP = [
    Route("programmes:set_up", get=desk("people"), at=at_programme),
    Route("programmes:publish", post=desk("own", MOVED), at=at_programme),
    Route(
        "programmes:name",
        get=desk("own"),
        post=desk("own", MOVED),
        at=at_programme,
        data=step_one,
    ),
    Route("programmes:who", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("programmes:look", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("programmes:pause", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("programmes:resume", post=desk("own", MOVED), at=at_programme),
    Route("programmes:copy", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("programmes:archive", get=desk("own"), post=desk("own", MOVED), at=at_programme),
    Route("programmes:bring_back", post=desk("own", MOVED), at=at_archive),
    Route("programmes:waiting_list", get=desk("see"), post=desk("people", MOVED), at=at_programme),
]


def at_own_view(world: World) -> dict[str, Any]:
    """A view of the owner's. Other coordinators meet 404: a view is its maker's."""
    view = SavedView.objects.create(
        programme=world.programme, by=world.people[OWNER], name=world.canary, address="q=a"
    )
    return {"slug": world.programme.slug, "pk": view.pk}


def at_removed_view(world: World) -> dict[str, Any]:
    kept = {"name": world.canary, "address": "q=a", "shared": False}
    slug = world.programme.slug
    return {"slug": slug, "kept": signing.dumps(kept, salt=salt_of(slug))}


def somebody_else(world: World) -> Participant:
    return Participant.objects.create(
        programme=world.programme, user=make.user(world.canary), is_mentee=True, demand=1
    )


def at_two(world: World) -> dict[str, Any]:
    other = somebody_else(world)
    return {"slug": world.programme.slug, "one": world.participant.code, "other": other.code}


def at_told_apart(world: World) -> dict[str, Any]:
    other = somebody_else(world)
    first, second = sorted((world.participant.pk, other.pk))
    said = NotTheSame.objects.create(one_id=first, other_id=second)
    return {"slug": world.programme.slug, "pk": said.pk}


def at_removed_note(world: World) -> dict[str, Any]:
    note = Note.objects.create(participant=world.participant, text="x", removed_at=timezone.now())
    return {"slug": world.programme.slug, "code": world.participant.code, "pk": note.pk}


ROUTES = [
    *SET_UP,
    Route("programmes:mine", get=any_staff()),
    Route("programmes:new", get=any_staff(**RUNS_NOTHING), post=any_staff(IN, **RUNS_NOTHING)),
    Route("programmes:programme", get=desk("see"), at=at_programme),
    Route("programmes:settings", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("programmes:history", get=desk("see"), at=at_programme),
    Route("programmes:coordinators", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route(
        "programmes:coordinator",
        post=desk("own", MOVED),
        at=at_seat,
        data=lambda _world: {"role": "matcher"},
    ),
    Route("programmes:people", get=desk("see"), at=at_programme, query="q=a&sort=-room"),
    Route("programmes:export", get=desk("see"), post=desk("see", IN), at=at_programme),
    Route("programmes:add", get=desk("people"), post=desk("people", IN), at=at_programme),
    Route("programmes:together", post=desk("people", MOVED), at=at_programme),
    Route("programmes:undo", post=desk("people", MOVED), at=at_change),
    Route(
        "programmes:paste",
        get=desk("people"),
        post=desk("people", IN),
        at=at_programme,
        data=lambda world: {"at": str(world.participant.code), "text": world.canary},
    ),
    Route("programmes:tags", get=desk("see"), post=desk("people", MOVED), at=at_programme),
    Route("programmes:views", get=desk("see"), post=desk("see", MOVED), at=at_programme),
    Route(
        "programmes:view",
        post=desk("see", MOVED, **dict.fromkeys((VIEWER, MATCHER, COORDINATOR), NOT_FOUND)),
        at=at_own_view,
        data=lambda _world: {"do": "remove"},
    ),
    Route("programmes:view_back", post=desk("see", MOVED), at=at_removed_view),
    Route("programmes:doubles", get=desk("see"), at=at_programme),
    Route(
        "programmes:double",
        get=desk("see"),
        post=desk("people", MOVED),
        at=at_two,
        data=lambda _world: {"do": "apart"},
    ),
    Route("programmes:double_again", post=desk("people", MOVED), at=at_told_apart),
    Route("programmes:seen", get=desk("see"), at=at_person),
    Route(
        "programmes:notes",
        post=desk("people", MOVED),
        at=at_person,
        data=lambda world: {"text": world.canary},
    ),
    Route("programmes:note_back", post=desk("people", MOVED), at=at_removed_note),
    Route(
        "programmes:participant",
        get=desk("see"),
        post=desk("people", MOVED),
        at=at_person,
        data=lambda _world: {"do": "pause"},
    ),
    Route(
        "programmes:change",
        get=desk("people"),
        post=desk("people", IN),
        at=at_person,
        data=version_one,
    ),
    Route(
        "programmes:cell", get=desk("people"), post=desk("people", IN), at=at_cell, data=version_one
    ),
]
