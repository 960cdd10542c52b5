"""Builders with valid defaults for this room's tests and those of the rooms above."""

from itertools import count
from typing import Any

from django.utils import timezone

from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make
from edumentoring.reach import operations
from edumentoring.reach.models import Link

_numbers = count(1)


def published(name: str = "The Wider Staffroom", **fields: Any) -> Programme:
    """A programme with a public page. Fields that `create_programme` does not take are set."""
    by: User = fields.pop("by", None) or people.staff_person(name="Helen Marsh")
    made = make.programme(name, by=by, kind=fields.pop("kind", "open"))
    for field, value in {"published_at": timezone.now(), **fields}.items():
        setattr(made, field, value)
    made.save()
    return made


def link(programme: Programme | None = None, label: str = "", **fields: Any) -> Link:
    """A campaign's link."""
    made = operations.make_link(
        programme or published(), label=label or f"Poster {next(_numbers)}", by=None
    )
    for field, value in fields.items():
        setattr(made, field, value)
    if fields:
        made.save()
    return made


def came_by(link: Link, **fields: Any) -> Participant:
    """Somebody who signed up by this link."""
    participant = make.mentee(link.programme, **fields)
    operations.note_arrivals([(participant, link)])
    return participant
