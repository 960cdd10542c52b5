"""Builders with valid defaults."""

import uuid
from typing import Any

from edumentoring.concerns import operations
from edumentoring.concerns.models import Concern, Contact
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as programmes

programme = programmes.programme
seat = programmes.seat
user = programmes.user
pair = pairs.agreed


def owner(programme_: Programme) -> User:
    """Whoever made the programme."""
    return programme_.coordinators.get(role="owner").user


def contact(programme_: Programme, **fields: Any) -> Contact:
    """A named contact without a seat."""
    given = {
        "email": programmes.user("Farah Aziz").email,
        "role": "Safeguarding lead",
        "by": owner(programme_),
        **fields,
    }
    return operations.name_contact(programme_, **given)


def concern(programme_: Programme | None = None, **fields: Any) -> Concern:
    """Somebody without an account is worried."""
    given = {
        "words": "They shouted, and would not let me leave the call.",
        "about": "A mentor",
        "name": "Jo Barker",
        "email": "jo@example.org",
        "form_key": uuid.uuid4(),
        **fields,
    }
    return operations.raise_concern(programme_ or programme(), **given)


def opened(concern_: Concern, by: User) -> Concern:
    """The same, opened by one of the contacts."""
    return operations.open_concern(concern_, by=by)
