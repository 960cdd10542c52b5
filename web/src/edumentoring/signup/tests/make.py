"""Builders with valid defaults: an open programme, a draft, a sign-up at each of its steps."""

from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.consents.operations import current_wordings
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.programmes.tests.make import coordinator, mentee, mentor, participant, seat
from edumentoring.signup import operations
from edumentoring.signup.keys import confirm_link
from edumentoring.signup.models import Draft

_numbers = count(1)

ANSWERS: dict[str, Any] = {"stage": "ect1", "phases": ["ks3"], "topics_wanted": ["behaviour"]}


def open_programme(name: str = "The Wider Staffroom", **fields: Any) -> Programme:
    """A programme that takes sign-ups today."""
    made = programmes.programme(name)
    for field, value in {"published_at": timezone.now(), **fields}.items():
        setattr(made, field, value)
    made.save()
    return made


def draft(programme: Programme | None = None, *, way: str = "mentee", **fields: Any) -> Draft:
    """A sign-up of which the first page was sent."""
    made = operations.begin_draft(
        programme or open_programme(),
        code=uuid4(),
        ways={"is_mentee": way != "mentor", "is_mentor": way != "mentee"},
    )
    for field, value in fields.items():
        setattr(made, field, value)
    if fields:
        made.save()
    return made


def whole_draft(programme: Programme | None = None, **fields: Any) -> Draft:
    """One with everything that is asked for, not sent yet."""
    programme = programme or open_programme()
    number = next(_numbers)
    return draft(
        programme,
        **{
            "name": "Bethan Lloyd",
            "email": f"bethan{number}@northgate.example",
            "answers": dict(ANSWERS),
            "done": ["way", "work", "place", "teaching", "change", "topics", "meeting", "you"],
            "consents": agreed_to(programme),
            **fields,
        },
    )


def agreed_to(programme: Programme) -> dict[str, int]:
    """The versions of what has to be agreed to."""
    return {each.purpose: each.version for each in current_wordings(programme) if each.required}


def sent(programme: Programme | None = None, **fields: Any) -> Draft:
    """One that was sent and waits for the clock."""
    return operations.send_draft(whole_draft(programme, **fields))


def taken_in(programme: Programme | None = None, **fields: Any) -> Draft:
    """One whose letter is on its way."""
    made = sent(programme, **fields)
    operations.take_in_sign_ups()
    made.refresh_from_db()
    return made


def confirmed(programme: Programme | None = None, **fields: Any) -> Draft:
    made = taken_in(programme, **fields)
    operations.confirm_sign_up(made)
    made.refresh_from_db()
    return made


def confirm_path(draft: Draft) -> str:
    """The path of the link in its letter."""
    return "/sign-up/" + confirm_link(draft).split("/sign-up/")[1]


def letters_to(draft: Draft) -> list[str]:
    """The kinds of letters written to its address, the first one first."""
    return list(Letter.objects.filter(to=draft.email).order_by("pk").values_list("kind", flat=True))


def whole_post(programme: Programme, **more: Any) -> dict[str, Any]:
    """What the page with all the questions sends for a mentee."""
    return {
        "way": "mentee",
        "stage": "ect1",
        "phases": ["ks3"],
        "topics_wanted": ["behaviour", "workload"],
        "topics_wanted_first": "behaviour",
        "name": "Bethan Lloyd",
        "email": "bethan@northgate.example",
        **{f"agree_{purpose}": "on" for purpose in agreed_to(programme)},
        **more,
    }


__all__ = ["coordinator", "mentee", "mentor", "participant", "seat"]
