"""Who may open which page of this room."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

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
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training.access import key_of
from edumentoring.training.models import Event, Record
from edumentoring.training.tests import make


def only_the_person(status: str) -> dict[str, str]:
    """Somebody who takes part: nobody at the desk, and nobody of another programme."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _me(world: World) -> Participant:
    return Participant.objects.with_person().get(
        programme=world.programme, user=world.people[PARTICIPANT]
    )


def _event(world: World, **fields: Any) -> Event:
    words = {"title": f"{world.canary} morning", "about": f"{world.canary} words"}
    return make.event(world.programme, **{**words, **fields})


def at_event(world: World) -> dict[str, Any]:
    return {"code": _event(world).code}


def at_booked_event(world: World) -> dict[str, Any]:
    event = _event(world)
    make.booking(event, _me(world))
    return {"code": event.code}


def _open(world: World) -> Event:
    Programme.objects.filter(pk=world.programme.pk).update(published_at=timezone.now())
    return _event(world, is_public=True)


def at_public_event(world: World) -> dict[str, Any]:
    return {"code": _open(world).code}


def at_public_programme(world: World) -> dict[str, Any]:
    return {"slug": _open(world).programme.slug}


def at_booking_key(world: World) -> dict[str, Any]:
    return {"token": key_of(make.booking(_event(world), _me(world)))}


def at_desk_event(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _event(world).code}


def at_draft(world: World) -> dict[str, Any]:
    draft = make.draft(world.programme, title=f"{world.canary} morning")
    return {"slug": world.programme.slug, "code": draft.code}


def at_offered_event(world: World) -> dict[str, Any]:
    offered = make.offered(world.programme, title=f"{world.canary} morning")
    return {"slug": world.programme.slug, "code": offered.code}


def at_begun_event(world: World) -> dict[str, Any]:
    event = _event(world)
    make.booking(event, world.participant)
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    return {"slug": world.programme.slug, "code": event.code}


def at_booking(world: World) -> dict[str, Any]:
    return {
        "slug": world.programme.slug,
        "code": make.booking(_event(world), world.participant).code,
    }


def at_person(world: World) -> dict[str, Any]:
    _record(world)
    return {"slug": world.programme.slug, "code": world.participant.code}


def _record(world: World) -> Record:
    return make.record(world.participant, title=f"{world.canary} module")


def at_record(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _record(world).code}


def at_batch(world: World) -> dict[str, Any]:
    record = _record(world)
    record.batch = record.code
    record.save()
    return {"slug": world.programme.slug, "batch": record.code}


def at_desk_certificate(world: World) -> dict[str, Any]:
    return {
        "slug": world.programme.slug,
        "code": make.certificate(world.participant, _record(world)).code,
    }


def at_certificate(world: World) -> dict[str, Any]:
    return {"code": make.certificate(_me(world), make.record(_me(world))).code}


def a_reason(_world: World) -> dict[str, Any]:
    return {"why": "It was for somebody else", "word": "We are sorry", "proof": "record"}


def a_guest(_world: World) -> dict[str, Any]:
    return {"name": "Gale Guest", "email": "gale@school.example"}


def cannot_come(_world: World) -> dict[str, Any]:
    return {"do": "cancel"}


SEE, PEOPLE = desk("see"), desk("people", MOVED)
MINE = only_the_person(MOVED)
ROUTES = [
    Route("training:mine", get=signed_in(OK)),
    Route("training:record", get=signed_in(OK), post=signed_in(IN)),
    Route("training:skills", get=signed_in(OK), post=signed_in(MOVED)),
    Route("training:event", get=only_the_person(OK), at=at_event),
    Route("training:book", post=MINE, at=at_event),
    Route("training:cancel", post=MINE, at=at_booked_event),
    Route("training:download", get=only_the_person(OK), at=at_event),
    Route("training:public_events", get=everyone(OK), at=at_public_programme, is_key=True),
    Route("training:feed", get=everyone(OK), at=at_public_programme, is_key=True),
    Route(
        "training:public_event",
        get=everyone(OK),
        post=everyone(IN),
        at=at_public_event,
        data=a_guest,
        is_key=True,
    ),
    Route("training:public_download", get=everyone(OK), at=at_public_event, is_key=True),
    Route("training:card", get=everyone(OK), at=at_public_event, is_key=True),
    Route(
        "training:booking",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_booking_key,
        data=cannot_come,
        is_key=True,
    ),
    Route("training:certificate", get=everyone(OK), at=at_certificate, is_key=True),
    Route("training:certificate_paper", get=everyone(OK), at=at_certificate, is_key=True),
    Route("training:show_certificate", post=MINE, at=at_certificate),
    Route("training:desk", get=SEE, at=at_programme),
    Route("training:new", get=desk("people"), post=desk("people", IN), at=at_programme),
    Route("training:desk_event", get=SEE, at=at_desk_event),
    Route("training:edit", get=desk("people"), post=desk("people", IN), at=at_desk_event),
    Route("training:publish", post=PEOPLE, at=at_draft),
    Route("training:send_back", post=PEOPLE, at=at_offered_event, data=a_reason),
    Route("training:call_off", get=desk("people"), post=PEOPLE, at=at_desk_event, data=a_reason),
    Route("training:copy", post=PEOPLE, at=at_desk_event),
    Route("training:attendance", get=SEE, post=PEOPLE, at=at_begun_event),
    Route("training:undo_marks", post=PEOPLE, at=at_begun_event),
    Route("training:export", get=SEE, at=at_begun_event),
    Route("training:move_up", post=PEOPLE, at=at_booking),
    Route("training:take_off", post=PEOPLE, at=at_booking),
    Route("training:records", get=SEE, at=at_programme),
    Route("training:export_records", get=SEE, at=at_programme),
    Route("training:choose_proof", post=desk("own", MOVED), at=at_programme, data=a_reason),
    Route("training:person", get=SEE, post=desk("people", IN), at=at_person),
    Route("training:remove_record", post=PEOPLE, at=at_record),
    Route("training:restore_record", post=PEOPLE, at=at_record),
    Route("training:paste", get=desk("people"), post=desk("people", IN), at=at_programme),
    Route("training:remove_batch", post=PEOPLE, at=at_batch),
    Route(
        "training:revoke",
        get=desk("people"),
        post=PEOPLE,
        at=at_desk_certificate,
        data=a_reason,
    ),
]
