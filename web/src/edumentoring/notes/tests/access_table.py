"""Who may open which page of this room."""

from collections.abc import Callable
from typing import Any

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
    signed_in,
)
from edumentoring.notes import operations
from edumentoring.notes.models import Note
from edumentoring.notes.tests import make
from edumentoring.pairs.models import Pair


def only(status: str) -> dict[str, str]:
    """For the one who wrote it, or whose pair it is."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _pair(world: World) -> Pair:
    mentee = world.people[PARTICIPANT].participations.get()
    return make.pair(mentor=world.participant, mentee=mentee)


def _note(world: World, **fields: Any) -> Note:
    words = {"title": world.canary, "text": f"- [ ] {world.canary}", **fields}
    return make.note(world.people[PARTICIPANT], _pair(world), **words)


def at_pair(world: World) -> dict[str, Any]:
    return {"code": _pair(world).code}


def at_note(world: World) -> dict[str, Any]:
    return {"note": _note(world).code}


def at_question(world: World) -> dict[str, Any]:
    return {"note": _note(world, kind=Note.Kind.QUESTION).code}


def at_removed(world: World) -> dict[str, Any]:
    note = _note(world)
    operations.remove_note(note)
    return {"note": note.code}


def at_lent(world: World) -> dict[str, Any]:
    note = _note(world)
    return {"note": note.code, "share": make.lent(note, "somebody@school.example").pk}


def sends(**data: str) -> Callable[[World], dict[str, Any]]:
    return lambda _world: data


ROUTES = [
    Route("notes:pair_notes", get=only(OK), at=at_pair),
    Route("notes:mine", get=signed_in()),
    Route("notes:removed", get=signed_in()),
    Route("notes:journal", get=signed_in()),
    Route("notes:find_out", get=signed_in()),
    Route("notes:new", get=signed_in(MOVED)),
    Route("notes:export", get=signed_in(), at=lambda _world: {"form": "csv"}),
    Route("notes:note", get=only(OK), at=at_note),
    Route(
        "notes:write",
        get=only(OK),
        post=only(IN),
        at=at_note,
        data=sends(text="Words", version="1"),
    ),
    Route(
        "notes:autosave",
        post=only(IN),
        at=at_note,
        data=sends(text="Words", version="1"),
    ),
    Route("notes:versions", get=only(OK), post=only(MOVED), at=at_note, data=sends(number="1")),
    Route("notes:remove", post=only(MOVED), at=at_note),
    Route("notes:bring_back", post=only(MOVED), at=at_removed),
    Route("notes:action", post=only(MOVED), at=at_note, data=sends(line="Words")),
    Route("notes:found", post=only(MOVED), at=at_question),
    Route("notes:share", post=only(MOVED), at=at_note),
    Route("notes:lend", get=only(OK), post=only(IN), at=at_note, data=sends(email="no")),
    Route("notes:end_lending", post=only(MOVED), at=at_lent),
]
