"""Who may open which page of this room."""

from typing import Any

from edumentoring.config.tests.access import IN, MOVED, Route, World, at_programme, desk
from edumentoring.programmes.models import Question


def at_question(world: World) -> dict[str, Any]:
    Question.objects.create(
        programme=world.programme, key="club", kind="text", label=world.canary, place=1
    )
    return {"slug": world.programme.slug, "key": "club"}


def an_order(_world: World) -> dict[str, Any]:
    return {"mark": "not the mark", "move": "up:club"}


ROUTES = [
    Route("questionnaire:questions", get=desk("own"), at=at_programme),
    Route("questionnaire:order", post=desk("own", IN), at=at_programme, data=an_order),
    Route("questionnaire:seen", post=desk("own", MOVED), at=at_programme),
    Route("questionnaire:add", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("questionnaire:preview", post=desk("own"), at=at_programme),
    Route("questionnaire:export", get=desk("own"), at=at_programme),
    Route("questionnaire:bring_in", get=desk("own"), post=desk("own", IN), at=at_programme),
    Route("questionnaire:question", get=desk("own"), post=desk("own", IN), at=at_question),
    Route("questionnaire:leave_out", post=desk("own", MOVED), at=at_question),
    Route("questionnaire:bring_back", post=desk("own", MOVED), at=at_question),
    Route("questionnaire:wording", post=desk("own", IN), at=at_question),
]
