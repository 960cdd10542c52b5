"""Who may open which page of this room."""

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
    at_programme,
    desk,
    everyone,
    signed_in,
)
from edumentoring.pairs.tests import make as pairs
from edumentoring.programmes.models import Participant
from edumentoring.provider import operations
from edumentoring.provider.letters import link_of
from edumentoring.provider.models import Announcement, Document
from edumentoring.provider.tests import make
from edumentoring.training.tests import make as training


def only_the_person(status: str) -> dict[str, str]:
    """Somebody who takes part: nobody at the desk, and nobody of another programme."""
    return {**dict.fromkeys(ACTORS, NOT_FOUND), ANONYMOUS: LOGIN, PARTICIPANT: status}


def _me(world: World) -> Participant:
    return Participant.objects.get(programme=world.programme, user=world.people[PARTICIPANT])


def _document(world: World, **fields: Any) -> Document:
    return make.document(
        world.programme,
        f"{world.canary} page",
        by=world.people["owner"],
        **{"text": world.canary, "asked_of": "everyone", "file": make.PDF, **fields},
    )


def _announcement(world: World) -> Announcement:
    return make.announcement(
        world.programme,
        f"{world.canary} news",
        by=world.people["owner"],
        text=world.canary,
        reply="choice",
        choices=["Yes", "No"],
    )


def at_document(world: World) -> dict[str, Any]:
    return {"code": _document(world).code}


def at_desk_document(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _document(world).code}


def at_announcement(world: World) -> dict[str, Any]:
    return {"code": make.sent(_announcement(world), by=world.people["owner"]).code}


def at_draft(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, "code": _announcement(world).code}


def at_sent(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, **at_announcement(world)}


def at_key(world: World) -> dict[str, Any]:
    found = make.sent(_announcement(world), by=world.people["owner"])
    link = link_of(make.receipt(found, _me(world)))
    return {"token": link.rstrip("/").rsplit("/", 1)[1]}


def at_line(world: World) -> dict[str, Any]:
    operations.keep_policy(world.programme, by=world.people["owner"], key="data", note=world.canary)
    return {"slug": world.programme.slug, "key": "data"}


def at_own_line(world: World) -> dict[str, Any]:
    owner = world.people["owner"]
    made = operations.keep_policy(world.programme, by=owner, title=world.canary)
    return {"slug": world.programme.slug, "code": made.code}


def at_element(world: World) -> dict[str, Any]:
    made = make.element(world.programme, world.canary, by=world.people["owner"])
    return {"slug": world.programme.slug, "code": made.code}


def at_suggestion(world: World) -> dict[str, Any]:
    made = make.suggestion(_me(world), world.canary)
    return {"slug": world.programme.slug, "code": made.code}


def at_goal(world: World) -> dict[str, Any]:
    from edumentoring.goals.tests import make as goals
    from edumentoring.pairs.sides import side_of

    me = _me(world)
    pair = pairs.agreed(world.programme, mentee=me, mentor=world.participant)
    return {"code": goals.goal(side_of(pair, pair.mentee), world.canary).code}


def at_form(world: World) -> dict[str, Any]:
    from edumentoring.tools.kinds import TOOLS
    from edumentoring.tools.operations import begin_sheet

    tool = next(tool for tool in TOOLS.values() if tool.steps)
    return {"code": begin_sheet(tool, writer=_me(world), pair=None).code}


def at_figures(world: World) -> dict[str, Any]:
    """The participant looks in for a hub too, as anybody may."""
    by = world.people["owner"]
    return {"code": make.partner(world.programme, world.people[PARTICIPANT], by=by).code}


def at_held(world: World) -> dict[str, Any]:
    """An event of the hub that the participant looks in for."""
    at_figures(world)
    return {"code": training.offered(world.programme, title=f"{world.canary} visit").code}


def a_rule(_world: World) -> dict[str, Any]:
    return {"rule": "at_once"}


def at_partner(world: World) -> dict[str, Any]:
    return {"slug": world.programme.slug, **at_figures(world)}


def choose_yes(_world: World) -> dict[str, Any]:
    return {"choice": "Yes"}


ROUTES = [
    Route("provider:mine", get={**signed_in(OK), PARTICIPANT: MOVED}),
    Route("provider:announcements", get=only_the_person(OK), at=at_programme),
    Route(
        "provider:announcement",
        get=only_the_person(OK),
        post=only_the_person(MOVED),
        at=at_announcement,
        data=choose_yes,
    ),
    Route(
        "provider:announcement_by_key",
        get=everyone(OK),
        post=everyone(MOVED),
        at=at_key,
        data=choose_yes,
        is_key=True,
    ),
    Route("provider:handbook", get=only_the_person(OK), at=at_programme),
    Route(
        "provider:document", get=only_the_person(OK), post=only_the_person(MOVED), at=at_document
    ),
    Route("provider:file", get=only_the_person(OK), at=at_document),
    Route("provider:year", get=only_the_person(OK), at=at_programme),
    Route("provider:teaching", get=only_the_person(OK), post=only_the_person(IN), at=at_programme),
    Route("provider:tag_goal", post=only_the_person(MOVED), at=at_goal),
    Route("provider:tag_form", post=only_the_person(MOVED), at=at_form),
    Route("provider:desk_announcements", get=desk("edit"), at=at_programme),
    Route("provider:new_announcement", get=desk("edit"), post=desk("edit", IN), at=at_programme),
    Route("provider:desk_announcement", get=desk("edit"), at=at_draft),
    Route("provider:change_announcement", get=desk("edit"), post=desk("edit", IN), at=at_draft),
    Route("provider:send_announcement", post=desk("publish", MOVED), at=at_draft),
    Route("provider:take_back_announcement", post=desk("publish", MOVED), at=at_sent),
    Route("provider:archive_announcement", post=desk("publish", MOVED), at=at_sent),
    Route("provider:desk_handbook", get=desk("edit"), at=at_programme),
    Route("provider:new_document", get=desk("edit"), post=desk("edit", IN), at=at_programme),
    Route("provider:desk_document", get=desk("edit"), at=at_desk_document),
    Route("provider:change_document", get=desk("edit"), post=desk("edit", IN), at=at_desk_document),
    Route("provider:new_edition", get=desk("edit"), post=desk("edit", IN), at=at_desk_document),
    Route("provider:remove_document", post=desk("edit", MOVED), at=at_desk_document),
    Route("provider:restore_document", post=desk("edit", MOVED), at=at_desk_document),
    Route("provider:remind", post=desk("people", MOVED), at=at_desk_document),
    Route("provider:read_sheet", get=desk("people"), at=at_desk_document),
    Route("provider:desk_file", get=desk("edit"), at=at_desk_document),
    Route("provider:desk_policies", get=desk("see"), at=at_programme),
    Route("provider:new_policy", get=desk("people"), post=desk("people", IN), at=at_programme),
    Route(
        "provider:policy",
        get=desk("people"),
        post=desk("people", IN),
        at=at_line,
        in_every_programme=True,  # the list that comes with the service
    ),
    Route("provider:own_policy", get=desk("people"), post=desk("people", IN), at=at_own_line),
    Route("provider:remove_policy", post=desk("people", MOVED), at=at_own_line),
    Route("provider:restore_policy", post=desk("people", MOVED), at=at_own_line),
    Route("provider:partner", get=only_the_person(OK), at=at_figures),
    Route("provider:new_event", get=only_the_person(OK), post=only_the_person(IN), at=at_figures),
    Route("provider:held_event", get=only_the_person(OK), at=at_held),
    Route("provider:change_held", get=only_the_person(OK), post=only_the_person(IN), at=at_held),
    Route(
        "provider:call_off_held", get=only_the_person(OK), post=only_the_person(MOVED), at=at_held
    ),
    Route("provider:held_file", get=only_the_person(OK), at=at_held),
    Route("provider:choose_events_rule", post=desk("own", MOVED), at=at_programme, data=a_rule),
    Route("provider:desk_partners", get=desk("see"), post=desk("own", IN), at=at_programme),
    Route("provider:end_partner", post=desk("own", MOVED), at=at_partner),
    Route("provider:restore_partner", post=desk("own", MOVED), at=at_partner),
    Route("provider:desk_teaching", get=desk("edit"), post=desk("edit", IN), at=at_programme),
    Route("provider:element", get=desk("edit"), post=desk("edit", IN), at=at_element),
    Route("provider:move_element", post=desk("edit", MOVED), at=at_element),
    Route("provider:remove_element", post=desk("edit", MOVED), at=at_element),
    Route("provider:restore_element", post=desk("edit", MOVED), at=at_element),
    Route("provider:suggestion", get=desk("people"), post=desk("people", IN), at=at_suggestion),
]
