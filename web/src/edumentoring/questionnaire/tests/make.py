"""Builders for this room's tests."""

from typing import Any

from django.test import Client

from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Coordinator, Programme, Question
from edumentoring.programmes.tests import make
from edumentoring.questionnaire import operations

CLUBS = [{"id": "chess", "label": "Chess"}, {"id": "choir", "label": "Choir"}]


def owner(programme: Programme) -> Any:
    return Coordinator.objects.get(programme=programme, role="owner").user


def programme(**fields: Any) -> Programme:
    """A programme with its standard questions, whose owner may sign in."""
    return make.programme(by=people.staff_person(name="Helen Marsh"), **fields)


def browser(of: Programme) -> Client:
    """The owner's, signed in with a second factor."""
    client: Client = people.sign_in(people.browser(), owner(of), second_factor=True)
    return client


def question(of: Programme, label: str = "Which club do you run?", **fields: Any) -> Question:
    """One question of the programme's own: one of two clubs, unless told otherwise."""
    kind = fields.pop("kind", Question.Kind.ONE)
    options = CLUBS if kind in {"one", "several", "ranked"} else []
    given = {"label": label, "kind": kind, "options": options, **fields}
    return operations.ask_question(of, by=owner(of), fields=given)
